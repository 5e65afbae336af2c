"""What patients read can be read with eight years of school."""

from __future__ import annotations

import pytest

from exoguide.flow.finding import built_in_flows
from exoguide.flow.loading import load_flow
from exoguide.flow.texts import source_texts
from tests.flows.readability import (
    GRADE,
    Graded,
    allowed_texts,
    grade,
    graded,
    plain_words,
)


@pytest.fixture(scope="module")
def texts() -> list[Graded]:
    return list(graded(load_flow(built_in_flows() / "exosome-therapy").flow))


def test_no_text_for_patients_is_harder_than_it_may_be(texts: list[Graded]) -> None:
    def most(key: str) -> float:
        return float(str(allowed_texts().get(key, {}).get("grade", GRADE)))

    hard = sorted((one for one in texts if one.grade > most(one.key)), key=lambda one: -one.grade)
    assert not hard, "\n".join(f"{one.grade} {one.key}: {one.text}" for one in hard[:20])


def test_most_texts_are_easier_than_grade_six(texts: list[Graded]) -> None:
    assert len(texts) > 400
    assert sum(one.grade <= 6 for one in texts) > 0.9 * len(texts)


def test_every_exception_is_needed_and_has_its_reason(texts: list[Graded]) -> None:
    by_key = {one.key: one.grade for one in texts}
    said = " ".join(source_texts(load_flow(built_in_flows() / "exosome-therapy").flow).values())
    for key, exception in allowed_texts().items():
        assert by_key[key] > GRADE, f"{key} is plain now: take it out of readability.toml"
        assert exception["why"]
    for word, why in plain_words().items():
        assert word in said.lower()
        assert why


def test_hard_words_and_long_sentences_are_told_from_plain_ones() -> None:
    plain = "It may not help you. It can hurt you. You can say no at any time before it is given."
    hard = (
        "Extracellular preparations may precipitate immunological complications and intervention."
    )
    assert grade(plain) < 4
    assert grade(hard) > 15
    assert grade(plain.replace("It", "{cost}")) < 4
