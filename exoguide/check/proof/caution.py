"""Unknown acts as cautious: what a cautious answer brings about, not knowing must bring about too.

Each condition that reads a step with cautious answers is looked at where it is decided, in the
states in which the step was answered with “don't know” or “rather not say”: would it have held had
the answer been a cautious one?
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exoguide.check.proof.alarms import Alarm
from exoguide.check.proof.diagrams import NOTHING, Diagrams, Set
from exoguide.check.proof.vocabulary import Vocabulary
from exoguide.flow.model import Action
from exoguide.flow.values import NonAnswer

_HIDING = (NonAnswer.UNKNOWN, NonAnswer.DECLINED)


class Hidden(NamedTuple):
    """A step with cautious answers that may be left without one, as a variable."""

    step: str
    level: int
    cautious: tuple[int, ...]
    hiding: tuple[int, ...]


def hidden(vocabulary: Vocabulary, levels: dict[str, int]) -> dict[str, Hidden]:
    """Every such step."""
    found: dict[str, Hidden] = {}
    for name, step in vocabulary.layout.asked.items():
        if name not in levels or not step.cautious or not set(_HIDING) & set(step.non_answers):
            continue
        cells = list(enumerate(vocabulary.variable(name).cells, 1))
        cautious = tuple(n for n, cell in cells if _cautious(cell.value, step.cautious))
        hiding = tuple(n for n, cell in cells if cell.value in _HIDING)
        found[name] = Hidden(name, levels[name], cautious, hiding)
    return found


def _cautious(value: object, cautious: tuple[str, ...]) -> bool:
    chosen = value if isinstance(value, frozenset) else {value}
    return not chosen.isdisjoint(cautious)


def lost(diagrams: Diagrams, one: Hidden, held: Set, instead: Set) -> Set:
    """States of not knowing in which ``instead`` does not hold, and ``held`` would by caution."""
    d = diagrams
    found = NOTHING
    for cautious in one.cautious:
        found = d.join(found, d.at(held, {one.level: cautious}))
    return d.meet(d.minus(found, instead), d.where(one.level, one.hiding))


def strength(action: Action) -> int:
    """How much a flag does: a defer, refer or stop as much as caution can ask for."""
    return {Action.NOTE: 0, Action.CAUTION: 1}.get(action, 2)


def answering(alarm: Alarm, others: list[Alarm]) -> Iterator[Alarm]:
    """The flags that do as much as ``alarm``, itself among them."""
    return (one for one in others if strength(one.flag.action) >= strength(alarm.flag.action))
