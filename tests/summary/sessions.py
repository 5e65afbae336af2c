"""Small sessions run through the real engine, for the tests of what a summary says of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from exoguide.engine.allowed import Refusal
from exoguide.engine.apply import apply, begin
from exoguide.engine.events import SEMANTICS, Event, Kind
from exoguide.engine.state import State
from exoguide.flow.loading import load_flow
from exoguide.flow.plan import Plan
from exoguide.summary.builder import build
from exoguide.summary.document import Document

FLOWS = Path(__file__).parent / "flows"
AT = "2026-06-10T14:03:22+02:00"
ANCHOR = "7f3a 91c2 0b5e 44d8"


def plan_of(name: str) -> Plan:
    """The flow ``name`` of this folder, ready to run."""
    loaded = load_flow(FLOWS / name)
    return Plan(loaded.flow, loaded.digest)


def plan_from(folder: Path, toml: str) -> Plan:
    """A flow written in a test."""
    file = folder / "flow.toml"
    file.write_text(toml, encoding="utf-8")
    loaded = load_flow(file)
    return Plan(loaded.flow, loaded.digest)


class Session:
    """A session whose events the engine must take."""

    def __init__(self, plan: Plan, *, today: str = "2026-06-10", **opening: Any) -> None:
        self.events: list[Event] = []
        body = {
            "semantics": SEMANTICS,
            "bundle": plan.digest,
            "today": today,
            "clinic": {},
            "locale": plan.flow.head.language,
            "clinician": {"name": "Dr A. Osei", "role": "physician", "account": "osei"},
            "patient": "M-1042",
            "practice": False,
            "follows": "",
        }
        taken = begin(plan, self._event(Kind.OPENED, {**body, **opening}))
        assert not isinstance(taken, Refusal), taken
        self.events.append(taken.event)
        self.state: State = taken.state

    def _event(self, kind: Kind, body: Mapping[str, Any]) -> Event:
        seq = len(self.events) + 1
        return Event(seq, f"e{seq}", AT, seq, "osei", kind, body)

    def do(self, kind: Kind, **body: Any) -> Session:
        """Send one event."""
        taken = apply(self.state, self._event(kind, body))
        assert not isinstance(taken, Refusal), taken
        self.state = taken.state
        self.events.append(taken.event)
        return self

    def give(self, answers: Mapping[str, Any]) -> Session:
        """Answer by key, in order; ``signed:NAME`` signs."""
        for key, value in answers.items():
            if isinstance(value, str) and value.startswith("signed:"):
                node = self.state.plan.node(key)
                assert node is not None
                name = value.removeprefix("signed:")
                self.do(Kind.SIGNED, key=key, name=name, role=node.step.role)
            else:
                self.do(Kind.ANSWERED, key=key, value=value)
        return self

    def document(self) -> Document:
        """The document of the end that the session has arrived at."""
        return build(self.state, AT)

    def end(self) -> Session:
        """End where the walk has arrived."""
        return self.do(Kind.ENDED)

    def later(self) -> list[Event]:
        """The events after the last end."""
        ends = [n for n, event in enumerate(self.events) if event.kind is Kind.ENDED]
        return self.events[ends[-1] + 1 :]
