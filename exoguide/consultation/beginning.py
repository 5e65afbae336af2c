"""Before the first question: the flow, the patient's reference and what the clinic has set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from exoguide.config import CLINIC, Settings, load_clinic
from exoguide.consultation import flows
from exoguide.consultation.clock import SystemClock
from exoguide.consultation.languages import languages_of, meant_by
from exoguide.consultation.opening import Clinician, Opening, start
from exoguide.consultation.records import find_session
from exoguide.consultation.session import Consultation
from exoguide.errors import UsageError
from exoguide.flow.clinic import clinic_values
from exoguide.flow.loading import LoadedFlow
from exoguide.paths import config_folder
from exoguide.records.store import Store

LONGEST_REFERENCE = 100
"""Characters of a patient reference."""


def ready(flow: str | None, settings: Settings, say: Callable[[str], None]) -> LoadedFlow:
    """The flow named, set, or the only one there is: loaded, and proven free of errors.

    ``say`` is told what takes a while. ``FlowError`` and ``UsageError`` say what stands in the way.
    """
    name = flow or settings.flow
    if not name:
        known = flows.names()
        if len(known) != 1:
            raise UsageError(
                "Which flow?",
                f"There are several: {', '.join(known)}." if known else "There is none.",
                "Name it: exoguide start FLOW.",
            )
        name = known[0]
    loaded = flows.load(name)
    today = SystemClock().today()
    if not flows.is_proven(loaded, today):
        say(f"Checking the flow {loaded.flow.head.id}, as after every change and once a month.")
        flows.prove(loaded, today)
    return loaded


def begin(
    store: Store,
    settings: Settings,
    loaded: LoadedFlow,
    leader: Clinician,
    *,
    patient: str = "",
    today: date | None = None,
    follows: str = "",
) -> Consultation:
    """A new session; ``follows`` is the number of the ended one that it replaces."""
    if follows:
        follows = _followed(store, follows)
    opening = Opening(
        leader,
        reference(patient),
        clinic_values(loaded.flow, profile()),
        locale=locale_of(loaded, settings),
        today=today,
        follows=follows,
    )
    return start(store, loaded, opening)


def reference(patient: str) -> str:
    """A patient reference as it is stored; ``UsageError`` when it cannot be one."""
    found = patient.strip()
    if len(found) > LONGEST_REFERENCE or not found.isprintable():
        raise UsageError(
            "This patient reference cannot be used",
            f"It has up to {LONGEST_REFERENCE} printable characters.",
            "Give the number that your clinic knows the patient by; never a name.",
        )
    return found


def profile() -> Mapping[str, Any]:
    """The clinic profile."""
    return load_clinic(config_folder() / CLINIC)


def locale_of(flow: LoadedFlow, settings: Settings) -> str:
    """The language that the settings ask for, where the flow has it."""
    meant = meant_by(flow.flow, settings.language) if settings.language else ""
    return meant if meant in languages_of(flow.flow) else flow.flow.head.language


def _followed(store: Store, typed: str) -> str:
    name = find_session(store, typed)
    if store.session(name).ended is None:
        raise UsageError(
            "This session has not ended",
            f"Session {name} is still in progress, so nothing can follow it yet.",
            f"Go on with it: exoguide resume {name}.",
        )
    return name
