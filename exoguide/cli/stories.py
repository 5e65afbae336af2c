"""Playing the stories of a flow: whether they come out, and how much of the flow they reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from exoguide.cli.completing import flow_names
from exoguide.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from exoguide.consultation.coverage import Collector, Coverage
    from exoguide.consultation.expecting import Played
    from exoguide.flow.loading import LoadedFlow
    from exoguide.flow.model.story import Story


@click.command()
@click.argument("flow", shell_complete=flow_names)
@click.argument("story", nargs=-1)
@click.option("--coverage", is_flag=True, help="Show what of the flow the stories reach.")
@click.option(
    "--fail-under",
    metavar="PERCENT",
    type=click.FloatRange(0, 100),
    help="A finding when less than this is reached, of everything together.",
)
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def test(
    flow: str, story: tuple[str, ...], coverage: bool, fail_under: float | None, as_json: bool
) -> int:
    """Play the stories of FLOW.

    All of them, or those named: what comes of each is compared with what it expects.
    """
    from decimal import Decimal

    from exoguide.cli.common import talk
    from exoguide.consultation.coverage import Collector
    from exoguide.consultation.flows import load

    loaded = load(flow)
    chosen = _chosen(loaded, story)
    collector = Collector() if coverage or fail_under is not None else None
    if not chosen and not as_json:
        talk(f"The flow {loaded.flow.head.id} has no stories.")
    played = _play(loaded, chosen, collector, tell=not as_json)
    failed = sum(bool(one.differences) for one in played)
    reached = collector.coverage(loaded.flow) if collector else None
    if as_json:
        click.echo(_json(loaded, played, reached))
    elif chosen:
        click.echo(f"{len(chosen)} stories, {failed} failed")
    if reached and not as_json:
        from exoguide.cli.common import width
        from exoguide.consultation.coverage_report import coverage_text

        click.echo("\n" + coverage_text(reached, width()).rstrip("\n"))
    limit = None if fail_under is None else Decimal(str(fail_under))
    short = _short(reached, limit)
    if short:
        talk(short)
    return Exit.UNFINISHED if failed or short else Exit.OK


def _chosen(loaded: LoadedFlow, names: Sequence[str]) -> list[Story]:
    from exoguide.errors import UsageError
    from exoguide.flow.stories import load_stories

    stories = load_stories(loaded.path)
    unknown = sorted(set(names) - {one.id for one in stories})
    if unknown:
        raise UsageError(
            "No such story",
            f"The flow has no story “{unknown[0][:60]}”.",
            f"Its stories: {', '.join(one.id for one in stories) or 'none'}.",
        )
    return [one for one in stories if not names or one.id in names]


def _play(
    loaded: LoadedFlow, stories: Sequence[Story], collector: Collector | None, *, tell: bool
) -> list[Played]:
    """Play ``stories`` in a store that is thrown away, and say of each how it came out."""
    import tempfile
    from pathlib import Path

    from exoguide.consultation.expecting import put_to_the_test
    from exoguide.consultation.stories import Stage
    from exoguide.plaintext import harmless
    from exoguide.records.embedded import open_store

    found: list[Played] = []
    if not stories:
        return found
    with tempfile.TemporaryDirectory(prefix="exoguide-test-") as folder:
        store = open_store(Path(folder) / "stories", practice=True)
        stage = Stage(store, watch=collector.watch if collector else None)
        for one in stories:
            played = put_to_the_test(stage, loaded, one)
            found.append(played)
            if collector:
                collector.end()
            if tell:
                verdict = "FAILED" if played.differences else "ok    "
                click.echo(harmless(f"{verdict} {one.id}: {one.title}"))
                for difference in played.differences:
                    click.echo(harmless(f"       {difference}"))
        store.close()
    return found


def _json(loaded: LoadedFlow, played: Sequence[Played], reached: Coverage | None) -> str:
    from exoguide.consultation.coverage_report import coverage_json
    from exoguide.plaintext import harmless_json

    found = {
        "flow": loaded.flow.head.id,
        "digest": loaded.digest,
        "stories": [
            {
                "id": one.story.id,
                "title": one.story.title,
                "ok": not one.differences,
                "differences": [str(difference) for difference in one.differences],
            }
            for one in played
        ],
        "failed": sum(bool(one.differences) for one in played),
        **({"coverage": coverage_json(reached)} if reached else {}),
    }
    return harmless_json(found)


def _short(reached: Coverage | None, limit: Decimal | None) -> str:
    """Why less was reached than was asked for; empty when enough was."""
    if reached is None or limit is None:
        return ""
    got, whole = reached.figure()
    if not whole or 100 * got >= limit * whole:
        return ""
    return f"Only {reached.percent()} % of the flow is reached; {limit.normalize():f} % is asked."
