"""Differences of a question: whether answers that are stored still fit, and lead the same way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

import attrs

from exoguide.check.changes.conditions import tree
from exoguide.check.changes.difference import Change, Effect
from exoguide.check.changes.fields import field_changes
from exoguide.check.changes.limits import digit_changes, limit_changes
from exoguide.check.changes.options import option_changes
from exoguide.check.changes.pairing import Pair
from exoguide.check.changes.versus import Versus
from exoguide.check.words import NON_ANSWERS, called, several
from exoguide.flow.model import Check, CheckLevel, Flow, Route, Step, StepKind
from exoguide.flow.problems import Path
from exoguide.flow.scope import option_ids

_KINDS: Final = {
    StepKind.CHOICE: "a choice of one",
    StepKind.MULTI: "a choice of several",
    StepKind.YES_NO: "yes or no",
    StepKind.NUMBER: "a number",
    StepKind.MONEY: "an amount of money",
    StepKind.DATE: "a date",
    StepKind.TEXT: "text",
    StepKind.STATEMENT: "a statement",
    StepKind.GATE: "a gate",
    StepKind.TEACH_BACK: "a teach-back",
    StepKind.SIGNATURE: "a signature",
    None: "a second place of another question",
}
_ONE_OF: Final = frozenset({StepKind.CHOICE, StepKind.YES_NO})
"""Kinds whose answers are stored alike: one option, by its id."""

CLOSER: Final = "Stored answers that are refused now no longer fit."


def step_changes(versus: Versus, pair: Pair[Step]) -> Iterator[Change]:
    """Everything in which a step differs from what it was, at the token that differs."""
    old, new = pair.old, pair.new
    paths: tuple[Path, Path] = (("step", pair.old_at), ("step", pair.new_at))
    subject = called(new)
    if old.kind is not new.kind:
        yield _kind_change(old, new, paths)
    elif new.kind in {StepKind.NUMBER, StepKind.MONEY, StepKind.TEXT}:
        yield from _told(subject, digit_changes(old, new, paths))
    if old.kind is new.kind:
        yield from _told(subject, limit_changes(old, new, paths, versus.renamed))
    yield from _currency(versus, pair)
    yield from _repeated(versus, pair)
    yield from option_changes(versus, pair, subject, "step")
    yield from _non_answers(old, new, paths)
    yield from _cautious(versus, pair)
    yield from _checks(versus, pair)
    yield from _routes(versus, pair)
    yield from field_changes(old, new, paths, versus.renamed, subject)


def _told(subject: str, found: Iterator[Change]) -> Iterator[Change]:
    """Changes that say only what changed, with what it is about before it."""
    for one in found:
        joint = ": " if one.message.startswith("`") else " "
        yield attrs.evolve(one, message=f"{subject}{joint}{one.message}")


def _kind_change(old: Step, new: Step, paths: tuple[Path, Path]) -> Change:
    said = f"{called(new)} is {_KINDS[new.kind]}, and was {_KINDS[old.kind]}."
    path = (*paths[1], "kind")
    if old.kind is None:
        return Change(Effect.REROUTES, (*paths[1], "kind"), said)
    kept = set(option_ids(old)) <= set(option_ids(new))
    if {old.kind, new.kind} <= _ONE_OF and kept:
        return Change(Effect.REROUTES, path, said)
    path = (*paths[1], "use") if new.kind is None else path
    return Change(Effect.BREAKS, path, said, "Keep the question, and ask the new one beside it.")


def _currency(versus: Versus, pair: Pair[Step]) -> Iterator[Change]:
    """An amount in another currency; that of the whole flow is told once, at its head."""
    old, new = pair.old.currency, pair.new.currency
    if pair.new.kind is not StepKind.MONEY or (not old and not new):
        return
    before, after = old or versus.old.head.currency, new or versus.new.head.currency
    if before != after:
        said = f"{called(pair.new)} is asked in {after}, and was in {before}."
        path: Path = ("step", pair.new_at if new else pair.old_at, "currency")
        yield Change(Effect.BREAKS, path, said, "Ask a new question beside it.", gone=not new)


def _repeated(versus: Versus, pair: Pair[Step]) -> Iterator[Change]:
    """Another group: an answer is stored by its item or round."""
    before, after = _group(versus.old, pair.old), _group(versus.new, pair.new)
    kept = versus.renamed.name(pair.old.group)
    if pair.old.group and kept == pair.new.group:
        return
    if before != after or (after == "for each item" and kept != pair.new.group):
        said = f"{called(pair.new)} is asked {after}, and was asked {before}."
        if before == after:
            said = f"{called(pair.new)} is asked for the items of another list."
        gone = not pair.new.group
        path: Path = ("step", pair.old_at if gone else pair.new_at, "group")
        help_ = "Answers are stored by item and round. Ask a new question instead."
        yield Change(Effect.BREAKS, path, said, help_, gone=gone)


def _group(flow: Flow, step: Step) -> str:
    group = next((one for one in flow.groups if one.id == step.group), None)
    if group is None:
        return "once"
    return "for each item" if group.max else "in rounds"


def _non_answers(old: Step, new: Step, paths: tuple[Path, Path]) -> Iterator[Change]:
    subject = called(new)
    for at, one in enumerate(old.non_answers):
        if one not in new.non_answers:
            said = f"{subject} does not take {NON_ANSWERS[one]} any more."
            yield Change(Effect.BREAKS, (*paths[0], "non_answers", at), said, CLOSER, gone=True)
    for at, one in enumerate(new.non_answers):
        if one not in old.non_answers:
            said = f"{subject} takes {NON_ANSWERS[one]} too."
            yield Change(Effect.ADDS, (*paths[1], "non_answers", at), said)


def _cautious(versus: Versus, pair: Pair[Step]) -> Iterator[Change]:
    renamed = versus.renamed.options.get(pair.old.id, {})
    before, after = {renamed.get(one, one) for one in pair.old.cautious}, set(pair.new.cautious)
    if before != after:
        listed = several(pair.new.cautious) or "nothing"
        said = f"{called(pair.new)}: what calls for caution is {listed}, and was"
        said += f" {several(pair.old.cautious) or 'nothing'}."
        gone = not after
        path: Path = ("step", pair.old_at if gone else pair.new_at, "cautious")
        yield Change(Effect.REROUTES, path, said, gone=gone)


def _checks(versus: Versus, pair: Pair[Step]) -> Iterator[Change]:
    """What an answer must meet, found again by what it says."""
    subject = called(pair.new)
    left = {at: (tree(one.must, versus.renamed), one) for at, one in enumerate(pair.old.check)}
    fresh: list[int] = []
    for at, one in enumerate(pair.new.check):
        said_now = tree(one.must)
        same = next((n for n, (said, _) in left.items() if said == said_now), None)
        if same is None:
            fresh.append(at)
            continue
        yield from _check(left.pop(same)[1], one, ("step", pair.new_at, "check", at), subject)
    gone = list(left.items())
    for at, before in zip_longest(fresh, gone):
        if at is None:
            yield _no_check(subject, ("step", pair.old_at, "check", before[0]), before[1][1])
        else:
            path: Path = ("step", pair.new_at, "check", at, "must")
            yield _new_check(subject, path, pair.new.check[at], before[1][1] if before else None)


def _new_check(subject: str, path: Path, new: Check, old: Check | None) -> Change:
    """A check that is new, or asks for something else than the ``old`` one."""
    said = f"{subject}: an answer must meet `{_short(new.must)}`"
    said += " or be confirmed" if new.level is CheckLevel.CONFIRM else ""
    said += f", and had to meet `{_short(old.must)}`." if old else ", which is new."
    if new.level is CheckLevel.CONFIRM:
        return Change(Effect.REROUTES, path, said)
    return Change(Effect.BREAKS, path, said, CLOSER)


def _no_check(subject: str, path: Path, old: Check) -> Change:
    said = f"{subject}: an answer need not meet `{_short(old.must)}` any more."
    return Change(Effect.ADDS, (*path, "must"), said, gone=True)


def _check(old: Check, new: Check, path: Path, subject: str) -> Iterator[Change]:
    if old.level is not new.level:
        refused = new.level is CheckLevel.ERROR
        said = f"{subject}: an answer that does not meet `{_short(new.must)}` is"
        said += " refused now." if refused else " taken now, once it is confirmed."
        effect, help_ = (Effect.BREAKS, CLOSER) if refused else (Effect.ADDS, "")
        yield Change(effect, (*path, "level"), said, help_)
    if old.message != new.message:
        yield Change(Effect.WORDS, (*path, "message"), f"{subject}: `message` reads otherwise.")


def _routes(versus: Versus, pair: Pair[Step]) -> Iterator[Change]:
    """The first row that differs; the rows are tried in order, so that the rest hangs on it."""
    old = [_row(one, versus) for one in pair.old.route]
    new = [_row(one) for one in pair.new.route]
    subject = called(pair.new)
    if old == new:
        return
    at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    if at is not None:
        field = next(f for f in ("when", "goto", "otherwise") if old[at][f] != new[at][f])
        row = pair.new.route[at]
        path: Path = ("step", pair.new_at, "route", at, field if getattr(row, field) else "")
        yield Change(Effect.REROUTES, path, f"{subject} leads on otherwise: {_way(row)}.")
        return
    at = min(len(old), len(new))
    gone = len(new) < len(old)
    row = (pair.old if gone else pair.new).route[at]
    said = f"does not lead on any more {_way(row)}" if gone else f"leads on {_way(row)}"
    path = ("step", pair.old_at if gone else pair.new_at, "route", at)
    yield Change(Effect.REROUTES, path, f"{subject} {said}.", gone=gone)


def _row(row: Route, versus: Versus | None = None) -> dict[str, object]:
    name = versus.renamed.name if versus else str
    when = tree(row.when, versus.renamed) if versus else tree(row.when)
    return {"when": when, "goto": name(row.goto), "otherwise": name(row.otherwise)}


def _way(row: Route) -> str:
    if row.otherwise:
        return f"otherwise to {row.otherwise}"
    return f"where `{_short(row.when)}` to {row.goto}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
