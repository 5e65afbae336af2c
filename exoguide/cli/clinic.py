"""The command for whoever looks after the installation: where things are."""

from __future__ import annotations

import click

from exoguide.errors import Exit


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
