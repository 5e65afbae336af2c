"""Differences of what is stored beside single answers: lists, rounds, and the clinic's values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from exoguide.check.changes.difference import Change, Effect
from exoguide.check.changes.limits import limit_changes
from exoguide.check.changes.options import option_changes
from exoguide.check.changes.pairing import Pair
from exoguide.check.changes.versus import Versus
from exoguide.flow.model import ClinicType, ClinicValue, Group
from exoguide.flow.problems import Path

_OUTSIDE: Final = "What is stored may have more or fewer."


def group_changes(pair: Pair[Group], subject: str) -> Iterator[Change]:
    """How often the steps of a group are asked: fewer items or rounds lose stored ones."""
    old, new = pair.old, pair.new
    if bool(old.max) != bool(new.max):
        kinds = "a list of items", "rounds"
        now, before = kinds if new.max else kinds[::-1]
        path: Path = ("group", pair.new_at, "max" if new.max else "rounds")
        help_ = "Answers are stored by item and round. Make a new group."
        yield Change(Effect.BREAKS, path, f"{subject} is {now}, and was {before}.", help_)
        return
    for field, less in (("max", True), ("rounds", True), ("min", False)):
        before_, after = getattr(old, field), getattr(new, field)
        if before_ == after:
            continue
        closer = (after < before_) is less
        gone = not after
        path = ("group", pair.old_at if gone else pair.new_at, field)
        said = f"{subject}: `{field}` is {after}, and was {before_}."
        wider = Effect.REROUTES if field == "rounds" else Effect.ADDS
        yield Change(Effect.BREAKS if closer else wider, path, said, _OUTSIDE * closer, gone=gone)


def clinic_changes(versus: Versus, pair: Pair[ClinicValue], subject: str) -> Iterator[Change]:
    """Whether what a clinic has given still fits."""
    old, new = pair.old, pair.new
    paths: tuple[Path, Path] = (("clinic", pair.old_at), ("clinic", pair.new_at))
    for one in limit_changes(old, new, paths, versus.renamed):
        yield attrs.evolve(one, message=f"{subject}: {one.message}")
    if new.type is ClinicType.MONEY and (old.currency or new.currency):
        before = old.currency or versus.old.head.currency
        after = new.currency or versus.new.head.currency
        if before != after:
            gone = not new.currency
            path = (*paths[0 if gone else 1], "currency")
            said = f"{subject} is in {after}, and was in {before}."
            yield Change(Effect.BREAKS, path, said, gone=gone)
    yield from option_changes(versus, pair, subject, "clinic")
