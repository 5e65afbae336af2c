"""Texts with their placeholders filled in, and values in words.

A value that the walk has not met reads "not asked", one that the clinic has not given "not set by
the clinic", and a non-answer "not known"; nothing is left blank, and nothing is made up.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from exoguide.engine.basis import read
from exoguide.engine.encoding import Answer, Roster, plain
from exoguide.engine.surroundings import Surroundings
from exoguide.flow.model import Flow, StepKind
from exoguide.flow.placeholders import Literal, Placeholder, Reads, parse_template
from exoguide.flow.plan import Plan, base
from exoguide.flow.texts import source_texts, text_of
from exoguide.flow.values import Known, Money, NonAnswer, Span, Unset, Value
from exoguide.flow.words import word
from exoguide.speech.figures import amount, number

OWN_WORDS = {
    StepKind.YES_NO,
    StepKind.STATEMENT,
    StepKind.TEACH_BACK,
    StepKind.GATE,
    StepKind.SIGNATURE,
}
"""Kinds whose answers are the program's words."""


def render(around: Surroundings, text: str, language: str, *, today: str = "") -> str:
    """``text`` with its placeholders filled in from one point of a walk.

    ``today`` stands in for the date where the text must not depend on it.
    """
    parts = parse_template(text).parts
    return "".join(
        part.text if isinstance(part, Literal) else _filled(around, part, language, today)
        for part in parts
    )


def text(around: Surroundings, key: str, language: str) -> str:
    """The text with this key in ``language``, rendered; marked ``[en]`` where it fell back."""
    found = text_of(around.plan.flow, key, language)
    said = render(around, found.value, language)
    return said if found.translated or not said else f"[{around.plan.flow.head.language}] {said}"


def flag_name(around: Surroundings, flag: str, language: str) -> str:
    """A flag by its title, or by its message where it has none."""
    return text(around, f"flag.{flag}.title", language) or text(
        around, f"flag.{flag}.message", language
    )


def show(around: Surroundings, name: str, language: str) -> str:
    """The value of a step, compute or ``clinic.x`` in words."""
    return show_value(around.plan, name, read(around, name), language)


def show_answer(plan: Plan, key: str, answer: Answer, language: str) -> str:
    """An answer in words, as lists and the summary show it."""
    if isinstance(answer, Roster):
        return str(len(answer.serials))
    return show_value(plan, base(key), plain(answer), language)


def show_value(plan: Plan, name: str, value: Value | Unset, language: str) -> str:
    """``value`` of the step, compute or clinic value ``name`` in words."""
    flow = plan.flow
    match value:
        case Unset():
            missing = "not_set" if name.startswith("clinic.") else "not_asked"
            return word(flow, missing, language).value
        case NonAnswer.UNKNOWN:
            return word(flow, "not_known", language).value
        case NonAnswer():
            return word(flow, value.value, language).value
        case bool():
            return word(flow, "yes" if value else "no", language).value
        case str():
            return _option(plan, name, value, language)
        case frozenset():
            step = plan.steps.get(name)
            order = [one.id for one in step.options] if step else sorted(value)
            chosen = [_option(plan, name, one, language) for one in order if one in value]
            return "; ".join(chosen) or word(flow, "none", language).value
        case Decimal():
            return _number(plan, name, value, language)
        case _:
            return in_words(flow, value, language)


def in_words(flow: Flow, value: Known, language: str) -> str:
    """A date, amount of money or span of time in words; other values plainly."""
    match value:
        case Money():
            return money_text(value, language)
        case date():
            return date_text(flow, value, language)
        case Span():
            return span_text(flow, value, language)
        case tuple():
            return str(len(value))
    return str(value)


def date_text(flow: Flow, day: date, language: str) -> str:
    """A date with its weekday: ``Fri 12 Jun 2026``."""
    weekday = word(flow, f"weekday.{day.isoweekday()}", language).value
    month = word(flow, f"month.{day.month}", language).value
    return f"{weekday} {day.day} {month} {day.year}"


def money_text(money: Money, language: str) -> str:
    """An amount with its currency: ``USD 2,000`` or ``USD 99.50``."""
    return f"{money.currency} {amount(money.amount, language)}"


def span_text(flow: Flow, span: Span, language: str) -> str:
    """A length of time: ``3 months``, ``2 weeks``, ``10 days``."""
    parts = []
    days = span.days
    if span.months:
        parts.append(_count(flow, span.months, "month", language))
    if days and days % 7 == 0 and abs(days) >= 14:
        parts.append(_count(flow, days // 7, "week", language))
    elif days or not parts:
        parts.append(_count(flow, days, "day", language))
    return " ".join(parts)


def _count(flow: Flow, number: int, unit: str, language: str) -> str:
    name = unit if number == 1 else f"{unit}s"
    return f"{number} {word(flow, name, language).value}"


def _option(plan: Plan, name: str, value: str, language: str) -> str:
    flow = plan.flow
    step = plan.steps.get(name)
    if name.startswith("clinic."):
        return _clinic_option(plan, name[7:], value, language)
    if step is None or step.kind is StepKind.TEXT:
        return value
    if step.kind in OWN_WORDS:
        return word(flow, value, language).value
    return text_of(flow, f"step.{name}.option.{value}.label", language).value


def _clinic_option(plan: Plan, name: str, value: str, language: str) -> str:
    for table in plan.flow.clinic:
        if table.id == name:
            if any(option.id == value for option in table.options):
                return text_of(plan.flow, f"clinic.{name}.option.{value}.label", language).value
            if table.type.value == "yes_no":
                return word(plan.flow, value, language).value
    return value


def _number(plan: Plan, name: str, value: Decimal, language: str) -> str:
    compute = plan.computes.get(name)
    if compute is not None and compute.compute.places is not None:
        value = round(value, compute.compute.places)
    return f"{number(value, language)} {unit_text(plan, name, language)}".strip()


def unit_text(plan: Plan, name: str, language: str) -> str:
    """The unit of a step, compute or ``clinic.x``; empty for none."""
    key = f"{name}.unit"
    if name in plan.steps:
        key = f"step.{key}"
    elif name in plan.computes:
        key = f"compute.{plan.computes[name].compute.id}.unit"
    if not source_texts(plan.flow).get(key):
        return ""
    return text_of(plan.flow, key, language).value


def _filled(around: Surroundings, part: Placeholder, language: str, today: str) -> str:
    match part.reads:
        case Reads.TODAY:
            return today or date_text(around.plan.flow, around.today, language)
        case Reads.CLINIC:
            return show(around, f"clinic.{part.name}", language)
        case Reads.DATE_OF:
            day = around.answered_on(part.name)
            if day is None:
                return word(around.plan.flow, "not_asked", language).value
            return date_text(around.plan.flow, day, language)
        case Reads.VALUE:
            return show(around, part.name, language)
