"""A consultation in another language: the same log, and nothing of the program in English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import attrs
import pytest

from exoguide.canonical import Json
from exoguide.consultation.expecting import put_to_the_test
from exoguide.consultation.stories import Stage
from exoguide.engine.events import Event, Kind
from exoguide.flow.loading import load_flow
from exoguide.flow.model.story import Story
from exoguide.flow.stories import load_stories
from exoguide.speech import Phrase
from tests.consultation.places import GARDEN, SteadyClock, a_store, begun, garden
from tests.consultation.typist import bodies, retype
from tests.line.persons import at

STORIES = load_stories(GARDEN)
ENGLISH = re.compile(r"\b(the|this|with|answer|type|nothing|cannot|saved|question|Recorded)\b")


@pytest.fixture
def glued(monkeypatch: pytest.MonkeyPatch) -> None:
    """A phrase that is put into another text before it was said in the language is lost English."""

    def lost(self: Phrase, *_: object) -> NoReturn:
        raise AssertionError(f"put into a text in English: {self!s}")

    for name in ("__format__", "__add__", "__radd__", "__mod__"):
        monkeypatch.setattr(Phrase, name, lost, raising=False)


def without_document(events: Sequence[Event]) -> list[tuple[str, dict[str, Json]]]:
    """What happened, without the page, which is in the language of the session."""
    return [
        (kind, {name: value for name, value in body.items() if name != "document"})
        for kind, body in bodies(events)[1:]
    ]


@pytest.mark.usefixtures("glued")
@pytest.mark.parametrize("story", STORIES, ids=[story.id for story in STORIES])
def test_a_story_typed_in_spanish_writes_the_same_log(story: Story, tmp_path: Path) -> None:
    loaded = load_flow(GARDEN)
    played = a_store(tmp_path / "played")
    result = put_to_the_test(Stage(played, SteadyClock()), loaded, story)
    events = played.events(result.session_id)
    spanish = attrs.evolve(events[0], body={**events[0].body, "locale": "es"})
    store = a_store(tmp_path / "typed")
    again, said = retype(store, loaded, [spanish, *events[1:]], SteadyClock())
    assert without_document(store.events(again.session_id)) == without_document(events), said
    assert again.state.ledger.language == "es"
    assert "Escriba help en cualquier pregunta." in said
    assert "PRÁCTICA Respuesta>" in said


@pytest.mark.usefixtures("glued")
def test_no_english_of_the_program_is_left_in_spanish(tmp_path: Path) -> None:
    consultation = begun(a_store(tmp_path / "store"), garden())
    consultation.send(Kind.LANGUAGE, language="es")
    typed = (
        *("language xx", "help", "patient", "patient", "why", "evidence", "skip", "cancel"),
        *("resolve", "override", "note a", "note -", "nope", "9", "keep", "back", "2", "back"),
        *("goto", "goto a", "goto zzz", "goto 1", "forward"),
        *("change 1", "9", "cancel", "undo", "cancel", "review", "99", "cuarenta", "quit"),
    )
    said = at(consultation, *typed).said
    ours = [
        line
        for line in said.splitlines()
        if "[en]" not in line and "“" not in line and ENGLISH.search(line)
    ]
    assert not ours
    for words in ("Nota quitada.", "Anotado: No", "No ha cambiado nada."):
        assert words in said


def test_answers_and_dates_are_taken_in_the_language_of_the_session(tmp_path: Path) -> None:
    consultation = begun(a_store(tmp_path / "store"), garden())
    at(consultation, "language es", "no", "40", "si")
    answers = consultation.state.answers
    assert [answers[key].value for key in ("hurt", "seen_before")] == ["no", "yes"]
    assert consultation.store.events(consultation.session_id)[1].kind is Kind.LANGUAGE
