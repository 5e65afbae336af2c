"""There are as many hostile texts as are claimed, and what finds them harmful can find it."""

from __future__ import annotations

import pytest

from tests.hostile.acting import acting, storable
from tests.hostile.corpus import CLASSES, corpus, of_classes

COUNTS = {
    "controls": 260,
    "commands": 236,
    "deception": 255,
    "halves": 99,
    "scripts": 187,
    "markup": 123,
    "pages": 142,
    "formulas": 120,
    "paths": 69,
    "searches": 120,
    "data": 104,
    "numbers": 148,
    "dates": 86,
    "sizes": 30,
}


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_has_its_cases_each_once(name: str) -> None:
    cases = list(CLASSES[name]())
    assert len(cases) == len(set(cases)) == COUNTS[name]


def test_there_are_more_than_eighteen_hundred_and_fifty_texts() -> None:
    assert len(corpus()) >= 1_850
    assert set(COUNTS) == set(CLASSES)


def test_a_sample_has_some_of_every_class() -> None:
    sample = of_classes(9)
    assert set(sample) < set(corpus())
    for cases in CLASSES.values():
        assert 8 <= len(set(cases()) & set(sample)) <= 12


def test_most_of_them_can_be_stored_and_many_would_act_on_a_terminal() -> None:
    assert sum(map(storable, corpus())) > 1_800
    assert sum(bool(acting(case)) for case in corpus()) > 600
    assert acting("plain\ntext é 漢字 👩\u200d⚕\ufe0f") == []
    assert acting("a\x1b[2J\x9b\x7f\u202e\ud800") == ["\x1b", "\x7f", "\x9b", "\u202e", "\ud800"]
