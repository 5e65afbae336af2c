"""The shipped flow about exosome therapy: sound, complete to its sources, and plain to read."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import pytest

from exoguide.check.examine import check_flow
from exoguide.flow.finding import built_in_flows
from exoguide.flow.loading import LoadedFlow, load_flow
from exoguide.flow.model import Outcome, Step

PATH: Final = built_in_flows() / "exosome-therapy"
WRITTEN_ON: Final = date(2026, 11, 23)
NEVER_SAID: Final = re.compile(
    r"\b(cures?|proven|safe|safer|risk-free|no side effects|natural(ly)?|guaranteed|"
    r"breakthrough|cutting-edge|revolutionary|only option|act now|limited time|best candidate|"
    r"most patients improve|overall wellness)\b",
    re.IGNORECASE,
)
"""What the flow says nowhere, except where it quotes the article."""
STOPPING_A_MEDICINE: Final = re.compile(r"\bstop (taking|using|your|the medicine)", re.IGNORECASE)


@pytest.fixture(scope="module")
def loaded() -> LoadedFlow:
    return load_flow(PATH)


def _step(loaded: LoadedFlow, name: str) -> Step:
    return next(step for step in loaded.flow.steps if step.id == name)


def _options(loaded: LoadedFlow, name: str) -> set[str]:
    return {option.id for option in _step(loaded, name).options}


def _patient_texts(loaded: LoadedFlow) -> dict[str, str]:
    flow = loaded.flow
    found = {f"step {one.id}": one.ask for one in flow.steps if one.ask}
    found |= {f"flag {one.id}": f"{one.message} {one.message_unknown}" for one in flow.flags}
    found |= {f"card {one.id}": one.text for one in flow.cards}
    found |= {f"end {one.id}": f"{one.text} {one.summary}" for one in flow.ends}
    for output in flow.outputs:
        found |= {f"{output.id}.{item.id}": item.text for item in output.items}
    return found


def test_the_checker_finds_nothing_wrong() -> None:
    report = check_flow(PATH, WRITTEN_ON)
    assert [str(one) for one in report.findings] == []


def test_the_closed_sets_of_the_article_are_all_offered(loaded: LoadedFlow) -> None:
    assert {"msc_donor", "prp_own", "fat_own"} <= _options(loaded, "source")
    assert {"joint", "muscle", "skin_injection", "iv"} <= _options(loaded, "route")
    uses = {"orthopaedic", "skin", "neurological", "cardiovascular"}
    assert uses <= _options(loaded, "area")
    assert "$2,000 to $10,000 per session" in _step(loaded, "cost_talk").ask


def test_the_six_named_stages_are_there_in_order(loaded: LoadedFlow) -> None:
    named = ["history", "concerns", "source", "route", "cost", "consent"]
    ordered = [stage.id for stage in sorted(loaded.flow.stages, key=lambda one: one.order)]
    assert [stage for stage in ordered if stage in named] == named


def test_an_urgent_sign_is_asked_about_within_six_questions(loaded: LoadedFlow) -> None:
    first = [step.id for step in loaded.flow.steps[:6]]
    assert {"urgent_signs", "fever_now", "hot_joint"} <= set(first)


def test_only_one_end_is_a_yes_and_it_yields_to_every_other(loaded: LoadedFlow) -> None:
    ends = sorted(loaded.flow.ends, key=lambda end: end.rank)
    assert [end.outcome for end in ends if end.outcome is Outcome.ACCEPTED] == [Outcome.ACCEPTED]
    assert ends[0].outcome is Outcome.EMERGENCY
    assert ends[-1].outcome is Outcome.ACCEPTED


def test_every_card_has_a_grade_a_mark_and_the_article_beside_the_evidence(
    loaded: LoadedFlow,
) -> None:
    for card in loaded.flow.cards:
        assert None not in (card.grade, card.mark), card.id
        assert all((card.sources, card.article, card.evidence)), card.id
        assert card.checked_on is not None, card.id
        assert card.review_by is not None, card.id
        assert card.checked_on < WRITTEN_ON < card.review_by, card.id


def test_no_promise_is_made_outside_a_quote_of_the_article(loaded: LoadedFlow) -> None:
    flow = loaded.flow
    texts = _patient_texts(loaded)
    texts |= {f"note of step {step.id}": step.note for step in flow.steps}
    texts |= {f"note of flag {flag.id}": flag.note for flag in flow.flags}
    texts |= {f"note of card {card.id}": card.note for card in flow.cards}
    texts |= {f"evidence of {card.id}": card.evidence for card in flow.cards}
    said = {where: found[0] for where, text in texts.items() if (found := NEVER_SAID.search(text))}
    assert said == {}


def test_nobody_is_told_to_stop_a_medicine(loaded: LoadedFlow) -> None:
    flow = loaded.flow
    texts = [*_patient_texts(loaded).values(), *(step.note for step in flow.steps)]
    assert [text for text in texts if STOPPING_A_MEDICINE.search(text)] == []


def test_what_a_patient_reads_has_short_sentences(loaded: LoadedFlow) -> None:
    lengths = [
        len(sentence.split())
        for text in _patient_texts(loaded).values()
        for sentence in re.split(r"(?<=[.?!:])\s", text)
        if sentence.strip()
    ]
    assert sum(lengths) / len(lengths) <= 12
    assert max(lengths) <= 30


def test_every_screening_question_takes_do_not_know(loaded: LoadedFlow) -> None:
    screening = [step for step in loaded.flow.steps if step.stage == "history" and step.cautious]
    assert sum(len(step.cautious) for step in screening) >= 30
    for step in screening:
        assert "unknown" in {one.value for one in step.non_answers}, step.id
