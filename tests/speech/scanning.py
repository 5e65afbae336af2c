"""Every phrase in the code of the program, as it is written there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

MAKERS = frozenset({"phrase"})


def templates(package: Path) -> dict[str, str]:
    """Each template with the place where it stands first; those without a word need no language."""
    found: dict[str, str] = {}
    for file in sorted(package.rglob("*.py")):
        for line, template in _in(ast.parse(file.read_text(encoding="utf-8"))):
            found.setdefault(template, f"{file.relative_to(package)}:{line}")
    return found


def _in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]):
                if name in MAKERS and has_words(text):
                    yield node.lineno, text


def has_words(template: str) -> bool:
    """Whether anything but values and signs stands in it."""
    rest = template
    while "{" in rest and "}" in rest.partition("{")[2]:
        before, _, after = rest.partition("{")
        rest = before + after.partition("}")[2]
    return any(sign.isalpha() for sign in rest)
