"""Writing safe edits into the files of a flow."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from exoguide.errors import UsageError


def mend(path: Path, as_of: date) -> int:
    """Show and write every safe edit of the flow at ``path``; how many there were.

    The diff goes to standard output. ``UsageError`` when a file cannot be written, or was changed
    by somebody else in between; each file is then as it was or wholly edited.
    """
    from exoguide.check.fixing import fixed
    from exoguide.flow.bundle import read_bundle
    from exoguide.plaintext import harmless

    bundle = read_bundle(path)
    found = fixed(bundle, as_of)
    if found.fixes:
        click.echo(harmless(found.diff(bundle.raw), multiline=True).rstrip("\n"))
        write(path if path.is_dir() else path.parent, bundle.raw, found.files)
    return len(found.fixes)


def write(folder: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Put ``after`` in the place of files that still hold what ``before`` says."""
    for name, content in after.items():
        file = Path(os.path.realpath(folder / name))
        try:
            if file.read_bytes() != before[name]:
                raise UsageError(
                    "File was changed",
                    f"{name} was changed while it was looked at, and is left as it is.",
                    "Run the command again.",
                )
            _replace(file, content)
        except OSError as error:
            raise UsageError(
                "File cannot be written", f"{name}: {error.strerror}.", "Check its permissions."
            ) from error


def _replace(file: Path, content: bytes) -> None:
    """Replace a file at one moment, keeping its permissions."""
    mode = stat.S_IMODE(file.stat().st_mode)
    descriptor, part = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".part", dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            os.fchmod(opened.fileno(), mode)
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        Path(part).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(part).unlink()
        raise
