"""Phrases read as English wherever they are made, and are said in another language by a face."""

from __future__ import annotations

import pytest

from exoguide.speech import Phrase, catalogue, fill, joined, phrase, spoken


def test_a_phrase_reads_as_the_english_it_stands_for() -> None:
    made = phrase("There is no flag “{name}”.", name="fever")
    assert made == "There is no flag “fever”."
    assert isinstance(made, str)
    assert spoken(made, "en") == spoken(made, "") == made


def test_a_phrase_is_said_in_the_language_of_the_face(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"Left out: {title}.": "Omitido: {title}.", "yes": "sí"}
    monkeypatch.setattr("exoguide.speech.phrases.catalogue", lambda _: texts)
    made = phrase("Left out: {title}.", title="{odd} braces")
    assert spoken(made, "es-US") == "Omitido: {odd} braces."
    nested = phrase("Left out: {title}.", title=phrase("yes"))
    assert (nested, spoken(nested, "es")) == ("Left out: yes.", "Omitido: sí.")
    by_language = phrase("Left out: {title}.", title=lambda language: language or "en")
    assert (by_language, spoken(by_language, "es")) == ("Left out: en.", "Omitido: es.")


def test_text_that_is_no_phrase_is_never_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exoguide.speech.phrases.catalogue", lambda _: {"Noted.": "Anotado."})
    assert spoken("Noted.", "es") == "Noted."
    assert spoken(phrase("Noted."), "es") == "Anotado."


def test_parts_are_said_each_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exoguide.speech.phrases.catalogue", lambda _: {"Noted.": "Anotado."})
    made = joined(phrase("Noted."), "", "by {hand}")
    assert made == "Noted. by {hand}"
    assert spoken(made, "es") == "Anotado. by {hand}"


def test_what_has_no_translation_stays_english() -> None:
    assert spoken(phrase("Nobody ever said {this}.", this="that"), "fr") == "Nobody ever said that."
    assert catalogue("fr") == {}
    assert catalogue("es-MX") is catalogue("es-MX")


def test_braces_that_name_nothing_are_left_alone() -> None:
    assert fill("{a} {b} {", a="{b}") == "{b} {b} {"
    assert isinstance(phrase("{a}", a="x"), Phrase)
