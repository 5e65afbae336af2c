"""One proof of one flow, with how far it reached."""

from __future__ import annotations

from collections.abc import Iterable
from math import log10
from typing import Final

import attrs

from exoguide.check.findings import Issue, Verdict
from exoguide.check.layout import Layout
from exoguide.check.proof.absence import absence_issues
from exoguide.check.proof.always import always_issues
from exoguide.check.proof.amounts import amount_issues
from exoguide.check.proof.concern import concern_issues
from exoguide.check.proof.diagrams import BudgetSpent
from exoguide.check.proof.option_sets import TooMany
from exoguide.check.proof.sweep import BUDGET, Contradicted, Sweep
from exoguide.flow.problems import Path

BEFORE: Final = frozenset({"EXG505", "EXG506", "EXG601", "EXG605", "EXG701"})
"""Codes of what must be mended before ways through the flow can be followed."""
_TABLED: Final = {"EXG621": {"gap"}, "EXG622": {"clash"}, "EXG624": {"gap", "clash"}}
_READING: Final = frozenset({"EXG602", "EXG603", "EXG604"})


@attrs.frozen
class Proof:
    """What was looked at on every path."""

    issues: tuple[Issue, ...]
    """Findings of the proof."""
    cleared: frozenset[tuple[str, Path]]
    """Codes and places of possible findings that the proof has shown to be none."""
    complete: bool
    """Whether every path was followed."""
    paths: int
    """Ways of answering, kinds of answers told apart, whether or not conditions allow them."""
    rules: int
    """Rules that hold on every path."""
    nodes: int
    """Size of the diagrams."""

    def beside(self, told: Iterable[Issue]) -> tuple[Issue, ...]:
        """What was ``told`` without what the proof has cleared, and the findings of the proof."""
        kept = (one for one in told if (one.code, one.path) not in self.cleared)
        return (*kept, *self.issues)

    @property
    def magnitude(self) -> str:
        """The number of paths, as ``3.1e28``."""
        if self.paths < 10_000:
            return str(self.paths)
        exponent = log10(self.paths)
        return f"{10 ** (exponent % 1):.1f}e{int(exponent)}"


def prove(layout: Layout, told: Iterable[Issue], budget: int = BUDGET) -> Proof:
    """Follow every path of a flow; ``told`` is what was found without following them."""
    known = tuple(told)
    if any(one.code in BEFORE for one in known) or not layout.entries:
        return _nothing("")
    try:
        sweep = Sweep(layout, budget)
        sweep.run()
        every = [
            *_met(sweep, known),
            *always_issues(sweep, known),
            *absence_issues(sweep, known),
            *amount_issues(layout),
            *concern_issues(sweep),
        ]
        found = _few(tuple(every), known)
    except BudgetSpent:
        said = f"Not every path was followed: the proof needs more than {budget:,} nodes."
        return _nothing(said, budget)
    except RecursionError:
        return _nothing("Not every path was followed: too many answers are read much later.")
    except TooMany as error:
        return _nothing(f"Not every path was followed: “{error}” has too many kinds of answers.")
    except Contradicted as error:
        said = f"The checker and the engine disagree ({error}). Please report this flow."
        return _nothing(said, code="EXG991")
    broken = {one.path for one in every if one.code in {"EXG731", "EXG732"}}
    held = sum(1 for claim in sweep.timeline.claims if claim.kind in {"always", "never"})
    return Proof(
        found, _cleared(sweep, known, found), True, sweep.paths, held - len(broken),
        sweep.diagrams.nodes,
    )  # fmt: skip


def _met(sweep: Sweep, known: tuple[Issue, ...]) -> Iterable[Issue]:
    """What the sweep met, shown by playing it: the engine is loaded for that alone."""
    if not sweep.hits:
        return ()
    from exoguide.check.proof.telling import Teller

    return Teller(sweep).issues(known)


def _few(found: tuple[Issue, ...], known: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """As many findings of the proof as there are mistakes already; all, when there are none.

    What follows from a mistake is not a second one: it is told once that is mended, if it stays.
    """
    apart = {"EXG402", "EXG407", "EXG503", "EXG608"}
    mistakes = sum(one.code[3] in "4567" for one in known if one.code not in apart)
    return found[:mistakes] if mistakes else found


def _cleared(
    sweep: Sweep, known: tuple[Issue, ...], found: tuple[Issue, ...]
) -> frozenset[tuple[str, Path]]:
    """What was possible and is not so, or is told as proven among what was ``found``."""
    shown = {one.path for one in found if one.code == "EXG602"}
    stops = {hit.path for hit in sweep.hits.values() if hit.kind == "stop"}
    gone: set[tuple[str, Path]] = {(one.code, one.path) for one in known if one.code == "EXG402"}
    gone |= {("EXG603", path) for path in shown}
    gone |= {(one.code, one.path) for one in known if _is_tabled(sweep, one)}
    for one in known:
        if one.code in _READING and one.path not in stops and _swept(sweep.layout, one.path):
            gone.add((one.code, one.path))
    return frozenset(gone)


def _is_tabled(sweep: Sweep, issue: Issue) -> bool:
    """Whether an issue is about answers to a decision table that no path gives together."""
    seen = sweep.tables.get(int(issue.path[1])) if issue.code in _TABLED else None
    return seen is not None and seen.isdisjoint(_TABLED[issue.code])


def _swept(layout: Layout, path: Path) -> bool:
    """Whether the sweep decides what stands at a path; it does not look into items of lists."""
    typed = layout.typed(*path)
    if typed is None or typed.groups:
        return False
    match path:
        case ("step", _, "when") | ("step", _, "route", _, "when"):
            return True
        case ("step", _, "options", _, "when") | ("group", _, "until"):
            return True
    return False


def _nothing(said: str, nodes: int = 0, code: str = "EXG990") -> Proof:
    todo = "" if code == "EXG991" else "Read fewer earlier answers together, or split the flow."
    issue = Issue(code, ("flow", "id"), said, todo, verdict=Verdict.NOT_ANALYSED)
    return Proof((issue,) if said else (), frozenset(), False, 0, 0, nodes)
