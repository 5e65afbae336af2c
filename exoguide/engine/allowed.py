"""Whether an answer is allowed where the walk stands, and if not, why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum

import attrs

from exoguide.engine.encoding import Answer, Text, plain
from exoguide.engine.limits import digits_refused, limits_crossed
from exoguide.engine.surroundings import Surroundings
from exoguide.flow.model import Check, CheckLevel, Option, StepKind
from exoguide.flow.plan import Node
from exoguide.flow.texts import text_of
from exoguide.flow.values import Money, NonAnswer
from exoguide.speech import phrase


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
        return Refusal(Why.NOT_ALLOWED, phrase("This question needs an answer."))
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
    StepKind.MULTI: (frozenset, phrase("Choose from the list.")),
    StepKind.NUMBER: (Decimal, phrase("Give a number.")),
    StepKind.MONEY: (Money, phrase("Give an amount of money.")),
    StepKind.DATE: (date, phrase("Give a date.")),
    StepKind.TEXT: (Text, phrase("Write a few words.")),
}


def _wrong_kind(node: Node, value: Answer) -> str:
    kind, words = _KINDS.get(node.kind, (str, phrase("Choose from the list.")))
    if not isinstance(value, kind):
        return words
    if isinstance(value, Money):
        currency = node.step.currency or node.plan.flow.head.currency
        if value.currency != currency:
            return phrase("Give the amount in {currency}.", currency=currency)
    return ""


def _of_options(node: Node, around: Surroundings, value: str | frozenset[str]) -> Iterator[Refusal]:
    chosen = {value} if isinstance(value, str) else value
    unknown = sorted(chosen - set(node.option_ids))
    if unknown:
        yield Refusal(
            Why.NOT_ALLOWED,
            phrase(
                "“{given}” is not one of the answers: {known}.",
                given=f"{unknown[0]:.80}",
                known=", ".join(node.option_ids),
            ),
        )
        return
    for option, when in node.options:
        if option.id in chosen and when is not None and when.test(around) is not True:
            yield Refusal(Why.UNAVAILABLE, _unavailable(node, option))
    if len(chosen) > 1:
        for option in node.step.options:
            if option.exclusive and option.id in chosen:
                yield Refusal(
                    Why.NOT_ALLOWED,
                    phrase(
                        "“{label}” cannot be chosen together with others.",
                        label=_told(node, f"option.{option.id}.label"),
                    ),
                )
    if isinstance(value, frozenset) and not value:
        yield Refusal(Why.LIMITS, phrase("Choose at least one."))


def _unavailable(node: Node, option: Option) -> str:
    key = f"option.{option.id}"
    return phrase(
        "“{label}” cannot be chosen. {reason}",
        label=_told(node, f"{key}.label"),
        reason=_told(node, f"{key}.unavailable")
        if option.unavailable
        else phrase("It does not fit the earlier answers."),
    )


def _told(node: Node, name: str) -> Callable[[str], str]:
    """A text of the step in whatever language it is asked for."""
    return lambda language: text_of(node.plan.flow, f"step.{node.key}.{name}", language).value


def _of_text(node: Node, text: str) -> Iterator[Refusal]:
    if not text.strip():
        yield Refusal(Why.LIMITS, phrase("Write a few words."))
    elif len(text) > node.step.max_length:
        most = f"{node.step.max_length:,}"
        yield Refusal(
            Why.LIMITS,
            phrase(
                "This is {length} characters long; at most {most} fit.",
                length=f"{len(text):,}",
                most=most,
            ),
        )


def _of_number(node: Node, given: Decimal) -> Iterator[Refusal]:
    if said := digits_refused(node, given):
        yield Refusal(Why.LIMITS, said)


def _of_limits(node: Node, around: Surroundings, value: Answer) -> Iterator[Refusal]:
    for soft, said in limits_crossed(node, around, value):
        if soft:
            yield Refusal(Why.CONFIRM, said, phrase("Check it, and confirm that it is meant."))
        else:
            yield Refusal(Why.LIMITS, said)


def _of_checks(node: Node, around: Surroundings, value: Answer) -> Iterator[Refusal]:
    if not node.checks:
        return
    around = around.copy(around.ledger)
    around.set(node.key, plain(value))
    for check, condition in zip(node.step.check, node.checks, strict=True):
        if condition.test(around) is not True:
            number = node.step.check.index(check) + 1
            said = phrase("{said}", said=_told(node, f"check.{number}.message"))
            yield _unmet(check, said)


def _unmet(check: Check, said: str) -> Refusal:
    if check.level is CheckLevel.CONFIRM:
        return Refusal(Why.CONFIRM, said, phrase("Check it, and confirm that it is meant."))
    return Refusal(Why.CHECK, said)


def storable(words: Iterable[str]) -> Refusal | None:
    """Why a text cannot be stored: NUL and half a surrogate pair are in no character set."""
    for text in words:
        if "\0" in text:
            return Refusal(
                Why.TEXT, phrase("The text holds a NUL character, which cannot be stored.")
            )
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            return Refusal(
                Why.TEXT, phrase("The text holds half of a character pair, which cannot be stored.")
            )
    return None
