"""The languages of a consultation, and which of them a person means."""

from __future__ import annotations

from exoguide.flow.model import Flow
from exoguide.speech.catalogues import bare
from exoguide.speech.figures import language_name


def languages_of(flow: Flow) -> tuple[str, ...]:
    """Every language that the flow has texts in, its own first."""
    return tuple(dict.fromkeys((flow.head.language, *flow.head.languages)))


def meant_by(flow: Flow, named: str) -> str:
    """The language that ``named`` means: its tag, its tag without region, or its own name.

    ``named`` itself when the flow has no such language, or several that it could be.
    """
    known = languages_of(flow)
    asked = named.strip().lower()
    exact = [tag for tag in known if asked in (tag.lower(), language_name(tag).lower())]
    near = exact or [tag for tag in known if bare(tag) == bare(asked)]
    return near[0] if len(near) == 1 else named.strip()
