"""A comparison for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from exoguide.check.changes.comparing import Comparison, Version
from exoguide.check.changes.difference import WORST_FIRST, Difference, Effect
from exoguide.check.formats import render_json
from exoguide.check.showing import harmless
from exoguide.check.text_report import render_text
from exoguide.check.words import counted
from exoguide.plaintext import harmless_json

_COUNTED: Final[Mapping[Effect, tuple[str, str]]] = {
    Effect.BREAKS: ("breaks stored answers", "break stored answers"),
    Effect.REROUTES: ("re-routes sessions", "re-route sessions"),
    Effect.ADDS: ("adds", "add"),
    Effect.WORDS: ("is words only", "are words only"),
}


def difference_text(found: Comparison) -> str:
    """Each difference on a line with its place, what is wrong with the version, and the sum."""
    lines: list[str] = []
    for one in found.differences:
        lines += _lines(one)
    if found.report.findings:
        bare = [attrs.evolve(one, notes=()) for one in found.report.findings]  # they repeat these
        shown = render_text(attrs.evolve(found.report, findings=tuple(bare))).splitlines()
        lines += ["", *shown[:-1]]  # its last line counts paths, which nobody followed
    elif lines:
        lines.append("")
    return "\n".join([*lines, _sum(found)]) + "\n"


def difference_json(found: Comparison) -> str:
    """The comparison as one JSON object; findings are as those of a check."""
    checked = json.loads(render_json(found.report))
    said = {
        "old": _version(found.old),
        "new": _version(found.new),
        "worst": found.worst.value if found.worst else "",
        "counts": {effect.value: found.count(effect) for effect in WORST_FIRST},
        "enough": found.raised.enough,
        "least_version": found.raised.least,
        "differences": [_plain(one) for one in found.differences],
        "errors": checked["errors"],
        "warnings": checked["warnings"],
        "findings": checked["findings"],
    }
    return harmless_json(said) + "\n"


def _lines(one: Difference) -> Iterator[str]:
    yield f"{harmless(one.where)}: {one.effect.value} {harmless(one.message)}"
    if one.help:
        yield f"   help: {harmless(one.help)}"


def _sum(found: Comparison) -> str:
    old, new = harmless(found.raised.old), harmless(found.raised.new)
    versions = f"version still {new}" if old == new else f"version {old} to {new}"
    if found.worst is None:
        if found.old.digest == found.new.digest:
            return "No differences: the same flow to the letter."
        same = "No differences in what is asked, led, worked out or said"
        return f"{same} · {versions}."
    parts = [
        f"{count} {_COUNTED[effect][count > 1]}"
        for effect in WORST_FIRST
        if (count := found.count(effect))
    ]
    said = "says enough" if found.raised.enough else "says less than that"
    if not found.raised.enough and found.raised.least:
        said += f", {harmless(found.raised.least)} would do"
    listed = f"{counted(len(found.differences), 'difference')}: {', '.join(parts)}"
    return f"{listed} · {versions} {said}."


def _version(version: Version) -> dict[str, str]:
    head = version.flow.head
    return {
        "flow": version.name,
        "id": head.id,
        "version": head.version,
        "digest": version.digest,
    }


def _plain(one: Difference) -> dict[str, Any]:
    line, column, end_line, end_column = one.place
    return {
        "effect": one.effect.value,
        "side": "old" if one.gone else "new",
        "file": one.file,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "subject": one.subject,
        "message": one.message,
        "help": one.help,
    }
