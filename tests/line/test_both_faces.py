"""What can be done on the full screen can be done line by line, by a word or a number."""

from __future__ import annotations

from pathlib import Path

from exoguide.line import commands, lobby, record
from exoguide.line.face import DOINGS
from exoguide.tui.keymap import COMMANDS

WORDS = {
    "any.help": "help",
    "any.escape": "cancel",
    "any.filter": "goto",
    "any.lock": "lock",
    "consultation.back": "back",
    "consultation.forward": "forward",
    "consultation.goto": "goto",
    "consultation.note": "note",
    "consultation.evidence": "evidence",
    "consultation.patient": "patient",
    "consultation.review": "review",
    "consultation.undo": "undo",
    "consultation.close": "end",
    "consultation.skip": "skip",
    "consultation.override": "override",
    "consultation.resolve": "resolve",
    "consultation.language": "language",
    "consultation.identify": "name",
    "consultation.leave": "quit",
    "home.new": "new",
    "home.practice": "practice",
    "home.refresh": "list",
    "home.leave": "quit",
    "record.edition": "page",
    "record.checklist": "tick",
    "record.amend": "amend",
    "record.done": "done",
    "record.adverse": "harm",
    "record.withdraw": "withdraw",
    "record.history": "history",
    "record.export": "export",
    "record.reopen": "reopen",
    "record.follow": "follow",
    "record.leave": "back",
}
"""Commands of the full screen with the word that does the same in lines."""

NEEDLESS = {
    "any.enter": "Enter sends what was typed, as on every line",
    "any.down": "nothing is selected; a number is typed",
    "any.up": "nothing is selected; a number is typed",
    "any.page_down": "all of it was written, and the terminal keeps it",
    "any.page_up": "all of it was written, and the terminal keeps it",
    "any.last": "nothing is selected; a number is typed",
    "any.first": "nothing is selected; a number is typed",
    "consultation.tick": "several numbers are typed in one line",
}
"""Commands that a face without a selection and without pages has no need of, with the reason."""

HERE = {
    "any": commands.COMMANDS,
    "consultation": commands.COMMANDS,
    "home": lobby.COMMANDS,
    "record": record.COMMANDS,
}


def test_every_command_of_the_full_screen_has_a_word_in_lines_or_a_reason_to_have_none() -> None:
    assert WORDS.keys().isdisjoint(NEEDLESS)
    assert WORDS.keys() | NEEDLESS.keys() == COMMANDS.keys()


def test_each_of_these_words_is_understood_in_the_same_place() -> None:
    for command, word in WORDS.items():
        assert word in HERE[command.partition(".")[0]], command


def test_every_command_of_every_place_does_something() -> None:
    assert commands.COMMANDS.keys() == DOINGS.keys()
    assert record.COMMANDS.keys() == record.DOINGS.keys() | record.GOINGS.keys()
    assert record.DOINGS.keys().isdisjoint(record.GOINGS)


def test_the_page_about_the_face_has_every_word(checkout: Path) -> None:
    page = (checkout / "docs" / "line-by-line.md").read_text(encoding="utf-8")
    for place in HERE.values():
        for name, does in place.items():
            assert f"| `{name}` | {does[0].upper()}{does[1:]}. |" in page, name
