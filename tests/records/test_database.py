"""What happens to a transaction that cannot be done at once, or not at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from exoguide.errors import Exit, StoreError
from exoguide.records import connection as settings
from exoguide.records.embedded import EmbeddedStore, open_store
from exoguide.records.held import Draft, Projection
from exoguide.records.verify import verify
from tests.records.samples import SESSION, a_session, answered, opened, tool


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedStore]:
    """A store with one session that waits a tenth of a second for other writers."""
    monkeypatch.setattr(settings, "BUSY_SECONDS", 0.1)
    found = open_store(tmp_path / "store")
    found.create(a_session(), opened())
    yield found
    found.close()


def test_a_full_disk_is_said_and_nothing_is_lost(store: EmbeddedStore) -> None:
    pages = store.database.read(lambda tool: tool.execute("PRAGMA page_count").fetchone()[0])
    limit = f"PRAGMA max_page_count = {pages}"
    store.database.read(lambda tool: tool.execute(limit).fetchone())
    event = answered(2, "x" * 100_000)
    with pytest.raises(StoreError, match="This entry was not saved; all before it are") as raised:
        store.append(SESSION, event, 1)
    assert raised.value.title == "The disk is full"
    assert raised.value.exit_code is Exit.STORE
    assert store.head(SESSION).seq == 1
    assert not store.read_only
    store.append(SESSION, event, 1)
    assert store.events(SESSION, after=1) == [event]
    assert verify(store, SESSION).sound


def test_a_store_that_somebody_else_writes_for_too_long_is_said_to_be_in_use(
    store: EmbeddedStore, tmp_path: Path
) -> None:
    with tool(tmp_path / "store") as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Another exoguide has been writing"):
            store.append(SESSION, answered(2), 1)
        assert store.head(SESSION).seq == 1, "reading goes on"
        other.execute("ROLLBACK")
        store.append(SESSION, answered(2), 1)


def test_a_reader_that_stays_makes_a_writer_wait_and_nothing_is_left_uncertain(
    store: EmbeddedStore, tmp_path: Path
) -> None:
    """The commit itself is refused here, and it is certain that nothing was written."""
    with tool(tmp_path / "store") as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM event").fetchone()
        with pytest.raises(StoreError, match="Another exoguide"):
            store.append(SESSION, answered(2), 1)
        other.execute("ROLLBACK")
    assert store.head(SESSION).seq == 1
    assert not store.read_only
    store.append(SESSION, answered(2), 1)


def test_an_interrupted_piece_of_work_leaves_nothing_behind(store: EmbeddedStore) -> None:
    def work(connection: object) -> None:
        connection.execute("UPDATE session SET state = 'half'")  # type: ignore[attr-defined] # as given
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.database.write(work)
    assert store.session(SESSION).state == ""
    store.update_projection(SESSION, Projection(1, "T", "whole"))
    assert store.session(SESSION).state == "whole"


def test_several_threads_may_share_a_store(store: EmbeddedStore) -> None:
    wrong: list[BaseException] = []

    def type_on(number: int) -> None:
        try:
            for count in range(15):
                store.save_draft(SESSION, "key", f"{number} {count}")
                assert store.events(SESSION)
        except BaseException as error:  # noqa: BLE001 - told to the test below
            wrong.append(error)

    threads = [threading.Thread(target=type_on, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    draft = store.draft(SESSION)
    assert isinstance(draft, Draft)
    assert draft.text.endswith(" 14")


def test_a_folder_with_signs_in_its_name_is_no_hindrance(tmp_path: Path) -> None:
    folder = tmp_path / "50% off? #1 [a] 'é' mode=ro&x=1"
    store = open_store(folder)
    store.create(a_session(), opened())
    store.close()
    assert (folder / "sessions.db").stat().st_size > 0
    store = open_store(folder)
    assert store.has(SESSION)
    store.close()
