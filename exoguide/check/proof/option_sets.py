"""The sets of options that a person can choose, one for each way in which conditions see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from exoguide.check.cells import Cell
from exoguide.check.literals import plain_limit
from exoguide.check.proof.single import verdicts
from exoguide.check.words import option_words, several
from exoguide.flow.conditions import Node
from exoguide.flow.conditions.nodes import Call, Has
from exoguide.flow.model import Step

BOUND: Final = 4096
"""Combinations of options of one question that are told apart."""


class TooMany(Exception):
    """A question has more kinds of answers than can be told apart."""


def option_sets(step: Step, looking: Sequence[Node], *, weighed: bool) -> Iterator[Cell]:
    """Sets of options, one for each way in which the conditions ``looking`` at ``step`` see them.

    ``weighed`` says that a score counts it. Raises :class:`TooMany`.
    """
    looked = [one for one in looking if not isinstance(one, Call)]
    kept: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for option in step.options:
        seen: tuple[object, ...] = tuple(
            isinstance(atom, Has) and any(one.name == option.id for one in atom.options)
            for atom in looked
        )
        alone = option.id if option.when or option.exclusive or weighed else ""
        kept[*seen, option.id in step.cautious, alone].append(option.id)
    choices = [_parts(group) for group in kept.values()]
    size = 1
    for choice in choices:
        size *= len(choice)
    if size > BOUND:
        raise TooMany(step.id)
    tests = [verdicts(atom, step.id) for atom in looking]
    told: set[tuple[object, ...]] = set()
    for parts in product(*choices):
        chosen = frozenset(one for part in parts for one in part)
        if not _possible(step, chosen):
            continue
        closed = tuple(one.id for one in step.options if one.when and one.id in chosen)
        weight = sum(one.weight or 0 for one in step.options if one.id in chosen)
        view = (*(test(chosen) for test in tests), closed, weight if weighed else 0)
        if view not in told:
            told.add(view)
            named = [option_words(step, one.id) for one in step.options if one.id in chosen]
            yield Cell(chosen, several(named))


def _parts(group: list[str]) -> list[tuple[str, ...]]:
    if len(group) == 1:
        return [(), (group[0],)]
    return [(), (group[0],), tuple(group)]


def _possible(step: Step, chosen: frozenset[str]) -> bool:
    if not chosen:
        return False
    if len(chosen) > 1 and any(one.exclusive and one.id in chosen for one in step.options):
        return False
    least, most = plain_limit(step.min), plain_limit(step.max)
    return (least is None or len(chosen) >= least) and (most is None or len(chosen) <= most)
