"""Flags and signatures: whether what should stop a consultation can do so in time."""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.check.findings import Issue
from exoguide.check.graph import Graph, flag_inputs
from exoguide.check.layout import Layout
from exoguide.check.words import called, several
from exoguide.flow.conditions import walk_nodes
from exoguide.flow.conditions.nodes import Call, Is, Name, Not
from exoguide.flow.model import Action, Flag, StepKind
from exoguide.flow.values import NonAnswer

_WAITING = frozenset({Action.DEFER, Action.REFER})


def flag_issues(layout: Layout, graph: Graph) -> Iterator[Issue]:
    """Flags that act too late or not at all, and signatures that stand for nothing."""
    for index, flag in enumerate(layout.flow.flags):
        if layout.broken("flag", index, "when") or layout.broken("flag", index, "applies"):
            continue
        inputs = flag_inputs(layout, index)
        yield from _goto(layout, index, flag, inputs)
        yield from _onward(layout, graph, index, flag)
        if flag.action in _WAITING:
            yield from _gate(layout, graph, index, flag, inputs)
        yield from _ignorance(layout, index, flag)
    for at, entry in enumerate(layout.entries):
        if entry.kind is StepKind.SIGNATURE and not entry.covers:
            said = f"The signature {called(entry)} covers nothing, so no change can void it."
            todo = "Name what is signed: covers = [steps, outputs, computes]."
            yield Issue("EXG703", ("step", at, "id"), said, todo)


def _goto(layout: Layout, index: int, flag: Flag, inputs: frozenset[str]) -> Iterator[Issue]:
    target = layout.position.get(flag.goto)
    if target is None:
        return
    late = [name for name in inputs if layout.answered_from(name) >= target]
    if late:
        names = several([called(layout.asked[n]) for n in sorted(late) if n in layout.asked])
        said = f"The flag “{flag.title or flag.id}” leads to “{flag.goto}”, which stands before"
        said += f" an answer that it hangs on ({names})."
        todo = "Let it lead to an end, or to a step behind everything that it reads."
        yield Issue("EXG701", ("flag", index, "goto"), said, todo)


def _onward(layout: Layout, graph: Graph, index: int, flag: Flag) -> Iterator[Issue]:
    """A stop that leads back into the consultation, to a signature, is none."""
    target = layout.position.get(flag.goto)
    if flag.action is not Action.STOP or target is None:
        return
    seen: set[int | str] = {target}
    for at in range(target, len(layout.entries)):
        if at not in seen:
            continue
        if layout.entries[at].kind is StepKind.SIGNATURE:
            said = f"The flag “{flag.title or flag.id}” is a stop, and the consultation goes on"
            said += f" from “{flag.goto}” to the signature {called(layout.entries[at])}."
            todo = "Let it lead to an end, or to words behind which an end follows."
            yield Issue("EXG706", ("flag", index, "goto"), said, todo)
            return
        seen.update(edge.target for edge in graph.out[at])


def _gate(
    layout: Layout, graph: Graph, index: int, flag: Flag, inputs: frozenset[str]
) -> Iterator[Issue]:
    open_ = [
        name
        for name in sorted(inputs)
        for at in (layout.places.get(name) or (layout.bodies[name].stop - 1,))
        if at in graph.ungated and at in graph.reached
    ]
    if open_:
        step = layout.asked.get(open_[-1])
        after = called(step) if step else f"“{open_[-1]}”"
        said = f"No gate stands between {after} and a signature, so the flag"
        said += f" “{flag.title or flag.id}” is never put to the clinician in time."
        todo = 'Add a step with kind = "gate" behind the questions that the flag reads.'
        yield Issue("EXG702", ("flag", index, "id"), said, todo)


def _ignorance(layout: Layout, index: int, flag: Flag) -> Iterator[Issue]:
    """A flag raised by not knowing must not say what is not known."""
    typed = layout.typed("flag", index, "when")
    if typed is None or flag.message_unknown or flag.action is Action.NOTE:
        return
    for node in walk_nodes(typed.node):
        name = _unknown_raises(node)
        step = layout.asked.get(name)
        hiding = {NonAnswer.UNKNOWN, NonAnswer.DECLINED}
        if step is not None and hiding & set(step.non_answers):
            said = f"The flag “{flag.title or flag.id}” is also raised by “don't know” to"
            said += f" {called(step)}, and has no words of its own for that."
            todo = 'Add message_unknown = "We do not know …".'
            yield Issue("EXG705", ("flag", index, "message"), said, todo)
            return


def _unknown_raises(node: object) -> str:
    """The step whose non-answer makes a condition true, as far as one node tells."""
    match node:
        case Call(function="risk", arguments=(Name(name=name),)):
            return name
        case Is(subject=Name(name=name), options=options, negated=False) if any(
            option.name in {"unknown", "declined"} for option in options
        ):
            return name
        case Not(operand=Call(function="known", arguments=(Name(name=name),))):
            return name
    return ""
