"""Places in files, to the character."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoguide.check.positions import Positions
from exoguide.check.strings import offsets

LAYOUT = """\
# é
[flow]
id = "à"
"quoted key".b = 'ü'
[[step]]
id = "one"
options = [ "ß", # a remark, not an entry
  { id = "x", label = "é" }, [1, 2] ]
[[step.route]]
when = 'é and agee'
[[step.route]]
when = "a\\tb\\u00e9c"
[[step]]
[[step.route]]
when = '''
one
two'''
[a.b.c]
d = 1
"""


def at(path: tuple[str | int, ...], text: str = LAYOUT) -> tuple[int, int, int, int]:
    line, column, end_line, end_column = Positions(text.encode()).value(path)
    return line, column, end_line, end_column


def test_values_stand_where_they_are_written() -> None:
    assert at(("flow", "id")) == (3, 6, 3, 9)
    assert at(("flow", "quoted key", "b")) == (4, 18, 4, 21)
    assert at(("step", 0, "id")) == (6, 6, 6, 11)
    assert at(("a", "b", "c", "d")) == (19, 5, 19, 6)


def test_entries_of_lists_are_counted_without_remarks() -> None:
    assert at(("step", 0, "options", 0)) == (7, 13, 7, 16)
    assert at(("step", 0, "options", 1, "label")) == (8, 23, 8, 26)
    assert at(("step", 0, "options", 2, 1)) == (8, 34, 8, 35)


def test_repeated_tables_belong_to_the_last_table_around_them() -> None:
    assert at(("step", 0, "route", 1, "when"))[0] == 12
    assert at(("step", 1, "route", 0, "when"))[0] == 15
    assert at(("step", 1)) == (13, 1, 13, 9)


def test_what_has_no_place_has_that_of_what_is_around_it() -> None:
    assert at(("step", 1, "id")) == (13, 1, 13, 9)
    assert at(("a", "b")) == (1, 1, 1, 2)
    assert at(("nothing", 3, "here")) == (1, 1, 1, 2)
    assert tuple(Positions(b"").value(("step",))) == (1, 1, 1, 2)


def test_a_key_is_told_from_its_value() -> None:
    assert tuple(Positions(LAYOUT.encode()).key(("step", 0, "route", 0, "when"))) == (10, 1, 10, 5)
    assert tuple(Positions(LAYOUT.encode()).key(("flow", "quoted key", "b"))) == (4, 1, 4, 15)


@pytest.mark.parametrize(
    ("path", "start", "end", "place"),
    [
        (("step", 0, "route", 0, "when"), 6, 10, (10, 15, 10, 19)),  # agee, behind an accent
        (("step", 0, "route", 1, "when"), 2, 3, (12, 12, 12, 13)),  # b, behind an escape
        (("step", 0, "route", 1, "when"), 3, 4, (12, 13, 12, 19)),  # the six characters of é
        (("step", 1, "route", 0, "when"), 4, 7, (17, 1, 17, 4)),  # two, on its own line
        (("step", 0, "route", 0, "when"), 10, 10, (10, 19, 10, 20)),  # the end: its quote
        (("a", "b", "c", "d"), 0, 1, (19, 5, 19, 6)),  # no text at all
    ],
)
def test_a_place_inside_a_text_is_exact(
    path: tuple[str | int, ...], start: int, end: int, place: tuple[int, int, int, int]
) -> None:
    assert tuple(Positions(LAYOUT.encode()).inside(path, start, end)) == place


def test_line_ends_of_windows_and_a_byte_order_mark_move_nothing() -> None:
    raw = b"\xef\xbb\xbf" + LAYOUT.replace("\n", "\r\n").encode()
    assert tuple(Positions(raw).value(("step", 0, "options", 1, "label"))) == (8, 23, 8, 26)
    inside = Positions(raw).inside(("step", 1, "route", 0, "when"), 4, 7)
    assert tuple(inside) == (17, 1, 17, 4)
    assert Positions(raw).excerpt(3) == 'id = "à"'


def test_a_broken_file_still_gives_the_places_that_can_be_read() -> None:
    text = LAYOUT.replace('id = "one"', 'id = "one')
    assert at(("step", 0, "route", 0, "when"), text)[0] == 10


def test_a_line_that_goes_on_belongs_to_the_text_without_its_break() -> None:
    text, places = offsets('"""\nab\\\n   cd"""')
    assert text == "abcd"
    assert places == (4, 5, 11, 12, 13)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_text_is_read_as_toml_reads_it(text: str) -> None:
    escaped = "".join(f"\\U{ord(c):08x}" if c < " " or c in '"\\\x7f' else c for c in text)
    token = f'"{escaped}"'
    held, places = offsets(token)
    assert held == text == tomllib.loads(f"a = {token}")["a"]
    assert len(places) == len(text) + 1
    assert all(
        token[place] in {"\\", character} for place, character in zip(places, text, strict=False)
    )
