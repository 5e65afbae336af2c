"""What a session offers out of the one that it follows, when the flow has changed between them."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

from exoguide.consultation.opening import Clinician, Opening, look, start
from exoguide.consultation.session import Consultation
from exoguide.engine.apply import Taken
from exoguide.engine.encoding import Answer
from exoguide.flow.clinic import clinic_values
from exoguide.flow.loading import load_flow
from exoguide.flow.values import NonAnswer
from tests.consultation.places import GARDEN, SteadyClock, a_store, begun, garden

GIVEN: dict[str, Answer] = {
    "hurt": "no",
    "age": Decimal(40),
    "seen_before": "yes",
    "tool": "back",
    "uses": frozenset({"dig", "cut"}),
    "first_day": NonAnswer.NOT_APPLICABLE,
}

AGE = 'id = "age"'
YEARS = 'id = "years_old"\nwas = ["age", "how_old"]'


def following(tmp_path: Path, *edits: tuple[str, str]) -> Consultation:
    """A session that follows one with answers, in the flow with ``edits``."""
    store = a_store(tmp_path / "store")
    old = begun(store, garden())
    for key, value in GIVEN.items():
        assert isinstance(old.answer(key, value), Taken), key
    folder = tmp_path / "flow"
    shutil.copytree(GARDEN, folder)
    head = folder / "flow.toml"
    text = head.read_text(encoding="utf-8")
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after)
    head.write_text(text, encoding="utf-8")
    flow = load_flow(folder)
    opening = Opening(
        Clinician("Dr Grey"), clinic=clinic_values(flow.flow, {}), follows=old.session_id
    )
    return start(store, flow, opening, SteadyClock())


def test_answers_are_offered_as_they_were_given(tmp_path: Path) -> None:
    new = following(tmp_path)
    assert {key: new.suggestion(key) for key in GIVEN} == GIVEN


def test_a_step_that_says_what_it_was_is_offered_its_old_answer(tmp_path: Path) -> None:
    new = following(tmp_path, (AGE, YEARS), ("age >=", "years_old >="))
    assert new.suggestion("years_old") == Decimal(40)
    assert new.suggestion("age") is None
    assert look(new.store, new.session_id).suggestion("years_old") == Decimal(40)


def test_an_old_name_that_another_step_has_now_stays_with_that_step(tmp_path: Path) -> None:
    new = following(tmp_path, ('id = "wishes"', 'id = "wishes"\nwas = ["age"]'))
    assert new.suggestion("age") == Decimal(40)
    assert new.suggestion("wishes") is None


def test_an_option_that_says_what_it_was_is_offered_by_its_name_of_today(tmp_path: Path) -> None:
    new = following(
        tmp_path,
        ('id = "back", ', 'id = "basket", was = ["back"], '),
        ('id = "dig", ', 'id = "digging", was = ["dig"], '),
    )
    assert new.suggestion("tool") == "basket"
    assert new.suggestion("uses") == frozenset({"digging", "cut"})


def test_an_option_that_is_gone_is_not_offered_nor_a_part_of_a_list(tmp_path: Path) -> None:
    new = following(tmp_path, ('id = "back", ', 'id = "rope", '), ('id = "dig", ', 'id = "hang", '))
    assert new.suggestion("tool") is None
    assert new.suggestion("uses") is None
