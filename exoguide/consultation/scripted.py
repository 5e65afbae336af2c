"""Answers that were written down beforehand, given as a person would give them one by one.

A script sends the same events as any face, in the order in which the questions come up; it knows
nothing of the walk but the question at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs

from exoguide.canonical import Json
from exoguide.consultation.rosters import next_roster, whole_roster
from exoguide.consultation.session import Consultation
from exoguide.consultation.spelling import Items, Spelled, known_key, spelled
from exoguide.engine.allowed import Refusal, Why
from exoguide.engine.apply import Taken
from exoguide.engine.encoding import Answer, encode
from exoguide.engine.events import Kind
from exoguide.engine.path import Status
from exoguide.errors import ExoguideError, UsageError
from exoguide.flow.model import StepKind
from exoguide.flow.model.story import Do
from exoguide.flow.plan import base, item

Watch = Callable[[Consultation, Taken], None]
"""What is told of every event that a script sends."""

MOST_STEPS = 100_000
"""Events after which a script is stopped: a flow cannot go round, a file of actions could."""


class Unanswered(ExoguideError):
    """A written answer was not taken."""


@attrs.define
class Script:
    """One sitting: what to answer by key, and what else to do when a question comes up."""

    given: Mapping[str, Any]
    do: tuple[Do, ...] = ()
    watch: Watch | None = None
    _done: set[int] = attrs.field(factory=set, init=False)

    def run(self, consultation: Consultation) -> None:
        """Answer until nothing is written for the question at hand, or the session has ended.

        Raises :class:`Unanswered` with the key where an answer is not taken.
        """
        for _ in range(MOST_STEPS):
            state = consultation.state
            if state.ended is not None:
                break
            if not self._act(consultation) and not self._step(consultation):
                return
        self._after(consultation)

    def _step(self, consultation: Consultation) -> bool:
        """One answer, or the end; whether there was anything to do."""
        state = consultation.state
        if state.arrived is not None:
            self._sent(consultation, "the end", consultation.finish())
            return True
        cursor = state.cursor
        if cursor is None:
            return False
        raw = self._written(cursor.key)
        if raw is None:
            return False
        answer = spelled(state.plan, cursor.key, raw)
        given = state.ledger.answers.get(cursor.key)
        if (
            cursor.status is Status.TO_CONFIRM
            and given is not None
            and _same(consultation, cursor.key, answer, given.value)
        ):
            taken = consultation.send(Kind.CONFIRMED, key=cursor.key)
        else:
            taken = self._answered(consultation, cursor.key, answer)
        self._sent(consultation, cursor.key, taken)
        return True

    def _written(self, key: str) -> Any:
        """The answer to ``key``; one without a number serves every round and item."""
        return self.given.get(key, self.given.get(base(key)))

    def _answered(self, consultation: Consultation, key: str, answer: Spelled) -> Taken | Refusal:
        node = consultation.plan.node(key)
        if node is not None and node.kind is StepKind.SIGNATURE:
            return consultation.send(Kind.SIGNED, key=key, name=answer.name, role=node.step.role)
        value = answer.value
        if isinstance(value, Items):
            value = next_roster(consultation, key, value)
        if value is None:
            raise UsageError("Answer cannot be used", f"The answer “{key}” holds no value.")
        return give(consultation, key, value, sure=answer.sure, words=answer.words)

    def _act(self, consultation: Consultation) -> bool:
        """Do what is to be done where the session stands; whether anything was."""
        state = consultation.state
        place = "end" if state.arrived is not None else state.cursor.key if state.cursor else ""
        for number, do in enumerate(self.do):
            if number not in self._done and do.at == place and not _is_after(do):
                self._done.add(number)
                act(consultation, do, self.watch)
                return True
        return False

    def _after(self, consultation: Consultation) -> None:
        for number, do in enumerate(self.do):
            if number not in self._done and _is_after(do):
                self._done.add(number)
                act(consultation, do, self.watch)

    def _sent(self, consultation: Consultation, what: str, taken: Taken | Refusal) -> None:
        _told(consultation, what, taken, self.watch)

    @property
    def left(self) -> tuple[Do, ...]:
        """Actions whose place never came up."""
        return tuple(do for number, do in enumerate(self.do) if number not in self._done)


def check_keys(consultation: Consultation, given: Mapping[str, Any]) -> None:
    """Raise ``UsageError`` for the first written answer that no question of the flow takes."""
    plan = consultation.plan
    for key, raw in given.items():
        if not known_key(plan, key):
            from difflib import get_close_matches

            near = get_close_matches(base(key), [*plan.steps, *plan.groups], n=1)
            raise UsageError(
                "Unknown question",
                f"The flow {plan.flow.head.id} has no question “{key[:80]}”.",
                f"Did you mean “{near[0]}”?" if near else "Correct the file of answers.",
            )
        spelled(plan, key, raw)


def give(
    consultation: Consultation,
    key: str,
    value: Answer,
    *,
    sure: bool = False,
    words: str = "",
    reason: str = "",
) -> Taken | Refusal:
    """Answer; ``sure`` and ``reason`` are sent only when the engine asks for them."""
    more: dict[str, Json] = {"words": words} if words else {}
    for _ in range(3):
        taken = consultation.answer(key, value, **more)
        if isinstance(taken, Taken):
            return taken
        if taken.why is Why.CONFIRM and sure and "sure" not in more:
            more["sure"] = True
        elif taken.why is Why.REASON and reason and "reason" not in more:
            more["reason"] = reason
        else:
            return taken
    return taken


def act(consultation: Consultation, do: Do, watch: Watch | None = None) -> None:
    """Do one thing besides answering."""
    if do.change:
        for key, raw in do.change.items():
            answer = spelled(consultation.plan, key, raw)
            value = answer.value
            if isinstance(value, Items):
                value = whole_roster(consultation, key, value)
            if value is None:
                raise UsageError("Answer cannot be used", f"“{key}” cannot be changed to nothing.")
            taken = give(
                consultation, key, value, sure=answer.sure, words=answer.words, reason=do.reason
            )
            _told(consultation, key, taken, watch)
        return
    kind, body = _event_of(consultation, do)
    sent = consultation.send(kind, **body)
    if isinstance(sent, Refusal) and sent.why is Why.REASON and do.reason and "reason" not in body:
        sent = consultation.send(kind, **{**body, "reason": do.reason})
    _told(consultation, f"{kind.value} at {do.at}", sent, watch)


def _event_of(consultation: Consultation, do: Do) -> tuple[Kind, dict[str, Json]]:
    today = consultation.state.ledger.today.isoformat()
    day = do.date.isoformat() if isinstance(do.date, date) else ""
    if do.undo:
        return Kind.UNDONE, {"event": undo_target(consultation, do.undo)}
    if do.override:
        return Kind.OVERRIDDEN, {"flag": do.override, "reason": do.reason}
    if do.resolve:
        return Kind.RESOLVED, {
            "flag": do.resolve,
            "who": do.who,
            "document": do.document,
            "date": day or today,
        }
    if do.skip:
        return Kind.SKIPPED, {"stage": do.skip, "reason": do.reason}
    if do.language:
        return Kind.LANGUAGE, {"language": do.language}
    if do.withdraw:
        return Kind.WITHDRAWN, {"reason": do.withdraw}
    if do.tick:
        return Kind.TICKED, {"item": do.tick, "today": day or today}
    if do.done:
        return Kind.DONE, {"date": do.done.isoformat(), "lot": do.lot}
    return Kind.NOTED, {"key": do.at, "text": do.note}


def undo_target(consultation: Consultation, key: str) -> str:
    """The id of the event that last answered ``key`` or skipped the stage; empty for none."""
    ledger = consultation.state.ledger
    if key in ledger.skipped:
        return ledger.skipped[key].id
    given = ledger.answers.get(key)
    return given.event.id if given else ""


def _same(consultation: Consultation, key: str, answer: Spelled, value: Answer) -> bool:
    if isinstance(answer.value, Items):
        return encode(next_roster(consultation, key, answer.value)) == encode(value)
    return answer.value is not None and encode(answer.value) == encode(value)


def _is_after(do: Do) -> bool:
    return bool(do.tick or do.done or do.withdraw) or (do.at == "ended" and item(do.at) == 0)


def _told(
    consultation: Consultation, what: str, taken: Taken | Refusal, watch: Watch | None
) -> None:
    if isinstance(taken, Refusal):
        raise Unanswered(
            "A written answer was not taken",
            f"{what}: {taken.message}",
            taken.todo or "Correct it in the file of answers.",
        )
    if watch is not None:
        watch(consultation, taken)
