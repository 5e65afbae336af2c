"""Opening a protected store: by the right secret, not too often, and with exact words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import attrs
import pytest

from exoguide.errors import StoreError
from exoguide.records import unlocking
from exoguide.records.embedded import open_store
from exoguide.records.fitting import STORE_FILE
from exoguide.records.keys import (
    DEVICE,
    KEYS_FILE,
    PREVIOUS_KEYS_FILE,
    Locked,
    StoreKey,
    encoded,
    protection,
    read_keys,
    slots_for_copy,
)
from exoguide.records.lockout import ATTEMPTS_FILE, FREE, Moment
from exoguide.records.protecting import add_user, protect
from exoguide.records.recovery import new_code
from exoguide.records.unlocking import (
    TooSoon,
    WrongPassphrase,
    unlock,
    unlock_with_code,
    waiting,
)
from exoguide.records.verify import verify
from exoguide.records.wrapping import unwrapped
from tests.records.samples import CHEAP, PASSPHRASE, SESSION, device_key_of, fill

CODE = new_code()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locked") / "store"
    store = open_store(folder)
    fill(store)
    store.close()
    made = protect(folder, device_key_of(folder), "ann", PASSPHRASE, CODE, CHEAP)
    add_user(folder, made.key, "ben", "another one of these", CHEAP)
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "store")
    return tmp_path / "store"


def opened(folder: Path, key: StoreKey) -> None:
    store = open_store(folder, give=lambda _folder, _keys: key)
    assert verify(store, SESSION).sound
    assert store.locks
    store.close()


def test_each_secret_opens_the_same_store(folder: Path) -> None:
    keys = {
        unlock(folder, "ann", PASSPHRASE).key,
        unlock(folder, "ben", "another one of these").key,
        unlock_with_code(folder, CODE).key,
    }
    assert len(keys) == 1
    opened(folder, keys.pop())


def test_without_a_secret_a_protected_store_stays_shut(folder: Path) -> None:
    with pytest.raises(Locked, match="protected by a passphrase") as raised:
        open_store(folder)
    assert raised.value.exit_code == 3


def test_nothing_in_the_folder_opens_it_by_itself(folder: Path) -> None:
    for name in (KEYS_FILE, PREVIOUS_KEYS_FILE):
        (folder / KEYS_FILE).write_bytes((folder / name).read_bytes())
        assert not read_keys(folder).of(DEVICE)
        with pytest.raises(Locked):
            open_store(folder)


def test_a_wrong_passphrase_is_said_as_such_and_changes_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(WrongPassphrase, match=r"not the one of ann. The keys are whole") as raised:
        unlock(folder, "ann", "correct horse buttery")
    assert raised.value.exit_code == 3
    assert "buttery" not in str(raised.value)
    after = {path: path.read_bytes() for path in folder.iterdir() if path.name != ATTEMPTS_FILE}
    assert after == before


def test_wrong_passphrases_make_one_wait_longer_and_longer(folder: Path) -> None:
    moment = Moment(1_800_000_000.0, 100.0, "one")
    for tries in range(1, FREE + 4):
        with pytest.raises(WrongPassphrase):
            unlock(folder, "ann", "wrong", moment)
        if tries < FREE:
            continue
        wait = 2.0 ** (tries - FREE)
        early = attrs.evolve(moment, ticks=moment.ticks + wait - 0.5)
        with pytest.raises(TooSoon, match="may be tried again in 1 second"):
            unlock(folder, "ann", PASSPHRASE, early)
        moment = attrs.evolve(moment, ticks=moment.ticks + wait)
    unlock(folder, "ben", "another one of these", moment)
    done = unlock(folder, "ann", PASSPHRASE, moment)
    assert done.failures == FREE + 3
    assert done.since
    assert unlock(folder, "ann", PASSPHRASE, moment).failures == 0


def test_a_try_counts_before_its_outcome_is_known(folder: Path) -> None:
    """Whoever ends the program in mid-try has used it up."""
    value = json.loads((folder / KEYS_FILE).read_bytes())
    value["slots"][0]["private"]["box"] = "00"
    (folder / KEYS_FILE).write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        unlock(folder, "ann", PASSPHRASE)
    assert len(json.loads((folder / ATTEMPTS_FILE).read_bytes())) == 1


def test_a_damaged_key_file_is_never_called_a_wrong_passphrase(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Hundreds of tries: in this process, as where there can be no other.
    monkeypatch.setattr(unlocking, "unwrapped_apart", unwrapped)
    path = folder / KEYS_FILE
    data = path.read_bytes()
    for place in range(0, len(data) - 1, 7):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        (folder / ATTEMPTS_FILE).unlink(missing_ok=True)
        try:
            opened(folder, unlock(folder, "ann", PASSPHRASE).key)
        except WrongPassphrase:
            pytest.fail(f"byte {place}")
        except StoreError:
            continue  # said to be damaged, or to be of another store
    path.write_bytes(data)
    opened(folder, unlock(folder, "ann", PASSPHRASE).key)


def test_the_keys_of_another_store_are_named_before_any_passphrase_is_tried(
    folder: Path, tmp_path: Path
) -> None:
    open_store(tmp_path / "other").close()
    shutil.copy(tmp_path / "other" / STORE_FILE, folder / STORE_FILE)
    with pytest.raises(StoreError, match="one of the two belongs elsewhere"):
        unlock(folder, "ann", PASSPHRASE)
    assert not (folder / ATTEMPTS_FILE).exists()


def test_a_damaged_store_is_told_from_a_wrong_key(folder: Path) -> None:
    data = bytearray((folder / STORE_FILE).read_bytes())
    data[200] ^= 1
    (folder / STORE_FILE).write_bytes(data)
    key = unlock(folder, "ann", PASSPHRASE).key
    with pytest.raises(StoreError, match="The store is damaged"):
        opened(folder, key)


def test_somebody_unknown_is_told_who_can_open_it(folder: Path) -> None:
    with pytest.raises(Locked, match=r"none of those who can open .*: ann, ben"):
        unlock(folder, "carol", PASSPHRASE)


def test_a_folder_that_cannot_be_written_is_opened_all_the_same(folder: Path) -> None:
    (folder / ATTEMPTS_FILE).mkdir()
    opened(folder, unlock(folder, "ann", PASSPHRASE).key)


def test_a_locked_store_does_nothing_until_it_is_opened_again(folder: Path) -> None:
    key = unlock(folder, "ann", PASSPHRASE).key
    store = open_store(folder, give=lambda _folder, _keys: key)
    seal = store.record_key
    store.save_draft(SESSION, "step-2", "half")
    store.lock()
    assert store.record_key == b""
    assert key.key not in vars(store.database).values()
    with pytest.raises(Locked):
        store.draft(SESSION)
    with pytest.raises(Locked):
        store.save_draft(SESSION, "step-2", "b")
    store.unlock(key)
    assert store.record_key == seal
    draft = store.draft(SESSION)
    assert draft is not None
    assert draft.text == "half"
    store.close()


def test_a_copy_of_the_keys_holds_what_a_person_must_know_and_nothing_else(
    folder: Path, tmp_path: Path
) -> None:
    data = slots_for_copy(folder)
    assert data == encoded(read_keys(folder))
    open_store(tmp_path / "plain").close()
    assert slots_for_copy(tmp_path / "plain") is None


def test_how_it_is_protected_is_said_in_a_sentence(folder: Path, tmp_path: Path) -> None:
    assert protection(folder).words == (
        "Encrypted; opened by the passphrase of ann, ben or the recovery code."
    )
    open_store(tmp_path / "plain").close()
    assert protection(tmp_path / "plain").words == (
        "Encrypted; whoever can use this account can open it."
    )


def test_waiting_is_said_in_seconds_or_minutes() -> None:
    assert [waiting(seconds) for seconds in (0.2, 1.0, 31.0, 119.9, 900.0)] == [
        "1 second",
        "1 second",
        "31 seconds",
        "2 minutes",
        "15 minutes",
    ]
