"""A person at a keyboard, for tests of the line-by-line face."""

from __future__ import annotations

from io import StringIO

import attrs

from exoguide.consultation.session import Consultation
from exoguide.errors import Exit, ExoguideError, Interrupted
from exoguide.line.console import Console
from exoguide.line.face import run


@attrs.frozen
class Heard:
    """What was said, and how it ended: an exit code, or the error that ended it."""

    said: str
    ended: Exit | ExoguideError

    @property
    def lines(self) -> list[str]:
        """Line by line."""
        return self.said.splitlines()

    def __contains__(self, words: str) -> bool:
        """Whether ``words`` were said, wherever the lines were wrapped."""
        return " ".join(words.split()) in " ".join(self.said.split())


def at(consultation: Consultation, *typed: str, width: int = 80, patient: bool = False) -> Heard:
    """Type these lines, then nothing more."""
    out = StringIO()
    console = Console(StringIO("".join(f"{line}\n" for line in typed)), out, width=width)
    ended: Exit | ExoguideError
    try:
        ended = run(consultation, console, patient_view=patient)
    except (Interrupted, ExoguideError) as error:
        ended = error
    return Heard(out.getvalue(), ended)
