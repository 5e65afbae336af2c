"""Commands for authors of flows: check, explain and test."""

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


@click.command()
@click.argument("flow")
@click.argument("story", nargs=-1)
def test(flow: str, story: tuple[str, ...]) -> int:
    """Play the stories of FLOW.

    All of them, or those named: what comes of each is compared with what it expects.
    """
    import tempfile
    from pathlib import Path

    from exoguide.cli.common import talk
    from exoguide.consultation.expecting import put_to_the_test
    from exoguide.consultation.flows import load
    from exoguide.consultation.stories import Stage
    from exoguide.errors import UsageError
    from exoguide.flow.stories import load_stories
    from exoguide.plaintext import harmless
    from exoguide.records.embedded import open_store

    loaded = load(flow)
    stories = load_stories(loaded.path)
    unknown = sorted(set(story) - {one.id for one in stories})
    if unknown:
        raise UsageError(
            "No such story",
            f"The flow has no story “{unknown[0][:60]}”.",
            f"Its stories: {', '.join(one.id for one in stories) or 'none'}.",
        )
    chosen = [one for one in stories if not story or one.id in story]
    if not chosen:
        talk(f"The flow {loaded.flow.head.id} has no stories.")
        return Exit.OK
    failed = 0
    with tempfile.TemporaryDirectory(prefix="exoguide-test-") as folder:
        store = open_store(Path(folder) / "stories", practice=True)
        for one in chosen:
            played = put_to_the_test(Stage(store), loaded, one)
            failed += bool(played.differences)
            click.echo(f"{'FAILED' if played.differences else 'ok    '} {one.id}: {one.title}")
            for difference in played.differences:
                click.echo(harmless(f"       {difference}"))
        store.close()
    click.echo(f"{len(chosen)} stories, {failed} failed")
    return Exit.UNFINISHED if failed else Exit.OK
