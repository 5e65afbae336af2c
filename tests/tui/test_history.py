"""Everything that happened in a session, told with the names that people know."""

from __future__ import annotations

from pathlib import Path

from exoguide.consultation.stories import Stage, play
from exoguide.engine.events import Kind
from exoguide.flow.stories import load_stories
from exoguide.summary.document import lines, tickable
from exoguide.tui.history import history
from exoguide.tui.record import Record
from tests.consultation.places import GARDEN, SteadyClock, a_store, garden


def test_ends_and_lines_of_the_page_are_told_by_their_words(tmp_path: Path) -> None:
    story = next(one for one in load_stories(GARDEN) if one.id == "lent")
    record = Record(play(Stage(a_store(tmp_path), SteadyClock()), garden(), story))
    document = record.document()
    assert document is not None
    item = tickable(document)[0]
    today = SteadyClock().today().isoformat()
    assert record.send(Kind.TICKED, "Ticked.", item=item, today=today)
    history(record)
    assert record.listing is not None
    told = {row.label.split()[-1]: row.text for row in record.listing.rows}
    assert told["ticked"] == lines(document)[item]
    assert "end_lent" not in told["ended"]
    assert told["ended"]
