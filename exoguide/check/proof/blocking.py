"""Signatures that some way leads to where nobody may give them, in words."""

from __future__ import annotations

from exoguide.check.findings import Issue
from exoguide.check.proof.replay import Played
from exoguide.check.proof.sweep import Hit, Sweep
from exoguide.check.words import called, several
from exoguide.engine.path import Status
from exoguide.flow.model import StepKind


def blocks(played: Played) -> bool:
    """Whether an interview stands where the engine lets nobody sign or accept."""
    state = played.state
    if state is None:
        return False
    cursor = state.walk.cursor
    return bool(state.walk.blocked) or (cursor is not None and cursor.status is Status.BLOCKED)


def blocked_issue(sweep: Sweep, hit: Hit, played: Played | None) -> tuple[Issue, tuple[str, ...]]:
    """What is wrong at the signature or acceptance of ``hit``, and notes on it."""
    step = sweep.layout.step(int(hit.path[1]))
    signs = step.kind is StepKind.SIGNATURE
    where = f"at {called(step)}" if signs else f"behind {called(step)}"
    state = played.state if played is not None else None
    flags = state.walk.blocked if state is not None else ()
    titles = [f"“{one.title or one.id}”" for one in sweep.layout.flow.flags if one.id in flags]
    if hit.kind == "unassessed":
        said = f"Nobody can sign {where}: some way there leaves out what"
        said += f" {_flags(titles)} {'asks' if len(titles) < 2 else 'ask'} about."
        todo = "Ask it on every way to here, or say in applies when the flag matters."
        unasked = _unasked(sweep, flags, frozenset(state.answers) if state is not None else None)
        notes = (f"Not asked on that way: {unasked}.",) if unasked else ()
        return Issue("EXG722", hit.path, said, todo), notes
    since = "after “for information only”"
    if hit.kind == "standing":
        since = f"while {_flags(titles)} {'stands' if len(titles) < 2 else 'stand'}"
    there = f"the signature {called(step)}" if signs else f"a yes behind {called(step)}"
    said = f"Some way leads to {there} {since}, and nobody can sign then."
    todo = "Close the option that leads here: not information_only and not any_flag(…)."
    return Issue("EXG723", hit.path, said, todo), ()


def _flags(titles: list[str]) -> str:
    if not titles:
        return "a flag"
    return f"the {'flag' if len(titles) == 1 else 'flags'} {several(titles)}"


def _unasked(sweep: Sweep, flags: tuple[str, ...], given: frozenset[str] | None) -> str:
    if given is None:
        return ""
    inputs = (one.inputs for one in sweep.timeline.alarms if one.flag.id in flags)
    names = frozenset().union(*inputs) - given
    asked = sweep.layout.asked.items()
    return several(called(step) for name, step in asked if name in names)
