"""Evidence on the full screen: beside the question, in full, and what is past its review date."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.consultation.places import SteadyClock, a_store, begun, garden
from tests.consultation.test_evidence import LINE, REVIEW
from tests.tui.hands import Hands
from tests.tui.test_consulting import shows, sit


def test_cards_past_their_review_date_are_named_all_the_time_and_block_nothing(
    tmp_path: Path,
) -> None:
    store = a_store(tmp_path / "store")
    made = begun(store, garden(), SteadyClock(REVIEW + timedelta(days=1)))

    async def doing(hands: Hands) -> None:
        assert shows(await hands.screen(), LINE)
        await hands.press("2 4 2 enter 1")
        lines = await hands.screen()
        assert shows(lines, LINE)
        assert shows(lines, "Which tool would you like?")
        assert shows(lines, f"Past its review date: {REVIEW.isoformat()}.")
        assert len(made.state.answers) == 3

    sit(store, made, doing)


def test_nothing_is_said_of_cards_up_to_their_review_date(tmp_path: Path) -> None:
    store = a_store(tmp_path / "store")
    made = begun(store, garden(), SteadyClock(REVIEW))

    async def doing(hands: Hands) -> None:
        assert not shows(await hands.screen(), "review date")

    sit(store, made, doing)
