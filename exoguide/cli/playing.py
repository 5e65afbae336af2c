"""Playing a consultation from a file: a story, or a table of answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from exoguide.cli import common
from exoguide.cli.holding import printed
from exoguide.config import Settings
from exoguide.consultation.beginning import locale_of, profile, ready, reference
from exoguide.consultation.opening import Opening, resume, start
from exoguide.consultation.projecting import projection
from exoguide.consultation.scripted import Script, check_keys
from exoguide.consultation.session import Consultation
from exoguide.consultation.stories import Stage, play
from exoguide.consultation.wording import answer_of, title_of
from exoguide.engine.apply import Taken
from exoguide.errors import Exit, UsageError
from exoguide.flow.clinic import clinic_values
from exoguide.flow.problems import FlowProblems
from exoguide.flow.syntax import LARGEST, parse_document
from exoguide.records.store import Store


def play_file(
    store: Store,
    settings: Settings,
    flow: str | None,
    file: Path,
    *,
    patient: str = "",
    today: date | None = None,
    show: str | None = None,
) -> int:
    """Play a story, or answer a new session from a table of answers; the exit code."""
    loaded = ready(flow, settings, common.talk)
    leader = common.clinician(settings, ask=False, practice=store.practice)
    document = _document(file)
    if "story" in document:
        from exoguide.flow.stories import load_story

        story = load_story(file)
        if named := reference(patient):
            story = attrs.evolve(story, patient=named)
        stage = Stage(store, clinic=profile(), clinician=leader, watch=_say)
        return _finished(play(stage, loaded, story), show)
    given = _answers(file, document)
    opening = Opening(
        leader,
        reference(patient),
        clinic_values(loaded.flow, profile()),
        locale=locale_of(loaded, settings),
        today=today,
    )
    return _answer_all(start(store, loaded, opening), given, show)


def go_on(
    store: Store, session_id: str, file: Path, *, today: date | None = None, show: str | None = None
) -> int:
    """Go on with a session from a table of answers; the exit code."""
    given = _answers(file, _document(file))
    return _answer_all(resume(store, session_id, today=today), given, show)


def _document(file: Path) -> dict[str, Any]:
    raw = common.read_only_file(file, LARGEST)
    document, problems = parse_document(file.name, raw)
    if document is None or problems:
        raise FlowProblems(file.name, problems)
    return document


def _answers(file: Path, document: dict[str, Any]) -> dict[str, Any]:
    given = document.get("answers")
    if not isinstance(given, dict) or set(document) != {"answers"}:
        raise UsageError(
            "No answers in this file",
            f"{file} is neither a story nor a table of answers.",
            'Begin it with [answers], then question = "answer" lines.',
        )
    return given


def _answer_all(consultation: Consultation, given: Mapping[str, Any], show: str | None) -> int:
    try:
        check_keys(consultation, given)
        Script(given, watch=_say).run(consultation)
    finally:
        consultation.leave()
    return _finished(consultation, show)


def _finished(consultation: Consultation, show: str | None) -> int:
    """Whether a played session ended; what it waits for is said."""
    state = consultation.state
    name = consultation.session_id
    if state.ended is None:
        asked = projection(state, None).question
        what = f"No answer is given for: {asked}" if asked else "Something has to be settled first."
        common.talk(f"Session {name} is not finished. {what}")
        common.talk(f"Go on: exoguide resume {name}")
        return Exit.UNFINISHED
    common.talk(f"Session {name} has ended: {state.ended.title}. See it: exoguide show {name}")
    if show:
        printed(consultation, show)
    return Exit.OK


def _say(consultation: Consultation, taken: Taken) -> None:
    """One line of talk for each thing that a script does."""
    event = taken.event
    key = event.body.get("key")
    if not isinstance(key, str):
        common.talk(f"{event.kind.value}")
        return
    given = consultation.state.ledger.answers.get(key)
    said = f": {answer_of(consultation, key, given)}" if given is not None else ""
    common.talk(f"{title_of(consultation, key)}{said}"[:300])
