"""The language of conditions: small, total, typed, in words.

``age >= 18 and pain in [severe, moderate] and not answered(lot)``

A text is parsed, checked against a :class:`Scope` and turned into a function over an
:class:`Env`. Nothing in it can call out, loop, or read what the scope does not name.
"""

from __future__ import annotations

from exoguide.flow.conditions.checking import Typed, check
from exoguide.flow.conditions.env import Env
from exoguide.flow.conditions.evaluation import partial, strict
from exoguide.flow.conditions.lexer import KEYWORDS, MAX_LENGTH
from exoguide.flow.conditions.nodes import Node, walk_nodes
from exoguide.flow.conditions.parser import MAX_DEPTH, parse
from exoguide.flow.conditions.problems import (
    ArithmeticStop,
    ConditionError,
    ConditionErrors,
    ConditionStop,
    NotKnown,
    Unassigned,
)
from exoguide.flow.conditions.symbols import Scope, Symbol, Use
from exoguide.flow.conditions.types import BOOL, Type

__all__ = [
    "BOOL",
    "KEYWORDS",
    "MAX_DEPTH",
    "MAX_LENGTH",
    "ArithmeticStop",
    "ConditionError",
    "ConditionErrors",
    "ConditionStop",
    "Env",
    "Node",
    "NotKnown",
    "Scope",
    "Symbol",
    "Type",
    "Typed",
    "Unassigned",
    "Use",
    "check",
    "parse",
    "partial",
    "strict",
    "walk_nodes",
]
