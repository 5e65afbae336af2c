"""Who looks at which variable of a proof, and at which position last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from exoguide.check.layout import NEXT
from exoguide.check.proof.alarms import BINDING
from exoguide.check.proof.vocabulary import DIVERT, INFO, LEAD, OPEN, PENDING
from exoguide.flow.model import Action, Outcome, StepKind

if TYPE_CHECKING:
    from exoguide.check.proof.timeline import Timeline


def readers(timeline: Timeline) -> Iterator[tuple[Iterable[str], int]]:
    """Variables and a position at which something looks at them."""
    layout, names = timeline.layout, timeline.vocabulary.names
    for expression in layout.expressions.values():
        at = expression.written.at
        if at is not None and expression.typed is not None:
            yield names(expression.typed.node), at
            if expression.path[-1] == "when" and "options" in expression.path:
                yield (layout.step(at).id,), at
    for claim in timeline.claims:
        yield claim.names, claim.settle
    for at, entry in enumerate(layout.entries):
        step = layout.step(at)
        if entry.use or any(option.goto for option in step.options):
            yield (step.id,), at
        if layout.is_gate(at):
            yield (PENDING, LEAD), at
    yield from _flag_readers(timeline)


def _flag_readers(timeline: Timeline) -> Iterator[tuple[Iterable[str], int]]:
    layout, names = timeline.layout, timeline.vocabulary.names
    for alarm in timeline.alarms:
        for node in (alarm.when, alarm.applies):
            if node is not None:
                yield names(node), alarm.settle
        yield alarm.inputs, alarm.settle
        if not alarm.direct:
            yield (alarm.name,), alarm.settle
        if alarm.flag.action is Action.STOP and alarm.flag.goto:
            yield (DIVERT,), alarm.settle
    accepted = {end.id for end in layout.flow.ends if end.outcome is Outcome.ACCEPTED}
    closing = [at for at in range(len(layout.entries)) if _closes(timeline, at, accepted)]
    if closing and timeline.alarms:
        used = {alarm.flag.action for alarm in timeline.alarms}
        binding = [f"any:{one.value}" for one in BINDING if one in used]
        yield (OPEN, INFO, *binding), closing[-1]


def _closes(timeline: Timeline, at: int, accepted: set[str]) -> bool:
    """Whether a position signs, or may lead to a completing end."""
    entry, body = timeline.layout.entries[at], timeline.layout.body(at)
    if entry.kind is StepKind.SIGNATURE:
        return True
    targets = {row.goto or row.otherwise for row in entry.route}
    targets |= {option.goto for option in timeline.layout.step(at).options}
    if body is not None and not body.repeats:
        targets.add(body.group.on_exhausted or NEXT)
    flags = timeline.reading.get(timeline.layout.step(at).id, ())
    targets |= {alarm.flag.goto for alarm in flags}
    if timeline.layout.is_gate(at):
        targets |= set(timeline.leads)
    return bool(targets & accepted)
