"""A full disk ends no session, and a disk far away is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from exoguide.consultation.records import open_records
from exoguide.errors import StoreError
from exoguide.paths import data_folder
from exoguide.records import space
from exoguide.records.embedded import EmbeddedStore, open_store
from exoguide.records.mounts import file_system, remote_disk
from exoguide.records.space import RESERVE, RESERVE_FILE, lay_reserve, low_space, require_room
from exoguide.records.verify import verify
from tests.records.samples import SESSION, a_session, answered, opened


def test_room_is_kept_in_reserve_beside_real_sessions_alone() -> None:
    open_records().close()
    open_records(practice=True).close()
    reserve = data_folder() / RESERVE_FILE
    assert reserve.stat().st_size == RESERVE
    assert reserve.stat().st_blocks * 512 >= RESERVE, "a hole would be no reserve"
    assert reserve.stat().st_mode & 0o777 == 0o600
    assert list(data_folder().rglob(RESERVE_FILE)) == [reserve]


def full(store: EmbeddedStore) -> None:
    """Let the file grow no further, as on a full disk; until the connection is dropped."""
    pages = store.database.read(lambda tool: tool.execute("PRAGMA page_count").fetchone()[0])
    limit = f"PRAGMA max_page_count = {pages}"
    store.database.read(lambda tool: tool.execute(limit).fetchone())


def test_on_a_full_disk_the_reserve_is_used_once_and_people_are_told(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.create(a_session(), opened())
    lay_reserve(tmp_path / "store")
    full(store)
    store.append(SESSION, answered(2, "x" * 100_000), 1)
    assert "reserve is used now" in store.notice
    assert not (tmp_path / "store" / RESERVE_FILE).exists()
    full(store)
    with pytest.raises(StoreError, match="There is no room left"):
        store.append(SESSION, answered(3, "x" * 100_000), 2)
    assert store.head(SESSION).seq == 2
    assert verify(store, SESSION).sound
    store.close()


def test_little_room_is_told_and_too_little_begins_no_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(tmp_path / "store")
    store.create(a_session(), opened())
    assert low_space(tmp_path) == ()
    monkeypatch.setattr(space, "LOW", space.free_space(tmp_path) * 2)
    assert "almost full" in low_space(tmp_path)[0]
    again = open_store(tmp_path / "store")
    assert any("almost full" in words for words in again.warnings)
    again.close()
    monkeypatch.setattr(space, "LEAST", space.free_space(tmp_path) * 2)
    with pytest.raises(StoreError, match="can still be ended"):
        require_room(tmp_path)
    with pytest.raises(StoreError, match="are needed"):
        store.create(a_session("AAAA-0001"), opened())
    store.append(SESSION, answered(2), 1)
    lay_reserve(tmp_path)
    assert not (tmp_path / RESERVE_FILE).exists()
    store.close()


MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /home rw,relatime shared:20 master:3 - nfs4 server:/home rw,vers=4.2
41 40 8:2 / /home/ann/local rw - xfs /dev/sdb1 rw
42 22 0:36 / /mnt/two\040words rw - cifs //server/share rw
43 22 0:37 / /mnt/ssh rw - fuse.sshfs ann@server: rw
44 22 0:38 / /over rw - ext4 /dev/sdc1 rw
45 22 0:39 / /over rw - 9p host rw
short line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib/x", "ext4"),
        ("/home/ann/.local", "nfs4"),
        ("/home/ann/local/data", "xfs"),
        ("/homeless", "ext4"),
        ("/mnt/two words/data", "cifs"),
        ("/mnt/ssh", "fuse.sshfs"),
        ("/over/data", "9p"),
    ],
)
def test_the_kernels_table_tells_what_a_folder_lies_on(folder: str, kind: str) -> None:
    assert file_system(Path(folder), MOUNTS) == kind


def test_a_network_disk_is_told_when_the_store_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert remote_disk(tmp_path) == ()
    table = tmp_path / "mountinfo"
    table.write_text(f"1 1 0:1 / {tmp_path.resolve()} rw - nfs4 server:/x rw\n")
    monkeypatch.setattr("exoguide.records.mounts._TABLE", table)
    store = open_store(tmp_path / "store")
    assert any("network disk (nfs4)" in words for words in store.warnings)
    mode = store.database.read(lambda tool: tool.execute("PRAGMA journal_mode").fetchone()[0])
    assert mode == "truncate", "a write-ahead log would not hold there"
    store.close()
    monkeypatch.setattr("exoguide.records.mounts._TABLE", tmp_path / "none")
    assert remote_disk(tmp_path) == ()
