"""Clocks that jump, zones that change, and very long sessions: order is by number alone."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import attrs

from exoguide.canonical import canonical
from exoguide.records.chain import Header, linked
from exoguide.records.clock import boot_id, host
from exoguide.records.embedded import EmbeddedStore, open_store
from exoguide.records.held import Holder
from exoguide.records.rows import insert_link
from exoguide.records.verify import verified_events, verify
from tests.records.samples import SESSION, a_session, answered, opened


def test_a_clock_ten_years_ahead_and_back_shows_and_locks_nobody_out(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.create(a_session(), opened())
    ahead = answered(2)
    later = datetime.fromisoformat(ahead.at) + timedelta(days=3_650)
    store.append(SESSION, attrs.evolve(ahead, at=later.isoformat()), 1)
    gone = Holder("ann", "pts/1", host(), boot_id(), 2**22 + 1, later.isoformat())
    store.take_lease(SESSION, gone)
    store.append(SESSION, answered(3), 2)
    back = datetime.fromisoformat(ahead.at) - timedelta(days=1)
    store.append(SESSION, attrs.evolve(answered(4), at=back.isoformat()), 3)
    verdict = verify(store, SESSION)
    assert verdict.sound
    assert verdict.clock_back == (3, 4)
    assert [event.seq for event in store.events(SESSION)] == [1, 2, 3, 4]
    me = attrs.evolve(gone, pid=os.getpid(), since=back.isoformat())
    assert store.take_lease(SESSION, me) is None
    store.close()


APPENDER = """
import sys
from pathlib import Path
from exoguide.records.embedded import open_store
from tests.records.samples import SESSION, answered
store = open_store(Path(sys.argv[1]))
seq = store.head(SESSION).seq
store.append(SESSION, answered(seq + 1), seq)
"""


def test_a_change_of_zone_is_no_clock_that_goes_back(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = open_store(folder)
    store.create(a_session(), attrs.evolve(opened(), at="2020-01-01T00:00:00.000+00:00"))
    zones = {"Asia/Tokyo": "+09:00", "America/Phoenix": "-07:00", "UTC": "+00:00"}
    for zone in zones:
        command = [sys.executable, "-c", APPENDER, str(folder)]
        subprocess.run(command, check=True, env={**os.environ, "TZ": zone})
    times = [event.at for event in store.events(SESSION, after=1)]
    assert [at[-6:] for at in times] == list(zones.values())
    assert verify(store, SESSION).clock_back == ()
    store.close()


def lengthen(store: EmbeddedStore, count: int) -> None:
    """That many answers in one transaction."""
    previous = store.log(SESSION).links[-1].digest

    def work(connection: object) -> None:
        nonlocal previous
        for seq in range(2, count + 1):
            event = answered(seq)
            header = Header(
                SESSION, seq, event.id, event.at, event.mono, "boot", 0, event.user, "answered"
            )
            salt = secrets.token_bytes(16)
            link = linked(store.record_key, previous, header, salt, canonical(event.body))
            insert_link(connection, store.record_key, link)  # type: ignore[arg-type] # as given
            previous = link.digest

    store.database.write(work)


def test_a_session_of_fifty_thousand_entries_is_read_and_gone_on_with(
    tmp_path: Path, full_size: bool
) -> None:
    count = 50_000 if full_size else 3_000
    store = open_store(tmp_path / "store")
    store.create(a_session(), opened())
    lengthen(store, count)
    assert len(verified_events(store, SESSION)) == count
    store.append(SESSION, answered(count + 1), count)
    assert store.session(SESSION).seq == count + 1
    store.close()
