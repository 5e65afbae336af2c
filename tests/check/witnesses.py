"""Interviews that findings carry, played again in the engine and looked at by themselves."""

from __future__ import annotations

from collections.abc import Mapping

from exoguide.check import Finding
from exoguide.check.findings import Verdict
from exoguide.engine.apply import Taken, apply, begin
from exoguide.engine.path import Status
from exoguide.engine.questions import question
from exoguide.engine.state import State
from exoguide.errors import FlowError
from exoguide.flow.bundle import Bundle
from exoguide.flow.conditions import ConditionStop, Use, check, strict
from exoguide.flow.loading import examine
from exoguide.flow.model import Flow
from exoguide.flow.plan import Plan
from exoguide.flow.scope import scope_of
from exoguide.flow.syntax import parse_document
from exoguide.flow.values import NonAnswer

STOPPING = frozenset({"EXG402", "EXG602"})
SHOWN = STOPPING | {"EXG404", "EXG722", "EXG723", "EXG724", "EXG731", "EXG732"}
"""Codes of what some interview shows; what no interview can show has none."""


def flow_of(files: Mapping[str, str]) -> Flow:
    """The flow in ``files``."""
    parsed = {name: parse_document(name, text.encode())[0] for name, text in files.items()}
    documents = {name: document for name, document in parsed.items() if document is not None}
    return examine(Bundle("sample", documents, {}, ()))[0].flow


def must_show(files: Mapping[str, str], finding: Finding) -> None:
    """Fail unless a finding that is proven by an interview carries one that shows it."""
    if finding.code not in SHOWN or finding.verdict is not Verdict.PROVEN:
        assert not finding.interview or finding.verdict is Verdict.POSSIBLE
        return
    assert finding.interview, finding
    flow = flow_of(files)
    state, stopped = _played(flow, finding)
    assert stopped == (finding.code in STOPPING), finding
    table, _, name = finding.subject.partition(".")
    cursor = state.cursor
    match finding.code:
        case "EXG404":
            assert cursor is not None
            assert cursor.key.partition("#")[0] == name
            asked = question(state, cursor.key, "en")
            assert asked.choices
            assert all(choice.reason for choice in asked.choices)
        case "EXG722" | "EXG723":
            blocked = cursor is not None and cursor.status is Status.BLOCKED
            assert blocked or state.walk.blocked
        case "EXG724" if table == "flag":
            assert not state.around.raised(name)
            assert any(isinstance(one.value, NonAnswer) for one in state.answers.values())
        case "EXG731" | "EXG732":
            assert _broken(flow, name, state) is (True if finding.code == "EXG731" else None)


def _played(flow: Flow, finding: Finding) -> tuple[State, bool]:
    """The last state of its interview, and whether the flow stopped there."""
    events = finding.interview
    plan = Plan(flow, str(events[0].body["bundle"]))
    first = begin(plan, events[0])
    assert isinstance(first, Taken)
    state = first.state
    for event in events[1:]:
        try:
            taken = apply(state, event)
        except FlowError:
            assert event is events[-1]
            return state, True
        assert isinstance(taken, Taken), (finding, event, taken)
        state = taken.state
    return state, False


def _broken(flow: Flow, name: str, state: State) -> bool | None:
    """Whether a rule does not hold where an interview stands; nothing where it cannot be told."""
    rule = next(one for one in flow.rules if one.id == name)
    typed = check(rule.never or rule.always, scope_of(flow), Use.RULE)
    try:
        return strict(typed)(state.around) is bool(rule.never)
    except ConditionStop:
        return None
