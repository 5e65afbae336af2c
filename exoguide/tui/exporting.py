"""The page of a session as a file that only its owner can read."""

from __future__ import annotations

from pathlib import Path

from exoguide.consultation.auditing import accessed
from exoguide.consultation.papers import page, write_new
from exoguide.errors import ExoguideError
from exoguide.records.access import Deed
from exoguide.speech import phrase
from exoguide.tui.desk import Listing, Panel
from exoguide.tui.parts import Line, Role, Row
from exoguide.tui.record import Record, edition_words

FORMATS = (
    ("text", phrase("Plain text, to print")),
    ("md", phrase("Markdown")),
    ("json", "JSON"),
    ("record", phrase("The whole record, for verification anywhere")),
)
ENDINGS = {"text": "txt", "md": "md", "json": "json", "record": "jsonl"}


def export(record: Record) -> None:
    """Write the page to a new file."""
    rows = tuple(Row(form, words, str(n)) for n, (form, words) in enumerate(FORMATS, 1))

    def choose(form: str) -> None:
        record.listing = None
        made = record.consultation
        kind = "record" if form == "record" else record.edition
        name = f"{made.session_id}-{kind}.{ENDINGS[form]}"
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
                text=name,
                prompt=phrase("File"),
            )
        )

    title = phrase("Which form? ({edition})", edition=edition_words(record.edition))
    record.listed(Listing("export", title, rows, choose, phrase("choose it")))


def _write(record: Record, form: str, name: str) -> None:
    made = record.consultation
    target = Path(name).expanduser()
    try:
        write_new(target, page(made.store, made.session_id, record.edition, form))
    except ExoguideError as error:
        record.failed(error)
    else:
        accessed(made.store, Deed.EXPORT, made.session_id, f"{record.edition}, {form}")
        record.say(phrase("Written: {target}", target=str(target)), Role.GOOD)
