"""Commands for authors of flows: check and explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from exoguide.cli.completing import flow_names
from exoguide.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exoguide.check.report import Report


@click.command()
@click.argument("flow", shell_complete=flow_names)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
)
@click.option("--strict", is_flag=True, help="Warnings count as findings too.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.option("--fix", is_flag=True, help="Mend what is certain, such as a misspelt name, first.")
def check(flow: str, form: str, strict: bool, watch: bool, fix: bool) -> int:
    """Prove FLOW sound.

    Over every path: no dead end, no gap, no red flag that can be skipped.
    """
    from exoguide.consultation.flows import locate
    from exoguide.errors import UsageError

    path = locate(flow)
    if watch and fix:
        raise UsageError(
            "Two things at once", "--fix writes files and --watch waits for them to be written."
        )
    if watch:
        from exoguide.cli.watching import watch as keep_watching

        keep_watching(path, lambda: _report(path, form))
    if fix:
        from exoguide.cli.common import talk
        from exoguide.cli.mending import mend
        from exoguide.consultation.clock import SystemClock

        made = mend(path, SystemClock().today())
        talk(f"{made} {'edit' if made == 1 else 'edits'} made." if made else "Nothing to mend.")
    return Exit.UNFINISHED if _report(path, form).fails(strict=strict) else Exit.OK


def _report(path: Path, form: str) -> Report:
    """Check the flow at ``path`` and show what was found."""
    from functools import partial
    from time import monotonic

    from exoguide.check import check_flow, render_github, render_json, render_sarif, render_text
    from exoguide.consultation.clock import SystemClock

    begun = monotonic()
    report = check_flow(path, SystemClock().today())
    renderers: dict[str, Callable[[Report], str]] = {
        "text": partial(render_text, seconds=monotonic() - begun),
        "json": render_json,
        "sarif": render_sarif,
        "github": render_github,
    }
    click.echo(renderers[form](report).rstrip("\n"))
    return report


@click.command()
@click.argument("code")
def explain(code: str) -> int:
    """Explain the finding CODE, such as EXG402."""
    from exoguide.check.explain import explain as explained

    click.echo(str(explained(code)).rstrip("\n"))
    return Exit.OK
