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
    memo: dict[tuple[int, Decimal], Set] = {}

    def below(place: int, total: Decimal) -> Set:
        if place == len(ordered):
            return EVERYTHING if holds(total) else NOTHING
        found = memo.get((place, total))
        if found is None:
            level, variable, step = ordered[place]
            kids = [NOTHING]
            for cell in variable.cells:
                weight = weight_of(step, cell)
                kids.append(NOTHING if weight is None else below(place + 1, total + weight))
            found = memo[place, total] = diagrams.make(level, tuple(kids))
        return found

    return below(0, Decimal(0))


def weight_of(step: Step, cell: Cell) -> Decimal | None:
    """What an answer counts in a score; ``None`` where it has no value."""
    chosen = cell.value
    if isinstance(chosen, str):
        chosen = frozenset({chosen})
    if not isinstance(chosen, frozenset):
        return None
    return sum((o.weight or Decimal(0) for o in step.options if o.id in chosen), Decimal(0))
