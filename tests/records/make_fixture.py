"""Writes the store that every later version must open: ``python -m tests.records.make_fixture``.

Run once for each schema, by the version that brought it; what it wrote is never written again.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from exoguide.records.access import Deed
from exoguide.records.embedded import open_store
from exoguide.records.fitting import STORE_FILE
from exoguide.records.held import Projection
from exoguide.records.schema import SCHEMA
from tests.records.samples import SESSION, access, answered, fill

FIXTURES = Path(__file__).parent / "fixtures"


def make(folder: Path) -> None:
    """A store with two ended sessions, one of them long, a draft, and who looked at the other."""
    store = open_store(folder)
    fill(store)
    fill(store, "AAAA-0001", 40)
    store.append(SESSION, answered(13, "שלום \x1b[31m 'quoted'"), 12)
    store.update_projection(
        SESSION,
        Projection(
            13, "Exosome therapy", "ended", ended="accepted", due="2026-06-12", text="knee pain"
        ),
    )
    store.save_draft("AAAA-0001", "step-41", "half a wo")
    for deed in (Deed.OPEN, Deed.VIEW, Deed.CLOSE):
        store.record_access(access(deed, SESSION))
    store.close()
    (folder / f"{STORE_FILE}-journal").unlink()


if __name__ == "__main__":
    target = FIXTURES / f"store-v{SCHEMA}"
    if target.exists():
        raise SystemExit(f"{target} exists: a fixture is never written again")
    make(target)
    shutil.copystat(FIXTURES, target)
    print(f"wrote {target}")  # noqa: T201 - a script
