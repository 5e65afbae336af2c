"""Flags with where in a flow they are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from exoguide.check.graph import flag_inputs
from exoguide.check.layout import Layout
from exoguide.flow.conditions import Node
from exoguide.flow.model import Action, Flag

BINDING: Final = (Action.STOP, Action.DEFER, Action.REFER)
WAITING: Final = (Action.DEFER, Action.REFER)


@attrs.frozen
class Alarm:
    """A flag with where it is looked at."""

    index: int
    flag: Flag
    inputs: frozenset[str]
    first: int
    """The first position at which it may be assessed; -1 for one that hangs on no answer."""
    settle: int
    """The position behind which it no longer changes."""
    direct: bool
    """Whether one question, asked at one place, decides it."""
    when: Node
    applies: Node | None

    @property
    def name(self) -> str:
        """Its variable."""
        return f"!{self.flag.id}"


def alarms_of(layout: Layout) -> Iterator[Alarm]:
    """The flags of a flow, in its order; those without a condition are left out."""
    for index, flag in enumerate(layout.flow.flags):
        when = layout.typed("flag", index, "when")
        applies = layout.typed("flag", index, "applies")
        if when is None:
            continue
        inputs = flag_inputs(layout, index)
        spans = [_asked(layout, name) for name in inputs]
        first = min((one for one, _ in spans), default=-1)
        settle = max((two for _, two in spans), default=-1)
        body = layout.body(first) if first >= 0 else None
        yield Alarm(
            index, flag, inputs, first, settle,
            first == settle and body is None,
            when.node, applies.node if applies else None,
        )  # fmt: skip


def _asked(layout: Layout, name: str) -> tuple[int, int]:
    body = layout.bodies.get(name) or layout.bodies.get(layout.asked[name].group)
    if body is not None:
        return body.first, max(body.stop - 1, *layout.places.get(name, (0,)))
    return layout.places[name][0], layout.places[name][-1]
