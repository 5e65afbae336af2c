"""Commands for whoever looks after the installation: where things are, and whether all is well."""

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
def where() -> int:
    """Print the folders that exoguide uses."""
    from exoguide.consultation.records import PRACTICE_FOLDER, how_protected
    from exoguide.flow.finding import built_in_flows
    from exoguide.paths import cache_folder, config_folder, data_folder, user_flows_folder
    from exoguide.plaintext import harmless

    for name, folder in (
        ("sessions", data_folder()),
        ("practice sessions", data_folder() / PRACTICE_FOLDER),
        ("settings", config_folder()),
        ("own flows", user_flows_folder()),
        ("built-in flows", built_in_flows()),
        ("cache", cache_folder()),
    ):
        click.echo(harmless(f"{name + ':':19} {folder}"))
    protected = how_protected()
    words = protected.words if protected is not None else "There are no sessions yet."
    click.echo(f"{'protection:':19} {words}")
    return Exit.OK


@click.command()
def doctor() -> int:
    """Look whether everything works here."""
    bad = 0
    for good, words in _findings():
        bad += not good
        click.echo(f"{'ok ' if good else 'BAD'} {words}")
    return Exit.UNFINISHED if bad else Exit.OK


def _findings() -> Iterator[tuple[bool, str]]:
    """Everything that is looked at, good or not."""
    import platform

    yield True, f"exoguide {__version__}, Python {platform.python_version()}"
    yield (
        platform.system() in {"Linux", "Darwin"},
        f"system: {platform.system()} {platform.release()}",
    )
    yield from _store()
    yield from _flows()
    encoding = (sys.stdout.encoding or "none").lower()
    yield (
        encoding.replace("-", "") == "utf8",
        f"text encoding of this terminal: {encoding}",
    )
    if sys.stdin.isatty():
        import os

        yield True, f"terminal: {os.environ.get('TERM') or 'not named (TERM is empty)'}"
    else:
        yield True, "terminal: none (input does not come from one)"


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
