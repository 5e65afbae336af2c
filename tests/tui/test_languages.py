"""The full screen in another language: every word of the program on it is in that language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import attrs
import pytest

from exoguide.engine.apply import Taken
from exoguide.engine.events import Kind
from exoguide.speech import Phrase
from exoguide.tui import asides, changing, finding
from exoguide.tui.glyphs import Glyphs, glyphs_for
from exoguide.tui.parts import Row, View
from exoguide.tui.saying import said
from exoguide.tui.sitting import Sitting
from exoguide.tui.typeset import set_keys, set_lines, set_rows
from exoguide.tui.view import view_of
from tests.consultation.places import a_store, begun, garden
from tests.line.test_face import ANSWERS
from tests.tui.scenes import told

ENGLISH = re.compile(r"\b(the|this|with|answer|type|nothing|cannot|saved|question|Recorded|next)\b")
GLYPHS = glyphs_for({"LANG": "C.UTF-8", "TERM": "xterm"})


@pytest.fixture
def sitting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sitting:
    """A consultation in Spanish. A phrase put into another text too early is lost English."""

    def lost(self: Phrase, *_: object) -> NoReturn:
        raise AssertionError(f"put into a text in English: {self!s}")

    for name in ("__format__", "__add__", "__radd__", "__mod__"):
        monkeypatch.setattr(Phrase, name, lost, raising=False)
    consultation = begun(a_store(tmp_path / "store"), garden())
    consultation.send(Kind.LANGUAGE, language="es")
    return Sitting(consultation)


def strings(shown: Any) -> Iterator[str]:
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, tuple):
        for part in shown:
            yield from strings(part)
    elif attrs.has(type(shown)):
        for field in attrs.fields(type(shown)):
            if (type(shown), field.name) not in {(Row, "name"), (Row, "id")} and field.name != "id":
                yield from strings(getattr(shown, field.name))


def shown(sitting: Sitting, columns: int = 120) -> View:
    """What is on the screen, with no English of the program left on it."""
    view = said(view_of(sitting, columns, 36, GLYPHS), sitting.language)
    for text in strings(view):
        assert not isinstance(text, Phrase)
        assert "[en]" in text or not ENGLISH.search(text), text
    return view


def test_every_question_of_a_consultation_is_shown_in_its_language(sitting: Sitting) -> None:
    made = sitting.consultation
    for key, value in ANSWERS.items():
        view = shown(sitting)
        shown(sitting, 80)
        assert any(one.does == "ayuda" for one in view.keys)
        assert isinstance(made.answer(key, value), Taken)
        sitting.take_place()
    sitting.back()
    view = shown(sitting)
    assert any(one.text.startswith("Mirando atrás:") for one in view.body)


def test_what_stands_beside_the_questions_is_shown_in_the_language(sitting: Sitting) -> None:
    made = sitting.consultation
    for open_it in (finding.review, finding.goto, asides.note, asides.skip, asides.override):
        open_it(sitting)
        shown(sitting)
        sitting.escape()
        shown(sitting)
    for key, value in list(ANSWERS.items())[:6]:
        assert isinstance(made.answer(key, value), Taken)
        sitting.take_place()
    for open_it in (finding.review, finding.goto, asides.resolve, asides.identify, changing.undo):
        open_it(sitting)
        shown(sitting)
        sitting.escape()


def test_a_list_is_searched_by_the_words_that_are_shown(sitting: Sitting) -> None:
    finding.goto(sitting)
    assert sitting.listing is not None
    sitting.listing.narrow("aún no se ha llegado")
    rows = shown(sitting).rows
    sitting.listing.narrow("not reached")
    assert len(shown(sitting).rows) <= len(rows)


def test_what_was_ticked_stays_ticked_in_another_language(sitting: Sitting) -> None:
    for key, value in ANSWERS.items():
        if key == "uses":
            break
        assert isinstance(sitting.consultation.answer(key, value), Taken)
    sitting.take_place()
    assert sitting.mark("1")
    asides.language(sitting)
    assert sitting.language == "en"
    assert [row.ticked for row in view_of(sitting, 120, 36, GLYPHS).rows][:2] == [True, False]


def test_no_label_is_cut_off_in_spanish_at_80_columns(tmp_path: Path) -> None:
    made = told(a_store(tmp_path / "store", practice=False), "accept-trial-prp", stop="decision")
    made.send(Kind.LANGUAGE, language="es-US")
    sitting = Sitting(made)
    for key in made.state.positions:
        sitting.look_at(key)
        view = said(view_of(sitting, 80, 24, Glyphs()), sitting.language)
        for line in (*view.body, *view.below, *view.aside):
            drawn = set_lines((line,), 80)
            first = drawn[0][0].text.strip() if drawn and drawn[0] else ""
            titled = line.label.startswith("✓")  # a whole title, which may be long
            assert titled or not first.endswith("…") or not line.label, (key, line.label)
        rows, _ = set_rows(view.rows, view.selected, 80)
        words = "".join("".join(span.text for span in row) for row in rows)
        assert "…" not in words, key
        assert view.keys[-1].does in "".join(span.text for span in set_keys(view.keys, 80)), key
