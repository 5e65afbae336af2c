"""Flows ready to be used: found by name, loaded, and proven sound once for each digest."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from exoguide import __version__
from exoguide.errors import FlowError, UsageError
from exoguide.flow.finding import find_flow, known_flows, name_of
from exoguide.flow.loading import LoadedFlow, load_flow
from exoguide.paths import cache_folder, user_flows_folder


def locate(name: str) -> Path:
    """The flow that a person named; ``FlowError`` with the nearest name when there is none."""
    return find_flow(name, user_flows_folder())


def names() -> tuple[str, ...]:
    """The names of all flows known here."""
    return tuple(name_of(flow) for flow in known_flows(user_flows_folder()))


def load(name: str) -> LoadedFlow:
    """The flow that a person named, parsed only when its files have changed."""
    return load_flow(locate(name), _cache())


def is_proven(flow: LoadedFlow, today: date) -> bool:
    """Whether this flow was found free of errors this month, by this version of the program.

    Evidence expires, so a proof does not hold for ever.
    """
    proof = _proof(flow, today)
    return proof is not None and proof.exists()


def prove(flow: LoadedFlow, today: date) -> None:
    """Check the flow and remember it; ``FlowError`` with the findings when it has errors.

    What is remembered lies in the cache folder, which can be thrown away at any time.
    """
    from exoguide.check import check_flow, render_text

    report = check_flow(flow.path, today)
    if report.fails():
        raise FlowError(
            f"The flow {flow.flow.head.id} has errors",
            "No consultation begins with it, because it could fail before a patient.\n"
            + render_text(report).strip(),
            f"Have its author mend it: exoguide check {flow.path}",
        )
    proof = _proof(flow, today)
    if proof is not None and report.digest == flow.digest:
        with suppress(OSError):
            proof.parent.mkdir(parents=True, exist_ok=True)
            proof.touch(mode=0o600)


def _proof(flow: LoadedFlow, today: date) -> Path | None:
    cache = _cache()
    name = f"{flow.digest}-{__version__}-{today:%Y-%m}"
    return None if cache is None else cache / "sound" / name


def _cache() -> Path | None:
    """The cache folder; a place that cannot be used only costs time."""
    try:
        return cache_folder()
    except UsageError:
        return None
