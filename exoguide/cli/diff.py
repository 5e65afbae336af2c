"""For authors: what a new version of a flow means for sessions held with the old one."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from exoguide.cli.completing import flow_names
from exoguide.errors import Exit

if TYPE_CHECKING:
    from exoguide.check.changes import Comparison, Version
    from exoguide.check.report import Report


@click.command()
@click.argument("old", shell_complete=flow_names)
@click.argument("new", shell_complete=flow_names)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
)
@click.option("--strict", is_flag=True, help="Warnings count as findings too.")
def diff(old: str, new: str, form: str, strict: bool) -> int:
    """Tell what changed between two versions of a flow.

    OLD and NEW are flows as check takes them; OLD or NEW may also be the number of a session, for
    the flow that it keeps. Each difference breaks stored answers, re-routes sessions, adds, or is
    words only, the worst first. It ends with 1 where one breaks stored answers and the first number
    of the version was not raised; with --strict also where one re-routes and the second was not.
    """
    from exoguide.check.changes import compare
    from exoguide.flow.problems import FlowProblems

    read: list[Version] = []
    for name in (old, new):
        try:
            read.append(_version(name))
        except FlowProblems:
            return _refused(name, form)
    found = compare(*read)
    click.echo(_shown(found, form).rstrip("\n"))
    return Exit.UNFINISHED if found.report.fails(strict=strict) else Exit.OK


def _version(name: str) -> Version:
    """The flow that a person named, or the one that a session keeps."""
    from exoguide.check.changes import version_of
    from exoguide.consultation.flows import locate
    from exoguide.errors import FlowError, UsageError
    from exoguide.flow.bundle import read_bundle
    from exoguide.records.ids import read_session_id

    try:
        path = locate(name)
    except FlowError:
        session = read_session_id(name)
        if session is None:
            raise
        with suppress(UsageError):  # then it is a flow's name after all, and a misspelt one
            return _kept(session)
        raise
    return version_of(read_bundle(path))


def _kept(name: str) -> Version:
    """The flow that a session was begun with, out of the store."""
    from exoguide.check.changes import saved_version
    from exoguide.cli.common import find
    from exoguide.errors import RecordError

    store, session = find(name)
    try:
        digest = str(store.events(session)[0].body.get("bundle"))
        content = store.flow(digest)
    finally:
        store.close()
    if content is None:
        raise RecordError("Saved flow is missing", f"Session {session} has no flow {digest[:16]}.")
    return saved_version(session, content)


def _refused(name: str, form: str) -> int:
    """Show what keeps a flow from being read as a check would."""
    from exoguide.check import check_flow
    from exoguide.cli.common import talk
    from exoguide.consultation.clock import SystemClock
    from exoguide.consultation.flows import locate

    talk(f"{name} cannot be compared as long as it has these errors.")
    report = check_flow(locate(name), SystemClock().today())
    click.echo(_rendered(report, form).rstrip("\n"))
    return Exit.UNFINISHED


def _shown(found: Comparison, form: str) -> str:
    from exoguide.check.changes import difference_json, difference_text

    if form == "text":
        return difference_text(found)
    return difference_json(found) if form == "json" else _rendered(found.report, form)


def _rendered(report: Report, form: str) -> str:
    from exoguide.check import render_github, render_json, render_sarif, render_text

    if form == "text":
        return render_text(report)
    return {"json": render_json, "sarif": render_sarif, "github": render_github}[form](report)
