"""The values of the clinic profile that a flow reads, typed as the flow declares them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import attrs

from exoguide.flow.mismatch import Mismatch
from exoguide.flow.model import ClinicType, ClinicValue, Flow
from exoguide.flow.problems import FlowProblems, Problem, did_you_mean, nearest
from exoguide.flow.values import Known, Money

PROFILE: Final = "clinic.toml"


def clinic_values(
    flow: Flow, profile: Mapping[str, Any], file: str = PROFILE
) -> Mapping[str, Known]:
    """What the clinic profile gives this flow, with the flow's defaults; unset ones are left out.

    Numbers are integers or decimals, money a plain number in the value's currency, yes_no ``"yes"``
    or ``"no"``, a choice the id of its option. A profile serves several flows, so an id that this
    flow does not know is passed over, unless it is nearly one that stays unset. Raises
    ``FlowProblems`` with everything that does not fit, naming ``file``.
    """
    problems: list[Problem] = []
    values: dict[str, Known] = {}
    for value in flow.clinic:
        try:
            if value.id in profile:
                values[value.id] = _typed(flow, value, profile[value.id])
            elif value.default:
                values[value.id] = _typed(flow, value, _default(value))
        except Mismatch as error:
            said = error.sentence(f"“{value.id}”")
            problems.append(Problem(file, (value.id,), said, error.todo, "EXG130"))
    problems.extend(_misspelt(flow, profile, values, file))
    if problems:
        raise FlowProblems("The clinic profile", problems)
    return values


def spelt(flow: Flow, value: ClinicValue, text: str) -> object:
    """What the profile holds for the typed ``text``: a number, a date or text.

    Raises ``Mismatch`` when it does not fit the value's type, limits or options.
    """
    raw = attrs.evolve(value, default=text)
    found = _default(raw)
    _typed(flow, value, found)
    return found


def usual_value(flow: Flow, value: ClinicValue) -> Known | None:
    """What the flow takes where the clinic says nothing; ``None`` when it takes nothing."""
    return _typed(flow, value, _default(value)) if value.default else None


def default_problems(flow: Flow) -> Iterator[Problem]:
    """Limits of clinic values that are no plain number or date, and defaults that do not fit."""
    for index, value in enumerate(flow.clinic):
        name = "min"
        try:
            for name in ("min", "max"):
                _limit(value, name)
            name = "default"
            if value.default:
                _typed(flow, value, _default(value))
        except Mismatch as error:
            said = error.sentence(f"The {name} of clinic value “{value.id}”")
            todo = error.todo or "Correct it, or the min and max of this clinic value."
            yield Problem("", ("clinic", index, name), said, todo, "EXG126")


def _misspelt(
    flow: Flow, profile: Mapping[str, Any], values: Mapping[str, Known], file: str
) -> Iterator[Problem]:
    ids = {value.id for value in flow.clinic}
    unset = ids - set(values) | {value.id for value in flow.clinic if value.id not in profile}
    for name in profile:
        if name not in ids and (near := nearest(name, unset)):
            said = f"This flow reads no clinic value “{name[:60]}”."
            yield Problem(file, (name,), said, f"Did you mean “{near}”?", "EXG130")


def _default(value: ClinicValue) -> object:
    """The raw value that the text of a default stands for."""
    if value.type in {ClinicType.NUMBER, ClinicType.MONEY}:
        return _number(value.default)
    if value.type is ClinicType.DATE:
        return _day(value.default)
    return value.default


def _typed(flow: Flow, value: ClinicValue, raw: object) -> Known:
    match value.type:
        case ClinicType.NUMBER:
            return _between(value, _decimal(raw))
        case ClinicType.MONEY:
            amount = _between(value, _decimal(raw))
            return Money(amount, value.currency or flow.head.currency)
        case ClinicType.DATE:
            return _date_between(value, raw)
        case ClinicType.YES_NO:
            return _one_of(("yes", "no"), raw)
        case ClinicType.CHOICE:
            return _one_of(tuple(option.id for option in value.options), raw)
        case ClinicType.TEXT:
            if not isinstance(raw, str):
                raise Mismatch("must be text", raw, "Put it in quotes.")
            return raw


def _decimal(raw: object) -> Decimal:
    if type(raw) is int or isinstance(raw, Decimal):
        found = Decimal(raw)
        if found.is_finite():
            return found
    raise Mismatch(
        "must be a number", raw, "Write it without quotes." if isinstance(raw, str) else ""
    )


def _between(value: ClinicValue, found: Decimal) -> Decimal:
    low, high = _limit(value, "min"), _limit(value, "max")
    if isinstance(low, Decimal) and found < low:
        raise Mismatch(f"must be at least {value.min}", found)
    if isinstance(high, Decimal) and found > high:
        raise Mismatch(f"must be at most {value.max}", found)
    return found


def _date_between(value: ClinicValue, raw: object) -> dt.date:
    if not isinstance(raw, dt.date) or isinstance(raw, dt.datetime):
        raise Mismatch("must be a date", raw, "Write it as 2026-11-23, without quotes.")
    low, high = _limit(value, "min"), _limit(value, "max")
    if isinstance(low, dt.date) and raw < low:
        raise Mismatch(f"must be {value.min} or later", raw)
    if isinstance(high, dt.date) and raw > high:
        raise Mismatch(f"must be {value.max} or earlier", raw)
    return raw


def _limit(value: ClinicValue, name: str) -> Decimal | dt.date | None:
    text = getattr(value, name)
    if not text:
        return None
    return _day(text) if value.type is ClinicType.DATE else _number(text)


def _number(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise Mismatch("must be a plain number", text)
    return found


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Mismatch("must be a date", text, "Write it as 2026-11-23.") from None


def _one_of(words: tuple[str, ...], raw: object) -> str:
    if isinstance(raw, str) and raw in words:
        return raw
    listed = f"It is one of: {', '.join(words)}."
    if not isinstance(raw, str):
        raise Mismatch("must be a word in quotes", raw, listed)
    raise Mismatch("cannot be", raw, did_you_mean(raw, words, listed), code="EXG114")
