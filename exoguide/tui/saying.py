"""What a screen shows, said in a language: every phrase in a view, and nothing else of it."""

from __future__ import annotations

from typing import Any, TypeVar

import attrs

from exoguide.speech import Phrase, spoken
from exoguide.speech.catalogues import is_english

Shown = TypeVar("Shown")


def said(shown: Shown, language: str) -> Shown:
    """``shown`` (a view, a row, several of them) with its phrases in ``language``."""
    if is_english(language):
        return shown
    made: Shown = _said(shown, language)
    return made


def _said(shown: Any, language: str) -> Any:
    if isinstance(shown, Phrase):
        return spoken(shown, language)
    if isinstance(shown, tuple):
        return tuple(_said(part, language) for part in shown)
    if not attrs.has(type(shown)):
        return shown
    parts = {field.name: getattr(shown, field.name) for field in attrs.fields(type(shown))}
    return attrs.evolve(shown, **{name: _said(part, language) for name, part in parts.items()})
