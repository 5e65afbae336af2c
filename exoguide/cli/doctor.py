"""Whether all is well here: the program, its store, the flows, the clinic, the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from exoguide import __version__
from exoguide.errors import Exit, ExoguideError

if TYPE_CHECKING:
    from exoguide.flow.model import Flow
    from exoguide.records.store import Store


@click.command()
def doctor() -> int:
    """Look whether everything works here.

    Ends with a test card of the terminal: what stands there should look as it says.
    """
    from exoguide.cli.card import card

    bad = 0
    for good, words in _findings():
        bad += not good
        click.echo(f"{'ok ' if good else 'BAD'} {words}")
    click.echo()
    click.echo(card())
    return Exit.UNFINISHED if bad else Exit.OK


def _findings() -> Iterator[tuple[bool, str]]:
    """Everything that is looked at, good or not."""
    import platform

    yield True, f"exoguide {__version__}, Python {platform.python_version()}"
    yield (
        platform.system() in {"Linux", "Darwin"},
        f"system: {platform.system()} {platform.release()}",
    )
    yield _library()
    yield from _store()
    yield from _flows()
    yield from _terminal()


def _library() -> tuple[bool, str]:
    """The database library, which must encrypt and be free of a known bug."""
    from exoguide.records.connection import library_version, require_library

    try:
        require_library()
    except ExoguideError as error:
        return False, f"database library: {error.message} {error.todo}"
    return True, f"database library: {library_version()}"


def _terminal() -> Iterator[tuple[bool, str]]:
    """What the terminal says of itself, how it is reached, and which face it will be given."""
    import os
    import shutil

    from exoguide.cli import common
    from exoguide.tui.link import over_ssh

    encoding = (sys.stdout.encoding or "none").lower()
    good = encoding.replace("-", "") == "utf8"
    yield good, f"text encoding of this terminal: {encoding}"
    if not sys.stdin.isatty():
        yield True, "terminal: none (input does not come from one); line by line"
        return
    inside = [
        name for name, variable in (("tmux", "TMUX"), ("screen", "STY")) if os.environ.get(variable)
    ]
    columns, rows = shutil.get_terminal_size()
    named = os.environ.get("TERM") or "not named (TERM is empty)"
    within = f"inside {inside[0]}" if inside else "no tmux or screen"
    link = "over SSH" if over_ssh(os.environ) else "not over SSH"
    yield True, f"terminal: {named}, {columns}x{rows}, {within}, {link}"
    try:
        full = common.full_screen(common.settings(), plain=False)
    except ExoguideError as error:
        yield False, f"settings: {error.message} {error.todo}"
        return
    yield True, f"face: {'full screen' if full else 'line by line'}"


def _store() -> Iterator[tuple[bool, str]]:
    from exoguide.consultation.records import open_records
    from exoguide.paths import data_folder
    from exoguide.records.keys import Locked
    from exoguide.records.witnesses import verify_all

    try:
        folder = data_folder()
        store = open_records()
        broken = [verdict for verdict in verify_all(store) if not verdict.sound]
        count = len(store.ids())
    except Locked as error:
        yield from _protection()
        yield False, f"sessions: not looked at. {error.message} {error.todo}"
        return
    except ExoguideError as error:
        yield False, f"sessions: {error.title}. {error.message} {error.todo}"
        return
    private = not folder.stat().st_mode & 0o077
    yield private, f"folder of the sessions: {'private' if private else 'others may look into it'}"
    yield not broken, f"sessions: {count}, {len(broken)} damaged"
    yield not store.read_only, f"saving: {store.read_only or 'possible'}"
    yield True, f"backup: {_last_backup(store)}"
    yield from _protection()
    for warning in store.warnings:
        yield True, f"note: {warning}"
    store.close()


def _last_backup(store: Store) -> str:
    """When the last one was made, as the record of access has it."""
    from exoguide.records.access import Deed, entries

    found = list(entries(store.access_log().links))
    made = [entry for entry in found if entry.deed == Deed.BACKUP.value]
    if not made:
        return "none yet; make one: exoguide backup FOLDER"
    return f"the last one on {made[-1].at[:10]}, {made[-1].how}"


def _protection() -> Iterator[tuple[bool, str]]:
    from exoguide.consultation.records import how_protected

    protected = how_protected()
    if protected is not None:
        yield True, f"protection: {protected.words}"


def _flows() -> Iterator[tuple[bool, str]]:
    from exoguide.consultation.flows import load, names

    try:
        known = names()
    except ExoguideError as error:
        yield False, f"flows: {error.title}. {error.message}"
        return
    for name in known:
        try:
            flow = load(name).flow
        except ExoguideError as error:
            yield False, f"flow {name}: {str(error).splitlines()[0]}"
            continue
        reviewed = flow.head.reviewed_by or "nobody; not for patients before that"
        yield True, f"flow {name} {flow.head.version}: loads; reviewed by {reviewed}"
        yield _profile(flow)


def _profile(flow: Flow) -> tuple[bool, str]:
    """Whether the clinic has said what the flow needs to know of it."""
    from exoguide.cli.profile import profile_path, unset_values
    from exoguide.config import load_clinic
    from exoguide.flow.clinic import clinic_values

    try:
        profile = load_clinic(profile_path())
        clinic_values(flow, profile)
    except ExoguideError as error:
        return False, f"clinic profile: {' '.join(str(error).split())}"
    missing = ", ".join(value.title or value.id for value in unset_values(flow, profile))
    if missing:
        return True, f"clinic profile: not set: {missing}. Set them: exoguide clinic {flow.head.id}"
    return True, f"clinic profile: all that {flow.head.id} reads is set"
