"""A page that is longer than the window: what stands first, and that there is more."""

from __future__ import annotations

from pathlib import Path

import pytest

from exoguide.consultation.session import Consultation
from exoguide.records.store import Store
from exoguide.tui.parts import Line, Role
from exoguide.tui.typeset import set_lines
from tests.consultation.places import a_store, begun, garden
from tests.tui.hands import Hands
from tests.tui.test_consulting import shows, sit

MORE = "PgDn more below"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "store")


@pytest.fixture
def made(store: Store) -> Consultation:
    return begun(store, garden())


@pytest.mark.parametrize("size", [(80, 13), (40, 12)])
def test_a_page_says_that_it_goes_on_below_until_its_end_is_in_sight(
    store: Store, made: Consultation, size: tuple[int, int]
) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2 4 2 enter 1")
        assert shows(await hands.screen(), MORE)
        for _ in range(4):
            await hands.press("pagedown")
            await hands.screen()
        lines = await hands.screen()
        assert not shows(lines, MORE)
        assert shows(lines, "sources")  # the last line of the page

    sit(store, made, doing, size=size)


def test_a_page_that_fits_says_nothing_of_more(store: Store, made: Consultation) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2 4 2 enter 1")
        assert not shows(await hands.screen(), MORE)

    sit(store, made, doing)


def test_the_key_that_a_person_set_for_reading_on_is_the_one_that_is_named(
    store: Store, made: Consultation
) -> None:
    from exoguide.config import Settings

    async def doing(hands: Hands) -> None:
        await hands.press("2 4 2 enter 1")
        assert shows(await hands.screen(), "F11 more below")

    settings = Settings(keys={"any.page_down": "f11"})
    sit(store, made, doing, size=(80, 13), settings=settings)


def test_a_flag_stands_above_the_evidence(store: Store, made: Consultation) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2 4 2 enter 2 2")
        words = " ".join(await hands.screen())
        assert 0 < words.index("a teacher first") < words.index("The article says")

    sit(store, made, doing)


def test_a_brief_line_is_cut_to_one_whatever_its_length() -> None:
    line = Line("answer " * 30, Role.PLAIN, "label " * 10, column=20, brief=True)
    (drawn,) = set_lines([line], 60)
    words = "".join(span.text for span in drawn)
    assert len(words) <= 60
    assert words.index("…") < words.index("answer")
    assert words.endswith("…")


def test_a_page_begins_at_its_top_although_its_answer_is_selected_further_down(
    store: Store, made: Consultation
) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2 4 2 enter 1")
        await hands.press("1")
        await hands.press("b")  # the answer is the second row of a list that does not fit
        lines = await hands.screen()
        assert shows(lines, "Which tool would you like?")
        assert shows(lines, MORE)
        await hands.press("down down down")
        assert shows(await hands.screen(), "> 4 Decide later")

    sit(store, made, doing, size=(40, 12))


def test_a_list_that_is_opened_shows_where_its_selection_stands(
    store: Store, made: Consultation
) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2 4 2 enter 1 1 f7")
        chosen = [line for line in await hands.screen() if line.lstrip().startswith(">")]
        assert len(chosen) == 1

    sit(store, made, doing, size=(40, 12))


@pytest.mark.parametrize("size", [(40, 12), (80, 13)])
def test_what_is_typed_stays_in_sight_also_when_the_window_becomes_small(
    store: Store, made: Consultation, size: tuple[int, int]
) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2 4 3")
        await hands.pilot.resize_terminal(*size)
        await hands.until(lambda: hands.app.size == size, "the window is small")
        assert shows(await hands.screen(), "= 43 years")

    sit(store, made, doing)


def test_a_window_that_is_too_small_says_nothing_of_more(store: Store, made: Consultation) -> None:
    async def doing(hands: Hands) -> None:
        await hands.press("2 4 2 enter 1")
        assert shows(await hands.screen(), MORE)
        await hands.pilot.resize_terminal(30, 8)
        await hands.until(lambda: hands.app.size == (30, 8), "the window is small")
        assert not shows(await hands.screen(), MORE)

    sit(store, made, doing, size=(40, 12))
