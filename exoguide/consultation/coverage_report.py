"""Coverage shown: as a table for people, as plain data for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from exoguide.canonical import Json
from exoguide.consultation.coverage import Coverage
from exoguide.engine.tracing import Part

_NAMES: Final = {
    Part.STEP: "steps",
    Part.SKIP: "steps left out",
    Part.ROUTE: "routes",
    Part.OPTION: "options",
    Part.RAISED: "flags raised",
    Part.NEARLY: "flags just not raised",
    Part.END: "ends",
    Part.OUTPUT: "outputs",
    Part.ITEM: "output items",
}


def coverage_text(coverage: Coverage, width: int = 80) -> str:
    """A table of figures, then everything that was not reached; ``width`` in columns."""
    return "\n".join([*_table(coverage), *_missing(coverage, width)]) + "\n"


def coverage_json(coverage: Coverage) -> dict[str, Json]:
    """The figures and the names of what was not reached."""
    parts: dict[str, Json] = {}
    for part, name in _NAMES.items():
        reached, whole = coverage.figure(part)
        parts[name.replace(" ", "_")] = {
            "reached": reached,
            "all": whole,
            "missing": list(coverage.missing(part)),
        }
    reached, whole = coverage.figure()
    return {
        "reached": reached,
        "all": whole,
        "percent": str(coverage.percent()),
        "parts": parts,
    }


def _table(coverage: Coverage) -> Iterator[str]:
    rows: list[tuple[str, Part | None]] = [(name, part) for part, name in _NAMES.items()]
    for name, part in (*rows, ("everything", None)):
        reached, whole = coverage.figure(part)
        yield f"{name:<22}{reached:>6} of {whole:>5}{coverage.percent(part):>8} %"


def _missing(coverage: Coverage, width: int) -> Iterator[str]:
    for part, name in _NAMES.items():
        missing = coverage.missing(part)
        if missing:
            yield ""
            yield f"{name} not reached:".capitalize()
            yield from textwrap.wrap(
                ", ".join(missing),
                max(width, 20),
                initial_indent="  ",
                subsequent_indent="  ",
                break_long_words=False,
                break_on_hyphens=False,
            )
