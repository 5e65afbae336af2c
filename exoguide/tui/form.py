"""One question to answer: what can be chosen, what is chosen so far, what is typed."""

from __future__ import annotations

import attrs

from exoguide.consultation.reading import LETTERS
from exoguide.consultation.session import Consultation
from exoguide.consultation.wording import own_word, said_of
from exoguide.engine.encoding import Answer, Roster, Text, encode
from exoguide.engine.path import Status
from exoguide.engine.questions import Question, question
from exoguide.flow.model import StepKind
from exoguide.flow.plan import key_of
from exoguide.flow.values import Money, NonAnswer
from exoguide.speech import phrase
from exoguide.tui.lists import MARKS, Selection
from exoguide.tui.parts import Row

WRITTEN = (StepKind.NUMBER, StepKind.MONEY, StepKind.DATE, StepKind.TEXT)
"""Kinds whose answers are typed."""

ADD, CLOSE, REMOVE = "+", ".", "remove:"
"""What can be done with a list of items."""

GATE_HELP = {
    "end": phrase("The summary says what must be settled first."),
    "information": phrase("The talk goes on; nobody can sign while this stands."),
}
"""What follows from each choice at a gate."""

NONE = "none:"
"""Before the name of a non-answer in a row."""


@attrs.frozen
class Form:
    """A question and the answer in the making; nothing of it is recorded yet."""

    asked: Question
    selection: Selection
    ticked: frozenset[str] = frozenset()
    typed: str = ""

    @property
    def key(self) -> str:
        """The key of the question."""
        return self.asked.key

    @property
    def writes(self) -> bool:
        """Whether an answer can be typed."""
        if self.asked.status is Status.BLOCKED:
            return False
        return self.asked.kind in WRITTEN or self.asked.kind is StepKind.SIGNATURE

    @property
    def several(self) -> bool:
        """Whether several options can be ticked."""
        return self.asked.kind is StepKind.MULTI

    def chosen(self, name: str) -> Answer:
        """The answer that the row ``name`` stands for."""
        if name.startswith(NONE):
            return NonAnswer(name.removeprefix(NONE))
        return name

    def toggled(self, name: str) -> Form:
        """The form with one option ticked or not; an exclusive one stands alone."""
        exclusive = {choice.id for choice in self.asked.choices if choice.exclusive}
        if name in self.ticked:
            ticked = self.ticked - {name}
        elif name in exclusive:
            ticked = frozenset({name})
        else:
            ticked = (self.ticked - exclusive) | {name}
        rows = tuple(
            attrs.evolve(row, ticked=row.name in ticked) if row.ticked is not None else row
            for row in self.selection.rows
        )
        selection = attrs.evolve(self.selection, rows=rows).on(name)
        return attrs.evolve(self, selection=selection, ticked=ticked)


def form_at(consultation: Consultation, key: str, draft: str = "") -> Form:
    """The form for the question ``key``, with its answer or the one to offer filled in."""
    asked = question(consultation.state, key)
    given = consultation.state.ledger.answers.get(key)
    value = given.value if given is not None and not given.name else consultation.suggestion(key)
    if asked.status is Status.AGAIN:
        value = None
    ticked = value if isinstance(value, frozenset) else frozenset[str]()
    selection = Selection(_rows(consultation, asked, ticked))
    if isinstance(value, NonAnswer):
        selection = selection.on(f"{NONE}{value.value}")
    elif isinstance(value, str):
        selection = selection.on(value)
    elif asked.kind is StepKind.STATEMENT:
        selection = selection.moved(1)
    return Form(asked, selection, ticked, draft or _spelt(value))


def _rows(consultation: Consultation, asked: Question, ticked: frozenset[str]) -> tuple[Row, ...]:
    if asked.status is Status.BLOCKED or asked.kind is StepKind.SIGNATURE:
        return ()
    if asked.kind is None:
        return _items(consultation, asked)
    rows = [
        Row(
            choice.id,
            choice.label,
            MARKS[place] if place < len(MARKS) else "",
            choice.id in ticked if asked.kind is StepKind.MULTI else None,
            choice.reason,
            choice.help or (GATE_HELP.get(choice.id, "") if asked.kind is StepKind.GATE else ""),
        )
        for place, choice in enumerate(asked.choices)
    ]
    typed = asked.kind in WRITTEN
    rows += [
        Row(f"{NONE}{value.value}", label, "" if typed else LETTERS[value])
        for value, label in asked.non_answers
    ]
    return tuple(rows)


def _items(consultation: Consultation, asked: Question) -> tuple[Row, ...]:
    listed = roster(consultation, asked.key).serials
    item = asked.unit or "item"
    rows = []
    if len(listed) < int(asked.most):
        yes = own_word(consultation, "yes")
        rows.append(Row(ADD, phrase("{yes}: add one ({item})", yes=yes, item=item), "1"))
    if len(listed) >= int(asked.least):
        no = own_word(consultation, "no")
        rows.append(Row(CLOSE, f"{no}: {'no more' if listed else 'none'}", "2"))
    group = consultation.plan.groups[asked.key]
    positions = consultation.state.positions
    for place, serial in enumerate(listed):
        first = key_of(group.steps[0], serial)
        said = said_of(consultation, first) if first in positions else ""
        rows.append(
            Row(
                f"{REMOVE}{serial}",
                phrase(
                    "Take off the list: {item} {serial} {said}", item=item, serial=serial, said=said
                ),
                (MARKS[2:] + " " * len(listed))[place].strip(),
            )
        )
    return tuple(rows)


def roster(consultation: Consultation, key: str) -> Roster:
    """The list of items as it stands."""
    given = consultation.state.ledger.answers.get(key)
    return given.value if given and isinstance(given.value, Roster) else Roster(())


def after(consultation: Consultation, key: str, name: str, *, closed: bool) -> Roster:
    """The list of items after the row ``name``; ``closed`` when it had been complete before."""
    now = roster(consultation, key)
    if name == ADD:
        used = consultation.state.ledger.serials.get(key, 0)
        return Roster((*now.serials, used + 1), closed=closed)
    if name == CLOSE:
        return Roster(now.serials, closed=True)
    gone = int(name.removeprefix(REMOVE))
    return Roster(tuple(serial for serial in now.serials if serial != gone), closed=closed)


def _spelt(value: Answer | None) -> str:
    """A written answer as it can be typed again."""
    match value:
        case Text():
            return value.text
        case Money():
            stored = encode(value)
            return str(stored["money"]) if isinstance(stored, dict) else ""
        case None | str() | frozenset() | Roster() | NonAnswer():
            return ""
    stored = encode(value)
    return str(next(iter(stored.values()))) if isinstance(stored, dict) else ""
