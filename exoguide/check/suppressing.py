"""Warnings that an author has looked at and set aside, each with a reason.

They stand in ``check.toml`` beside ``flow.toml``: one ``[[suppress]]`` for each, with ``code``,
``at`` (the table, as ``step.fever_again``) and ``reason``. The file is no part of the flow and not
of its digest, so it can hide warnings only: what keeps a flow from patients is in the flow itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs

from exoguide.check.explain import explanations
from exoguide.check.findings import Finding, Level, in_order
from exoguide.check.positions import Positions, Span
from exoguide.check.report import Report
from exoguide.flow.documents import CHECK
from exoguide.flow.problems import Problem, did_you_mean
from exoguide.flow.structuring import structure
from exoguide.flow.syntax import LARGEST, parse_document


@attrs.frozen
class Suppression:
    """One warning set aside: its code, the table it is about, and why."""

    code: str
    at: str
    reason: str


def read_suppressions(path: Path) -> bytes | None:
    """What ``check.toml`` in the folder ``path`` holds; ``None`` when it is not there.

    A file that cannot be read hides nothing.
    """
    file = path / CHECK
    try:
        if not file.is_file():
            return None
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError:
        return None


def set_aside(report: Report, raw: bytes) -> Report:
    """``report`` without the warnings that ``raw``, the content of ``check.toml``, sets aside.

    Entries that set nothing aside, and those that cannot be used, are findings themselves.
    """
    positions = Positions(raw)
    document, problems = parse_document(CHECK, raw)
    added = [_unusable(positions, one) for one in problems]
    entries: list[tuple[int, Suppression]] = []
    for name, tables in (document or {}).items():
        if name != "suppress" or not isinstance(tables, list):
            todo = did_you_mean(name, ("suppress",), "It has [[suppress]] tables only.")
            said = f"{CHECK} has no tables called “{name[:60]}”."
            added.append(_finding(positions, "EXG906", positions.key((name,)), said, todo))
            continue
        for index, table in enumerate(tables):
            made, wrong = structure(table, Suppression, file=CHECK, path=("suppress", index))
            added += [_unusable(positions, one) for one in wrong]
            if made is not None:
                refused = list(_refused(made, report))
                place = positions.value(("suppress", index))
                added += [_finding(positions, "EXG906", place, *said) for said in refused]
                entries += [] if refused else [(index, made)]
    hidden: set[Finding] = set()
    for index, entry in entries:
        matching = [one for one in report.findings if _hides(entry, one)]
        hidden.update(matching)
        if not matching:
            said = f"There is no {entry.code} at “{entry.at}” any more."
            place = positions.value(("suppress", index))
            added.append(_finding(positions, "EXG905", place, said, "Take the entry away."))
    left = [one for one in report.findings if one not in hidden]
    return attrs.evolve(report, findings=in_order([*left, *added]), suppressed=len(hidden))


def _hides(entry: Suppression, finding: Finding) -> bool:
    same = finding.code == entry.code and finding.subject == entry.at
    return same and finding.level is Level.WARNING


def _refused(entry: Suppression, report: Report) -> Iterator[tuple[str, str]]:
    """Why an entry hides nothing. What is only possible is a warning, whatever its code is."""
    known = explanations().get(entry.code)
    if known is None:
        todo = did_you_mean(entry.code, explanations(), "Codes read EXG904.")
        yield f"There is no code “{entry.code[:40]}”.", todo
    elif known.level is Level.ERROR and not any(_hides(entry, one) for one in report.findings):
        said = f"{entry.code} is an error ({known.title}); errors cannot be set aside."
        yield said, "Mend the flow."
    if not entry.reason.strip():
        yield f"Nothing says why {entry.code[:40]} is set aside.", "Write the reason in words."


def _unusable(positions: Positions, problem: Problem) -> Finding:
    span = positions.value(problem.path)
    if problem.line:
        column = max(problem.column, 1)
        span = Span(problem.line, column, problem.line, column + 1)
    return _finding(positions, "EXG906", span, problem.message, problem.help)


def _finding(positions: Positions, code: str, span: Span, said: str, todo: str) -> Finding:
    excerpt = positions.excerpt(span.line)
    return Finding(code, explanations()[code].level, CHECK, *span, said, todo, excerpt=excerpt)
