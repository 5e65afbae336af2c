"""What is wrong with the files of a flow, and the error that carries it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final, TypeAlias

import attrs

from exoguide.errors import FlowError

Path: TypeAlias = "tuple[str | int, ...]"
"""The way to a value inside a document: ``("step", 3, "options", 1, "label")``."""

CODES: Final = MappingProxyType(
    {
        "EXG101": "not valid TOML",
        "EXG102": "the same key or table twice",
        "EXG103": "not UTF-8 text",
        "EXG104": "too large or nested too deeply",
        "EXG105": "a number that cannot be used",
        "EXG106": "a file is missing or cannot be read",
        "EXG107": "a file lies outside the flow's folder",
        "EXG110": "unknown table",
        "EXG111": "unknown field",
        "EXG112": "missing field",
        "EXG113": "wrong type",
        "EXG114": "not one of the allowed words",
        "EXG120": "a name that cannot be an id",
        "EXG121": "a reserved word as an id",
        "EXG122": "the same id twice",
        "EXG123": "a field that this kind has no use for",
        "EXG124": "a field that this kind needs",
        "EXG125": "exactly one form is needed",
        "EXG126": "out of range or misspelt",
        "EXG127": "stages or groups do not stand together",
        "EXG128": "a story that cannot be used",
        "EXG129": "a placeholder that cannot be read",
        "EXG130": "a clinic value that does not fit",
        "EXG201": "unknown reference",
        "EXG202": "a target that is not later",
    }
)
"""Every code of this room, with what it is about."""


@attrs.frozen
class Problem:
    """One thing that is wrong, in words that the author of a flow understands.

    ``file`` is relative to the flow's folder; ``line`` and ``column`` count from 1 and are 0 where
    they are not known (the checker finds them from ``path``). ``message`` is a whole sentence,
    ``help`` one more that says what to do, or empty.
    """

    file: str
    path: Path
    message: str
    help: str
    code: str
    line: int = 0
    column: int = 0
    related: tuple[tuple[str, Path], ...] = ()
    """Further places that belong to it, as file and path: where an id stood first."""

    @property
    def place(self) -> str:
        """Where it is: ``steps.toml:12:3`` or ``steps.toml step[3].options[1].label``."""
        if self.line:
            return f"{self.file}:{self.line}:{self.column}"
        return " ".join(part for part in (self.file, dotted(self.path)) if part)

    def __str__(self) -> str:
        """All of it on one line."""
        others = ", ".join(f"{file} {dotted(path)}".strip() for file, path in self.related)
        also = f"(The other: {others}.)" if others else ""
        parts = (f"{self.place}: {self.code}", self.message, also, self.help)
        return " ".join(part for part in parts if part)


class FlowProblems(FlowError):
    """A flow cannot be used; ``problems`` lists everything that is wrong with it."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        said = "1 problem" if count == 1 else f"{count} problems"
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(
            "Flow cannot be used", f"{name} has {said}.\n{lines}", "Correct the flow and try again."
        )


def dotted(path: Path) -> str:
    """``step[3].options[1].label`` for ``("step", 3, "options", 1, "label")``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that ``name`` is most likely meant to be, or an empty string."""
    by_lower = {word.lower(): word for word in known}
    near = get_close_matches(name.lower()[:80], by_lower, n=1, cutoff=0.6)
    return by_lower[near[0]] if near else ""


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The question “Did you mean …?” with the nearest known name, or ``otherwise``."""
    near = nearest(name, known)
    return f"Did you mean “{near}”?" if near else otherwise
