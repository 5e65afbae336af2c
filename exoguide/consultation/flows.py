"""Flows ready to be used: found by name, loaded, and proven sound once for each digest."""

from __future__ import annotations

from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

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


def sound(flow: LoadedFlow, as_of: str) -> None:
    """Raise ``FlowError`` with the findings unless the flow is free of errors.

    Proven once for each digest and month: evidence expires with time (``as_of`` is today's ISO
    date). What was proven is remembered in the cache folder, which can be thrown away at any time.
    """
    cache = _cache()
    proof = None
    if cache is not None:
        proof = cache / "sound" / f"{flow.digest}-{version('exoguide')}-{as_of[:7]}"
        if proof.exists():
            return
    from datetime import date

    from exoguide.check import check_flow, render_text

    report = check_flow(flow.path, date.fromisoformat(as_of))
    if report.errors:
        raise FlowError(
            f"The flow {flow.flow.head.id} has errors",
            "No consultation begins with it, because it could fail before a patient.\n"
            + render_text(report).strip(),
            f"Have its author mend it: exoguide check {flow.path}",
        )
    if proof is not None:
        with suppress(OSError):
            proof.parent.mkdir(parents=True, exist_ok=True)
            proof.touch()


def _cache() -> Path | None:
    """The cache folder; a place that cannot be used only costs time."""
    try:
        return cache_folder()
    except UsageError:
        return None
