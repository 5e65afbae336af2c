"""What a patient sees who is handed the screen: the questions, and nothing that is not for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from exoguide.consultation.session import Consultation
from exoguide.flow.model import StepKind
from exoguide.records.store import Store
from exoguide.tui.asides import note, patient_view
from exoguide.tui.glyphs import Glyphs
from exoguide.tui.parts import Bar, Line, Row, Span
from exoguide.tui.sitting import Sitting
from exoguide.tui.view import view_of
from tests.consultation.places import a_store, begun, garden
from tests.tui.hands import Hands
from tests.tui.scenes import told
from tests.tui.test_consulting import shows, sit

IDS = re.compile(r"\b[a-z]+_[a-z_]+\b")
"""How steps, flags and options are named in a flow: never in a word that a person reads."""


def words(sitting: Sitting) -> str:
    """Everything on the screen, in a wide window."""
    return "\n".join(_words(view_of(sitting, 120, 36, Glyphs())))


def _words(shown: object) -> Iterator[str]:
    match shown:
        case str():
            yield shown
        case tuple():
            for part in shown:
                yield from _words(part)
        case Line():
            yield from (shown.label, shown.text)
        case Span():
            yield shown.text
        case Bar():
            yield from _words((*shown.left, *shown.right))
        case Row():
            yield from (shown.label, shown.text, shown.said, shown.help, shown.reason)
        case _ if hasattr(shown, "body"):
            parts = ("header", "stages", "rail", "body", "echo", "rows", "below", "aside")
            for name in (*parts, "status"):
                yield from _words(getattr(shown, name))


def clinicians_words(made: Consultation) -> set[str]:
    """Every note for the clinician that the flow holds: of each what stands between values."""
    flow = made.plan.flow
    notes = [step.note for step in flow.steps] + [flag.note for flag in flow.flags]
    notes += [card.note for card in flow.cards] + [end.note for end in flow.ends]
    return {max(re.split(r"\{[^}]*\}", text), key=len) for text in notes if text}


@pytest.mark.parametrize("name", ["accept-trial-prp", "everything-speaks-against"])
def test_no_question_of_a_consultation_shows_the_patient_what_is_the_clinicians(
    tmp_path: Path, name: str
) -> None:
    store = a_store(tmp_path / "store", practice=False)
    made = told(store, name, stop="decision")
    sitting = Sitting(made)
    notes = clinicians_words(made)
    assert len(notes) > 50
    seen = 0
    for key in made.state.positions:
        sitting.look_at(key)
        sitting.patient_view = False
        seen += any(text in words(sitting) for text in notes)
        sitting.patient_view = True
        read = words(sitting)
        assert not [text for text in notes if text in read], key
        assert not IDS.search(read), key
    assert seen > 10  # the clinician reads them at these questions


def test_a_note_and_the_reason_of_an_override_are_hidden(tmp_path: Path) -> None:
    made = begun(a_store(tmp_path / "store"), garden())
    sitting = Sitting(made)
    note(sitting)
    assert sitting.panel is not None
    sitting.enter("hides a tremor")
    assert "hides a tremor" in words(sitting)
    patient_view(sitting)
    assert "hides a tremor" not in words(sitting)
    patient_view(sitting)
    assert "hides a tremor" in words(sitting)


def test_the_clinicians_commands_wait_until_the_screen_is_theirs_again(tmp_path: Path) -> None:
    store: Store = a_store(tmp_path / "store")
    made = begun(store, garden())

    async def doing(hands: Hands) -> None:
        await hands.press("p")
        lines = await hands.screen()
        assert shows(lines[-1:], "p show all")
        assert "note" not in lines[-1]
        for key in "nosvi":
            await hands.press(key)
            assert hands.desk.panel is None
            assert hands.desk.listing is None
            assert shows(await hands.screen(), "This is for the clinician; p shows everything.")
        await hands.press("p n")
        assert hands.desk.panel is not None

    sit(store, made, doing)


def test_answers_stand_apart_for_who_reads_from_further_off(tmp_path: Path) -> None:
    store = a_store(tmp_path / "store")
    made = begun(store, garden())

    async def doing(hands: Hands) -> None:
        def between(lines: list[str]) -> int:
            first, second = (
                next(n for n, line in enumerate(lines) if line.strip().startswith(mark))
                for mark in ("1  ", "2  ")
            )
            return second - first

        near = between(await hands.screen())
        await hands.press("p")
        assert between(await hands.screen()) == near + 1

    sit(store, made, doing)


@pytest.mark.parametrize("kind", [StepKind.SIGNATURE, StepKind.TEACH_BACK])
def test_a_screen_that_the_patient_acts_on_is_handed_over_and_taken_back_with_one_key(
    tmp_path: Path, kind: StepKind
) -> None:
    store = a_store(tmp_path / "store", practice=False)
    stop = "sign_patient" if kind is StepKind.SIGNATURE else "teach_approval"
    made = told(store, "accept-trial-prp" if "sign" in stop else "told-trial-prp", stop=stop)
    assert made.state.cursor is not None

    async def doing(hands: Hands) -> None:
        form = hands.sitting.form
        assert form is not None
        assert form.asked.kind is kind
        key = "f6" if form.writes else "p"
        lines = await hands.screen()
        assert shows(lines[-1:], f"{key.upper() if form.writes else key} hand over")
        assert shows(lines, "Clinician")
        await hands.press(key)
        lines = await hands.screen()
        assert shows(lines[-1:], "show all")
        assert not shows(lines, "Clinician ")
        await hands.press(key)
        assert shows(await hands.screen(), "Clinician")

    sit(store, made, doing)
