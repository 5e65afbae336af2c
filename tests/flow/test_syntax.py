"""Broken TOML is told in our words, with its line and column."""

from __future__ import annotations

from decimal import Decimal

import pytest

from exoguide.flow.problems import Problem
from exoguide.flow.syntax import LARGEST, parse_document


def broken(raw: str | bytes) -> Problem:
    content = raw if isinstance(raw, bytes) else raw.encode()
    document, problems = parse_document("a.toml", content)
    assert document is None
    (problem,) = problems
    return problem


def test_numbers_with_a_point_are_decimals() -> None:
    assert parse_document("a.toml", b"x = 0.10") == ({"x": Decimal("0.10")}, ())


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbfx = 1\n", b"x = 1\r\n", b"x = 1"])
def test_a_byte_order_mark_and_windows_line_ends_are_accepted(raw: bytes) -> None:
    assert parse_document("a.toml", raw) == ({"x": 1}, ())


def test_windows_line_ends_do_not_change_a_text() -> None:
    unix = b'x = """a\nb"""\n'
    assert parse_document("a", unix) == parse_document("a", unix.replace(b"\n", b"\r\n"))


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("a = 1\nb = 'open\nc = 2\n", 2, 5, "no closing quote"),
        ('a = "open\n', 1, 10, "no closing quote"),
        ("a = yes\n", 1, 5, "yes and no are true and false"),
        ("a 1\n", 1, 3, "“=” is missing"),
        ("[[step]\n", 1, 7, "[[step]]"),
        ("x = [1 2]\n", 1, 8, "comma"),
        ("x = { a = 1,\n b = 2 }\n", 1, 13, "TOML 1.0"),
        ("x = { a = 1, }\n", 1, 14, "TOML 1.0"),
        ('x = "\\e[0m"\n', 1, 7, "TOML 1.0"),
        ("x = 12:30\n", 1, 7, "TOML 1.0"),
        ("x = 2026-02-30\n", 1, 5, "does not exist"),
    ],
)
def test_a_slip_is_told_with_its_line_and_column(
    text: str, line: int, column: int, says: str
) -> None:
    problem = broken(text)
    assert says in f"{problem.message} {problem.help}"
    assert (problem.code, problem.line) == ("EXG101", line)
    assert abs(problem.column - column) <= 1  # Python versions point before or behind a sign


def test_a_key_given_twice_names_the_line_of_the_first() -> None:
    problem = broken("[[step]]\nid = 'a'\nask = 'x'\nid = 'b'\n")
    assert problem.message == "The key “id” was given before, on line 2, in the same table."
    assert (problem.code, problem.line) == ("EXG102", 4)


def test_a_table_opened_twice_is_told() -> None:
    assert broken("[flow]\nid = 'a'\n[flow]\n").code == "EXG102"


def test_bad_utf8_is_told_with_its_place() -> None:
    problem = broken(b"a = 1\nb = '\xff'\n")
    assert (problem.code, problem.line, problem.column) == ("EXG103", 2, 6)


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e99", "0." + "1" * 31, "9" * 31])
def test_a_number_that_cannot_be_used_is_told_with_its_path(number: str) -> None:
    _, (problem,) = parse_document("a.toml", f"[[x]]\ny = {number}".encode())
    assert (problem.code, problem.path) == ("EXG105", ("x", 0, "y"))


def test_a_number_of_thousands_of_digits_is_told() -> None:
    assert broken("x = " + "9" * 5_000).code == "EXG105"


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 100_000,
        "x = " + "[" * 100_000 + "]" * 100_000,
        "x = " + "{ a = " * 100_000,
        "a." * 100_000 + "a = 1",
        '"a".' * 100_000 + "a = 1",
        "[" + "a." * 100_000 + "a]",
        "x = " + "[" * 13 + "]" * 13,
        ".".join("a" * 14) + " = 1",
    ],
)
def test_nesting_is_bounded(text: str) -> None:
    assert broken(text).code in {"EXG104", "EXG101"}


def test_a_text_full_of_points_is_no_deep_key() -> None:
    text = ".".join("abcdefghij" * 5)
    assert parse_document("a.toml", f"x = '{text}'".encode()) == ({"x": text}, ())


def test_a_file_beyond_the_limit_is_not_parsed() -> None:
    assert broken(b"#" * (LARGEST + 1)).code == "EXG104"
