"""Translations whose source text has changed since they were written.

A file of translations has the source above each translation as a comment, as ``exoguide texts``
prints it. Where that comment is not what the source says today, the translation may say something
else than the flow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from exoguide.flow.documents import TEXTS
from exoguide.flow.model import Flow
from exoguide.flow.texts import source_texts
from exoguide.speech.catalogues import bare

_LINE: Final = re.compile(r'"([^"\\]+)"\s*=')


def outdated_texts(flow: Flow, raw: Mapping[str, bytes], language: str) -> tuple[str, ...]:
    """The keys whose translation into ``language`` stands below another source text than today's.

    ``raw`` are the files of the flow. A translation without a comment above it is taken as it is.
    """
    source = source_texts(flow)
    names = {f"{TEXTS}/{tag}" for tag in (language, bare(language))}
    files = (name for name in raw if name.removesuffix(".toml") in names or _folder(name) in names)
    return tuple(
        key
        for name in sorted(files)
        for key, above in _commented(raw[name].decode("utf-8", "replace"))
        if above and key in source and above != _even(source[key])
    )


def _commented(text: str) -> Iterator[tuple[str, str]]:
    """Each key with the comment that stands directly above it; another line between parts them."""
    above: list[str] = []
    for line in text.splitlines():
        if line.startswith("#"):
            above.append(line.lstrip("# "))
            continue
        if found := _LINE.match(line):
            yield found[1], _even(" ".join(above))
        above = []


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _even(text: str) -> str:
    return " ".join(text.replace("#", " ").split())
