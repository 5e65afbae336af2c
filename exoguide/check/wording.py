"""Words that no text of a flow may use, because they promise what nobody can.

The lists are data: ``data/wording.toml``, and ``data/wording-es.toml`` for translations into
Spanish. What the article says may be quoted in the ``article`` of a card, beside what independent
evidence says, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import attrs
import tomli

from exoguide.check.findings import Issue
from exoguide.check.texts import written_texts
from exoguide.flow.model import Flow
from exoguide.flow.problems import Path
from exoguide.speech.catalogues import bare

_QUOTING: Final = frozenset({("card", "article"), ("flow", "article")})
"""Fields in which a claim may stand."""

_SENTENCE: Final = re.compile(r"[.!?;:\n]")


@attrs.frozen
class Claim:
    """One forbidden way of saying something; ``denied`` says that “no …” and “not …” are fine."""

    pattern: re.Pattern[str]
    why: str
    denied: bool


LISTS: Final = {"en": "wording.toml", "es": "wording-es.toml"}
"""The list of each language that has one."""


@cache
def claims(language: str = "en") -> tuple[Claim, ...]:
    """Every forbidden wording in a language that has a list."""
    return tuple(
        Claim(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), table["why"], table["denied"])
        for table in _list(language)["claim"]
        for words in table["words"]
    )


@cache
def _list(language: str) -> Mapping[str, Any]:
    text = (files("exoguide.check") / "data" / LISTS[language]).read_text(encoding="utf-8")
    return tomli.loads(text)


@cache
def _suspicion(language: str) -> re.Pattern[str]:
    """What stands in every text in small letters that holds a claim: most hold none.

    To look for small letters takes a quarter of the time of looking in any case.
    """
    words = "|".join(words for table in _list(language)["claim"] for words in table["words"])
    return re.compile(rf"\b(?:{words.lower()})")


@cache
def _denials(language: str) -> re.Pattern[str]:
    words = "|".join(_list(language)["denials"])
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
    for place, texts in flow.texts:
        language = bare(place.partition("/")[0])
        for key, text in texts if language in LISTS else ():
            table, _, field = key.partition(".")
            if (table, field.rpartition(".")[2]) not in _QUOTING:
                yield from _text((key,), text, f"texts/{place}.toml", language)


def found_claims(text: str, language: str = "en") -> Iterator[tuple[re.Match[str], Claim]]:
    """The forbidden wordings in ``text``, those that are denied left out."""
    if not _suspicion(language).search(text.lower()):
        return
    for claim in claims(language):
        for match in claim.pattern.finditer(text):
            if not (claim.denied and _denied(text, match, language)):
                yield match, claim


def _text(path: Path, text: str, file: str, language: str = "en") -> Iterator[Issue]:
    found = sorted(found_claims(text, language), key=lambda one: one[0].start())
    if found:
        match, claim = found[0]
        said = f"“{match[0]}” must not be said: {claim.why}."
        todo = "Say what is known, how well, and from where."
        yield Issue("EXG713", path, said, todo, match.span(), file=file)


def _denied(text: str, match: re.Match[str], language: str) -> bool:
    """Whether a “no” or “not” stands before it in its own sentence, or it is asked and not said."""
    start = max((end.end() for end in _SENTENCE.finditer(text, 0, match.start())), default=0)
    if _denials(language).search(text, start, match.start()):
        return True
    after = _SENTENCE.search(text, match.end())
    return after is not None and after[0] == "?"
