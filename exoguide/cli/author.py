"""Commands for authors of flows: check and explain."""

from __future__ import annotations

import click

from exoguide.errors import Exit


@click.command()
@click.argument("flow")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
)
@click.option("--strict", is_flag=True, help="Warnings count as findings too.")
def check(flow: str, form: str, strict: bool) -> int:
    """Prove FLOW sound.

    Over every path: no dead end, no gap, no red flag that can be skipped.
    """
    from exoguide.check import check_flow, render_github, render_json, render_sarif, render_text
    from exoguide.consultation.clock import SystemClock
    from exoguide.consultation.flows import locate

    report = check_flow(locate(flow), SystemClock().today())
    renderers = {
        "text": render_text,
        "json": render_json,
        "sarif": render_sarif,
        "github": render_github,
    }
    click.echo(renderers[form](report).rstrip("\n"))
    found = bool(report.errors) or (strict and bool(report.warnings))
    return Exit.UNFINISHED if found else Exit.OK


@click.command()
@click.argument("code")
def explain(code: str) -> int:
    """Explain the finding CODE, such as EXG402."""
    from exoguide.check.explain import explain as explained

    click.echo(str(explained(code)).rstrip("\n"))
    return Exit.OK
