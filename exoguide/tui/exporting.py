"""The page of a session into a file: the form and the name are asked."""

from __future__ import annotations

from pathlib import Path

from exoguide.consultation import exporting
from exoguide.consultation.exporting import FORMATS, file_name
from exoguide.errors import ExoguideError
from exoguide.speech import phrase
from exoguide.tui.desk import Listing, Panel
from exoguide.tui.parts import Line, Role, Row
from exoguide.tui.record import Record, edition_words


def export(record: Record) -> None:
    """Write the page to a new file."""
    rows = tuple(Row(form, words, str(n)) for n, (form, words) in enumerate(FORMATS, 1))

    def choose(form: str) -> None:
        record.listing = None
        lines_ = (
            Line(str(Path.cwd()), label=phrase("Folder"), column=10),
            Line(phrase("A new file that only you can read. No file is ever overwritten.")),
        )
        record.put(
            Panel(
                f"export:{form}",
                phrase("Write it to a file"),
                lambda text: _write(record, form, text.strip()),
                lines_,
                phrase("write it"),
                writes=True,
                text=file_name(record.consultation.session_id, record.edition, form),
                prompt=phrase("File"),
            )
        )

    title = phrase("Which form? ({edition})", edition=edition_words(record.edition))
    record.listed(Listing("export", title, rows, choose, phrase("choose it")))


def _write(record: Record, form: str, name: str) -> None:
    try:
        with record.during(phrase("Writing the file. One moment.")):
            target = exporting.export(record.consultation, record.edition, form, name)
    except ExoguideError as error:
        record.failed(error)
    else:
        record.say(phrase("Written: {target}", target=str(target)), Role.GOOD)
