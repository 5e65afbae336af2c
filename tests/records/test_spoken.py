"""What the store says to a person can be said in their language, every part of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from exoguide.errors import ExoguideError, StoreError
from exoguide.records import connection as settings
from exoguide.records.connection import explained
from exoguide.records.embedded import EmbeddedStore, open_store
from exoguide.records.keys import Locked
from exoguide.records.lockout import FREE, Moment
from exoguide.records.protecting import protect
from exoguide.records.recovery import new_code
from exoguide.records.space import lay_reserve, low_space, require_room
from exoguide.records.store import Conflict
from exoguide.records.turns import turn
from exoguide.records.unlocking import unlock
from exoguide.speech import spoken
from tests.records.samples import (
    CHEAP,
    PASSPHRASE,
    SESSION,
    a_session,
    answered,
    device_key_of,
    opened,
    tool,
)

HERE = Path("/data/sessions.db")
PATIENCE = 60.0


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedStore]:
    """A store with one session that waits a moment for other writers."""
    monkeypatch.setattr(settings, "BUSY_SECONDS", 0.05)
    found = open_store(tmp_path / "store")
    found.create(a_session(), opened())
    yield found
    found.close()


def in_spanish(error: ExoguideError) -> str:
    """All that is said of an error, none of which may be what it is in English."""
    parts = (error.title, error.message, error.todo)
    said = [spoken(part, "es") for part in parts]
    for part, told in zip(parts, said, strict=True):
        assert told != part, part
    return " ".join(said)


@pytest.mark.parametrize("code", [1, 5, 8, 10, 11, 13, 14, 26])
def test_whatever_the_database_refuses(code: int) -> None:
    error = sqlite3.Error("no such luck")
    error.sqlite_errorcode = code
    assert str(HERE) in in_spanish(explained(error, HERE))


def test_a_store_in_use(store: EmbeddedStore, tmp_path: Path) -> None:
    with turn(tmp_path / "store", PATIENCE), pytest.raises(StoreError) as raised:
        store.append(SESSION, answered(2), 1)
    assert "está en uso" in in_spanish(raised.value)


def test_a_full_disk_and_the_reserve(store: EmbeddedStore, tmp_path: Path) -> None:
    def leave_no_room() -> None:
        (pages,) = store.database.read(lambda tool: tool.execute("PRAGMA page_count").fetchone())
        limit = f"PRAGMA max_page_count = {pages}"
        store.database.read(lambda tool: tool.execute(limit).fetchone())

    leave_no_room()
    with pytest.raises(StoreError) as raised:
        store.append(SESSION, answered(2, "x" * 100_000), 1)
    assert "El disco está lleno" in in_spanish(raised.value)
    lay_reserve(tmp_path / "store")
    leave_no_room()
    store.append(SESSION, answered(2, "x" * 100_000), 1)
    assert spoken(store.notice, "es").startswith("El disco está lleno. Ahora se usa")


def test_little_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exoguide.records.space.free_space", lambda _folder: 12_345_678)
    (said,) = low_space(tmp_path)
    assert said.startswith("The disk is almost full: 12 MB are free")
    assert spoken(said, "es").startswith("El disco está casi lleno: quedan 12 MB libres")
    with pytest.raises(StoreError) as raised:
        require_room(tmp_path)
    assert "hacen falta 50 MB" in in_spanish(raised.value)


def test_a_locked_and_a_closed_store(store: EmbeddedStore) -> None:
    store.lock()
    with pytest.raises(StoreError) as raised:
        store.events(SESSION)
    assert "Las sesiones están bloqueadas" in in_spanish(raised.value)
    store.close()
    with pytest.raises(StoreError) as raised:
        store.events(SESSION)
    assert "está cerrado" in in_spanish(raised.value)


def test_a_store_for_reading_only_with_its_reason_inside(store: EmbeddedStore) -> None:
    store.database._give_up()  # noqa: SLF001 - a disk that fails in the middle of a commit
    with pytest.raises(StoreError) as raised:
        store.append(SESSION, answered(2), 1)
    assert "solo para leer: el disco falló mientras se guardaba" in in_spanish(raised.value)


def test_somebody_who_went_on_with_the_session(store: EmbeddedStore) -> None:
    store.append(SESSION, answered(2, user="bob"), 1)
    with pytest.raises(Conflict) as raised:
        store.append(SESSION, answered(2), 1)
    assert "bob: 1 entrada más en la sesión" in in_spanish(raised.value)


def test_an_older_copy_and_a_text_that_cannot_be_kept(store: EmbeddedStore, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as raised:
        store.append(SESSION, answered(6), 5)
    assert "termina ahora en la entrada 1" in in_spanish(raised.value)
    with pytest.raises(StoreError) as raised:
        store.save_draft(SESSION, "step", "a\0")
    assert "El carácter 2 es un NUL" in in_spanish(raised.value)
    with tool(tmp_path / "store"):
        (tmp_path / "store" / "sessions.db").rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError) as raised:
        store.append(SESSION, answered(2), 1)
    assert "se ha movido o sustituido" in in_spanish(raised.value)


def test_a_wrong_passphrase_and_the_wait_after_several(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    open_store(folder).close()
    protect(folder, device_key_of(folder), "ann", PASSPHRASE, new_code(), CHEAP)
    moment = Moment(1_800_000_000.0, 100.0, "one")
    said = []
    for _ in range(FREE + 1):
        with pytest.raises(Locked) as raised:
            unlock(folder, "ann", "another one", moment)
        said.append(in_spanish(raised.value))
    assert said[0].endswith("el idioma del teclado. Inténtelo de nuevo.")
    assert said[-2].endswith("El próximo intento es posible dentro de 1 segundo.")
    assert "se puede volver a intentar dentro de 1 segundo" in said[-1]
