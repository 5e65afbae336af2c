"""What is derived from a flow once and kept as long as the flow is."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from exoguide.flow.model import Flow

T = TypeVar("T")


def once_per_flow(derive: Callable[[Flow], T]) -> Callable[[Flow], T]:
    """``derive``, computed once for each flow object and dropped together with it.

    By identity: comparing or hashing a whole flow would cost more than most of what is derived.
    """
    kept: dict[int, tuple[weakref.ref[Flow], T]] = {}

    @wraps(derive)
    def remembered(flow: Flow) -> T:
        number = id(flow)
        found = kept.get(number)
        if found is not None and found[0]() is flow:
            return found[1]
        value = derive(flow)
        kept[number] = (weakref.ref(flow, lambda _: kept.pop(number, None)), value)
        return value

    return remembered
