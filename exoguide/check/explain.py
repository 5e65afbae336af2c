"""What every code means, with an example and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import attrs
import tomli

from exoguide.check.findings import Level
from exoguide.errors import UsageError
from exoguide.flow.problems import did_you_mean


@attrs.frozen
class Explanation:
    """A code in one line (``title``), in a paragraph, and by an example before and after."""

    code: str
    title: str
    level: Level
    text: str
    wrong: str
    right: str

    def __str__(self) -> str:
        """All of it, to be printed."""
        parts = (
            f"{self.code} ({self.level.value}): {self.title}",
            self.text.strip(),
            "Found:\n" + _indented(self.wrong),
            "Mended:\n" + _indented(self.right),
        )
        return "\n\n".join(parts) + "\n"


@cache
def explanations() -> Mapping[str, Explanation]:
    """Every explanation by its code, in order."""
    found: dict[str, Explanation] = {}
    folder = files("exoguide.check") / "data"
    for name in ("shape.toml", "soundness.toml", "tables.toml", "content.toml", "proof.toml"):
        tables = tomli.loads((folder / name).read_text(encoding="utf-8"))
        for code, table in tables.items():
            found[code] = Explanation(
                code,
                table["title"],
                Level(table.get("level", "error")),
                table["text"],
                table["wrong"],
                table["right"],
            )
    return MappingProxyType(dict(sorted(found.items())))


def explain(code: str) -> Explanation:
    """The explanation of ``code``, in any case; ``UsageError`` for a code that does not exist."""
    wanted = code.strip().upper()
    found = explanations().get(wanted)
    if found is None:
        todo = did_you_mean(wanted, explanations(), "Codes read EXG401.")
        raise UsageError("No such code", f"There is no code “{code[:40]}”.", todo)
    return found


def level_of(code: str) -> Level:
    """How bad findings with ``code`` are."""
    return explanations()[code].level


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.strip("\n").splitlines())
