"""The checker's own ways of saying things."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from exoguide.flow.model import Flow, Step, StepKind
from exoguide.flow.values import NonAnswer

NON_ANSWERS = {
    NonAnswer.UNKNOWN: "“don't know”",
    NonAnswer.DECLINED: "“rather not say”",
    NonAnswer.NOT_APPLICABLE: "“does not apply”",
}
"""What the answers are called that hold no value."""


def sentence(text: str) -> str:
    """``text`` as a whole sentence, with a capital and a full stop."""
    if not text:
        return ""
    first = text if text[0] == "`" else text[0].upper() + text[1:]
    return first if first[-1] in ".?!" else f"{first}."


def called(step: Step) -> str:
    """A step by its question, in quotes: what an author recognises at once."""
    words = " ".join((step.ask or step.title or step.id).split())
    return f"“{words if len(words) <= 70 else words[:69].rstrip() + '…'}”"


def several(items: Iterable[str], joint: str = "and") -> str:
    """``a``, ``a and b`` or ``a, b and c``; of more than six, how many more."""
    listed = list(items)
    if len(listed) > 7:
        listed = [*listed[:6], f"{len(listed) - 6} more"]
    if len(listed) <= 1:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {joint} {listed[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """``1 error``, ``2 errors``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def option_words(step: Step, value: str) -> str:
    """An option by its label."""
    label = next((option.label for option in step.options if option.id == value), "")
    return f"“{label or value}”"


def amount_words(flow: Flow, step: Step, number: Decimal) -> str:
    """A number with the unit of its step."""
    text = format(number.normalize(), "f")
    if step.kind is StepKind.MONEY:
        return f"{step.currency or flow.head.currency} {text}"
    unit = step.unit
    if number == 1 and unit in {"years", "hours", "days", "weeks", "months", "minutes"}:
        unit = unit[:-1]
    return f"{text} {unit}".strip()
