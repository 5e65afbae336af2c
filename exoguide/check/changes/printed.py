"""Differences of what the summary prints: the lines of an output."""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.check.changes.difference import Change, Effect
from exoguide.check.changes.fields import field_changes
from exoguide.check.changes.pairing import How, Pair, paired
from exoguide.check.changes.versus import Versus
from exoguide.flow.model import Output, OutputItem
from exoguide.flow.problems import Path


def output_changes(versus: Versus, pair: Pair[Output], subject: str) -> Iterator[Change]:
    """The lines that came, went, moved or say something else."""
    before: Path = ("output", pair.old_at, "items")
    after: Path = ("output", pair.new_at, "items")
    pairing = paired(pair.old.items, pair.new.items, lambda one: ("", one.text))
    for at in pairing.gone:
        said = f"{subject} does not have the line {_line(pair.old.items[at])} any more."
        yield Change(Effect.REROUTES, (*before, at, "id"), said, gone=True)
    for at in pairing.new:
        said = f"{subject} has a new line, {_line(pair.new.items[at])}."
        yield Change(Effect.ADDS, (*after, at, "id"), said)
    for both in pairing.both:
        about = f"{subject}, line {_line(both.new)}"
        paths = ((*before, both.old_at), (*after, both.new_at))
        if both.how is not How.ID:
            said = f"{about} was called {both.old.id} and is called {both.new.id} now."
            help_ = f"Put {both.old.id} back: a tick is stored by that name."
            yield Change(Effect.REROUTES, (*paths[1], "id"), said, help_)
        yield from field_changes(both.old, both.new, paths, versus.renamed, about)
    if moved := pairing.moved:
        said = f"{subject} has its lines in another order: {_line(moved[0].new)} moved."
        yield Change(Effect.WORDS, (*after, moved[0].new_at, "id"), said)


def _line(item: OutputItem) -> str:
    text = " ".join(item.text.split())
    return f"“{text if len(text) <= 60 else text[:59].rstrip() + '…'}”"
