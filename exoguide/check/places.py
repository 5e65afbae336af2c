"""From something found in a flow to its place in a file."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from exoguide.check.explain import level_of
from exoguide.check.findings import Finding, Issue, Level, Verdict
from exoguide.check.positions import Positions, Span
from exoguide.flow.assembly import TABLES, Assembly
from exoguide.flow.problems import Path, Problem

_ABOUT_KEYS = frozenset({"EXG110", "EXG111", "EXG123"})
"""Problems that are about the name of a field, not about what it holds."""


class Places:
    """The files of a flow, opened for positions when the first finding needs them."""

    def __init__(self, raw: Mapping[str, bytes], assembly: Assembly) -> None:
        self._raw = raw
        self._assembly = assembly
        self._files: dict[str, Positions] = {}

    def of_problem(self, problem: Problem) -> Finding:
        """A problem of loading or shape as a finding."""
        positions = self._positions(problem.file)
        if problem.line:
            column = max(problem.column, 1)
            span = Span(problem.line, column, problem.line, column + 1)
        elif not problem.path:  # about the file: huge ones need no looking through
            span = Span(1, 1, 1, 2)
        elif problem.code in _ABOUT_KEYS:
            span = positions.key(problem.path)
        else:
            span = positions.value(problem.path)
        notes = tuple(
            f"The other stands at {file}:{self._positions(file).value(path).line}."
            for file, path in problem.related
        )
        return self._finding(problem.code, problem.file, span, problem.message, problem.help, notes)

    def of_issue(self, issue: Issue) -> Finding:
        """An issue of the checker as a finding."""
        file, path = (issue.file, issue.path) if issue.file else self.located(issue.path)
        positions = self._positions(file)
        if issue.span is not None:
            span = positions.inside(path, *issue.span)
        elif issue.key:
            span = positions.key(path)
        else:
            span = positions.value(path)
        made = self._finding(issue.code, file, span, issue.message, issue.help, issue.notes)
        if issue.verdict in {Verdict.POSSIBLE, Verdict.NOT_ANALYSED}:
            made = attrs.evolve(made, level=Level.WARNING)
        return attrs.evolve(
            made,
            subject=self._subject(issue),
            verdict=issue.verdict,
            interview=issue.interview,
        )

    def _subject(self, issue: Issue) -> str:
        """The table that an issue is about, by its name and id."""
        flow = self._assembly.flow
        match issue.path:
            case (str() as table, int() as index, *_) if table in TABLES:
                return f"{table}.{getattr(flow, TABLES[table][0])[index].id}"
            case ("flow", *_):
                return f"flow.{flow.head.id}"
            case (str() as key,) if issue.file:
                return ".".join(key.split(".")[:2])
        return ""

    def located(self, path: Path) -> tuple[str, Path]:
        """The file of a path that counts over the whole flow, and the path inside it."""
        match path:
            case (str() as table, int() as index, *rest):
                file, within = self._assembly.origins.get(
                    (table, index), (self._assembly.head_file, index)
                )
                return file, (table, within, *rest)
        return self._assembly.head_file, path

    def _positions(self, file: str) -> Positions:
        found = self._files.get(file)
        if found is None:
            found = self._files[file] = Positions(self._raw.get(file, b""))
        return found

    def _finding(
        self, code: str, file: str, span: Span, message: str, help_: str, notes: tuple[str, ...]
    ) -> Finding:
        known = file in self._raw
        return Finding(
            code,
            level_of(code),
            file,
            *(span if known else Span(0, 0, 0, 0)),
            message=message,
            help=help_,
            notes=notes,
            excerpt=self._positions(file).excerpt(span.line) if known else "",
        )
