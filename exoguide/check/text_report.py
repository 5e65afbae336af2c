"""A report for people: each finding with its source line and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exoguide.check.findings import Finding, Level
from exoguide.check.report import Report
from exoguide.check.showing import harmless, width
from exoguide.check.words import counted

_LONGEST: Final = 160
"""Characters of a source line that are shown."""

_BOLD, _RED, _YELLOW, _CYAN, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[33m", "\x1b[36m", "\x1b[0m"


def render_text(report: Report, *, colour: bool = False, seconds: float | None = None) -> str:
    """``report`` as text, the summary in its last line.

    Levels are words, so that nothing is lost without ``colour``. ``seconds`` is how long the check
    took, for the last line.
    """
    lines: list[str] = []
    for finding in report.findings:
        lines += [*_finding(finding, colour=colour), ""]
    return "\n".join([*lines, summary_line(report, seconds)]) + "\n"


def summary_line(report: Report, seconds: float | None = None) -> str:
    """``1 error, 0 warnings · 214 steps, 12 rules, 9 ends · 3.1e28 paths · proven in 0.21 s``."""
    found = f"{counted(report.errors, 'error')}, {counted(report.warnings, 'warning')}"
    if report.suppressed:
        found += f" ({report.suppressed} set aside)"
    held = [
        counted(report.counts.get(name, 0), name[:-1])
        for name in ("steps", "flags", "rules", "ends")
    ]
    return " · ".join([found, ", ".join(held), *_proven(report, seconds)])


def _proven(report: Report, seconds: float | None) -> Iterator[str]:
    proof = report.proof
    if proof is None or not proof.complete:
        yield "paths not followed"
        return
    yield f"{proof.magnitude} paths"
    rules = report.counts.get("rules", 0)
    all_held = proof.rules == rules and not report.errors
    held = "proven" if all_held else f"{counted(proof.rules, 'rule')} proven"
    yield held if seconds is None else f"{held} in {seconds:.2f} s"


def _finding(finding: Finding, *, colour: bool) -> Iterator[str]:
    level = finding.level.value
    message = harmless(finding.message)
    if colour:
        tint = _RED if finding.level is Level.ERROR else _YELLOW
        level = f"{tint}{_BOLD}{level}{_PLAIN}"
        message = f"{_BOLD}{message}{_PLAIN}"
    yield f"{harmless(finding.place)}: {level} {finding.code} {message}"
    if finding.excerpt:
        yield from _excerpt(finding, colour=colour)
    for note in finding.notes:
        yield f"   note: {harmless(note)}"
    if finding.help:
        yield f"   help: {harmless(finding.help)}"


def _excerpt(finding: Finding, *, colour: bool) -> Iterator[str]:
    line, first = finding.excerpt, finding.column - 1
    last = finding.end_column - 1 if finding.end_line == finding.line else len(line)
    start = 0 if last <= _LONGEST else max(0, min(first - 20, len(line) - _LONGEST))
    shown = harmless(line[start : start + _LONGEST])
    before = shown[: first - start]
    under = shown[first - start : last - start]
    number = str(finding.line)
    gap = " " * len(number)
    marks = "^" * max(width(under), 1)
    if colour:
        marks = f"{_CYAN}{marks}{_PLAIN}"
    yield f"   │ {number} │ {shown}"
    yield f"   │ {gap} │ {' ' * width(before)}{marks}"
