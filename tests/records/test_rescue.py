"""Whatever happened to the file, what is left of it comes out, is sound, and the rest is named."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from exoguide.errors import RecordError, UsageError
from exoguide.records.access import Deed, entries
from exoguide.records.device import new_store_key
from exoguide.records.embedded import open_store
from exoguide.records.fitting import STORE_FILE
from exoguide.records.keys import read_keys
from exoguide.records.opening import by_device
from exoguide.records.pages import PAGE, Pages
from exoguide.records.rescuing import Rescued, rescue
from exoguide.records.restoring import restore
from exoguide.records.verify import Problem
from exoguide.records.witnesses import verify_all
from tests.records.samples import SESSION, access, answered, device_key_of, fill, tool

LONG = "AAAA-0001"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store: two sessions, one with an entry that fills a dozen pages."""
    folder = tmp_path_factory.mktemp("sample") / "store"
    store = open_store(folder)
    for session_id in (SESSION, LONG):
        fill(store, session_id)
    store.append(LONG, answered(13, "x" * 50_000), 12)
    for session_id in (SESSION, LONG):
        store.record_access(access(Deed.CLOSE, session_id))
    store.close()
    return folder


def rescued(sample: Path, data: bytes, tmp_path: Path) -> Rescued:
    """What comes of a file with these bytes; the file stays as it is, and the rest is sound."""
    number = len(list(tmp_path.iterdir()))
    path = tmp_path / f"damaged-{number}"
    path.write_bytes(data)
    target = tmp_path / f"rescued-{number}"
    made = rescue(
        path,
        device_key_of(sample),
        read_keys(sample),
        target,
        lambda name, how: access(Deed.RESCUE, name, how),
    )
    assert path.read_bytes() == data
    store = open_store(target)
    for verdict in verify_all(store):
        assert verdict.finding is None or "summary" in str(verdict), str(verdict)
    for one in made.sessions:
        if one.kept:
            assert len(store.events(one.session_id)) == one.kept
    store.close()
    return made


def kept(made: Rescued) -> dict[str, tuple[int, int]]:
    return {one.session_id: (one.kept, one.known) for one in made.sessions}


def test_nothing_is_lost_of_a_whole_file(sample: Path, tmp_path: Path) -> None:
    made = rescued(sample, (sample / STORE_FILE).read_bytes(), tmp_path)
    assert kept(made) == {SESSION: (12, 12), LONG: (13, 13)}
    assert all(one.whole for one in (*made.sessions, made.access))
    assert (made.bad, made.sealed) == (0, True)
    old, new = open_store(sample), open_store(next(tmp_path.glob("rescued-*")))
    for session_id in (SESSION, LONG):
        assert new.events(session_id) == old.events(session_id)
        assert new.head(session_id) == old.head(session_id)
        assert new.session(session_id) == old.session(session_id)
        assert new.documents(session_id) == old.documents(session_id)
    assert [row.id for row in new.search("P-100 ")] == [LONG, SESSION]
    assert new.record_key == old.record_key
    old.close()
    new.close()


def test_a_file_without_its_beginning_gives_all_that_stands_behind_it(
    sample: Path, tmp_path: Path
) -> None:
    """The first page holds the salt and all tables' places; the library could open nothing."""
    data = (sample / STORE_FILE).read_bytes()
    made = rescued(sample, bytes(PAGE) + data[PAGE:], tmp_path)
    assert kept(made) == {SESSION: (12, 12), LONG: (13, 13)}
    assert made.bad == 1


def test_each_page_in_turn_may_be_lost(sample: Path, tmp_path: Path, full_size: bool) -> None:
    data = (sample / STORE_FILE).read_bytes()
    step = 1 if full_size else 4
    for number in range(0, len(data) // PAGE, step):
        lost = data[: number * PAGE] + bytes(PAGE) + data[(number + 1) * PAGE :]
        made = rescued(sample, lost, tmp_path)
        assert made.bad == 1


def test_flipped_bits_anywhere_lose_no_more_than_their_page(
    sample: Path, tmp_path: Path, full_size: bool
) -> None:
    """Row 26 of the fault matrix."""
    data = (sample / STORE_FILE).read_bytes()
    chance = random.Random(26)
    for _ in range(500 if full_size else 12):
        flipped = bytearray(data)
        flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        assert rescued(sample, bytes(flipped), tmp_path).bad == 1


def test_a_file_cut_off_gives_what_stands_before_the_cut(
    sample: Path, tmp_path: Path, full_size: bool
) -> None:
    """Row 27 of the fault matrix."""
    data = (sample / STORE_FILE).read_bytes()
    chance = random.Random(27)
    for _ in range(200 if full_size else 8):
        length = chance.randrange(len(data))
        try:
            made = rescued(sample, data[:length], tmp_path)
        except RecordError:
            continue  # nothing with an entry on it is left
        assert made.pages == -(-length // PAGE)


def test_what_is_lost_is_on_record_and_the_rest_comes_back_into_place(
    sample: Path, tmp_path: Path
) -> None:
    data = (sample / STORE_FILE).read_bytes()
    pages = Pages(sample / STORE_FILE, device_key_of(sample))
    long_one = max(number for number in range(1, pages.count + 1) if _is_overflow(pages, number))
    at = (long_one - 1) * PAGE
    made = rescued(sample, data[:at] + bytes(PAGE) + data[at + PAGE :], tmp_path)
    assert kept(made)[LONG] == (12, 13)
    target = next(tmp_path.glob("rescued-*"))
    done = restore(target, tmp_path / "place", by_device, lambda: access(Deed.RESTORE), swap=False)
    assert done.sessions == 2
    store = open_store(tmp_path / "place")
    said = [(entry.deed, entry.how) for entry in entries(store.access_log().links)]
    assert ("rescue", "kept 12 of 13 entries") in said
    store.append(LONG, answered(13), 12)
    store.close()


def _is_overflow(pages: Pages, number: int) -> bool:
    page = pages._page(number)  # noqa: SLF001 - to find a page of a known kind
    return page is not None and page[4:200] == b"x" * 196


def test_another_files_key_and_a_file_of_noise_give_nothing(sample: Path, tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(5 * PAGE)
    for data in (noise, b"", b"short", bytes(3 * PAGE)):
        with pytest.raises(RecordError, match="with an entry on it"):
            rescued(sample, data, tmp_path)
    with pytest.raises(RecordError):
        rescue(
            sample / STORE_FILE,
            new_store_key(),
            read_keys(sample),
            tmp_path / "new",
            lambda name, how: access(Deed.RESCUE, name, how),
        )
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_there_is_not_written_into(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "rescued-1").mkdir()
    (tmp_path / "damaged-0").touch()
    with pytest.raises(UsageError, match="nothing is overwritten"):
        rescue(
            sample / STORE_FILE,
            device_key_of(sample),
            read_keys(sample),
            tmp_path / "rescued-1",
            lambda name, how: access(Deed.RESCUE, name, how),
        )
    assert list((tmp_path / "rescued-1").iterdir()) == []


def test_a_lost_summary_does_not_keep_a_rescued_store_from_its_place(
    sample: Path, tmp_path: Path
) -> None:
    made = rescued(sample, (sample / STORE_FILE).read_bytes(), tmp_path)
    assert made.access.whole
    target = next(tmp_path.glob("rescued-*"))
    with tool(target) as connection:
        connection.execute("DELETE FROM document WHERE session_id = ?", (SESSION,))
    done = restore(target, tmp_path / "place", by_device, lambda: access(Deed.RESTORE), swap=False)
    assert done.sessions == 2
    store = open_store(tmp_path / "place")
    (finding,) = [found.finding for found in verify_all(store) if found.finding is not None]
    assert finding.problem is Problem.DOCUMENT_MISSING
    store.close()
