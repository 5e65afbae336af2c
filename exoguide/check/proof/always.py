"""Conditions that hold for every answer, so that they decide nothing, and rules that keep nothing.

Only what a condition says by itself is looked at. That the way to it leaves nothing else is no
mistake: an author may well say again what holds already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from exoguide.check.findings import Issue, Verdict
from exoguide.check.proof.diagrams import NOTHING
from exoguide.check.proof.sweep import Sweep
from exoguide.check.words import called
from exoguide.flow.conditions import Node
from exoguide.flow.problems import Path

_DECIDING: Final = frozenset({"when", "applies", "never", "always"})
_APART: Final = frozenset({"compute"})
"""Tables are looked through by themselves."""


def always_issues(sweep: Sweep, told: Iterable[Issue]) -> Iterator[Issue]:
    """Every such condition of which nothing else has been ``told``."""
    known = {one.path for one in told}
    for path, expression in sweep.layout.expressions.items():
        if path[-1] not in _DECIDING or path[0] in _APART or path in known:
            continue
        if expression.typed is not None and _always(sweep, path, expression.typed.node):
            said, todo = _told(sweep, path)
            if said:
                yield Issue("EXG406", path, said, todo, verdict=Verdict.PROVEN)


def _always(sweep: Sweep, path: Path, node: Node) -> bool:
    meaning = sweep.meaning
    verdict = meaning.partial(node) if path[0] == "flag" else meaning.strict(node)
    if path[-1] == "never":
        return verdict.true == NOTHING
    return verdict.false == NOTHING and verdict.true != NOTHING


def _told(sweep: Sweep, path: Path) -> tuple[str, str]:
    """What is wrong and what to do; empty where such a condition is no mistake."""
    flow, layout = sweep.layout.flow, sweep.layout
    match path:
        case ("step", int() as at, "when"):
            said = f"This holds for every answer, so {called(layout.step(at))} is always asked."
            return said, "Correct the when, or take it away."
        case ("step", int() as at, "options", int() as number, "when"):
            option = layout.step(at).options[number]
            said = f"This holds for every answer, so the option “{option.label or option.id}” is"
            return f"{said} never closed.", "Correct the when, or take it away."
        case ("step", int() as at, "route", int() as number, "when"):
            if number + 1 < len(layout.entries[at].route):
                said = f"This route of {called(layout.step(at))} takes every answer: the routes"
                return f"{said} after it are never taken.", "Correct the when."
        case ("flag", int() as index, "when"):
            flag = flow.flags[index]
            said = f"The flag “{flag.title or flag.id}” is raised by every answer."
            return said, "Correct its when: a flag that everybody raises warns nobody."
        case ("flag", int() as index, "applies"):
            flag = flow.flags[index]
            said = f"The flag “{flag.title or flag.id}” applies whatever is answered."
            return said, "Correct the applies, or take it away."
        case ("output", *_):
            said = "This holds for every answer, so it decides nothing."
            return said, "Correct the when, or take it away."
        case ("rule", int() as index, _):
            says = flow.rules[index].says.rstrip(".")
            said = f"The rule “{says}” holds whatever is answered, so it keeps nobody safe."
            return said, "Correct its condition: it must be one that a wrong flow would break."
    return "", ""
