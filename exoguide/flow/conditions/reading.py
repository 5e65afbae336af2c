"""Closures that read one value from an environment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from exoguide.flow.conditions.env import Env
from exoguide.flow.conditions.nodes import Name
from exoguide.flow.conditions.problems import NotKnown, Unassigned
from exoguide.flow.values import Known, NonAnswer, Unset, Value

Read: TypeAlias = Callable[[Env], Value]
"""Reads an answer, a non-answer too; raises Unassigned while there is none."""

Compute: TypeAlias = Callable[[Env], Known]
"""Gives a real value; raises a ConditionStop where there is none."""


def raw(name: Name) -> Read:
    """Reads what a name stands for, non-answers included."""
    key = name.name
    kind = name.symbol.kind if name.symbol else "step"
    if kind == "compute":

        def computed(env: Env) -> Value:
            value = env.computed(key)
            if isinstance(value, Unset):
                raise Unassigned(key)
            return value

        return computed
    if kind == "clinic":
        bare = key.partition(".")[2]

        def clinic(env: Env) -> Value:
            try:
                return env.clinic[bare]
            except KeyError:
                raise Unassigned(key) from None

        return clinic

    def step(env: Env) -> Value:
        try:
            return env.values[key]
        except KeyError:
            raise Unassigned(key) from None

    return step


def known(name: Name) -> Compute:
    """Reads the real value of what a name stands for."""
    key, read = name.name, raw(name)
    if name.symbol is None or name.symbol.kind == "step":

        def step(env: Env) -> Known:
            try:
                value = env.values[key]
            except KeyError:
                raise Unassigned(key) from None
            if value.__class__ is NonAnswer:
                raise NotKnown(key)
            return value  # type: ignore[return-value]  # the kind was looked at above

        return step

    def other(env: Env) -> Known:
        value = read(env)
        if isinstance(value, NonAnswer):
            raise NotKnown(key)
        return value

    return other
