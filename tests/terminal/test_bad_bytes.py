"""No byte that arrives ends, stops or misleads the program."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal, program


@pytest.fixture
def typist(terminal: Callable[..., Terminal]) -> Terminal:
    """An app that says what arrived, with a line to write on in focus."""
    one = terminal(program("typist"), columns=160)
    one.shows("focus Input")
    return one


def said(typist: Terminal, name: str) -> int:
    """The number that the app shows behind ``name``."""
    found = re.search(rf"\b{name} (\d+)", typist.lines[0])
    return int(found[1]) if found else -1


def test_a_byte_that_is_no_text_is_replaced_and_the_next_key_works(typist: Terminal) -> None:
    for number, (sent, shown) in enumerate(
        [
            (b"\xe9", "�"),  # é in Latin-1
            (b"\xff\xfe", "��"),
            (b"\xed\xa0\x80", "�"),  # half a pair
            (b"\xf0\x9f\x98", "�"),  # a sign cut short
            (b"\xc3\xa9", "é"),
        ]
    ):
        typist.send(b"%d<" % number + sent + b">")
        typist.until(lambda mark=f"{number}<{shown}": mark in typist.text, f"{sent!r}")  # type: ignore[misc]  # mypy cannot tell the type of a default
        typist.until(lambda: typist.lines[0].count(">'"))


FORGED = (
    b"\x1b[48;9999;9999;9999;9999t",
    b"\x1b[48;0;0;0;0t",
    b"\x1b[48;24;80;0;0t\x1b[48;1;1;1;1t",
    b"\x1b[8;9999;9999t",
    b"\x1b[9999999999;9999999999R",
    b"\x1b[?2048;1$y\x1b[?2048;2$y",
    b"\x1b[I\x1b[O",
    b"\x1b[99999999999u",
    b"\x1b[1114112;1u",
    b"\x1b[55296u\x1b[57343;1;56000u",
    b"\x1b[97;99999999999999;1u",
    b"\x1b[97;1;99999999999u",
    b"\x1b[<0;99999999;99999999M\x1b[<0;99999999;99999999m",
    b"\x1b[<999999999999999999;1;1M",
    b"\x1b[<0;-5;-5M",
    b"\x1b[M\xff\xff\xff",
    b"\x1b[?1;2c\x1b[>41;354;0c",
    b"\x1b]11;rgb:ffff/ffff/ffff\x07",
    b"\x1bP1$r0m\x1b\\",
    b"\x1b[" + b"1;" * 200 + b"m",
    b"\x1b" * 50,
    b"\x00" * 50,
    bytes(range(0x80, 0x100)),
)


def test_a_report_nobody_asked_for_changes_nothing(typist: Terminal) -> None:
    for number, forged in enumerate(FORGED):
        typist.send(forged + b"\x1b[201~")
        typist.send(b"\x1b[200~%dend\x1b[201~" % number)
        typist.until(lambda mark=f"{number}end'": mark in typist.lines[0], f"life after {forged!r}")  # type: ignore[misc]  # mypy cannot tell the type of a default
        assert said(typist, "size") == 160, forged
        assert "focus Input" in typist.lines[0], forged


def test_a_number_too_large_costs_no_key_behind_it(typist: Terminal) -> None:
    typist.send(b"ab\x1b[99999999999ucd\x1b[1114112uef")
    typist.until(lambda: "'abcdef'" in typist.lines[0])


def test_twenty_thousand_keys_arrive_whole_on_a_line(typist: Terminal) -> None:
    typist.send(b"x" * 20_000)
    typist.until(lambda: said(typist, "line") == 20_000)
    assert said(typist, "keys") < 5_000


def test_a_key_held_down_on_a_link_that_stood_still_is_a_key_held_down(typist: Terminal) -> None:
    typist.send(b"\x1b[D" * 20_000 + b"z")
    typist.until(lambda: said(typist, "line") == 1)
    assert said(typist, "keys") < 20_000


def test_keys_of_many_kinds_are_all_used_however_fast_they_come(typist: Terminal) -> None:
    typist.send(b"ab\x7f" * 500)
    typist.until(lambda: said(typist, "line") == 500)
    assert said(typist, "keys") == 1500


def test_a_paste_is_taken_to_its_most_and_the_rest_is_told(typist: Terminal) -> None:
    typist.send(b"\x1b[200~" + b"y" * 1_000_000 + b"\x1b[201~")
    typist.until(lambda: said(typist, "out") == 1_000_000 - 65_536)
    assert said(typist, "line") == 65_536
    typist.send(b"z")
    typist.until(lambda: said(typist, "line") == 65_537)


def test_a_paste_without_an_end_ends_by_itself(typist: Terminal) -> None:
    typist.send(b"\x1b[200~begun and never")
    typist.until(lambda: "never'" in typist.lines[0])
    typist.send(b"!")
    typist.until(lambda: "never!'" in typist.lines[0])


def test_a_paste_of_several_lines_loses_none_on_one_line(typist: Terminal) -> None:
    typist.send(b"\x1b[200~one\rtwo\r\nthree\n\x1b[201~")
    typist.until(lambda: said(typist, "line") == len("one two three"))
    assert "two three'" in typist.lines[0]


def test_a_paste_of_several_lines_keeps_them_in_a_text(typist: Terminal) -> None:
    typist.send(b"\t")
    typist.shows("focus TextArea")
    typist.send(b"\x1b[200~one\rtwo\r\nthree\n\x1b[201~")
    typist.until(lambda: said(typist, "area") == len("one\ntwo\nthree"))


def test_a_paste_answers_no_question(typist: Terminal) -> None:
    typist.send(b"\t\t")
    typist.shows("focus OptionList")
    before = said(typist, "keys")
    typist.send(b"\x1b[200~1\r2\r\x1b[201~")
    typist.until(lambda: said(typist, "pastes") == 1)
    assert said(typist, "keys") == before


def test_what_is_pasted_holds_nothing_to_act_on(typist: Terminal) -> None:
    typist.send(b"\x1b[200~a\x1b]0;owned\x07\xe2\x80\xaez\x1b[201~")
    typist.until(lambda: said(typist, "pastes") == 1 and said(typist, "line") > 0)
    typist.send(b"\x11")
    typist.end()
    assert b"\x1b]0" not in typist.output
    assert b"\xe2\x80\xae" not in typist.output


def test_a_command_in_the_middle_of_a_paste_is_text(typist: Terminal) -> None:
    typist.send(b"\x1b[200~left \x03\x11 right\x1b[201~")
    typist.until(lambda: "right'" in typist.lines[0])
    assert typist.process.poll() is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TEXTUAL_LOG", "keys.log"),
        ("TEXTUAL_DEBUG", "1"),
        ("TEXTUAL", "debug,devtools"),
        ("TEXTUAL_SCREENSHOT", "0"),
        ("TEXTUAL_PRESS", "x,y,z"),
        ("TEXTUAL_DRIVER", "nowhere:Driver"),
        ("TEXTUAL_SHOW_RETURN", "1"),
        ("TEXTUAL_COLOR_SYSTEM", "nonsense"),
        ("COLUMNS", "99999"),
        ("LINES", "9" * 5000),
    ],
)
def test_the_environment_cannot_switch_on_what_harms(
    name: str, value: str, tmp_path: Path, terminal: Callable[..., Terminal]
) -> None:
    typist = terminal(program("typist"), columns=160, environ={name: value}, folder=tmp_path)
    typist.shows("focus Input")
    typist.send(b"q")
    typist.until(lambda: said(typist, "line") == 1)
    assert said(typist, "size") == 160
    typist.send(b"\x11")
    assert typist.end() == 0
    assert list(tmp_path.iterdir()) == []


def test_the_process_can_be_looked_into_by_nobody(typist: Terminal) -> None:
    assert said(typist, "dumpable") == 0
    limits = Path(f"/proc/{typist.process.pid}/limits")
    if limits.exists():
        (core,) = (line for line in limits.read_text().splitlines() if "core file" in line)
        assert core.split()[4:6] == ["0", "0"]


def test_a_picture_or_a_copy_of_the_screen_goes_nowhere(
    tmp_path: Path, terminal: Callable[..., Terminal]
) -> None:
    typist = terminal(
        program("typist"), columns=160, folder=tmp_path, environ={"HOME": str(tmp_path)}
    )
    typist.shows("focus Input")
    typist.send(b"\t\t\x1b[14~\x1b[15~")
    typist.until(lambda: said(typist, "keys") == 4)
    typist.send(b"\x11")
    assert typist.end() == 0
    assert b"]52;" not in typist.output
    assert b"\x07" not in typist.output
    assert list(tmp_path.iterdir()) == []
