"""Running a checked condition: strictly, or with three values while answers are still to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias, cast

from exoguide.flow.conditions.amounts import Mode, amount, items
from exoguide.flow.conditions.atoms import atom
from exoguide.flow.conditions.checking import Typed
from exoguide.flow.conditions.env import Env
from exoguide.flow.conditions.nodes import Call, Logic, Node, Not
from exoguide.flow.conditions.problems import ConditionStop, Unassigned
from exoguide.flow.conditions.reading import Compute
from exoguide.flow.conditions.types import Bool
from exoguide.flow.values import Known

Verdict: TypeAlias = Callable[[Env], bool | None]
"""True, false or, in partial mode only, None: not yet assessed."""


def strict(typed: Typed) -> Callable[[Env], Known]:
    """A function that decides a condition, or gives an expression's value, from what is there.

    ``and`` and ``or`` stop at the first operand that decides, left to right, so that
    ``known(x) and x >= 5`` is a guard. Reading what is not there raises :class:`Unassigned`,
    the value of a non-answer :class:`NotKnown`, a calculation without result
    :class:`ArithmeticStop`; a missing answer is never taken for false.
    """
    return _any(typed.node, "strict")


def partial(typed: Typed) -> Callable[[Env], Known | None]:
    """A function that decides a condition as far as the answers given so far allow.

    None means that an answer not yet given matters. ``and`` and ``or`` are Kleene's: false
    decides ``and`` and true decides ``or`` even beside a None. The value of a non-answer raises
    :class:`NotKnown` as in strict evaluation, except to the right of a None: there the left side
    may yet turn out to guard it, so the result stays None. Hence true or false here is what
    every completion of the answers gives, unless strict evaluation stops on it.
    """
    node = typed.node
    if isinstance(node.type, Bool):
        return _verdict(node, "partial")
    value = _any(node, "partial")

    def run(env: Env) -> Known | None:
        try:
            return value(env)
        except Unassigned:
            return None

    return run


def _any(node: Node, mode: Mode) -> Compute:
    """The closure of a node of any type; raises Unassigned rather than give None."""
    if not isinstance(node.type, Bool):
        return amount(node, mode, _any)
    verdict = _verdict(node, mode)
    if mode == "strict":
        return cast("Compute", verdict)

    def run(env: Env) -> Known:
        value = verdict(env)
        if value is None:
            raise Unassigned("")
        return value

    return run


def _verdict(node: Node, mode: Mode) -> Verdict:
    """The closure of a condition."""
    match node:
        case Not(operand=operand):
            return _not(_verdict(operand, mode), mode)
        case Logic(op=op, parts=parts):
            verdicts = tuple(_verdict(part, mode) for part in parts)
            decisive = op == "or"
            return _plain(verdicts, decisive) if mode == "strict" else _kleene(verdicts, decisive)
        case Call(function="any" | "all", arguments=(item,)):
            return _over_items(node, _verdict(item, mode), mode)
    return atom(node, mode, _any)


def _not(verdict: Verdict, mode: Mode) -> Verdict:
    if mode == "strict":
        return lambda env: not verdict(env)

    def run(env: Env) -> bool | None:
        value = verdict(env)
        return None if value is None else not value

    return run


def _plain(verdicts: tuple[Verdict, ...], decisive: bool) -> Verdict:  # noqa: FBT001 - which of the two verdicts decides is the value itself
    """``and`` (decided by false) or ``or`` (decided by true), left to right."""

    def run(env: Env) -> bool:
        for verdict in verdicts:
            if verdict(env) is decisive:
                return decisive
        return not decisive

    return run


def _kleene(verdicts: Sequence[Verdict], decisive: bool) -> Verdict:  # noqa: FBT001 - which of the two verdicts decides is the value itself
    """The same with three values; a stop counts only if no None stands before it."""

    def run(env: Env) -> bool | None:
        undecided = False
        for verdict in verdicts:
            try:
                value = verdict(env)
            except ConditionStop:
                if undecided:
                    continue
                raise
            if value is decisive:
                return decisive
            if value is None:
                undecided = True
        return None if undecided else not decisive

    return run


def _over_items(node: Call, verdict: Verdict, mode: Mode) -> Verdict:
    """``any`` or ``all`` over the items of a repeating group, in roster order."""
    decisive, envs = node.function == "any", items(node)
    if mode == "strict":

        def run(env: Env) -> bool | None:
            return next((decisive for item in envs(env) if verdict(item) is decisive), not decisive)

        return run

    def partly(env: Env) -> bool | None:
        try:
            cases = envs(env)
        except Unassigned:
            return None
        return _kleene([_for(verdict, item) for item in cases], decisive)(env)

    return partly


def _for(verdict: Verdict, item: Env) -> Verdict:
    """A verdict about one item, wherever it is asked from."""
    return lambda _env: verdict(item)
