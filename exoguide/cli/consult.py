"""Commands that hold a consultation: start and resume."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from exoguide.cli.completing import flow_names, session_ids
from exoguide.errors import UsageError

DAY = click.DateTime(["%Y-%m-%d"])
REAL_DATE = UsageError(
    "The date cannot be chosen",
    "A real consultation takes place today.",
    "Leave out --today; only practice sessions may have another date.",
)
EDITIONS = click.Choice(["patient", "clinician"])


@click.command()
@click.argument("flow", required=False, shell_complete=flow_names)
@click.option(
    "--patient",
    metavar="REF",
    default="",
    help="A number that does not identify the patient to others; never a name. A name is"
    " written down on screen, with the command: name.",
)
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    help="Take the answers from a file: a story, or an [answers] table by question id.",
)
@click.option("--practice", is_flag=True, help="Nothing is real; kept apart from real sessions.")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers and plain terminals.")
@click.option("--today", type=DAY, metavar="DATE", help="Another date; with --practice only.")
@click.option(
    "--follows",
    metavar="SESSION",
    help="Replace an ended session; offers its answers.",
    shell_complete=session_ids,
)
@click.option("--show", type=EDITIONS, help="Print the summary when the session has ended.")
def start(
    flow: str | None,
    patient: str,
    answers: Path | None,
    practice: bool,
    plain: bool,
    today: datetime | None,
    follows: str | None,
    show: str | None,
) -> int:
    """Begin a consultation.

    FLOW is a name, a folder or a file. Without FLOW, with the one from the settings, or the
    only one there is.
    """
    from exoguide.cli import common
    from exoguide.cli.holding import begin, hold

    if today is not None and not practice:
        raise REAL_DATE
    if answers is None:
        _require_input()
    chosen = common.settings()
    day = today.date() if today is not None else None
    store = common.warn(common.opened(practice=practice))
    try:
        if answers is not None:
            from exoguide.cli.playing import play_file

            return play_file(store, chosen, flow, answers, patient=patient, today=day, show=show)
        consultation = begin(store, chosen, flow, patient=patient, today=day, follows=follows or "")
        return hold(consultation, show, plain=plain)
    finally:
        store.close()


@click.command()
@click.argument("session", required=False, shell_complete=session_ids)
@click.option("--plain", is_flag=True, help="Line by line, for screen readers and plain terminals.")
@click.option("--practice", is_flag=True, help="The latest practice session, without SESSION.")
@click.option("--answers", type=click.Path(path_type=Path), help="Take the answers from a file.")
@click.option("--today", type=DAY, metavar="DATE", help="Another date; practice sessions only.")
@click.option("--show", type=EDITIONS, help="Print the summary when the session has ended.")
def resume(
    session: str | None,
    plain: bool,
    practice: bool,
    answers: Path | None,
    today: datetime | None,
    show: str | None,
) -> int:
    """Go on where a session stopped.

    Without SESSION, with the latest one in progress. A session that ended with more time, a
    pause or a referral is reopened.
    """
    from exoguide.cli import common
    from exoguide.cli.holding import hold, latest_open

    if answers is None:
        _require_input()
    day: date | None = today.date() if today is not None else None
    if session is None:
        store = common.opened(practice=practice)
        name = latest_open(store)
    else:
        store, name = common.find(session)
    common.warn(store)
    try:
        if day is not None and not store.practice:
            raise REAL_DATE
        if answers is not None:
            from exoguide.cli.playing import go_on

            return go_on(store, name, answers, today=day, show=show)
        from exoguide.cli.progress import unless_quick
        from exoguide.consultation.opening import resume as again

        with unless_quick("Opening the session. One moment."):
            made = again(store, name, today=day)
        return hold(made, show, plain=plain)
    finally:
        store.close()


def _require_input() -> None:
    """Somebody or something must be there to answer."""
    if sys.stdin is None or sys.stdin.closed:
        raise UsageError(
            "Nobody is there to answer",
            "Standard input is closed.",
            "Run it in a terminal, or give the answers with --answers FILE.",
        )
