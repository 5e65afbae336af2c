"""Holding a consultation from the command line: beginning, leading through, playing from a file."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import attrs
import click

from exoguide.cli import common
from exoguide.config import Settings
from exoguide.consultation import beginning
from exoguide.consultation.beginning import locale_of, profile, ready, reference
from exoguide.consultation.projecting import projection
from exoguide.consultation.scripted import Script, check_keys
from exoguide.consultation.session import Consultation, Opening, resume, start
from exoguide.consultation.stories import Stage, play
from exoguide.consultation.wording import answer_of, title_of
from exoguide.engine.apply import Taken
from exoguide.errors import Exit, Interrupted, UsageError
from exoguide.flow.clinic import clinic_values
from exoguide.flow.problems import FlowProblems
from exoguide.flow.syntax import LARGEST, parse_document
from exoguide.line.console import Console
from exoguide.line.face import run
from exoguide.records.store import Query, State, Store


def begin(
    store: Store,
    settings: Settings,
    flow: str | None,
    *,
    patient: str = "",
    today: date | None = None,
    follows: str = "",
) -> Consultation:
    """A new session, with everything asked that is not set."""
    loaded = ready(flow, settings, common.talk)
    leader = common.clinician(settings, ask=common.is_terminal(), practice=store.practice)
    return beginning.begin(
        store, settings, loaded, leader, patient=patient, today=today, follows=follows
    )


def hold(
    consultation: Consultation,
    show: str | None = None,
    *,
    patient: bool = False,
    plain: bool = False,
) -> int:
    """Lead through the session, in full screen or line by line; the exit code.

    A hang-up or a request to stop ends it as the end of input does: nothing is lost.
    """
    settings = common.settings()
    if common.full_screen(settings, plain=plain):
        return _on_screen(consultation, settings, show)
    console = Console(sys.stdin, sys.stdout, width=common.width())
    day_first = {"day_first": True, "month_first": False}.get(settings.dates)
    try:
        with _stoppable(consultation):
            code = run(consultation, console, patient_view=patient, day_first=day_first)
    except BrokenPipeError:
        raise _stopped(consultation, "Nobody reads the output any more.") from None
    except KeyboardInterrupt:
        common.talk(f"\nGo on: exoguide resume {consultation.session_id}")
        raise
    finally:
        consultation.leave()
    if code is Exit.OK and show:
        printed(consultation, show)
    return code


def _on_screen(consultation: Consultation, settings: Settings, show: str | None) -> int:
    from exoguide.tui.run import open_screen

    code = open_screen(consultation.store, settings, consultation)
    ended = consultation.state.ended is not None
    if ended and show:
        from exoguide.consultation.papers import page
        from exoguide.consultation.records import open_records

        store = open_records(practice=consultation.practice)
        click.echo(page(store, consultation.session_id, show, "text"), nl=False)
        store.close()
    elif not ended:
        common.talk(f"Everything is saved. Go on: exoguide resume {consultation.session_id}")
    return code or (Exit.OK if ended else Exit.UNFINISHED)


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
        if patient:
            story = attrs.evolve(story, patient=reference(patient))
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


def latest_open(store: Store) -> str:
    """The id of the newest session in progress; ``UsageError`` when there is none."""
    found = store.sessions(Query(state=State.OPEN, limit=1))
    if not found:
        raise UsageError(
            "Nothing is in progress",
            "No session waits to be gone on with.",
            "Begin one: exoguide start. See all: exoguide sessions.",
        )
    return found[0].id


def printed(consultation: Consultation, edition: str) -> None:
    """Print the summary of a session that has ended."""
    from exoguide.consultation.papers import page

    click.echo(page(consultation.store, consultation.session_id, edition, "text"), nl=False)


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


@contextmanager
def _stoppable(consultation: Consultation) -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into an orderly leave, unless they are ignored on purpose."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _stopped(consultation, "The program was asked to stop.")

    before = {}
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


def _stopped(consultation: Consultation, why: str) -> Interrupted:
    return Interrupted(
        "The session is not finished",
        f"{why} What was recorded is saved.",
        f"Go on: exoguide resume {consultation.session_id}",
    )
