"""Words that no text of a flow may use, because they promise what nobody can.

The list is data (``data/wording.toml``). What the article says may be quoted in the ``article``
of a card, beside what independent evidence says, and nowhere else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

import attrs

from exoguide.check.findings import Issue
from exoguide.check.texts import written_texts
from exoguide.flow.model import Flow
from exoguide.flow.problems import Path

_QUOTING: Final = frozenset({("card", "article"), ("flow", "article")})
"""Fields in which a claim may stand."""

_SENTENCE: Final = re.compile(r"[.!?;:\n]")


@attrs.frozen
class Claim:
    """One forbidden way of saying something; ``denied`` says that “no …” and “not …” are fine."""

    pattern: re.Pattern[str]
    why: str
    denied: bool


@cache
def claims() -> tuple[Claim, ...]:
    """Every forbidden wording."""
    text = (files("exoguide.check") / "data" / "wording.toml").read_text(encoding="utf-8")
    return tuple(
        Claim(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), table["why"], table["denied"])
        for table in tomllib.loads(text)["claim"]
        for words in table["words"]
    )


@cache
def _any_claim() -> re.Pattern[str]:
    """All of them at once: most texts hold none."""
    return re.compile("|".join(claim.pattern.pattern for claim in claims()), re.IGNORECASE)


@cache
def _denials() -> re.Pattern[str]:
    text = (files("exoguide.check") / "data" / "wording.toml").read_text(encoding="utf-8")
    words = "|".join(tomllib.loads(text)["denials"])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def wording_issues(flow: Flow) -> Iterator[Issue]:
    """Every forbidden wording in the texts of ``flow``, one for each text."""
    for placed in written_texts(flow):
        if (placed.path[0], placed.path[-1]) not in _QUOTING:
            yield from _text(placed.path, placed.value, "")
    for index, output in enumerate(flow.outputs):
        for number, item in enumerate(output.items):
            for name in ("start", "end"):
                path = ("output", index, "items", number, name)
                yield from _text(path, getattr(item, name), "")


def found_claims(text: str) -> Iterator[tuple[re.Match[str], Claim]]:
    """The forbidden wordings in ``text``, those that are denied left out."""
    if not _any_claim().search(text):
        return
    for claim in claims():
        for match in claim.pattern.finditer(text):
            if not (claim.denied and _denied(text, match)):
                yield match, claim


def _text(path: Path, text: str, file: str) -> Iterator[Issue]:
    found = sorted(found_claims(text), key=lambda one: one[0].start())
    if found:
        match, claim = found[0]
        said = f"“{match[0]}” must not be said: {claim.why}."
        todo = "Say what is known, how well, and from where."
        yield Issue("EXG713", path, said, todo, match.span(), file=file)


def _denied(text: str, match: re.Match[str]) -> bool:
    """Whether a “no” or “not” stands before it in its own sentence, or it is asked and not said."""
    start = max((end.end() for end in _SENTENCE.finditer(text, 0, match.start())), default=0)
    if _denials().search(text, start, match.start()):
        return True
    after = _SENTENCE.search(text, match.end())
    return after is not None and after[0] == "?"
