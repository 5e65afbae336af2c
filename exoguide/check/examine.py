"""Everything wrong with a flow, in one go: files, shape, conditions, ways through, content.

Each layer looks only at what the ones before it found whole, so that one mistake is told once.
A layer is a function from the flow to issues.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Final

from exoguide.check.assignment import Assignment
from exoguide.check.blanks import blank_issues
from exoguide.check.collecting import uncollected
from exoguide.check.conditions import condition_issues, limit_issues
from exoguide.check.content import content_issues
from exoguide.check.expressions import Expression, expressions
from exoguide.check.findings import Finding, Issue, Level, in_order, told_once
from exoguide.check.flags import flag_issues
from exoguide.check.gathering import gathered
from exoguide.check.graph import Graph
from exoguide.check.layout import Layout
from exoguide.check.limits import crossed, limit_order_issues
from exoguide.check.options import option_issues
from exoguide.check.order import order_issues
from exoguide.check.places import Places
from exoguide.check.proof import Proof, prove
from exoguide.check.reading import reading_issues
from exoguide.check.report import Report
from exoguide.check.risks import risk_issues
from exoguide.check.routes import route_issues
from exoguide.check.structure import structure_issues
from exoguide.check.suppressing import read_suppressions, set_aside
from exoguide.check.tables import table_issues
from exoguide.check.texts import text_issues
from exoguide.check.unused import unused_issues
from exoguide.check.wording import wording_issues
from exoguide.flow.bundle import Bundle, bundle_digest, read_bundle
from exoguide.flow.conditions.lexer import tokens
from exoguide.flow.conditions.problems import ConditionError
from exoguide.flow.loading import examine
from exoguide.flow.model import ClinicValue, Compute, Flag, Flow, Group, Step, StepKind
from exoguide.flow.problems import Path, Problem
from exoguide.flow.scope import scope_of

_TRANSLATIONS: Final = frozenset({"EXG801", "EXG805"})
"""Texts of other languages that are missing, or stray."""

_TEARING: Final = frozenset({"EXG110", "EXG112", "EXG113", "EXG114", "EXG120", "EXG122"})
"""Problems after which a table is missing or has another name than it was given."""


def check_flow(path: FilePath, as_of: dt.date) -> Report:
    """What is wrong with the flow in the folder or single file ``path``, on the day ``as_of``.

    Nothing is raised: a file that is missing or cannot be read is a finding. Warnings that its
    author has set aside are left out.
    """
    report = check_bundle(read_bundle(path), as_of)
    raw = read_suppressions(path)
    return report if raw is None else set_aside(report, raw)


def check_bundle(bundle: Bundle, as_of: dt.date, *, every: bool = False) -> Report:
    """What is wrong with a flow whose files have been read.

    A name that is missing in many places is one finding, unless ``every`` place is wanted.
    """
    with uncollected():
        return _checked(bundle, as_of, every=every)


def _checked(bundle: Bundle, as_of: dt.date, *, every: bool) -> Report:
    assembly, problems = examine(bundle)
    flow = assembly.flow
    places = Places(bundle.raw, assembly)
    findings: list[Finding] = [places.of_problem(one) for one in _first(problems)]
    proof: Proof | None = None
    whole = not bundle.problems and bool(bundle.documents)
    if whole:
        written = expressions(flow)
        broken = _broken(flow, problems, assembly.origins)
        if not any(one.code == "EXG110" for one in problems):
            findings += map(places.of_issue, _conditions(flow, written, broken))
        torn = any(one.code in _TEARING for one in problems)
        findings += map(places.of_issue, _content(flow, as_of, torn=torn))
        if not problems and flow.steps:
            layout = Layout(flow, written)
            issues = tuple(structural(layout))
            if all(one.typed is not None for one in written.values()):
                proof = prove(layout, issues)
                issues = gathered(proof.beside(issues), flow)
            findings += map(places.of_issue, issues)
    else:
        findings += map(places.of_issue, _readable(flow, as_of))
    digest = "" if bundle.problems or not bundle.documents else bundle_digest(bundle)
    if not every and any(one.level is Level.ERROR for one in findings):
        # A text of the flow itself that is missing or misspelt is missing in every language too.
        findings = [one for one in findings if one.code not in _TRANSLATIONS]
    told = in_order(findings)
    return Report(bundle.name, told if every else told_once(told), counts(flow), digest, proof)


def structural(layout: Layout) -> Iterator[Issue]:
    """What is wrong with the ways through a flow without problems of shape."""
    yield from order_issues(layout)
    graph = Graph(layout)
    yield from structure_issues(layout, graph)
    yield from risk_issues(layout)
    flagged = gathered(flag_issues(layout, graph), layout.flow)
    yield from flagged
    assignment = Assignment(layout, graph)
    routes = tuple(route_issues(layout, assignment))
    yield from routes
    gaps = frozenset(int(one.path[1]) for one in routes if one.code == "EXG401")
    if all(one.code != "EXG706" for one in flagged):  # what it leaps over is missed everywhere
        yield from reading_issues(layout, assignment, gaps)
        yield from blank_issues(layout, assignment)
    yield from table_issues(layout)
    yield from unused_issues(layout)


def counts(flow: Flow) -> Mapping[str, int]:
    """How much of everything a flow has, for the last line of a report."""
    return {
        "steps": len(flow.steps),
        "flags": len(flow.flags),
        "rules": len(flow.rules),
        "cards": len(flow.cards),
        "outputs": len(flow.outputs),
        "ends": len(flow.ends),
    }


def _first(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, without names that may be unknown only because their table is broken."""
    listed = tuple(problems)
    torn = any(one.code in _TEARING for one in listed)
    return (one for one in listed if not (torn and one.code == "EXG201"))


def _conditions(
    flow: Flow, written: Mapping[Path, Expression], broken: frozenset[str]
) -> Iterator[Issue]:
    scope = scope_of(flow)
    asked = (step for step in flow.steps if step.kind is StepKind.NUMBER)
    numbers = {step.id: step for step in asked if not crossed(step)}
    for expression in written.values():
        if broken and not broken.isdisjoint(_words(expression.written.text)):
            continue
        yield from condition_issues(expression, scope)
        yield from limit_issues(numbers, expression)


def _readable(flow: Flow, as_of: dt.date) -> Iterator[Issue]:
    """What is wrong with the files that could be read when one could not.

    Names are left alone: each may stand in the file that is missing.
    """
    scope = scope_of(flow)
    for expression in expressions(flow).values():
        yield from (one for one in condition_issues(expression, scope) if one.code == "EXG140")
    yield from _content(flow, as_of, torn=True)
    yield from content_issues(flow, as_of)


def _content(flow: Flow, as_of: dt.date, *, torn: bool) -> Iterator[Issue]:
    yield from wording_issues(flow)
    yield from limit_order_issues(flow)
    yield from option_issues(flow)
    if not torn:
        yield from content_issues(flow, as_of)
        yield from text_issues(flow)


def _broken(
    flow: Flow, problems: Iterable[Problem], origins: Mapping[tuple[str, int], tuple[str, int]]
) -> frozenset[str]:
    """Ids of tables with problems: what conditions say of them cannot be judged."""
    where = {(table, file, held): n for (table, n), (file, held) in origins.items()}
    tables: Mapping[str, tuple[Step | Group | Compute | ClinicValue | Flag, ...]] = {
        "step": flow.steps,
        "group": flow.groups,
        "compute": flow.computes,
        "clinic": flow.clinic,
        "flag": flow.flags,
    }
    found: set[str] = set()
    for problem in problems:
        match problem.path:
            case (str() as table, int() as index, *_) if table in tables:
                number = where.get((table, problem.file, index))
                if number is not None:
                    name = tables[table][number].id
                    found |= {name, f"{name}_low", f"{name}_high", f"clinic.{name}"}
    return frozenset(found)


def _words(text: str) -> frozenset[str]:
    try:
        return frozenset(token.text for token in tokens(text) if token.kind == "name")
    except ConditionError:
        return frozenset()
