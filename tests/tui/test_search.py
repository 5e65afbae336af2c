"""Finding one session among very many, as the words are typed."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import Paste

from benchmarks.bench_append import many_sessions, with_rows
from exoguide.consultation.clock import SystemClock
from exoguide.records.embedded import open_store
from exoguide.records.store import Store
from exoguide.tui.app import ExoguideApp
from exoguide.tui.lobby import Lobby
from exoguide.tui.session_rows import MOST, session_rows
from exoguide.tui.welcoming import Welcoming
from tests.tui.hands import Hands

COUNT = 2_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = open_store(tmp_path_factory.mktemp("many") / "store")
    with_rows(store, lambda connection: many_sessions(connection, store.record_key, COUNT))
    return store


def test_no_list_and_no_search_is_longer_than_a_person_reads(store: Store) -> None:
    today = SystemClock().today()
    assert len(store.search("knee", COUNT)) > MOST
    assert len([row for row in session_rows(store, "knee", today) if row.name]) == MOST
    assert len([row for row in session_rows(store, "", today) if row.name]) <= 3 * MOST


def test_fast_keys_are_one_search_and_the_session_is_found(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    search = type(store).search

    def counted(self: Store, words: str, limit: int) -> object:
        asked.append(words)
        return search(self, words, limit)

    monkeypatch.setattr(type(store), "search", counted)

    async def work() -> None:
        app = ExoguideApp(store)
        async with app.run_test(size=(80, 24)) as pilot:
            hands = Hands(app, pilot)
            await hands.until(lambda: isinstance(app.screen, Welcoming), "home is shown")
            await hands.press(["slash", *"pain"])
            await hands.press([Paste(" P-1777")])
            assert hands.place.field.text == "pain P-1777"
            assert asked == []
            await hands.shown("> P-1777")
            assert asked == ["pain P-1777"]

    asyncio.run(work())


def test_who_presses_enter_at_once_opens_what_was_typed_and_nothing_older(store: Store) -> None:
    lobby = Lobby(store)
    lobby.filter()
    lobby.typed("P-1777")
    assert lobby.behind
    lobby.enter("P-1777")
    going = lobby.going
    assert going is not None
    assert store.session(going.session_id).patient == "P-1777"
