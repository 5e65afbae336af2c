"""What a person typed, as the answer that it spells: the same for every face.

Nothing is guessed. What can be read in two ways is asked back, and every face shows the answer in
full after it was taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import attrs

from exoguide.consultation.dates import Unclear, read_date
from exoguide.consultation.typing import folded
from exoguide.engine.encoding import Answer, Text
from exoguide.engine.questions import Choice, Question
from exoguide.flow.model import StepKind
from exoguide.flow.values import Money, NonAnswer
from exoguide.speech import phrase

LETTERS = {NonAnswer.UNKNOWN: "d", NonAnswer.DECLINED: "x", NonAnswer.NOT_APPLICABLE: "-"}
"""The key that gives each non-answer, in every face."""

_PLAIN = {
    NonAnswer.UNKNOWN: ("d", "don't know", "dont know", "unknown", "do not know"),
    NonAnswer.DECLINED: ("x", "rather not say", "declined"),
    NonAnswer.NOT_APPLICABLE: ("-", "does not apply", "not applicable", "n/a"),
}
_SYMBOLS = {"$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"), "€": ("EUR",), "£": ("GBP",)}
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?|\.[0-9]+)"
)
_LONGEST = 40


@attrs.frozen
class Reading:
    """How typed text is read here. ``day_first`` is ``None`` where nobody has said it."""

    today: date
    day_first: bool | None = None
    language: str = ""
    """Whose names of months and days are taken, beside the English ones."""


def read(question: Question, typed: str, how: Reading) -> Answer | Unclear:
    """The answer to ``question`` that ``typed`` spells, or what is not clear about it.

    Whether the answer is allowed is the engine's to say. Text is taken exactly as it came.
    """
    if question.kind is StepKind.TEXT:
        return Text(typed)
    words = " ".join(typed.split())
    if not words:
        return Unclear(phrase("Nothing was answered."), hint(question))
    exact = [choice for choice in question.choices if choice.id == words.lower()]
    given = non_answer(question, words)
    if given is not None and not exact:
        return given
    match question.kind:
        case StepKind.NUMBER:
            return _number(words, question)
        case StepKind.MONEY:
            return _money(words, question)
        case StepKind.DATE:
            return read_date(words, how.today, day_first=how.day_first, language=how.language)
        case StepKind.MULTI:
            return _several(words, question)
    chosen = _one(words, question.choices)
    if isinstance(chosen, Unclear):
        return attrs.evolve(chosen, todo=chosen.todo or hint(question))
    return chosen.id


def non_answer(question: Question, words: str) -> NonAnswer | None:
    """The non-answer that ``words`` spell, where the question takes it."""
    asked = folded(words)
    for value, label in question.non_answers:
        if asked in _PLAIN[value] or asked == folded(label):
            return value
    return None


def hint(question: Question) -> str:
    """What can be typed, in a sentence."""
    match question.kind:
        case StepKind.NUMBER:
            if question.unit:
                return phrase("Type a number in {unit}.", unit=question.unit)
            return phrase("Type a number.")
        case StepKind.MONEY:
            return phrase(
                "Type an amount in {currency}, such as 2,500 or 1.5k.", currency=question.currency
            )
        case StepKind.DATE:
            return phrase("Type a date, such as 2026-11-23, 23 Nov 2026, tomorrow or in 2 weeks.")
        case StepKind.MULTI:
            return phrase("Type one or more numbers from the list, such as 1 3.")
    return phrase("Type a number from the list.")


def limits_of(question: Question) -> str:
    """What kind of value is asked for, and its limits, in a sentence; empty for a choice."""
    what: str
    match question.kind:
        case StepKind.NUMBER if question.unit:
            what = phrase("A number in {unit}", unit=question.unit)
        case StepKind.NUMBER:
            what = phrase("A number")
        case StepKind.MONEY:
            what = phrase("An amount in {currency}", currency=question.currency)
        case StepKind.DATE:
            what = phrase("A date")
        case _:
            return ""
    least, most = question.least, question.most
    if least and most:
        between = phrase("at least {least} and at most {most}", least=least, most=most)
        return phrase("{what}, {limits}.", what=what, limits=between)
    if least:
        return phrase(
            "{what}, {limits}.", what=what, limits=phrase("at least {least}", least=least)
        )
    if most:
        return phrase("{what}, {limits}.", what=what, limits=phrase("at most {most}", most=most))
    return phrase("{what}.", what=what)


def _one(words: str, choices: Sequence[Choice]) -> Choice | Unclear:
    """The choice meant: its number, its id, or the beginning of its label."""
    asked = folded(words)
    if re.fullmatch(r"[0-9]{1,4}", asked):
        number = int(asked)
        if 1 <= number <= len(choices):
            return choices[number - 1]
        return Unclear(
            phrase(
                "There is no answer {number}: the list goes from 1 to {last}.",
                number=number,
                last=len(choices),
            )
        )
    for choice in choices:
        if asked in (choice.id, folded(choice.label)):
            return choice
    begun = [choice for choice in choices if folded(choice.label).startswith(asked)]
    begun = begun or [choice for choice in choices if choice.id.startswith(asked)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        listed = ", ".join(f"{choices.index(one) + 1} {one.label}" for one in begun)
        return Unclear(
            phrase("“{words}” could be {listed}.", words=words[:_LONGEST], listed=listed)
        )
    if asked == "ok" and [choice.id for choice in choices] == ["acknowledged"]:
        return choices[0]
    return Unclear(phrase("“{words}” is not one of the answers.", words=words[:_LONGEST]))


def _several(words: str, question: Question) -> frozenset[str] | Unclear:
    choices = question.choices
    whole = _one(words, choices)
    if isinstance(whole, Choice):
        return frozenset({whole.id})
    found = set()
    parts = [part for part in re.split(r"[,;]", words) if part.strip()]
    if len(parts) == 1:
        parts = words.split()
    for part in parts:
        for piece in _pieces(part.strip(), choices):
            chosen = _one(piece, choices)
            if isinstance(chosen, Unclear):
                return attrs.evolve(chosen, todo=chosen.todo or hint(question))
            found.add(chosen.id)
    return frozenset(found)


def _pieces(part: str, choices: Sequence[Choice]) -> Sequence[str]:
    """``1 3`` within ``1 3, 5`` is two numbers; words stay together."""
    pieces = part.split()
    if all(re.fullmatch(r"[0-9]+", piece) for piece in pieces):
        return pieces
    return [part] if isinstance(_one(part, choices), Choice) else pieces


def _number(words: str, question: Question) -> Decimal | Unclear:
    text = words
    unit = question.unit
    for ending in (unit, unit.lstrip("°"), unit.removesuffix("s")):
        if ending and text.lower().endswith(ending.lower()):
            text = text[: -len(ending)].strip()
            break
    value = _decimal(text)
    if value is None:
        return Unclear(phrase("“{words}” is not a number.", words=words[:_LONGEST]), hint(question))
    return value


def _money(words: str, question: Question) -> Money | Unclear:
    currency = question.currency
    text = words
    code = re.search(r"^[A-Za-z]{3}\b|(?<=[0-9k ])[A-Za-z]{3}$", text)
    if code is not None:
        if code[0].upper() != currency:
            return _other_currency(code[0].upper(), currency)
        text = text.replace(code[0], "", 1).strip()
    for symbol, codes in _SYMBOLS.items():
        if symbol in text:
            if currency not in codes:
                return _other_currency(symbol, currency)
            text = text.replace(symbol, "", 1).strip()
    thousands = text.lower().endswith("k")
    value = _decimal(text[:-1].strip() if thousands else text)
    if value is None:
        return Unclear(
            phrase("“{words}” is not an amount of money.", words=words[:_LONGEST]), hint(question)
        )
    return Money(value * 1000 if thousands else value, currency)


def _other_currency(given: str, currency: str) -> Unclear:
    return Unclear(
        phrase("Amounts here are in {currency}, not in {given}.", currency=currency, given=given),
        phrase("Give it in {currency}.", currency=currency),
    )


def _decimal(text: str) -> Decimal | None:
    """A number with a point or comma before its fraction, or commas between thousands."""
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return None
    if re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", text):
        return Decimal(text.replace(",", ""))
    return Decimal(text.replace(",", "."))
