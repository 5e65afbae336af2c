"""What can stand in a word of the command line that is being completed: sessions and flows.

A shell asks while a person presses Tab, so nothing here asks anything, says anything or begins
anything: a store that is locked, or not there yet, completes nothing.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from exoguide.errors import ExoguideError

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

MOST = 50
"""Sessions that are offered, the newest."""


def session_ids(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Session numbers that begin as typed; with ``--practice`` those of practice sessions."""
    from click.shell_completion import CompletionItem

    del param
    begun = incomplete.upper()
    rows = []
    with suppress(ExoguideError):
        rows = _sessions(practice=bool(ctx.params.get("practice")))
    return [CompletionItem(name, help=words) for name, words in rows if name.startswith(begun)]


def sessions_and_files(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Session numbers, and files beside them."""
    from click.shell_completion import CompletionItem

    found = session_ids(ctx, param, incomplete)
    return found or [CompletionItem(incomplete, type="file")]


def flow_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Flows that begin as typed; files and folders where there is no such name."""
    from click.shell_completion import CompletionItem

    del ctx, param
    names: tuple[str, ...] = ()
    with suppress(ExoguideError):
        from exoguide.consultation.flows import names as known

        names = known()
    found = [CompletionItem(name) for name in names if name.startswith(incomplete)]
    return found or [CompletionItem(incomplete, type="file")]


def _sessions(*, practice: bool) -> list[tuple[str, str]]:
    """Number and state of each session of a store that opens by itself."""
    from exoguide.consultation.records import how_protected, open_records
    from exoguide.consultation.unlocking import unasked
    from exoguide.records.held import Query

    if how_protected(practice=practice) is None:
        return []
    store = open_records(practice=practice, give=unasked)
    try:
        return [(row.id, row.state or "in progress") for row in store.sessions(Query(limit=MOST))]
    finally:
        store.close()
