"""Asking for the values of the clinic profile one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from exoguide.cli.common import talk
from exoguide.cli.profile import limits, standing, unset_values

if TYPE_CHECKING:
    from pathlib import Path

    from exoguide.flow.model import ClinicValue, Flow

LEAVE, EMPTY = "q", "-"
"""What is typed to stop, and to take a value out."""


def interview(flow: Flow, path: Path) -> None:
    """Ask for every value that ``flow`` reads; each answer is in the file before the next."""
    from exoguide.config import load_clinic

    talk(f"Clinic profile for {flow.head.id}: {path}")
    talk(f"Enter keeps what is there, {EMPTY} takes it out, {LEAVE} stops. What is typed is saved.")
    for number, value in enumerate(flow.clinic, 1):
        talk("")
        talk(f"{number} of {len(flow.clinic)}: {value.ask or value.title}")
        if not _asked(flow, value, path):
            break
    missing = unset_values(flow, load_clinic(path))
    if missing:
        talk(f"Not set: {', '.join(value.title or value.id for value in missing)}.")
    else:
        talk("Everything is set.")


def _asked(flow: Flow, value: ClinicValue, path: Path) -> bool:
    """Ask for one value until it fits; false when the person stops."""
    from exoguide.config import load_clinic, set_clinic
    from exoguide.flow.clinic import spelt
    from exoguide.flow.mismatch import Mismatch
    from exoguide.plaintext import harmless

    while True:
        said, source = standing(value, load_clinic(path))
        now = f"{source}: {said}" if said else source.lower()
        typed = click.prompt(
            harmless(f"{limits(value)} [{now}]"), default="", show_default=False, err=True
        ).strip()
        if typed == LEAVE:
            return False
        if not typed:
            return True
        try:
            set_clinic(path, {value.id: None if typed == EMPTY else spelt(flow, value, typed)})
        except Mismatch as error:
            talk(f"{error.sentence('This')} {error.todo}".strip())
            continue
        talk("Taken out." if typed == EMPTY else "Saved.")
        return True
