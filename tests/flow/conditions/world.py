"""A small clinic's questions, and ways to ask conditions about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from exoguide.flow.conditions import (
    BOOL,
    ConditionErrors,
    Scope,
    Symbol,
    Type,
    Typed,
    Use,
    check,
    partial,
    strict,
)
from exoguide.flow.conditions import types as t
from exoguide.flow.values import UNSET, Known, Money, Unset, Value

PAIN: Final = ("none", "mild", "moderate", "severe")
SYMPTOMS: Final = ("fever", "rash", "cough", "none")


def _symbols() -> list[Symbol]:
    steps: list[tuple[str, Type]] = [
        ("age", t.Number("years")),
        ("weight", t.Number("kg")),
        ("count_a", t.Number()),
        ("count_b", t.Number()),
        ("fee", t.Money("USD")),
        ("deposit", t.Money("USD")),
        ("fare", t.Money("EUR")),
        ("born", t.DATE),
        ("planned", t.DATE),
        ("lot", t.TEXT),
        ("consent", t.Choice(("acknowledged",))),
    ]
    drug = [("dose", t.Number("mg")), ("daily", t.YES_NO), ("price", t.Money("USD"))]
    return [
        *(Symbol("step", name, kind) for name, kind in steps),
        Symbol("step", "pain", t.Choice(PAIN), cautious=frozenset({"moderate", "severe"})),
        Symbol("step", "pain_then", t.Choice(PAIN)),
        Symbol("step", "smoker", t.YES_NO, cautious=frozenset({"yes"})),
        Symbol("step", "symptoms", t.Multi(SYMPTOMS), cautious=frozenset({"fever"})),
        *(Symbol("step", name, kind, group="drugs") for name, kind in drug),
        Symbol("step", "side", t.Choice(("left", "right")), group="joints"),
        Symbol("compute", "bmi", t.Number()),
        Symbol("compute", "frail", t.BOOL),
        Symbol("compute", "stage", t.Choice(("early", "late"))),
        Symbol("compute", "wait", t.DURATION),
        Symbol("compute", "drug_cost", t.Money("USD"), group="drugs"),
        Symbol("clinic", "clinic.limit", t.Number("mg")),
        Symbol("clinic", "clinic.cooling", t.Duration("days")),
    ]


SCOPE: Final = Scope(
    symbols={symbol.name: symbol for symbol in _symbols()},
    groups=frozenset({"drugs", "joints"}),
    flags=frozenset({"too_young", "pregnant"}),
)
TODAY: Final = date(2026, 11, 23)


@attrs.frozen
class World:
    """An environment made of plain mappings."""

    values: Mapping[str, Value] = attrs.Factory(dict)
    computes: Mapping[str, Value] = attrs.Factory(dict)
    clinic: Mapping[str, Known] = attrs.Factory(dict)
    flags: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    days: Mapping[str, date] = attrs.Factory(dict)
    rosters: Mapping[str, Sequence[Mapping[str, Value]]] = attrs.Factory(dict)
    walked: tuple[str, ...] = ()
    today: date = TODAY
    information_only: bool = False

    def computed(self, name: str) -> Value | Unset:
        return self.computes.get(name, UNSET)

    def raised(self, flag: str) -> bool:
        return flag in self.flags

    def any_flag(self, action: str) -> bool:
        return action in self.actions

    def answered_on(self, step: str) -> date | None:
        return self.days.get(step)

    def items(self, group: str) -> Sequence[Mapping[str, Value]]:
        return self.rosters[group]

    def reached(self, step: str) -> bool:
        return step in self.walked

    def before(self, first: str, second: str) -> bool:
        places = [self.walked.index(step) for step in (first, second) if step in self.walked]
        return len(places) == 2 and places[0] < places[1]


def world(**values: Value | int | str) -> World:
    """A world in which these answers were given; plain integers are numbers."""
    return World({name: number(value) for name, value in values.items()})


def number(value: Value | int) -> Value:
    """An integer as the decimal an answer would hold."""
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def usd(amount: str | int) -> Money:
    """An amount in dollars."""
    return Money(Decimal(amount), "USD")


def typed(text: str, use: Use = Use.RULE, expect: Type | None = None) -> Typed:
    """The checked form of a text in the shared scope."""
    return check(text, SCOPE, use, expect)


def now(text: str, env: World | None = None, **values: Value | int) -> Known:
    """What strict evaluation gives."""
    return strict(typed(text))(env or world(**values))


def so_far(text: str, env: World | None = None, **values: Value | int) -> Known | None:
    """What partial evaluation gives."""
    return partial(typed(text))(env or world(**values))


def complaints(
    text: str, use: Use = Use.CONDITION, expect: Type | None = BOOL, scope: Scope = SCOPE
) -> list[tuple[str, str, str]]:
    """Every error in a text: the words it points at, the message and the help."""
    try:
        check(text, scope, use, expect)
    except ConditionErrors as found:
        return [(text[slice(*e.span)], e.message, e.help) for e in found.errors]
    return []
