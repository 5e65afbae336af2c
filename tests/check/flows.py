"""A small clean flow, and edits of it that say where the finding must stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from exoguide.check import Finding, Report, check_bundle
from exoguide.flow.bundle import Bundle
from exoguide.flow.problems import Problem
from exoguide.flow.syntax import parse_document

AS_OF = dt.date(2026, 11, 23)
FOLDER = Path(__file__).parent / "sample"
SAMPLE: Mapping[str, str] = MappingProxyType(
    {
        name: (FOLDER / name).read_text(encoding="utf-8")
        for name in ("flow.toml", "visit.toml", "end.toml", "texts/fr.toml")
    }
)
OPEN, CLOSE = "⟦", "⟧"
"""Stand around the place where a finding is expected."""


def bundle(files: Mapping[str, str | bytes]) -> Bundle:
    """``files`` as they are read from a folder."""
    raw = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
    documents: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for name, content in raw.items():
        document, found = parse_document(name, content)
        problems += found
        if document is not None:
            documents[name] = document
    return Bundle("sample", documents, raw, tuple(problems))


def checked(files: Mapping[str, str | bytes], as_of: dt.date = AS_OF) -> Report:
    """What the checker says of ``files``."""
    return check_bundle(bundle(files), as_of)


def edited(*edits: tuple[str, str, str]) -> tuple[dict[str, str], list[str]]:
    """The sample with texts replaced, and the places that the replacements mark.

    A place reads ``file:line:column-line:column``. Every text to replace must be there once.
    """
    files = dict(SAMPLE)
    for name, old, new in edits:
        assert files[name].count(old) == 1, f"{old!r} stands {files[name].count(old)} times"
        files[name] = files[name].replace(old, new)
    places = []
    for name, text in files.items():
        rest = text
        while OPEN in rest:
            start = rest.index(OPEN)
            rest = rest.replace(OPEN, "", 1)
            stop = rest.index(CLOSE)
            rest = rest.replace(CLOSE, "", 1)
            places.append(f"{name}:{_place(rest, start)}-{_place(rest, stop)}")
        files[name] = rest
    return files, places


def found(*edits: tuple[str, str, str]) -> tuple[list[str], list[str]]:
    """Codes with places that the checker gives for an edited sample, and the expected places."""
    files, places = edited(*edits)
    return [f"{one.code} {place_of(one)}" for one in checked(files).findings], places


def place_of(finding: Finding) -> str:
    """Where a finding stands, from and to."""
    start, end = (finding.line, finding.column), (finding.end_line, finding.end_column)
    return f"{finding.file}:{start[0]}:{start[1]}-{end[0]}:{end[1]}"


def _place(text: str, offset: int) -> str:
    line = text.count("\n", 0, offset) + 1
    return f"{line}:{offset - text.rfind(chr(10), 0, offset)}"


_START = SAMPLE["visit.toml"].index("[[step.route]]")
VISIT_ROUTES = SAMPLE["visit.toml"][_START : SAMPLE["visit.toml"].index("\n[[step]]", _START)]
"""The routes of the step “hours”, as they stand in the sample."""
