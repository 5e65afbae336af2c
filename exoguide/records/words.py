"""Which text can be stored: all of it, verbatim, but for what some back end would refuse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exoguide.canonical import Json
from exoguide.errors import StoreError
from exoguide.speech import phrase


def refuse_unstorable(value: Json, where: str = "") -> None:
    """Raise ``StoreError`` for text with a NUL or half a surrogate pair anywhere in ``value``.

    PostgreSQL cannot hold either, so a session that held one could never move there. All else is
    kept as it came: escape sequences, any script and direction, any length.
    """
    if isinstance(value, str):
        _refuse_text(value, where)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            _refuse_text(name, where)
            refuse_unstorable(item, where or name)
    elif isinstance(value, Sequence):
        for item in value:
            refuse_unstorable(item, where)


def _refuse_text(text: str, where: str) -> None:
    place = phrase(" (in {where})", where=where) if where else ""
    if "\0" in text:
        raise StoreError(
            phrase("This text cannot be saved"),
            phrase(
                "Character {number}{place} is a NUL, which stands for no letter.",
                number=str(text.index(chr(0)) + 1),
                place=place,
            ),
            phrase("Remove it and enter the text again."),
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise StoreError(
            phrase("This text cannot be saved"),
            phrase(
                "Character {number}{place} is half of a character without its other half.",
                number=str(error.start + 1),
                place=place,
            ),
            phrase("Remove it and enter the text again."),
        ) from error
