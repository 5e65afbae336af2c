"""For translators: the texts of a flow in another language, or those that are still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from exoguide.cli.completing import flow_names
from exoguide.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from exoguide.flow.assembly import Assembly

OWN = "words.toml"
"""Where the program's own words stand, in a language that the program does not have."""


@click.command()
@click.argument("flow", shell_complete=flow_names)
@click.argument("language")
@click.option("--missing", is_flag=True, help="Only what is not translated yet.")
@click.option("--outdated", is_flag=True, help="Only what was translated from another source.")
@click.option("--file", "only", metavar="NAME", help="Only the texts of one file: history.toml.")
@click.option("--count", is_flag=True, help="Only how many, for each file.")
def texts(
    flow: str, language: str, missing: bool, outdated: bool, only: str | None, count: bool
) -> int:
    """Print the texts of FLOW to translate.

    Each with its source text above it, and what it says in LANGUAGE so far. What is printed for one
    file is the file to write: texts/es/history.toml for history.toml. An empty text is not
    translated yet; --outdated prints those whose source was another when they were translated.
    With --missing or --outdated it ends with 1 while there are any.
    """
    from exoguide.consultation.flows import locate
    from exoguide.errors import UsageError
    from exoguide.flow.shape.ranges import LANGUAGE

    if not LANGUAGE.fullmatch(language):
        said = f"“{language[:20]}” is no language tag."
        raise UsageError("No such language", said, "Write it as es or pt-BR.")
    loaded, raw = _loaded(locate(flow), language)
    by_file = _by_file(loaded, language, missing=missing)
    if outdated:
        from exoguide.check.outdated import outdated_texts

        old = frozenset(outdated_texts(loaded.flow, raw, language))
        kept = {file: [key for key in keys if key in old] for file, keys in by_file.items()}
        by_file = {file: keys for file, keys in kept.items() if keys}
    if only is not None and only not in by_file:
        listed = f"Its files with such texts: {', '.join(by_file) or 'none'}."
        raise UsageError("No such file", f"The flow has no such texts in “{only[:60]}”.", listed)
    chosen = {file: keys for file, keys in by_file.items() if only in (None, file)}
    for file, keys in chosen.items():
        if count:
            click.echo(f"{len(keys):5} {file}")
        else:
            click.echo("\n".join(_lines(loaded, language, file, keys)))
    total = sum(len(keys) for keys in chosen.values())
    if count:
        click.echo(f"{total:5} in all")
    return Exit.UNFINISHED if (missing or outdated) and total else Exit.OK


def _loaded(path: Path, language: str) -> tuple[Assembly, Mapping[str, bytes]]:
    """The flow with what is there in ``language``, whether it names it or not, and its files.

    ``FlowProblems`` lists everything that is wrong; values lost in translation are told.
    """
    from exoguide.check.texts import placeholder_issues, stray_issues
    from exoguide.cli.common import talk
    from exoguide.flow.bundle import read_bundle
    from exoguide.flow.loading import examine
    from exoguide.flow.problems import FlowProblems

    bundle = read_bundle(path, language)
    found, problems = examine(bundle)
    if problems:
        raise FlowProblems(bundle.name, problems)
    for issue in (*stray_issues(found.flow), *placeholder_issues(found.flow)):
        talk(f"{issue.file}: {issue.message} {issue.help}")
    return found, bundle.raw


def _by_file(loaded: Assembly, language: str, *, missing: bool) -> dict[str, list[str]]:
    """The keys of the texts by the file that their source stands in; the program's own words last.

    Those are asked for only where the program does not have the language.
    """
    from exoguide.flow.finding import MANIFEST
    from exoguide.flow.texts import missing_texts, placed_texts
    from exoguide.flow.words import missing_words

    wanted = frozenset(missing_texts(loaded.flow, language)) if missing else None
    found: dict[str, list[str]] = {}
    for placed in placed_texts(loaded.flow):
        if placed.value.strip() and (wanted is None or placed.key in wanted):
            table, index = placed.path[0], placed.path[1]
            file = loaded.origins[str(table), index][0] if isinstance(index, int) else MANIFEST
            found.setdefault(file, []).append(placed.key)
    words = missing_words(loaded.flow, language)
    return {**found, OWN: list(words)} if words else found


def _lines(loaded: Assembly, language: str, file: str, keys: list[str]) -> Iterator[str]:
    """One file of translations: what the source says as a comment, then the translation."""
    from exoguide.config import quoted
    from exoguide.flow.texts import source_texts, translation
    from exoguide.flow.words import WORDS
    from exoguide.plaintext import harmless

    source = {**source_texts(loaded.flow), **WORDS}
    yield f"# texts/{language}/{file}"
    for key in keys:
        yield ""
        said = harmless(source[key], multiline=True)
        yield from (f"# {line}".rstrip() for line in said.split("\n"))
        yield f"{quoted(key)} = {quoted(translation(loaded.flow, key, language) or '')}"
    yield ""
