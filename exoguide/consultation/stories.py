"""Playing stories: whole consultations written down, visit by visit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from exoguide.consultation.clock import Clock
from exoguide.consultation.opening import Clinician, Opening, resume, start
from exoguide.consultation.scripted import Script, Watch, check_keys
from exoguide.consultation.session import Consultation
from exoguide.errors import UsageError
from exoguide.flow.clinic import clinic_values
from exoguide.flow.loading import LoadedFlow
from exoguide.flow.model.story import Story
from exoguide.records.store import Store

PLAYER = Clinician("Practice clinician", "clinician")
"""Who leads a consultation that is played."""


@attrs.frozen
class Stage:
    """Where stories are played: a store, and what the machine and the clinic give."""

    store: Store
    clock: Clock | None = None
    clinic: Mapping[str, Any] = attrs.Factory(dict)
    """The clinic profile; a story's own values are laid over it."""
    clinician: Clinician = PLAYER
    watch: Watch | None = None
    locale: str = ""
    """The language of the sessions; the flow's own, when empty."""


def play(stage: Stage, flow: LoadedFlow, story: Story) -> Consultation:
    """Play all visits of ``story``; the session as the last one leaves it.

    The dates are the story's own in a practice store; a real consultation takes place today, so
    there a story may have one visit only. Raises ``Unanswered`` where an answer is not taken.
    """
    store = stage.store
    if not store.practice and len(story.visit) > 1:
        raise UsageError(
            "This story takes place on several days",
            f"“{story.title}” has {len(story.visit)} visits, and a real consultation is today.",
            "Play it with --practice.",
        )
    values = clinic_values(flow.flow, {**stage.clinic, **story.clinic}, f"story {story.id}")
    consultation: Consultation | None = None
    for visit in story.visit:
        day = _day(store, visit.today)
        if consultation is None:
            opening = Opening(
                stage.clinician, story.patient, values, locale=stage.locale, today=day
            )
            consultation = start(store, flow, opening, stage.clock)
        else:
            consultation.leave()
            consultation = resume(store, consultation.session_id, stage.clock, today=day)
        check_keys(consultation, visit.given)
        script = Script(visit.given, visit.do, stage.watch)
        script.run(consultation)
        if script.left:
            consultation.leave()
            raise UsageError(
                "An action of the story was never reached",
                f"“{story.title}”: nothing is asked at “{script.left[0].at}” on that visit.",
                "Correct its “at”, or the answers that lead there.",
            )
    if consultation is None:
        raise UsageError(
            "The story is empty", f"“{story.title}” has no visit.", "Add a [[visit]] with today."
        )
    consultation.leave()
    return consultation


def _day(store: Store, day: date) -> date | None:
    return day if store.practice else None
