"""Conditions that answers alone do not decide, as facts that may hold or not."""

from __future__ import annotations

from typing import Final

from exoguide.check.atoms import words
from exoguide.flow.conditions import Node
from exoguide.flow.conditions.nodes import Compare

_TURNED: Final = {">": ("<", True, False), ">=": ("<", False, True), "<=": ("<", True, True)}
"""A comparison as ``<``: with its sides turned round, and whether it is the opposite."""


def fact_of(atom: Node) -> tuple[str, bool]:
    """The name of the fact that an atom is, and whether it says the opposite.

    ``a < b``, ``b > a``, and the opposites ``a >= b`` and ``b <= a`` are one fact.
    """
    if not isinstance(atom, Compare) or len(atom.ops) != 1:
        return words(atom), False
    (op,), (left, right) = atom.ops, atom.operands
    if op in {"=", "!="}:
        sides = sorted((words(left), words(right)))
        return f"?{sides[0]}={sides[1]}", op == "!="
    _, turned, opposite = _TURNED.get(op, ("<", False, False))
    if turned:
        left, right = right, left
    return f"?{words(left)}<{words(right)}", opposite
