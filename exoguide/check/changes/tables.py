"""Differences of whole tables: those that came, went, moved, or have another name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from exoguide.check.changes.difference import Change, Effect
from exoguide.check.changes.fields import field_changes
from exoguide.check.changes.moved import meant_another
from exoguide.check.changes.pairing import How, Pair, Pairing
from exoguide.check.changes.printed import output_changes
from exoguide.check.changes.steps import step_changes
from exoguide.check.changes.stored import clinic_changes, group_changes
from exoguide.check.changes.versus import Versus
from exoguide.check.words import called
from exoguide.flow.assembly import TABLES
from exoguide.flow.model import Flow, Group, Step
from exoguide.flow.problems import Path

_CALLED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "clinic": "The clinic's value",
        "stage": "The stage",
        "group": "The group",
        "compute": "The value",
        "flag": "The flag",
        "rule": "The rule",
        "card": "The card",
        "source": "The source",
        "output": "The output",
        "end": "The end",
    }
)
_UNTOUCHED: Final = frozenset({"compute", "rule", "card", "source"})
"""Tables by whose id nothing is stored."""


def table_changes(versus: Versus, table: str) -> Iterator[Change]:
    """Every difference of one kind of table."""
    pairing = versus.tables[table]
    old, new = (getattr(flow, TABLES[table][0]) for flow in (versus.old, versus.new))
    for at in pairing.gone:
        yield _gone(versus.old, table, at, old[at])
    for at in pairing.new:
        yield _came(versus, table, at, new[at])
    for pair in pairing.both:
        if pair.how is not How.ID:
            yield _renamed(table, pair)
    if table == "step":
        yield from _asks_another(versus, pairing)
    for pair in pairing.both:
        yield from _within(versus, table, pair)
    yield from _moved(table, pairing)


def subject(table: str, one: Any) -> str:
    """A table in the words of its author: a question by what it asks, the rest by their titles."""
    if isinstance(one, Step):
        return called(one)
    title = getattr(one, "title", "") or getattr(one, "ask", "") or one.id
    title = " ".join(title.split())
    return f"{_CALLED[table]} “{title if len(title) <= 60 else title[:59].rstrip() + '…'}”"


def _within(versus: Versus, table: str, pair: Pair[Any]) -> Iterator[Change]:
    """What differs inside a table that is in both versions."""
    if table == "step":
        yield from step_changes(versus, pair)
        return
    about = subject(table, pair.new)
    if table == "group":
        yield from group_changes(pair, about)
    elif table == "clinic":
        yield from clinic_changes(versus, pair, about)
    elif table == "output":
        yield from output_changes(versus, pair, about)
    paths: tuple[Path, Path] = ((table, pair.old_at), (table, pair.new_at))
    yield from field_changes(pair.old, pair.new, paths, versus.renamed, about)


def _gone(flow: Flow, table: str, at: int, one: Any) -> Change:
    about, effect = subject(table, one), Effect.REROUTES
    said = f"{about} is gone."
    match one:
        case Step(kind=None, use=use):
            asked = next((step for step in flow.steps if step.id == use), one)
            said = f"{called(asked)} is not asked a second time any more (at {one.id})."
        case Step():
            effect, said = Effect.BREAKS, f"{about} ({one.id}) is not asked any more."
        case Group(max=most) if most:
            effect = Effect.BREAKS
    if table == "rule":
        said = f"{about} is gone: nothing proves any more that “{' '.join(one.says.split())}”"
    elif table == "source":
        effect = Effect.WORDS
    return Change(effect, (table, at, "id"), said, gone=True)


def _came(versus: Versus, table: str, at: int, one: Any) -> Change:
    about, effect, said = subject(table, one), Effect.ADDS, ""
    match one:
        case Step(kind=None, use=use):
            asked = next((step for step in versus.new.steps if step.id == use), one)
            said = f"{called(asked)} is asked a second time (at {one.id})"
        case Step():
            said = f"{about} ({one.id}) is a new question"
    if table == "step":
        met = versus.ways.meets(at)
        effect = Effect.REROUTES if met else Effect.ADDS
        said += ", and earlier answers lead to it." if met else ", behind new answers only."
    elif table == "flag":
        raised = versus.ways.raises(at)
        effect = Effect.REROUTES if raised else Effect.ADDS
        said = f"{about} is new, and earlier answers "
        said += "may raise it or leave it open." if raised else "settle that it is not raised."
    return Change(effect, (table, at, "id"), said or f"{about} is new.")


def _renamed(table: str, pair: Pair[Any]) -> Change:
    about = subject(table, pair.new)
    said = f"{about} was called {pair.old.id} and is called {pair.new.id} now"
    path = (table, pair.new_at, "id")
    if pair.how is How.SAID:
        return Change(Effect.ADDS, path, f"{said}, and says so.")
    if table in _UNTOUCHED or (table == "group" and not pair.new.max):
        return Change(Effect.WORDS, path, f"{said}. Nothing is stored by that name.")
    help_ = f"Put {pair.old.id} back"
    if table == "step" and pair.new.kind is not None:
        help_ += f'; if it is the same question, write was = ["{pair.old.id}"].'
        return Change(Effect.BREAKS, path, f"{said}.", help_)
    effect = Effect.BREAKS if table in {"clinic", "group"} else Effect.REROUTES
    return Change(effect, path, f"{said}.", f"{help_}: what is stored goes by that name.")


def _asks_another(versus: Versus, pairing: Pairing[Step]) -> Iterator[Change]:
    """Questions whose id is the old one and whose words are those of another question."""
    others = meant_another(versus.old.steps, pairing.both, lambda one: one.ask)
    for pair in pairing.both:
        if pair.new_at in others:
            said = f"{pair.new.id} asked {called(pair.old)} and asks {called(pair.new)} now."
            help_ = "Let every id keep its question; a question moves with its id."
            yield Change(Effect.BREAKS, ("step", pair.new_at, "ask"), said, help_)


def _moved(table: str, pairing: Pairing[Any]) -> Iterator[Change]:
    """What stands in another order: told of each question, and once of other tables."""
    moved = pairing.moved
    if table == "step":
        for pair in moved:
            said = f"{called(pair.new)} is asked at another place."
            yield Change(Effect.REROUTES, (table, pair.new_at, "id"), said)
    elif moved:
        about = subject(table, moved[0].new)
        more = f", and {len(moved) - 1} more" if moved[1:] else ""
        said = f"{about}{more} stands at another place in the files."
        yield Change(Effect.WORDS, (table, moved[0].new_at, "id"), said)
