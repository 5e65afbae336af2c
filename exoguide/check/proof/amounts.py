"""Calculated values: divisors that may be zero, ranges and limits that are upside down.

Limits of answers are followed through sums and products. Two values that hang on the same answer
are compared as one expression; all else that ties answers together is not followed, so what is
told here is possible, and not proven.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from typing import Final, TypeAlias

from exoguide.check.atoms import words
from exoguide.check.cells import scale_limits
from exoguide.check.findings import Issue, Verdict
from exoguide.check.layout import Layout
from exoguide.check.literals import plain_limit
from exoguide.check.words import called, several
from exoguide.flow.conditions import Node, walk_nodes
from exoguide.flow.conditions.nodes import Arithmetic, Compare, Literal, Name, Negative
from exoguide.flow.problems import Path
from exoguide.flow.values import Money, Span

Bounds: TypeAlias = "tuple[Decimal | None, Decimal | None]"
"""The least and the most; ``None`` where there is no limit."""
Polynomial: TypeAlias = "dict[tuple[str, ...], Decimal]"
"""A factor for each product of names; of no names, a number."""

_ZERO: Final[Bounds] = (Decimal(0), Decimal(0))
_MONTH: Final = "1 month"
"""What the days of a month are called, which have limits and no number."""
_WRITTEN: Final = (Literal, Negative)
_FAR: Final = Decimal(1000)
"""How far out an answer is tried that has no limit."""
_WIDEST: Final = 8
"""Names whose limits are tried together for an example."""
_DEEPEST: Final = 20
"""Computes behind each other that are looked through."""


class Amounts:
    """The numbers and amounts of one flow."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.limits: dict[str, Bounds] = {_MONTH: (Decimal(28), Decimal(31))}
        for name, step in layout.asked.items():
            low, high = scale_limits(step)
            self.limits[name] = (
                low if isinstance(low, Decimal) else None,
                high if isinstance(high, Decimal) else None,
            )
        for value in layout.flow.clinic:
            self.limits[f"clinic.{value.id}"] = (plain_limit(value.min), plain_limit(value.max))

    def of(self, node: Node, depth: int = 0) -> Polynomial:
        """An expression as a sum of products; what is neither stands for itself."""
        match node:
            case Literal(value=Decimal() as number):
                return {(): number}
            case Literal(value=Money(amount=number)):
                return {(): number}
            case Literal(value=dt.date() as day):
                return {(): Decimal(day.toordinal())}
            case Literal(value=Span(months=months, days=days)):
                return _plus({(_MONTH,): Decimal(months)}, {(): Decimal(days)})
            case Negative(operand=operand):
                return _times(self.of(operand, depth), {(): Decimal(-1)})
            case Arithmetic(ops=ops, operands=operands):
                return self._row(ops, operands, depth)
            case Name(name=name):
                return self._name(name, depth)
        return {(words(node),): Decimal(1)}

    def _name(self, name: str, depth: int) -> Polynomial:
        paths = self.layout.computes.get(name, ())
        typed = self.layout.typed(*paths[0]) if paths else None
        if typed is None or depth > _DEEPEST or name in self.layout.circular:
            return {(name,): Decimal(1)}
        return self.of(typed.node, depth + 1)

    def _row(self, ops: tuple[str, ...], operands: tuple[Node, ...], depth: int) -> Polynomial:
        found = self.of(operands[0], depth)
        for op, operand in zip(ops, operands[1:], strict=True):
            other = self.of(operand, depth)
            if op == "*":
                found = _times(found, other)
            elif op == "/":
                divisor = other.get(()) if set(other) <= {()} else None
                if not divisor:
                    return {(words(Arithmetic(ops, operands, span=(0, 0))),): Decimal(1)}
                found = _times(found, {(): 1 / divisor})
            else:
                sign = Decimal(1 if op == "+" else -1)
                found = _plus(found, _times(other, {(): sign}))
        return found

    def bounds(self, one: Polynomial) -> Bounds:
        """The least and the most that a sum of products can be."""
        low: Decimal | None = Decimal(0)
        high: Decimal | None = Decimal(0)
        for names, factor in one.items():
            ends: Bounds = (factor, factor)
            for name in names:
                ends = _product(ends, self.limits.get(name, (None, None)))
            low = None if low is None or ends[0] is None else low + ends[0]
            high = None if high is None or ends[1] is None else high + ends[1]
        return low, high

    def below_zero(self, one: Polynomial) -> Mapping[str, Decimal] | None:
        """Answers at their limits, or far out, for which a sum of products is below zero."""
        names = sorted({name for product_ in one for name in product_})
        if len(names) > _WIDEST:
            return None
        for values in product(*(_probes(self.limits.get(name, (None, None))) for name in names)):
            given = dict(zip(names, values, strict=True))
            total = Decimal(0)
            for product_, factor in one.items():
                for name in product_:
                    factor *= given[name]  # noqa: PLW2901 - a product is gathered in it
                total += factor
            if total < 0:
                return given
        return None


def amount_issues(layout: Layout) -> Iterator[Issue]:
    """Divisors that may be zero, ranges that may be upside down, limits that leave no answer."""
    amounts = Amounts(layout)
    yield from _limits(amounts)
    for path, expression in layout.expressions.items():
        if expression.typed is None:
            continue
        guarded = any(isinstance(part, Compare) for part in walk_nodes(expression.typed.node))
        for part in walk_nodes(expression.typed.node):
            if isinstance(part, Arithmetic) and not guarded:
                yield from _divisors(amounts, path, part)
    for index, compute in enumerate(layout.flow.computes):
        low, high = (layout.typed("compute", index, name) for name in ("low", "high"))
        if low is None or high is None:
            continue
        apart = _plus(amounts.of(high.node), _times(amounts.of(low.node), {(): Decimal(-1)}))
        least = amounts.bounds(apart)[0]
        example = amounts.below_zero(apart) if least is None or least < 0 else None
        if example is None:
            continue
        given = several(f"{name} {value}" for name, value in example.items())
        said = f"The low of “{compute.title or compute.id}” may lie above its high."
        todo = "Swap them, or limit the answers that they are worked out from."
        notes = (f"For example with {given}.",) if given else ()
        path = ("compute", index, "low")
        yield Issue("EXG612", path, said, todo, notes=notes, verdict=Verdict.POSSIBLE)


def _limits(amounts: Amounts) -> Iterator[Issue]:
    """Limits worked out from answers or the date of which the lower is always the higher."""
    for at, step in enumerate(amounts.layout.entries):
        for low_name, high_name in (("min", "max"), ("soft_min", "soft_max")):
            low, high = (amounts.layout.typed("step", at, name) for name in (low_name, high_name))
            if low is None or high is None:
                continue
            if isinstance(low.node, _WRITTEN) and isinstance(high.node, _WRITTEN):
                continue  # told from the file itself
            apart = _plus(amounts.of(high.node), _times(amounts.of(low.node), {(): Decimal(-1)}))
            most = amounts.bounds(apart)[1]
            if most is not None and most < 0:
                said = f"“{low_name}” of {called(step)} always lies above its “{high_name}”"
                said += ", so there is no answer." if low_name == "min" else "."
                path = ("step", at, low_name)
                yield Issue(
                    "EXG307", path, said, "Swap them, or correct one.", verdict=Verdict.PROVEN
                )


def _divisors(amounts: Amounts, path: Path, node: Arithmetic) -> Iterator[Issue]:
    for op, operand in zip(node.ops, node.operands[1:], strict=True):
        if op != "/":
            continue
        low, high = amounts.bounds(amounts.of(operand))
        if (low is None or low <= 0) and (high is None or high >= 0):
            todo = "Limit it with min, or work it out only where it is not zero."
            said = "This divides by what may be zero: the consultation would stop there."
            yield Issue("EXG611", path, said, todo, operand.span, verdict=Verdict.POSSIBLE)


def _probes(limits: Bounds) -> tuple[Decimal, Decimal]:
    low, high = limits
    least = low if low is not None else min(high or Decimal(0), Decimal(0)) - _FAR
    return least, high if high is not None else max(low or Decimal(0), Decimal(0)) + _FAR


def _plus(one: Polynomial, other: Polynomial) -> Polynomial:
    found = dict(one)
    for names, factor in other.items():
        found[names] = found.get(names, Decimal(0)) + factor
    return {names: factor for names, factor in found.items() if factor}


def _times(one: Polynomial, other: Polynomial) -> Polynomial:
    found: Polynomial = {}
    for (left, a), (right, b) in product(one.items(), other.items()):
        names = tuple(sorted((*left, *right)))
        found[names] = found.get(names, Decimal(0)) + a * b
    return found


def _product(one: Bounds, other: Bounds) -> Bounds:
    if _ZERO in {one, other}:
        return _ZERO
    (a, b), (c, d) = one, other
    if a is not None and a >= 0 and c is not None and c >= 0:
        return a * c, None if b is None or d is None else b * d
    if a is None or b is None or c is None or d is None:
        return None, None
    ends = (a * c, a * d, b * c, b * d)
    return min(ends), max(ends)
