"""Ids that kept their place in the data and lost their meaning: the words of another stand there.

Numbering the answers anew does this (1 none, 2 mild, 3 severe becomes 1 none, 2 slight, 3 mild, 4
severe): every old id is still there, and what is stored says something that nobody said. REDCap
counts it among the critical changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from exoguide.check.changes.pairing import How, Named, Pair

T = TypeVar("T", bound=Named)


def meant_another(
    old: Sequence[T], both: Sequence[Pair[T]], words: Callable[[T], str]
) -> frozenset[int]:
    """The places, in the new version, of what says now what another one of ``old`` said."""
    said = Counter(_even(words(one)) for one in old)
    return frozenset(
        one.new_at
        for one in both
        if one.how is How.ID
        and (now := _even(words(one.new)))
        and now != _even(words(one.old))
        and said[now] == 1
    )


def _even(text: str) -> str:
    return " ".join(text.lower().split())
