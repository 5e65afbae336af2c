"""A person names a language as they like; the flow has it or not."""

from __future__ import annotations

from typing import Any

import pytest

from exoguide.config import Settings
from exoguide.consultation.beginning import locale_of
from exoguide.consultation.languages import languages_of, meant_by
from exoguide.flow.model import Flow, FlowHead
from exoguide.speech.figures import language_name

FLOW = Flow(FlowHead("a", "A", "1", "en", languages=("es-US", "pt-BR", "pt-PT")))


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("es-US", "es-US"),
        ("es-us", "es-US"),
        ("es", "es-US"),
        ("es-MX", "es-US"),
        ("español", "es-US"),
        ("English", "en"),
        ("en-GB", "en"),
        ("pt", "pt"),
        ("pt-PT", "pt-PT"),
        ("fr", "fr"),
        ("", ""),
    ],
)
def test_a_language_is_meant_by_its_tag_its_bare_tag_or_its_own_name(
    named: str, meant: str
) -> None:
    assert meant_by(FLOW, named) == meant


def test_the_settings_choose_where_the_flow_has_it() -> None:
    class Loaded:
        flow = FLOW

    def chosen(language: str) -> str:
        loaded: Any = Loaded()
        return locale_of(loaded, Settings(language=language))

    assert [chosen(one) for one in ("es", "fr", "", "pt-BR")] == ["es-US", "en", "en", "pt-BR"]
    assert languages_of(FLOW) == ("en", "es-US", "pt-BR", "pt-PT")


def test_a_language_calls_itself_by_its_own_name() -> None:
    assert [language_name(tag) for tag in ("en", "es-US", "xx")] == ["English", "español", "xx"]
