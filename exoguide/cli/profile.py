"""The clinic profile: what a flow asks of the clinic, what is set, and a way to set it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from exoguide.cli.completing import flow_names
from exoguide.errors import Exit, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from exoguide.flow.loading import LoadedFlow
    from exoguide.flow.model import ClinicValue, Flow


@click.command()
@click.argument("flow", required=False, shell_complete=flow_names)
@click.option("--show", is_flag=True, help="Show what is set, and what is not.")
@click.option("--template", is_flag=True, help="Print a profile to fill in.")
@click.option(
    "--set", "given", nargs=2, multiple=True, metavar="NAME VALUE", help="Set one value, unasked."
)
@click.option("--unset", multiple=True, metavar="NAME", help="Take one value out.")
def clinic(
    flow: str | None,
    show: bool,
    template: bool,
    given: Sequence[tuple[str, str]],
    unset: Sequence[str],
) -> int:
    """Set what FLOW needs to know of the clinic.

    Asks for each value: phones, prices, spans. Enter keeps what is there, and each answer is saved
    at once. The values apply to sessions that begin afterwards.
    """
    from exoguide.cli import common

    loaded = _loaded(flow)
    path = profile_path()
    if template:
        click.echo("\n".join(_template(loaded.flow)))
    elif show:
        click.echo("\n".join(_shown(loaded.flow, path)))
    elif given or unset:
        _set(loaded.flow, path, given, unset)
    elif not common.is_terminal():
        raise UsageError(
            "Nobody is there to answer",
            "The values are asked for one by one, and there is no terminal.",
            "Use --set NAME VALUE, or --template for a file to fill in.",
        )
    else:
        from exoguide.cli.interview import interview

        interview(loaded.flow, path)
    return Exit.OK


def profile_path() -> Path:
    """Where the clinic profile lies."""
    from exoguide.config import CLINIC
    from exoguide.paths import config_folder

    return config_folder() / CLINIC


def unset_values(flow: Flow, profile: Mapping[str, Any]) -> list[ClinicValue]:
    """The values that the flow reads, has no default for, and the profile does not give."""
    return [value for value in flow.clinic if value.id not in profile and not value.default]


def value_of(flow: Flow, name: str) -> ClinicValue:
    """The value that a person named; ``UsageError`` with the nearest one when there is none."""
    from difflib import get_close_matches

    for value in flow.clinic:
        if value.id == name:
            return value
    known = [value.id for value in flow.clinic]
    near = get_close_matches(name, known, n=1)
    raise UsageError(
        "No such value",
        f"The flow {flow.head.id} reads no clinic value “{name[:60]}”.",
        f"Did you mean “{near[0]}”?" if near else f"It reads: {', '.join(known) or 'none'}.",
    )


def limits(value: ClinicValue) -> str:
    """What can be answered, in words: its type, unit, range and options."""
    from exoguide.flow.model import ClinicType

    match value.type:
        case ClinicType.YES_NO:
            return "yes or no"
        case ClinicType.CHOICE:
            return "one of: " + ", ".join(option.id for option in value.options)
        case ClinicType.DATE:
            kind = "a date, such as 2026-11-23"
        case ClinicType.MONEY:
            kind = "an amount of money"
        case ClinicType.NUMBER:
            kind = f"a number of {value.unit}" if value.unit else "a number"
        case _:
            return "text"
    bounds = [
        f"at least {value.min}" if value.min else "",
        f"at most {value.max}" * bool(value.max),
    ]
    return ", ".join([kind, " and ".join(bound for bound in bounds if bound)]).rstrip(", ")


def standing(value: ClinicValue, profile: Mapping[str, Any]) -> tuple[str, str]:
    """A value as it is now, and where it comes from: set, usual, or not set."""
    if value.id in profile:
        return str(profile[value.id]), "set"
    return (value.default, "usual") if value.default else ("", "NOT SET")


def _loaded(name: str | None) -> LoadedFlow:
    from exoguide.cli import common
    from exoguide.consultation.flows import load, names

    known = names()
    chosen = name or common.settings().flow or (known[0] if len(known) == 1 else "")
    if not chosen:
        raise UsageError(
            "Which flow?",
            f"There are several: {', '.join(known)}.",
            "Name it: exoguide clinic FLOW.",
        )
    return load(chosen)


def _shown(flow: Flow, path: Path) -> Iterator[str]:
    """Every value in a line, then what is wrong or missing."""
    from exoguide.config import load_clinic
    from exoguide.flow.clinic import clinic_values
    from exoguide.flow.model import ClinicType
    from exoguide.plaintext import harmless

    profile = load_clinic(path)
    clinic_values(flow, profile, str(path))
    for value in flow.clinic:
        said, source = standing(value, profile)
        unit = value.unit
        if value.type is ClinicType.MONEY:
            unit = value.currency or flow.head.currency
        unit = f" {unit}" if unit and said else ""
        yield harmless(f"{source:7}  {value.id} = {said}{unit}".rstrip(" ="))
        yield harmless(f"         {value.ask or value.title}")
    missing = unset_values(flow, profile)
    yield ""
    yield harmless(f"{len(flow.clinic)} values, {len(missing)} not set. File: {path}")


def _template(flow: Flow) -> Iterator[str]:
    """A profile with every value as a comment; what the flow takes without it stands there."""
    from exoguide.config import quoted
    from exoguide.flow.model import ClinicType
    from exoguide.plaintext import harmless

    yield f"# Clinic profile for {flow.head.id}: take the # away before a line to set it."
    bare = {ClinicType.NUMBER, ClinicType.MONEY, ClinicType.DATE}
    for value in flow.clinic:
        said = value.default if value.type in bare else quoted(value.default)
        yield ""
        asked = " ".join(harmless(value.ask or value.title).split())
        yield harmless(f"# {asked} ({limits(value)})")
        yield f"# {value.id} = {said}".rstrip()


def _set(flow: Flow, path: Path, given: Sequence[tuple[str, str]], unset: Sequence[str]) -> None:
    """Set and take out values, all of them or none."""
    from exoguide.config import set_clinic
    from exoguide.flow.clinic import spelt
    from exoguide.flow.mismatch import Mismatch

    changes: dict[str, object] = {value_of(flow, name).id: None for name in unset}
    for name, text in given:
        value = value_of(flow, name)
        try:
            changes[name] = spelt(flow, value, text)
        except Mismatch as error:
            raise UsageError(
                "Value cannot be used",
                error.sentence(f"“{name}”"),
                f"It is {limits(value)}.",
            ) from error
    set_clinic(path, changes)
