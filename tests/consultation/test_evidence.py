"""Cards past their review date are named in a consultation, once, and block nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from exoguide.consultation.evidence import overdue_line
from exoguide.consultation.opening import resume
from exoguide.engine.apply import Taken
from tests.consultation.places import SteadyClock, a_store, begun, garden
from tests.line.persons import at

REVIEW = date(2036, 6, 1)
"""Of the only card of the small flow."""
LINE = "Evidence cards past their review date: 1."


def test_a_card_is_overdue_from_the_day_after_its_review_date(tmp_path: Path) -> None:
    store = a_store(tmp_path / "store")
    for days, line in ((0, ""), (1, LINE)):
        clock = SteadyClock(REVIEW + timedelta(days=days))
        assert overdue_line(begun(store, garden(), clock)) == line


def test_it_counts_by_the_day_of_the_visit(tmp_path: Path) -> None:
    store = a_store(tmp_path / "store")
    first = begun(store, garden())
    assert overdue_line(first) == ""
    first.leave()
    later = resume(store, first.session_id, SteadyClock(REVIEW + timedelta(days=1)))
    assert overdue_line(later) == LINE
    assert isinstance(later.answer("hurt", "no"), Taken)


def test_a_person_is_told_once_at_the_beginning(tmp_path: Path) -> None:
    clock = SteadyClock(REVIEW + timedelta(days=1))
    heard = at(begun(a_store(tmp_path / "store"), garden(), clock), "n", "30")
    assert heard.said.count(LINE) == 1
    assert heard.said.index(LINE) < heard.said.index("hurt right now")
