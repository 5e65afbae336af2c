"""Differences of the options of a question: which answers went, came, or mean something else."""

from __future__ import annotations

from collections.abc import Iterator

from exoguide.check.changes.difference import Change, Effect
from exoguide.check.changes.fields import field_changes
from exoguide.check.changes.moved import meant_another
from exoguide.check.changes.pairing import How, Pair, Pairing
from exoguide.check.changes.versus import Versus, options_paired
from exoguide.flow.model import ClinicValue, Option, Step
from exoguide.flow.problems import Path


def option_changes(
    versus: Versus, pair: Pair[Step] | Pair[ClinicValue], subject: str, table: str
) -> Iterator[Change]:
    """Everything in which the options of a question differ, each at its token.

    An answer is stored by its option's id: where that went or stands beside other words of this
    question, what is stored is lost or says something that nobody said.
    """
    pairing = options_paired(pair.old, pair.new)
    before: Path = (table, pair.old_at, "options")
    after: Path = (table, pair.new_at, "options")
    if pair.old.options and not pair.new.options:
        return  # another kind, which is told
    for at in pairing.gone:
        one = pair.old.options[at]
        said = f"{subject} does not take “{one.label}” ({one.id}) any more."
        yield Change(Effect.BREAKS, (*before, at, "id"), said, gone=True)
    for at in pairing.new if pair.old.options else ():
        one = pair.new.options[at]
        said = f"{subject} takes “{one.label}” ({one.id}) too."
        yield Change(Effect.ADDS, (*after, at, "id"), said)
    another = meant_another(pair.old.options, pairing.both, lambda one: one.label)
    for both in pairing.both:
        paths = ((*before, both.old_at), (*after, both.new_at))
        yield from _renamed(both, paths, subject)
        if both.new_at in another:
            said = f"{subject}: {both.new.id} meant “{both.old.label}” and means"
            said += f" “{both.new.label}” now."
            help_ = "Let every id keep its meaning; the order of the options is free."
            yield Change(Effect.BREAKS, (*paths[1], "label"), said, help_)
        about = f"{subject}, answer “{both.new.label}”"
        for one_change in field_changes(both.old, both.new, paths, versus.renamed, about):
            if both.new_at not in another or one_change.path[-1] != "label":
                yield one_change
        yield from _alone(both, paths, subject)
    yield from _order(pairing, after, subject)


def _renamed(both: Pair[Option], paths: tuple[Path, Path], subject: str) -> Iterator[Change]:
    if both.how is How.ID:
        return
    path = (*paths[1], "id")
    was = f"{subject}: “{both.new.label}” was stored as {both.old.id} and is {both.new.id} now"
    if both.how is How.SAID:
        yield Change(Effect.ADDS, path, f"{was}, and says so.")
    else:
        help_ = f'Put {both.old.id} back; if it is the same, write was = ["{both.old.id}"].'
        yield Change(Effect.BREAKS, path, f"{was}.", help_)


def _alone(both: Pair[Option], paths: tuple[Path, Path], subject: str) -> Iterator[Change]:
    if both.old.exclusive == both.new.exclusive:
        return
    gone = not both.new.exclusive
    path = (*paths[0 if gone else 1], "exclusive")
    said = f"{subject}: “{both.new.label}” can be chosen"
    if gone:
        yield Change(Effect.ADDS, path, f"{said} together with others now.", gone=True)
    else:
        help_ = "Stored answers that name it beside others no longer fit."
        yield Change(Effect.BREAKS, path, f"{said} alone only.", help_)


def _order(pairing: Pairing[Option], path: Path, subject: str) -> Iterator[Change]:
    if moved := pairing.moved:
        said = f"{subject} lists its answers in another order: “{moved[0].new.label}” moved."
        yield Change(Effect.WORDS, (*path, moved[0].new_at, "id"), said)
