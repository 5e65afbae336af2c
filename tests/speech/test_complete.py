"""Everything the program says during a consultation is there in every language it has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import exoguide
from exoguide.flow.words import WORDS
from exoguide.speech import LANGUAGES, catalogue
from tests.speech.scanning import templates

PHRASES = templates(Path(exoguide.__file__).parent)
CALENDAR = re.compile(r"word\.(month|weekday)\.\d+")
"""Words that come from a library in every language but English."""


def names(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_missing(language: str) -> None:
    missing = {text: at for text, at in PHRASES.items() if text not in catalogue(language)}
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_missing(language: str) -> None:
    wanted = {key for key in WORDS if not CALENDAR.fullmatch(key)}
    assert wanted <= catalogue(language).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_that_nobody_says(language: str) -> None:
    assert catalogue(language).keys() - PHRASES.keys() - WORDS.keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_is_said_once_in_a_translation_as_in_its_source(language: str) -> None:
    english = {text: text for text in PHRASES} | dict(WORDS)
    for key, text in catalogue(language).items():
        assert names(text) == names(english[key]), key


def test_what_the_faces_say_is_made_of_phrases() -> None:
    assert len(PHRASES) > 500
