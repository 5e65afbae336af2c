"""Flows, stores and a clock for the tests of consultations and their faces."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import attrs

from exoguide.consultation.opening import Clinician, Opening, start
from exoguide.consultation.session import Consultation
from exoguide.flow.clinic import clinic_values
from exoguide.flow.loading import LoadedFlow, load_flow
from exoguide.records.embedded import open_store
from exoguide.records.store import Store

GARDEN = Path(__file__).parent / "flows" / "garden"
_IDS = itertools.count(1)
TODAY = date(2026, 11, 23)


@attrs.define
class SteadyClock:
    """A clock that stands still, so that two runs differ in nothing but what was done."""

    day: date = TODAY

    def now(self) -> str:
        return f"{self.day}T09:30:00.000+00:00"

    def mono(self) -> int:
        return 1_000_000_000

    def today(self) -> date:
        return self.day

    def new_id(self) -> str:
        return f"{next(_IDS):032x}"


def garden() -> LoadedFlow:
    return load_flow(GARDEN)


def a_store(folder: Path, *, practice: bool = True) -> Store:
    return open_store(folder, practice=practice)


def begun(store: Store, flow: LoadedFlow, clock: SteadyClock | None = None) -> Consultation:
    """A session at its first question."""
    opening = Opening(
        Clinician("Dr Grey", "physician"), "M-1", clinic_values(flow.flow, {}), today=None
    )
    return start(store, flow, opening, clock or SteadyClock())
