"""The program with one fault planted: ``python -m tests.faults.leaky breaking|logging ...``.

``breaking`` raises an error that quotes what is being written down, as a mistake of its own would.
``logging`` writes what is written down to a file of its own: what a search for leaks must find.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from exoguide.cli.main import run
from exoguide.consultation.session import Consultation

_SEND = Consultation.send


def breaking(made: Consultation, /, *kind: Any, **body: Any) -> Any:
    """Break off over a note."""
    if "text" in body:
        raise RuntimeError(f"this note is odd: {body}")
    return _SEND(made, *kind, **body)


def logging(made: Consultation, /, *kind: Any, **body: Any) -> Any:
    """Keep a log in plain text."""
    with (Path(tempfile.gettempdir()) / "events.log").open("a", encoding="utf-8") as log:
        log.write(f"{body}\n")
    return _SEND(made, *kind, **body)


if __name__ == "__main__":
    Consultation.send = {"breaking": breaking, "logging": logging}[sys.argv[1]]  # type: ignore[method-assign]  # one fault is planted
    sys.exit(run(sys.argv[2:]))
