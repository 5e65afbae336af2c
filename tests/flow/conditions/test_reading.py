"""How the text of a condition becomes a tree."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoguide.flow.conditions import (
    BOOL,
    MAX_DEPTH,
    MAX_LENGTH,
    ConditionError,
    ConditionErrors,
    ConditionStop,
    Node,
    Use,
    check,
    parse,
    partial,
    strict,
    walk_nodes,
)
from exoguide.flow.conditions.nodes import (
    Arithmetic,
    Call,
    Compare,
    Else,
    Has,
    Is,
    Literal,
    Logic,
    Name,
    Negative,
    Not,
    Option,
)
from exoguide.flow.values import Money, NonAnswer, Span
from tests.flow.conditions.world import SCOPE, World, typed


def bracketed(node: Node) -> str:
    """The tree with a bracket round everything."""
    match node:
        case Name(name=name) | Option(name=name):
            return name
        case Literal(value=value):
            return str(value)
        case Logic(op=op, parts=parts):
            return f"({f' {op} '.join(bracketed(part) for part in parts)})"
        case Not(operand=operand):
            return f"(not {bracketed(operand)})"
        case Negative(operand=operand):
            return f"(-{bracketed(operand)})"
        case Compare(ops=ops, operands=operands) | Arithmetic(ops=ops, operands=operands):
            rest = zip(ops, operands[1:], strict=True)
            words = [bracketed(operands[0]), *(f"{op} {bracketed(x)}" for op, x in rest)]
            return f"({' '.join(words)})"
        case Else(subject=subject, default=default):
            return f"({bracketed(subject)} else {bracketed(default)})"
        case Is(subject=subject, options=options, negated=negated):
            names = " ".join(option.name for option in options)
            return f"({bracketed(subject)} {'not ' if negated else ''}among {names})"
        case Has(subject=subject, mode=mode, options=options):
            return f"({bracketed(subject)} {mode} {' '.join(o.name for o in options)})"
        case Call(function=function, arguments=arguments):
            return f"{function}({', '.join(bracketed(part) for part in arguments)})"
    raise AssertionError(node)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a or b and c", "(a or (b and c))"),
        ("a and b or c", "((a and b) or c)"),
        ("a or b or c", "(a or b or c)"),
        ("(a or b) and c", "((a or b) and c)"),
        ("not a and b", "((not a) and b)"),
        ("not a or not b", "((not a) or (not b))"),
        ("not not a", "(not (not a))"),
        ("not a is b", "(not (a among b))"),
        ("not a = 1 and b", "((not (a = 1)) and b)"),
        ("a + 1 > b - 2", "((a + 1) > (b - 2))"),
        ("a - b - c + d", "(a - b - c + d)"),
        ("a - (b - c)", "(a - (b - c))"),
        ("a / b * c", "(a / b * c)"),
        ("a + b * c - d / e", "(a + (b * c) - (d / e))"),
        ("(a + b) * c", "((a + b) * c)"),
        ("-a * b", "((-a) * b)"),
        ("a - -b", "(a - (-b))"),
        ("--a", "(-(-a))"),
        ("-fee else 0", "(-(fee else 0))"),
        ("fee else 0 >= 3", "((fee else 0) >= 3)"),
        ("fee else 0 + 3", "((fee else 0) + 3)"),
        ("2 * fee else 0", "(2 * (fee else 0))"),
        ("fee else -1", "(fee else (-1))"),
        ("a else b else 0", "(a else (b else 0))"),
        ("18 <= age < 65", "(18 <= age < 65)"),
        ("9 > a >= b > 1", "(9 > a >= b > 1)"),
        ("a is b", "(a among b)"),
        ("a is not b", "(a not among b)"),
        ("a in [b, c]", "(a among b c)"),
        ("a not in [b]", "(a not among b)"),
        ("a in [b] and c not in [d, e]", "((a among b) and (c not among d e))"),
        ("a has b", "(a all b)"),
        ("a has any", "(a all any)"),
        ("a has none and b", "((a all none) and b)"),
        ("a has any of [b, c]", "(a any b c)"),
        ("a has all of [b, c]", "(a all b c)"),
        ("a has none of [b, c]", "(a none b c)"),
        ("any(a > 1) and all(b)", "(any((a > 1)) and all(b))"),
        ("max(a, b + 1, -c)", "max(a, (b + 1), (-c))"),
        ("clinic.x > 1", "(clinic.x > 1)"),
        ("a>1and b", "BAD"),
        ("(((a)))", "a"),
        ("\ta\n  or\r\n b ", "(a or b)"),
    ],
)
def test_operators_bind_in_the_documented_order(text: str, tree: str) -> None:
    if tree == "BAD":
        with pytest.raises(ConditionError, match="`1and` is not a number"):
            parse(text)
    else:
        assert bracketed(parse(text)) == tree


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", Decimal(0)),
        ("18", Decimal(18)),
        ("0.1", Decimal("0.1")),
        ("1234567890123456789012345.678", Decimal("1234567890123456789012345.678")),
        ("true", True),
        ("false", False),
        ("2026-11-23", date(2026, 11, 23)),
        ("2024-02-29", date(2024, 2, 29)),
        ("1 day", Span(days=1)),
        ("7 days", Span(days=7)),
        ("1 week", Span(days=7)),
        ("2 weeks", Span(days=14)),
        ("1 month", Span(months=1)),
        ("3 months", Span(months=3)),
        ("1 year", Span(months=12)),
        ("10 years", Span(months=120)),
        ("USD 2000", Money(Decimal(2000), "USD")),
        ("EUR 2000.50", Money(Decimal("2000.50"), "EUR")),
    ],
)
def test_a_literal_is_the_value_it_says(text: str, value: object) -> None:
    node = parse(text)
    assert isinstance(node, Literal)
    assert node.value == value
    assert type(node.value) is type(value)
    assert node.span == (0, len(text))


def test_dates_and_subtraction_are_told_apart_by_their_form() -> None:
    assert bracketed(parse("2026 - 11 - 23")) == "(2026 - 11 - 23)"
    assert bracketed(parse("2026-1-5")) == "(2026 - 1 - 5)"
    assert parse("2026-01-05") == Literal(date(2026, 1, 5), span=(0, 10))


def test_spans_hold_the_brackets_inside_them_and_not_the_spaces_around() -> None:
    text = "  (age >= 18) and not  (pain in [ severe ,mild ]) "
    spans = [text[slice(*node.span)] for node in walk_nodes(parse(text))]
    assert spans == [
        "(age >= 18) and not  (pain in [ severe ,mild ])",
        "age >= 18",
        "age",
        "18",
        "not  (pain in [ severe ,mild ])",
        "pain in [ severe ,mild ]",
        "pain",
        "severe",
        "mild",
    ]


def test_walking_a_tree_meets_every_kind_of_node_in_the_order_of_the_text() -> None:
    text = "not (a else 1) + -b * max(c, 2) > 3 and s has any of [x] or d is y"
    met = [(type(node).__name__, node.span[0]) for node in walk_nodes(parse(text))]
    assert [name for name, _ in met] == [
        *("Logic", "Logic", "Not", "Compare", "Arithmetic", "Else", "Name", "Literal"),
        *("Arithmetic", "Negative", "Name", "Call", "Name", "Literal", "Literal"),
        *("Has", "Name", "Option", "Is", "Name", "Option"),
    ]
    leaves = [start for name, start in met if name in {"Name", "Literal", "Option"}]
    assert leaves == sorted(leaves)


def test_the_longest_condition_is_read_and_one_character_more_is_not() -> None:
    whole = "age" + " " * (MAX_LENGTH - 3)
    assert parse(whole) == Name("age", span=(0, 3))
    with pytest.raises(ConditionError, match=r"too long: 2,001 characters, at most 2,000") as error:
        parse(whole + " ")
    assert error.value.span == (MAX_LENGTH, MAX_LENGTH + 1)


@pytest.mark.parametrize("opening", ["(", "-", "not ", "a else ", "max(", "a or (", "1 + ("])
def test_nesting_ends_at_the_cap(opening: str) -> None:
    closing = ")" if "(" in opening else ""
    shallow = parse(opening * 20 + "a" + closing * 20)
    assert any(node == Name("a", span=node.span) for node in walk_nodes(shallow))
    with pytest.raises(ConditionError, match="nested too deeply"):
        parse(opening * (MAX_DEPTH + 1) + "a" + closing * (MAX_DEPTH + 1))


def test_a_tree_that_grows_to_the_left_is_capped_too() -> None:
    text = "a"
    for _ in range(30):
        text = f"({text} * b + c)"
    with pytest.raises(ConditionError, match="nested too deeply"):
        parse(text)


def test_a_long_row_is_not_deep() -> None:
    assert typed("age > " + " + ".join(["1"] * 400)).type == BOOL
    assert typed(" and ".join(["age > 1"] * 150)).type == BOOL


HOSTILE = [
    "-" * 200_000,
    "(" * 100_000,
    "[" * 100_000,
    "(" * 1_999,
    "-" * 1_999,
    "not " * 499,
    "a else " * 280,
    "f(" * 1_000,
    "a<" * 999 + "a",
    "1." * 900,
    "9" * 2_000,
    "9" * 1_990 + " days",
    "USD " + "9" * 1_900,
    "\0",
    "a\0b",
    "a = \x1b[31m",
    "😀",
    "age > 1 😀",
    "\ud800",
    "\u202e",
    "\ufeffage",
    "",
    " \n\t",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_hostile_text_gives_an_error_that_is_safe_to_print(text: str) -> None:
    limit = sys.getrecursionlimit()
    with pytest.raises(ConditionErrors) as found:
        check(text, SCOPE, Use.CONDITION)
    assert sys.getrecursionlimit() == limit
    for error in found.value.errors:
        assert (error.message + error.help).isprintable()
        assert len(error.message) < 200
        assert 0 <= error.span[0] <= error.span[1] <= len(text)


def _frames() -> int:
    depth, frame = 0, sys._getframe()  # noqa: SLF001 - the depth of the stack is what is tested
    while frame.f_back is not None:
        depth, frame = depth + 1, frame.f_back
    return depth


def test_the_deepest_condition_needs_few_stack_frames() -> None:
    deepest = "(1 + 2 * " * 15 + "age" + ")" * 15 + " > 1"
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(_frames() + 250)
        assert typed(deepest).reads == {"age"}
    finally:
        sys.setrecursionlimit(limit)


def outcome(text: str) -> list[ConditionError]:
    """The errors of a text; one without errors is run, and may stop but not fail."""
    try:
        typed = check(text, SCOPE, Use.RULE, None)
    except ConditionErrors as found:
        return found.errors
    for run in (strict(typed), partial(typed)):
        with suppress(ConditionStop):
            run(World({"age": Decimal(44), "pain": "severe", "fee": NonAnswer.DECLINED}))
    return []


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_nothing_else_happens(text: str) -> None:
    for error in outcome(text):
        assert 0 <= error.span[0] <= error.span[1] <= len(text)


WORDS = """and or not is in has any all none of else true ( ) [ ] , + - * / = != < >= 18 0.5 days
USD 2026-11-23 today age pain severe unknown symptoms fever fee born drugs dose known answered
risk sum count min round clinic.limit bmi information_only raised stop lot"""
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_any_row_of_the_languages_words_is_read_or_refused(text: str) -> None:
    for error in outcome(text):
        assert error.message
        assert 0 <= error.span[0] <= error.span[1] <= len(text)
