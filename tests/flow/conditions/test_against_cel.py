"""Conditions against an independent implementation of the same ideas: CEL.

CEL's ``&&`` and ``||`` absorb an error beside a deciding operand, which is what Kleene's three
values do: an unset answer is left out of CEL's data, and an error there is None here.
"""

from __future__ import annotations

from contextlib import suppress
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoguide.flow.conditions import NotKnown, Unassigned, partial, strict
from tests.flow.conditions.expressions import (
    AMOUNTS,
    CHOICES,
    DATES,
    INPUTS,
    NUMBERS,
    cel_data,
    condition,
)
from tests.flow.conditions.expressions import given as answers
from tests.flow.conditions.world import typed

cel: Any = pytest.importorskip("cel_expr_python.cel")
KINDS = cel.Type
ENV = cel.NewEnv(
    variables={
        **dict.fromkeys((*NUMBERS, *AMOUNTS, *DATES), KINDS.INT),
        **dict.fromkeys(CHOICES, KINDS.STRING),
        **{f"known_{name}": KINDS.BOOL for name in INPUTS},
        "frail": KINDS.BOOL,
        "pregnant": KINDS.BOOL,
        "information_only": KINDS.BOOL,
        "symptoms": KINDS.List(KINDS.STRING),
        "drugs": KINDS.List(KINDS.Map(KINDS.STRING, KINDS.INT)),
    }
)


def by_cel(compiled: Any, data: dict[str, object]) -> bool | None:
    """CEL's verdict, None for an error."""
    value = compiled.eval(data=data)
    if value.type() == KINDS.BOOL:
        return bool(value.plain_value())
    assert value.type() == KINDS.ERROR
    return None


SEEDS = st.integers(0, 2**64)
EACH = 30
"""How many random conditions one seed gives."""
WORLDS = 6
"""How many random sets of answers each of them is asked about."""


def decided(seed: int, *, strictly: bool) -> int:
    """How often both languages decided, always with the same result.

    Where ours stops nothing is compared: CEL has no order in which to stop. Where the value of
    a non-answer may be read, ours may also stay open: it never looks past such a read inside
    an operand, which CEL does.
    """
    random, count = Random(seed), 0
    for _ in range(EACH):
        text = condition(random, exact=True)
        checked, other = typed(text.ours), ENV.compile(text.cel)
        run = strict(checked) if strictly else partial(checked)
        for _ in range(WORLDS):
            non_answers = random.random() < 0.5
            start = answers(random, non_answers=non_answers)
            with suppress(NotKnown, Unassigned):
                verdict = run(start.world())
                expected = by_cel(other, cel_data(start, strict=strictly))
                open_too = verdict is None and non_answers
                assert verdict is expected or open_too, (text, start)
                count += 1
    return count


@given(SEEDS)
def test_strict_evaluation_gives_what_cel_gives(seed: int) -> None:
    assert decided(seed, strictly=True) > 0


@given(SEEDS)
def test_partial_evaluation_gives_what_cel_gives(seed: int) -> None:
    assert decided(seed, strictly=False) > EACH * WORLDS / 2
