"""The footer: at 80 columns every key that it names is there to be read, in every language."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import pytest

from exoguide.consultation.session import Consultation
from exoguide.engine.events import Kind
from exoguide.engine.state import replay
from exoguide.speech import LANGUAGES
from exoguide.tui.asides import note
from exoguide.tui.finding import goto, review
from exoguide.tui.glyphs import ASCII
from exoguide.tui.lobby import Lobby
from exoguide.tui.lobby_view import lobby_view
from exoguide.tui.parts import Key, View
from exoguide.tui.record import Record
from exoguide.tui.record_view import record_view
from exoguide.tui.saying import said
from exoguide.tui.sitting import Sitting
from exoguide.tui.typeset import set_keys
from exoguide.tui.view import view_of
from tests.consultation.places import a_store
from tests.tui.scenes import told

MOST = 6
SPOKEN = ("en", *LANGUAGES)
STORY = "accept-trial-prp"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Consultation:
    return told(a_store(tmp_path_factory.mktemp("store"), practice=False), STORY)


def left_out(view: View, language: str) -> list[str]:
    """What the footer has no room for; it has room for six keys."""
    keys = [key for key in said(view.keys, language) if key.key]
    assert len(keys) <= MOST
    drawn = "".join(span.text for span in set_keys(keys, 80))
    return [_named(key) for key in keys if _named(key) not in drawn]


def _named(key: Key) -> str:
    return f"{key.key} {key.does}"


def places(made: Consultation, language: str, step: int = 3) -> Iterator[Sitting]:
    """Questions of a consultation as they come up, then each looked back at."""
    events = [one for one in made.store.events(made.session_id) if one.kind is not Kind.ENDED]
    for number in range(len(events), 0, -step):
        state = replay(made.plan, events[:number])
        state = attrs.evolve(state, ledger=attrs.evolve(state.ledger, language=language))
        sitting = Sitting(Consultation(made.store, made.session_id, state, made.clock))
        yield sitting
        if number == len(events):
            for key in sitting.answered():
                sitting.look_at(key)
                yield sitting


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("patient", [False, True])
def test_at_every_question_all_keys_of_the_footer_fit(
    made: Consultation, language: str, *, patient: bool, full_size: bool
) -> None:
    looked = 0
    for sitting in places(made, language, 1 if full_size else 3):
        sitting.patient_view = patient
        assert left_out(view_of(sitting, 80, 24, ASCII), language) == []
        looked += sitting.looking
    assert looked > 50


@pytest.mark.parametrize("language", SPOKEN)
def test_what_is_opened_has_all_its_keys_in_the_footer(made: Consultation, language: str) -> None:
    sitting = next(places(made, language))
    for opens in (note, goto, review):
        opens(sitting)
        assert left_out(view_of(sitting, 80, 24, ASCII), language) == []


@pytest.mark.parametrize("language", SPOKEN)
def test_the_other_places_have_all_their_keys_in_the_footer(
    made: Consultation, language: str
) -> None:
    lobby = Lobby(made.store, made.clock)
    lobby.own_language = language
    assert left_out(lobby_view(lobby, ASCII), language) == []
    assert left_out(record_view(Record(made), ASCII), language) == []


def test_where_not_all_keys_fit_they_stand_closer_and_the_last_of_all_stays() -> None:
    keys = [Key(str(number), "words" * 2) for number in range(5)] + [Key("?", "help")]
    wide, close, short = (
        "".join(span.text for span in set_keys(keys, columns)) for columns in (84, 80, 40)
    )
    assert "words   1" in wide
    assert "words  1" in close
    assert all(_named(key) in close for key in keys)
    assert short.rstrip().endswith("? help")
    assert len(short) <= 40
