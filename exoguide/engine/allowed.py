"""Whether an answer is allowed where the walk stands, and if not, why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum

import attrs

from exoguide.engine.encoding import Answer, Text, number_text, plain
from exoguide.engine.surroundings import Surroundings
from exoguide.flow.model import Check, CheckLevel, Option, StepKind
from exoguide.flow.plan import Node
from exoguide.flow.values import Known, Money, NonAnswer

MOST_DIGITS = 28
"""Digits that a number may have, the precision that conditions calculate with."""


class Why(Enum):
    """Why an event is refused; faces may act on it, the message says it in words."""

    KIND = "wrong kind of answer"
    NOT_ALLOWED = "not one of the answers"
    UNAVAILABLE = "not available"
    LIMITS = "outside the limits"
    CHECK = "does not meet a check"
    CONFIRM = "needs to be confirmed"
    REASON = "needs a reason"
    PLACE = "not the question at hand"
    ENDED = "the session has ended"
    BLOCKED = "signatures are unavailable"
    TEXT = "text that cannot be stored"
    EVENT = "not possible now"


@attrs.frozen
class Refusal:
    """Why something cannot be done, in a sentence for the person who tried."""

    why: Why
    message: str
    todo: str = ""


def open_options(node: Node, around: Surroundings) -> dict[str, bool]:
    """Every option of a choice or multi step, and whether it can be chosen now."""
    return {option.id: when is None or when.test(around) is True for option, when in node.options}


def allowed(node: Node, around: Surroundings, value: Answer) -> bool:
    """Whether ``value`` may stand for the step's question as it is now."""
    return refusal(node, around, value, sure=True) is None


def refusal(
    node: Node, around: Surroundings, value: Answer, *, sure: bool = False
) -> Refusal | None:
    """Why ``value`` cannot be the step's answer; ``None`` when it can.

    ``sure`` says that the person confirmed an unusual answer: soft limits and checks of level
    *confirm* then pass.
    """
    if isinstance(value, NonAnswer):
        if value in node.step.non_answers:
            return None
        return Refusal(Why.NOT_ALLOWED, "This question needs an answer.")
    for found in _refusals(node, around, value):
        if found.why is not Why.CONFIRM or not sure:
            return found
    return None


def _refusals(node: Node, around: Surroundings, value: Answer) -> Iterator[Refusal]:
    wrong = _wrong_kind(node, value)
    if wrong:
        yield Refusal(Why.KIND, wrong)
        return
    if isinstance(value, (str, frozenset)):
        yield from _of_options(node, around, value)
    if isinstance(value, Text):
        yield from _of_text(node, value.text)
    if isinstance(value, (Decimal, Money)):
        yield from _of_number(node, value.amount if isinstance(value, Money) else value)
    if not isinstance(value, (str, Text)):
        yield from _of_limits(node, around, value)
    yield from _of_checks(node, around, value)


_KINDS: dict[StepKind, tuple[type, str]] = {
    StepKind.MULTI: (frozenset, "Choose from the list."),
    StepKind.NUMBER: (Decimal, "Give a number."),
    StepKind.MONEY: (Money, "Give an amount of money."),
    StepKind.DATE: (date, "Give a date."),
    StepKind.TEXT: (Text, "Write a few words."),
}


def _wrong_kind(node: Node, value: Answer) -> str:
    kind, words = _KINDS.get(node.kind, (str, "Choose from the list."))
    if not isinstance(value, kind):
        return words
    if isinstance(value, Money):
        currency = node.step.currency or node.plan.flow.head.currency
        if value.currency != currency:
            return f"Give the amount in {currency}."
    return ""


def _of_options(node: Node, around: Surroundings, value: str | frozenset[str]) -> Iterator[Refusal]:
    chosen = {value} if isinstance(value, str) else value
    unknown = sorted(chosen - set(node.option_ids))
    if unknown:
        yield Refusal(
            Why.NOT_ALLOWED,
            f"“{unknown[0]:.80}” is not one of the answers: {', '.join(node.option_ids)}.",
        )
        return
    for option, when in node.options:
        if option.id in chosen and when is not None and when.test(around) is not True:
            yield Refusal(Why.UNAVAILABLE, _unavailable(option))
    if len(chosen) > 1:
        for option in node.step.options:
            if option.exclusive and option.id in chosen:
                yield Refusal(
                    Why.NOT_ALLOWED, f"“{option.label}” cannot be chosen together with others."
                )
    if isinstance(value, frozenset) and not value:
        yield Refusal(Why.LIMITS, "Choose at least one.")


def _unavailable(option: Option) -> str:
    reason = option.unavailable or "It does not fit the earlier answers."
    return f"“{option.label}” cannot be chosen. {reason}"


def _of_text(node: Node, text: str) -> Iterator[Refusal]:
    if not text.strip():
        yield Refusal(Why.LIMITS, "Write a few words.")
    elif len(text) > node.step.max_length:
        most = f"{node.step.max_length:,}"
        yield Refusal(Why.LIMITS, f"This is {len(text):,} characters long; at most {most} fit.")


def _of_number(node: Node, number: Decimal) -> Iterator[Refusal]:
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or len(number_text(number).strip("-")) > MOST_DIGITS:
        yield Refusal(Why.LIMITS, f"Give a number of at most {MOST_DIGITS} digits.")
        return
    places = node.step.places
    if places is None and node.kind is StepKind.MONEY:
        places = 2
    if places is not None and number != round(number, places):
        most = "whole numbers only" if places == 0 else f"at most {places} digits after the point"
        yield Refusal(Why.LIMITS, f"Give {most}.")


def _of_limits(node: Node, around: Surroundings, value: Answer) -> Iterator[Refusal]:
    measured: object = value
    if isinstance(value, frozenset):
        measured = Decimal(len(value))
    for name, condition in node.limits:
        limit = condition.test(around)
        low = name.endswith("min")
        if _below(measured, limit) if low else _below(limit, measured):
            words = f"{'at least' if low else 'at most'} {shown(limit, node.step.unit)}"
            if name.startswith("soft"):
                yield Refusal(
                    Why.CONFIRM,
                    f"This is unusual: normally {words}.",
                    "Check it, and confirm that it is meant.",
                )
            elif isinstance(value, frozenset):
                yield Refusal(Why.LIMITS, f"Choose {words}.")
            else:
                yield Refusal(Why.LIMITS, f"Give a value of {words}.")


def _below(one: object, other: object) -> bool:
    if isinstance(one, Money) and isinstance(other, Money):
        return one.amount < other.amount
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one < other
    if isinstance(one, date) and isinstance(other, date):
        return one < other
    return False


def shown(limit: Known, unit: str = "") -> str:
    """A limit in words."""
    match limit:
        case Decimal():
            return f"{number_text(limit)} {unit}".strip()
        case Money():
            return f"{limit.currency} {number_text(limit.amount)}"
        case date():
            return limit.isoformat()
    return str(limit)


def _of_checks(node: Node, around: Surroundings, value: Answer) -> Iterator[Refusal]:
    if not node.checks:
        return
    around = around.copy(around.ledger)
    around.set(node.key, plain(value))
    for check, condition in zip(node.step.check, node.checks, strict=True):
        if condition.test(around) is not True:
            yield _unmet(check)


def _unmet(check: Check) -> Refusal:
    if check.level is CheckLevel.CONFIRM:
        return Refusal(Why.CONFIRM, check.message, "Check it, and confirm that it is meant.")
    return Refusal(Why.CHECK, check.message)


def storable(words: Iterable[str]) -> Refusal | None:
    """Why a text cannot be stored: NUL and half a surrogate pair are in no character set."""
    for text in words:
        if "\0" in text:
            return Refusal(Why.TEXT, "The text holds a NUL character, which cannot be stored.")
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            return Refusal(
                Why.TEXT, "The text holds half of a character pair, which cannot be stored."
            )
    return None
