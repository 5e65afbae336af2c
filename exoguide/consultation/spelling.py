"""Answers as stories and answers files spell them, as the engine knows them.

The spellings are TOML's own: ``"prp_own"``, ``["a", "b"]``, ``52``, ``2026-11-23``, and
``"unknown"``, ``"declined"`` or ``"not_applicable"``. Any of them may stand in a table
``{ value = ..., sure = true, words = "..." }``.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import attrs

from exoguide.engine.encoding import Answer, Text
from exoguide.errors import UsageError
from exoguide.flow.model import StepKind
from exoguide.flow.plan import Plan, base
from exoguide.flow.values import Money, NonAnswer

_NON_ANSWERS = {value.value: value for value in NonAnswer}


@attrs.frozen
class Items:
    """How many items of a repeat are listed, or which serials exactly."""

    count: int
    serials: tuple[int, ...] | None = None


@attrs.frozen
class Spelled:
    """One answer of a file. ``name`` is that of who signs; ``sure`` confirms what is unusual."""

    value: Answer | Items | None = None
    name: str = ""
    sure: bool = False
    words: str = ""


def spelled(plan: Plan, key: str, raw: Any) -> Spelled:
    """The answer to ``key`` that ``raw`` spells; ``UsageError`` naming the key when it spells none.

    Whether it is allowed is the engine's to say.
    """
    if isinstance(raw, dict):
        return _table(plan, key, raw)
    if key in plan.groups and plan.node(key) is None:
        return Spelled(_items(key, raw))
    node = plan.node(key)
    if node is None:
        raise _wrong(key, "there is no such question in this flow")
    if isinstance(raw, str) and raw in _NON_ANSWERS and node.kind is not StepKind.TEXT:
        return Spelled(_NON_ANSWERS[raw])
    if node.kind is StepKind.SIGNATURE:
        raise _wrong(key, 'a signature is written { name = "…" }')
    currency = node.step.currency or plan.flow.head.currency
    return Spelled(_value(key, node.kind, raw, currency))


def known_key(plan: Plan, key: str) -> bool:
    """Whether ``key`` can be a question of this flow."""
    return plan.node(key) is not None or base(key) in plan.groups


def _table(plan: Plan, key: str, raw: dict[str, Any]) -> Spelled:
    unknown = sorted(set(raw) - {"value", "sure", "words", "result", "name", "non_answer"})
    if unknown:
        raise _wrong(key, f"“{unknown[0][:40]}” has no meaning in an answer")
    node = plan.node(key)
    if "name" in raw:
        if node is None or node.kind is not StepKind.SIGNATURE:
            raise _wrong(key, "only a signature has a name")
        return Spelled(name=_text(key, raw, "name"))
    if "non_answer" in raw:
        asked = raw["non_answer"]
        if asked not in _NON_ANSWERS:
            raise _wrong(key, f"a non-answer is one of {', '.join(_NON_ANSWERS)}")
        return Spelled(_NON_ANSWERS[asked])
    inner = raw.get("value", raw.get("result"))
    if inner is None or isinstance(inner, dict):
        raise _wrong(key, "the table holds no value")
    sure = raw.get("sure", False)
    if not isinstance(sure, bool):
        raise _wrong(key, "“sure” is true or false")
    return attrs.evolve(spelled(plan, key, inner), sure=sure, words=_text(key, raw, "words"))


def _value(key: str, kind: StepKind, raw: Any, currency: str) -> Answer:
    match raw:
        case bool():
            raise _wrong(key, 'true and false are no answers; write "yes" or "no"')
        case str() if kind is StepKind.TEXT:
            return Text(raw)
        case str() if kind is StepKind.MULTI:
            return frozenset({raw})
        case str():
            return raw
        case list() if kind is StepKind.MULTI and all(isinstance(one, str) for one in raw):
            return frozenset(raw)
        case int() | Decimal() if kind is StepKind.MONEY:
            return Money(Decimal(raw), currency)
        case int() | Decimal():
            return Decimal(raw)
        case datetime():
            pass
        case date():
            return raw
    raise _wrong(key, f"{str(raw)[:40]!r} is no answer to a question of the kind {kind.value}")


def _items(key: str, raw: Any) -> Items:
    match raw:
        case bool():
            pass
        case int() if raw >= 0:
            return Items(raw)
        case list() if raw and all(type(one) is int for one in raw):
            return Items(len(raw), tuple(raw))
    raise _wrong(key, "the items are given as their number, or as a list of serial numbers")


def _text(key: str, raw: dict[str, Any], name: str) -> str:
    value = raw.get(name, "")
    if not isinstance(value, str):
        raise _wrong(key, f"“{name}” is text in quotes")
    return value


def _wrong(key: str, why: str) -> UsageError:
    return UsageError(
        "Answer cannot be used",
        f"The answer “{key[:80]}”: {why}.",
        "See the flow's questions and their options, and correct the file.",
    )
