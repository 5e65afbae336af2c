"""Scores, exactly: the states in which a sum of chosen weights meets a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from exoguide.check.cells import Cell
from exoguide.check.proof.diagrams import EVERYTHING, NOTHING, Diagrams, Set
from exoguide.check.proof.vocabulary import Variable
from exoguide.flow.model import Step
from exoguide.flow.values import Value


def score_set(
    diagrams: Diagrams,
    terms: Sequence[tuple[int, Variable, Step]],
    holds: Callable[[Value], bool],
) -> Set:
    """States in which the weights chosen in ``terms`` add up to a sum that ``holds``."""
    ordered = sorted(terms, key=lambda term: term[0])
    weighed = [
        (level, [weight_of(step, cell) for cell in variable.cells])
        for level, variable, step in ordered
    ]
    totals = [{Decimal(0)}]
    for _, weights in weighed:
        totals.append({total + one for total in totals[-1] for one in weights if one is not None})
    found = {total: EVERYTHING if holds(total) else NOTHING for total in totals.pop()}
    for (level, weights), before in zip(reversed(weighed), reversed(totals), strict=True):
        below = found
        found = {
            total: diagrams.make(
                level,
                (NOTHING, *(NOTHING if one is None else below[total + one] for one in weights)),
            )
            for total in before
        }
    return found[Decimal(0)]


def weight_of(step: Step, cell: Cell) -> Decimal | None:
    """What an answer counts in a score; ``None`` where it has no value."""
    chosen = cell.value
    if isinstance(chosen, str):
        chosen = frozenset({chosen})
    if not isinstance(chosen, frozenset):
        return None
    return sum((o.weight or Decimal(0) for o in step.options if o.id in chosen), Decimal(0))
