"""What a person would press to bring about the events of a log on the full screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.events import Paste

from exoguide.consultation.session import Consultation
from exoguide.engine.encoding import Answer, Roster, Text, decode, field
from exoguide.engine.events import Event, Kind
from exoguide.engine.questions import question
from exoguide.engine.surroundings import BINDING
from exoguide.flow.model import StepKind
from exoguide.flow.values import Money, NonAnswer
from exoguide.tui.lists import MARKS
from exoguide.tui.sitting import Sitting

LETTERS = {NonAnswer.UNKNOWN: "d", NonAnswer.DECLINED: "x", NonAnswer.NOT_APPLICABLE: "-"}
WRITTEN = (StepKind.NUMBER, StepKind.MONEY, StepKind.DATE, StepKind.TEXT)

Pressed = str | Paste
"""A key by its name, or text that is pasted."""


def pressed(sitting: Sitting, event: Event) -> Iterator[Pressed]:  # noqa: C901, PLR0915 - a table
    """The keys that bring ``event`` about where the consultation stands.

    Each key is worked out from what the screen shows once those before it were pressed.
    """
    made = sitting.consultation
    body = event.body
    key = field(body, "key")
    state = made.state
    while sitting.listing is not None or sitting.looking:
        yield "escape"  # from the review that a change came back to
    match event.kind:
        case Kind.ANSWERED:
            yield from _answer(sitting, key, event)
        case Kind.CONFIRMED:
            yield "enter"
        case Kind.SIGNED:
            yield from typed(field(body, "name"))
            yield "enter"
            yield "enter"
        case Kind.UNDONE:
            yield from ("f8", "enter")
            yield from _reason(event)
        case Kind.NOTED:
            yield "f4"
            yield from typed(field(body, "text"))
            yield "enter"
        case Kind.SKIPPED:
            yield from _command(made, "s")
            yield from typed(field(body, "reason"))
            yield "enter"
        case Kind.OVERRIDDEN:
            yield from _command(made, "o")
            able = [f.id for f in state.standing if f.action in BINDING and f.flag.override]
            yield from _flag(able, field(body, "flag"))
            yield from typed(field(body, "reason"))
            yield "enter"
        case Kind.RESOLVED:
            yield from _command(made, "v")
            able = [f.id for f in state.standing if f.action in BINDING]
            yield from _flag(able, field(body, "flag"))
            for name in ("who", "document", "date"):
                yield from typed(field(body, name))
                yield "enter"
            yield "enter"
        case Kind.LANGUAGE:
            head = state.plan.flow.head
            known = list(dict.fromkeys((head.language, *head.languages)))
            yield from _command(made, "l")
            yield from MARKS[known.index(field(body, "language"))] if len(known) > 2 else ()
        case Kind.IDENTIFIED:
            yield from _command(made, "i")
            yield from typed(field(body, "name"))
            yield "enter"
        case Kind.ENDED:
            yield "c"
        case kind:
            raise AssertionError(kind)


def typed(text: str) -> Iterator[Pressed]:
    """Text that is written: by keys where it is short, else as a paste."""
    if text.isascii() and text.isalnum() and len(text) < 12:
        yield from text
    elif text:
        yield Paste(text)


HELP = {
    "s": "Leave this stage",
    "o": "in spite of a flag",
    "v": "document",
    "l": "another language",
    "i": "who the patient",
}
"""Words that find a command in the help."""


def _command(made: Consultation, key: str) -> Iterator[Pressed]:
    """A command by its letter; from a field it is found in the help by its words."""
    if _writes(made):
        yield "f1"
        yield Paste(HELP[key])
        yield "enter"
    else:
        yield key


def _writes(made: Consultation) -> bool:
    cursor = made.state.cursor
    if cursor is None:
        return False
    asked = question(made.state, cursor.key)
    return asked.kind in WRITTEN or asked.kind is StepKind.SIGNATURE


def _flag(able: Sequence[str], name: str) -> Iterator[Pressed]:
    if len(able) > 1:
        yield MARKS[able.index(name)]


def _reason(event: Event) -> Iterator[Pressed]:
    if event.body.get("sure"):
        yield "enter"
    if event.body.get("reason"):
        yield Paste(str(event.body["reason"]))
        yield "enter"


def _answer(sitting: Sitting, key: str, event: Event) -> Iterator[Pressed]:
    made = sitting.consultation
    state = made.state
    value = decode(event.body["value"])
    node = state.plan.node(key)
    here = state.cursor is not None and state.cursor.key == key
    if not here:
        yield "f7"
        yield from _find(sitting, key)
    yield from _chosen(sitting, key, value)
    if not here:
        yield "enter"
    elif node is not None and node.kind is StepKind.TEACH_BACK and not isinstance(value, NonAnswer):
        yield from typed(field(event.body, "words"))
        yield "enter"
    yield from _reason(event)


def _find(sitting: Sitting, key: str) -> Iterator[Pressed]:
    """Go to a question in the list of all answers, from its first line."""
    yield "home"
    while sitting.listing is not None and sitting.listing.selection.row is not None:
        if sitting.listing.selection.row.name == key:
            yield "enter"
            return
        yield "down"


def _chosen(sitting: Sitting, key: str, value: Answer) -> Iterator[Pressed]:
    """An answer as a person gives it: a mark of the list, or typed."""
    made = sitting.consultation
    asked = question(made.state, key)
    ids = [choice.id for choice in asked.choices]
    match value:
        case Roster():
            yield _item(made, key, value)
        case NonAnswer():
            if asked.kind in WRITTEN:
                names = [name for name, _ in asked.non_answers]
                yield from ("down",) * (names.index(value) + 1)
                yield "enter"
            else:
                yield LETTERS[value]
        case frozenset():
            for one in ids:
                assert sitting.form is not None
                if (one in sitting.form.ticked) != (one in value):
                    yield MARKS[ids.index(one)]
            yield "enter"
        case str() if asked.kind not in WRITTEN:
            yield MARKS[ids.index(value)]
        case _:
            entry = sitting.entry()
            assert entry is not None
            if entry.text:
                yield from ("ctrl+shift+k",) * 9 if entry.tall else ("end", "ctrl+u")
            text = value.text if isinstance(value, Text) else str(value)
            yield from typed(f"{value.amount:f}" if isinstance(value, Money) else text)
            yield "enter"


def _item(made: Consultation, key: str, value: Roster) -> str:
    given = made.state.ledger.answers.get(key)
    before = given.value.serials if given and isinstance(given.value, Roster) else ()
    gone = [serial for serial in before if serial not in value.serials]
    if gone:
        return MARKS[2 + before.index(gone[0])]
    return "1" if len(value.serials) > len(before) else "2"
