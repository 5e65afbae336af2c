"""Which table of the new version is which of the old one: by id, by ``was``, or by its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import Final, Generic, Protocol, TypeVar

import attrs

MOST_TRIED: Final = 4_000
"""Pairs of what went and what came that are compared by their words; beyond, only equal words."""
ALIKE: Final = 0.8
"""How much of its words a renamed table keeps, at least."""
RATHER_ALIKE: Final = 0.5
"""The same, where the two ids are alike as well, or both stand between the same neighbours."""


class How(Enum):
    """How two tables were found to be the same."""

    ID = "id"
    SAID = "was"
    """The new one names the old id in ``was``."""
    LOOKS = "looks"
    """They read alike; nobody says so."""


class Named(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """Its name."""
        ...


T = TypeVar("T", bound=Named)


@attrs.frozen
class Pair(Generic[T]):
    """A table of the old version and the one that it is in the new version."""

    old: T
    new: T
    old_at: int
    new_at: int
    how: How


@attrs.frozen
class Pairing(Generic[T]):
    """Every table of both versions, once: those that are in both, those that went, and came."""

    both: tuple[Pair[T], ...]
    gone: tuple[int, ...]
    new: tuple[int, ...]

    @property
    def renamed(self) -> dict[str, str]:
        """The new id by the old one, of those that have another."""
        return {one.old.id: one.new.id for one in self.both if one.how is not How.ID}

    @property
    def moved(self) -> tuple[Pair[T], ...]:
        """The fewest whose place among the others is another: the rest stand in the old order."""
        kept = _longest_rising([one.old_at for one in self.both])
        return tuple(one for at, one in enumerate(self.both) if at not in kept)


def paired(old: Sequence[T], new: Sequence[T], words: Callable[[T], tuple[str, str]]) -> Pairing[T]:
    """The tables of ``old`` and ``new`` side by side, in the order of ``new``.

    ``words`` gives what a table must have in common with one that it is taken for (its kind), and
    what it says. Of tables that read alike, each is taken once, the most alike first.
    """
    places = {one.id: at for at, one in enumerate(old)}
    found = {at: (places[one.id], How.ID) for at, one in enumerate(new) if one.id in places}
    free = set(range(len(old))) - {at for at, _ in found.values()}
    for at, one in enumerate(new):
        said = (places[name] for name in getattr(one, "was", ()) if name in places)
        known = next((place for place in said if place in free), None)
        if at not in found and known is not None:
            found[at] = (known, How.SAID)
            free.discard(known)
    came = [at for at in range(len(new)) if at not in found]
    between = _between(found, len(old), len(new))
    for place, at in _alike(old, new, (sorted(free), came), between, words):
        found[at] = (place, How.LOOKS)
        free.discard(place)
    both = (Pair(old[place], new[at], place, at, how) for at, (place, how) in sorted(found.items()))
    rest = tuple(at for at in range(len(new)) if at not in found)
    return Pairing(tuple(both), tuple(sorted(free)), rest)


def _alike(
    old: Sequence[T],
    new: Sequence[T],
    left: tuple[Sequence[int], Sequence[int]],
    between: Callable[[int, int], bool],
    words: Callable[[T], tuple[str, str]],
) -> Iterable[tuple[int, int]]:
    """Pairs of places, of those ``left`` in either version, that read alike."""
    gone, came = left
    few = len(gone) * len(came) <= MOST_TRIED
    said_new = {at: words(new[at]) for at in came}
    tried: list[tuple[float, int, int]] = []
    for place in gone:
        kind, said = words(old[place])
        for at, (other, says) in said_new.items():
            if kind != other:
                continue
            if not said.strip() and not says.strip():  # a gate has no words
                share = RATHER_ALIKE
            else:
                share = _share(said, says) if few else float(said == says)
            close = few and (between(place, at) or _share(old[place].id, new[at].id) >= ALIKE)
            if share >= (RATHER_ALIKE if close else ALIKE):
                tried.append((-share, place, at))
    taken: set[int] = set()
    for _, place, at in sorted(tried):
        if place not in taken and at in said_new:
            taken.add(place)
            del said_new[at]
            yield place, at


def _between(
    found: Mapping[int, tuple[int, How]], old: int, new: int
) -> Callable[[int, int], bool]:
    """Whether a place of the old version and one of the new have the same tables around them."""
    places = {-1: -1, new: old, **{at: place for at, (place, _) in found.items()}}
    return lambda place, at: places.get(at - 1) == place - 1 and places.get(at + 1) == place + 1


def _share(one: str, other: str) -> float:
    """How much of their words two texts have in common (0 to 1), case and blanks aside.

    Less than ``RATHER_ALIKE`` counts as nothing.
    """
    first, second = (" ".join(text.lower().split()) for text in (one, other))
    if first == second:
        return 1.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for most in (matcher.real_quick_ratio, matcher.quick_ratio):  # far cheaper, and never less
        if most() < RATHER_ALIKE:
            return 0.0
    return matcher.ratio()


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """The places of a longest run of rising numbers."""
    from bisect import bisect_left

    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [number]
        ends[length : length + 1] = [at]
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return frozenset(kept)
