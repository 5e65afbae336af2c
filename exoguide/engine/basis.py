"""The basis of an answer: a digest of the question it was given to.

Source-language texts after placeholders, the options open, the limits, and the values that its
``when``, limits, checks, placeholders and ``depends`` read directly. The date is left out, or every
answer would have to be confirmed each morning; what the date opens, closes or limits is in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TypeAlias

from exoguide.canonical import Json, canonical
from exoguide.engine.encoding import encode
from exoguide.flow.conditions import Env
from exoguide.flow.model import Option
from exoguide.flow.placeholders import Placeholder, Reads, parse_template
from exoguide.flow.plan import Condition, Node
from exoguide.flow.values import UNSET, Unset, Value

DIGITS = 32
"""Hexadecimal digits of a basis: 128 bits tell questions apart, and a log stays small."""
MEMORY = 64
"""Different surroundings of one question that are remembered."""


_Parts: TypeAlias = "tuple[tuple[Value | Unset | None, ...], ...]"


class Basis:
    """The part of a question's basis that never changes, and how to complete it."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self._seen: dict[_Parts, str] = {}

    @cached_property
    def template(self) -> Json:
        """What the author wrote, in the source language."""
        step = self.node.step
        return {
            "key": step.id,
            "kind": self.node.kind.value,
            "ask": step.ask,
            "options": [_option(option) for option in step.options],
            "non_answers": [value.value for value in step.non_answers],
            "unit": step.unit,
            "currency": step.currency,
            "places": step.places,
            "limits": [[name, limit.typed.text] for name, limit in self.node.limits],
            "checks": [[check.must, check.message, check.level.value] for check in step.check],
        }

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """Names whose values belong to the basis, sorted."""
        node = self.node
        names: set[str] = set(node.step.depends)
        for condition in self._conditions:
            names |= condition.typed.reads | condition.typed.groups
        for part in self._placeholders:
            if part.reads is Reads.VALUE:
                names.add(part.name)
            elif part.reads is Reads.CLINIC:
                names.add(f"clinic.{part.name}")
        return tuple(sorted(names - {node.key}))

    @cached_property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Repeats whose items are gone over, each with a step that they ask, sorted."""
        plan = self.node.plan
        gone_over = {group for one in self._conditions for group in one.typed.groups}
        return tuple(
            (group, name)
            for group in sorted(gone_over)
            for name in self.reads
            if name in plan.groups[group].steps
        )

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """Steps whose day of answer stands in the question's text, sorted."""
        return tuple(sorted({p.name for p in self._placeholders if p.reads is Reads.DATE_OF}))

    @property
    def _conditions(self) -> Iterator[Condition]:
        node = self.node
        for condition in (node.when, *node.checks, *(limit for _, limit in node.limits)):
            if condition is not None:
                yield condition

    @property
    def _placeholders(self) -> Iterator[Placeholder]:
        step = self.node.step
        for text in (step.ask, *(option.label for option in step.options)):
            yield from parse_template(text).placeholders

    @cached_property
    def raised(self) -> tuple[str, ...]:
        """Flags whose being raised belongs to the basis, sorted."""
        flags = self.node.when.typed.flags if self.node.when else frozenset()
        return tuple(sorted(flags))

    @cached_property
    def moving(self) -> tuple[Condition, ...]:
        """Limits that depend on anything, the date included."""
        limits = (limit for _, limit in self.node.limits)
        return tuple(limit for limit in limits if limit.typed.reads or limit.typed.today)

    @cached_property
    def fixed(self) -> str:
        """The whole basis of a question that reads nothing; empty for one that does."""
        return "" if self.reads or self._more else _digest([self.template, []])

    @cached_property
    def _more(self) -> bool:
        """Whether the question hangs on more than plain values."""
        return bool(self.fields or self.dates or self.raised or self.node.gated or self.moving)

    def around(self, env: Env) -> _Parts:
        """All that the question reads, as it stands now; ``ConditionStop`` where that cannot be."""
        values = env.values
        read_now = tuple([values[n] if n in values else read(env, n) for n in self.reads])
        return (read_now, *(self._more_of(env) if self._more else NOTHING_MORE))

    def of(self, env: Env) -> str:
        """The basis of the question as it stands now."""
        if self.fixed:
            return self.fixed
        around = self.around(env)
        known = self._seen.get(around)
        if known is None:
            if len(self._seen) >= MEMORY:
                self._seen.clear()
            known = self._seen[around] = _digest(
                [self.template, [[_json(value) for value in part] for part in around]]
            )
        return known

    def _more_of(self, env: Env) -> _Parts:
        node = self.node
        return (
            tuple([env.raised(flag) for flag in self.raised]),
            tuple([o.id for o, when in node.options if when is None or when.test(env)])
            if node.gated
            else (),
            tuple([limit.test(env) for limit in self.moving]),
            tuple([item.get(name) for group, name in self.fields for item in env.items(group)]),
            tuple([env.answered_on(name) for name in self.dates]),
        )


NOTHING_MORE: _Parts = ((), (), (), (), ())


def gate_basis(flags: Iterable[str]) -> str:
    """The basis of a gate's question: the flags that it puts to the clinician."""
    return _digest(["gate", sorted(flags)])


def roster_basis(group: str, least: int, most: int) -> str:
    """The basis of the question that opens and closes a repeat."""
    return _digest(["repeat", group, least, most])


def read(env: Env, name: str) -> Value | Unset:
    """The value of a step, compute or ``clinic.x``; unset when the walk has not met it."""
    if name in env.values:
        return env.values[name]
    if name.startswith("clinic."):
        return env.clinic.get(name[7:], UNSET)
    return env.computed(name)


def _json(value: Value | Unset | None) -> Json:
    return None if value is None or isinstance(value, Unset) else encode(value)


def _option(option: Option) -> Json:
    return {"id": option.id, "label": option.label, "exclusive": option.exclusive}


def _digest(value: Json) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()[:DIGITS]
