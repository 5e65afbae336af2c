"""Writing down who looked at what: the one function by which every face does it."""

from __future__ import annotations

import time

from exoguide.consultation.account import account, terminal
from exoguide.errors import StoreError
from exoguide.records.access import Access, Deed
from exoguide.records.clock import now
from exoguide.records.ids import new_event_id
from exoguide.records.store import Store
from exoguide.speech import joined, phrase


def entry(deed: Deed, session_id: str = "", how: str = "") -> Access:
    """What this account does now, at this terminal."""
    mono = time.monotonic_ns()
    return Access(new_event_id(), now(), mono, account(), deed, session_id, how, terminal())


def accessed(store: Store, deed: Deed, session_id: str = "", how: str = "") -> str:
    """Note that this account did something, now; durable on return.

    ``how`` is a few words, never what a patient said or what was searched for. A store that cannot
    be written can still be looked at: then the sentence to show is given, else an empty text.
    """
    try:
        store.record_access(entry(deed, session_id, how))
    except StoreError as error:
        said = phrase("This could not be written into the record of access.")
        return joined(said, error.message)
    return ""
