"""Mending what can be mended safely: misspelt names, and signs of other languages in conditions.

Every edit is tried before it is proposed. It stands only if the file still parses, the finding
that it is for is gone, and no finding is there that was not there before. A name is put right only
if exactly one name of the flow is near it and mends the finding; with two, nobody knows which was
meant.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

import attrs

from exoguide.check.examine import check_bundle
from exoguide.check.findings import Finding
from exoguide.check.spelling import names, near, respelt
from exoguide.flow.bundle import Bundle
from exoguide.flow.syntax import parse_document

MOST_EDITS: Final = 50
"""Edits made at one go."""

_MOST_TRIES: Final = 150
"""Checks that are run for them at most."""

_NAMES: Final = frozenset(
    {"EXG110", "EXG111", "EXG114", "EXG201", "EXG203", "EXG204", "EXG205", "EXG805"}
)
"""Findings about a name that is not there."""

_DEEPEST: Final = 6
"""Slips on one line that are mended together."""


@attrs.frozen
class Fix:
    """One edit that mends ``finding``: ``old`` on its line becomes ``new``."""

    finding: Finding
    old: str
    new: str


_Mended: TypeAlias = "tuple[tuple[Fix, ...], Bundle, tuple[Finding, ...]]"
"""Edits, the flow with them made, and what is found in it."""


@attrs.frozen
class Fixed:
    """A flow with safe edits made: what was edited, and every file that changed."""

    fixes: tuple[Fix, ...]
    files: Mapping[str, bytes]
    """The new content of each file that changed, by name."""

    def diff(self, before: Mapping[str, bytes]) -> str:
        """The edits as a unified diff against the files as they were."""
        parts: list[str] = []
        for name, content in self.files.items():
            old, new = _lines(before[name]), _lines(content)
            parts += difflib.unified_diff(old, new, name, name)
        return "".join(part if part.endswith("\n") else f"{part}\n" for part in parts)


def fixed(bundle: Bundle, as_of: dt.date) -> Fixed:
    """Every safe edit of a flow, each tried on top of those before it."""
    return _Mender(bundle, as_of).run()


class _EnoughError(Exception):
    """More checks were run than a person waits for."""


class _Mender:
    """The edits made so far, and how many checks they cost."""

    def __init__(self, bundle: Bundle, as_of: dt.date) -> None:
        self.bundle = bundle
        self.as_of = as_of
        self.tries = 0

    def run(self) -> Fixed:
        """Mend one finding after the other until none is left that can be."""
        fixes: list[Fix] = []
        given_up: set[tuple[str, ...]] = set()
        found = self._findings(self.bundle)
        while len(fixes) < MOST_EDITS:
            todo = [one for one in found if _mendable(one) and _key(one) not in given_up]
            if not todo or self.bundle.problems:
                break
            try:
                made = self._mend(self.bundle, todo[0], found, _DEEPEST)
            except _EnoughError:
                break
            if made is None:
                given_up.add(_key(todo[0]))
                continue
            more, self.bundle, found = made
            fixes += more
        files = {one.finding.file: self.bundle.raw[one.finding.file] for one in fixes}
        return Fixed(tuple(fixes), files)

    def _mend(
        self, bundle: Bundle, finding: Finding, found: tuple[Finding, ...], deep: int
    ) -> _Mended | None:
        """The one edit that mends ``finding``, with those that it takes on the same line.

        A slip can hide others behind it: the whole line must be mended, or nothing is.
        """
        line, start, end = _place(bundle, finding)
        old = line[start:end]
        mending: list[_Mended | None] = []
        for new in _ways(bundle, finding, old):
            edited = _edited(bundle, finding, line[:start] + new + line[end:])
            after = self._findings(edited) if edited is not None else None
            if edited is None or after is None:
                continue
            counts, before = Counter(map(_key, after)), Counter(map(_key, found))
            if not any(_same_place(finding, one) for one in after):
                fix = Fix(finding, old, new)
                new_keys = counts - before
                mending.append(self._rest(fix, edited, after, new_keys, found, deep))
        whole = [one for one in mending if one is not None]
        single = finding.code in _NAMES
        return whole[0] if len(whole) == 1 and (not single or len(mending) == 1) else None

    def _rest(
        self,
        fix: Fix,
        bundle: Bundle,
        found: tuple[Finding, ...],
        new: Counter[tuple[str, ...]],
        before: tuple[Finding, ...],
        deep: int,
    ) -> _Mended | None:
        """What is left to mend on the line of an edit that brought new findings to light."""
        if not new:
            return (fix,), bundle, found
        here = [one for one in found if _key(one) in new]
        same = all(
            _mendable(one) and (one.file, one.line) == (fix.finding.file, fix.finding.line)
            for one in here
        )
        if not same or not deep:
            return None
        made = self._mend(bundle, here[0], found, deep - 1)
        if made is None:
            return None
        more, bundle, found = made
        left = Counter(map(_key, found)) - Counter(map(_key, before))
        rest = self._rest(fix, bundle, found, left, before, deep - 1)
        return None if rest is None else ((*rest[0], *more), *rest[1:])

    def _findings(self, bundle: Bundle) -> tuple[Finding, ...]:
        """What a flow is found to have; raises :class:`_EnoughError` after too many checks."""
        self.tries += 1
        if self.tries > _MOST_TRIES:
            raise _EnoughError
        return check_bundle(bundle, self.as_of, every=True).findings


def _mendable(finding: Finding) -> bool:
    return finding.code in _NAMES or finding.code == "EXG140"


def _key(finding: Finding) -> tuple[str, ...]:
    """What tells a finding from others while columns on its line may move."""
    return finding.code, finding.file, str(finding.line), finding.message


def _same_place(finding: Finding, other: Finding) -> bool:
    """Whether ``other`` says of the same place that something of the same kind is wrong."""
    if (finding.code, finding.file, finding.line) != (other.code, other.file, other.line):
        return False
    return finding.column == other.column or _key(finding) == _key(other)


def _place(bundle: Bundle, finding: Finding) -> tuple[str, int, int]:
    """The line of a finding, and from where to where on it the edit is."""
    line = bundle.raw[finding.file].split(b"\n")[finding.line - 1].decode("utf-8", "replace")
    shift = 1 if finding.line == 1 and line.startswith("\ufeff") else 0
    start = finding.column - 1 + shift
    end = finding.end_column - 1 + shift if finding.end_line == finding.line else len(line)
    if finding.code == "EXG140":
        start, end = _inside_quotes(line, start, end)
    return line, start, end


def _ways(bundle: Bundle, finding: Finding, old: str) -> Iterator[str]:
    """What may have been meant by the words at a finding."""
    if finding.code == "EXG140":
        yield from respelt(old)
        return
    quote = old[:1] if old[:1] in {"'", '"'} and old.endswith(old[:1]) else ""
    for name in near(old.strip(quote) if quote else old, names(bundle, finding.code)):
        yield f"{quote}{name}{quote}"


def _edited(bundle: Bundle, finding: Finding, line: str) -> Bundle | None:
    """The bundle with one line replaced; ``None`` when the file does not parse any more."""
    name = finding.file
    lines = bundle.raw[name].split(b"\n")
    lines[finding.line - 1] = line.encode()
    raw = b"\n".join(lines)
    document, problems = parse_document(name, raw)
    if document is None or problems:
        return None
    return attrs.evolve(
        bundle,
        documents={**bundle.documents, name: document},
        raw={**bundle.raw, name: raw},
    )


def _inside_quotes(line: str, start: int, end: int) -> tuple[int, int]:
    """The whole condition around a place on its line, if its quotes stand there."""
    opening = max(line.rfind("'", 0, start), line.rfind('"', 0, start))
    closing = line.find(line[opening], end) if opening >= 0 else -1
    return (opening + 1, closing) if closing >= 0 else (start, end)


def _lines(raw: bytes) -> list[str]:
    return raw.decode("utf-8", "replace").splitlines(keepends=True)
