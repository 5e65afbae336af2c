"""Cards and words: what may be shown to a patient."""

from __future__ import annotations

import datetime as dt

import pytest

from exoguide.check.wording import found_claims
from tests.check.flows import SAMPLE, checked, edited

REVIEW = dt.date(2030, 1, 31)


@pytest.mark.parametrize(
    ("days", "codes"),
    [(-61, []), (-60, ["EXG712"]), (0, ["EXG712"]), (1, ["EXG711"])],
)
def test_a_card_is_warned_about_in_time_and_refused_after(days: int, codes: list[str]) -> None:
    report = checked(SAMPLE, REVIEW + dt.timedelta(days=days))
    assert [one.code for one in report.findings] == codes


def test_clinic_practice_needs_no_source_and_says_that_it_is_practice() -> None:
    files, _ = edited(
        ("flow.toml", 'grade = "C"\nmark = "V"\nsources = ["s1"]\n', 'mark = "I"\n'),
        ("end.toml", 'text = "You said yes."', 'text = "You said yes."\nsources = ["s1"]'),
    )
    assert checked(files).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "It cures your knee.",
        "A clinically proven treatment",
        "This is safe and effective.",
        "It is risk-free.",
        "It has no side effects.",
        "Natural healing",
        "Results are guaranteed",
        "It regenerates cartilage.",
        "A BREAKTHROUGH!",
        "FDA-approved exosomes",
        "It works for everyone.",
        "This is your only option.",
        "Not cheap. It is proven.",
    ],
)
def test_promises_are_found_in_any_case(text: str) -> None:
    for written in (text, text.upper(), text.lower()):
        assert list(found_claims(written))


@pytest.mark.parametrize(
    "text",
    [
        "No exosome treatment has been approved by the US FDA.",
        "Nobody has shown that it cures anything.",
        "It is not proven to help.",
        "Is it safe?",
        "We do not know whether it is safe.",
        "Breakthrough bleeding",
        "An approved product has a licence number.",
        "Keep the wound clean and safely covered.",
        "You can say no, or stop, at any time.",
    ],
)
def test_honest_words_are_quiet(text: str) -> None:
    assert not list(found_claims(text))


def test_the_article_may_be_quoted_on_its_card_and_nowhere_else() -> None:
    assert "proven cure" in SAMPLE["flow.toml"]
    files, _ = edited(("flow.toml", 'text = "Small', 'text = "A proven cure. Small'))
    assert [one.code for one in checked(files).findings] == ["EXG713"]


@pytest.mark.parametrize(
    ("article", "evidence", "fine"),
    [
        (12, 6, True),
        (13, 6, False),
        (1, 10, True),
        (1, 11, False),
        (1, 0, False),
        (0, 40, True),
    ],
)
def test_neither_side_of_a_card_drowns_the_other(article: int, evidence: int, fine: bool) -> None:
    files, _ = edited(
        ("flow.toml", "The article says that it is a proven cure.", "word " * article),
        ("flow.toml", "One small trial found no difference.", "word " * evidence),
    )
    assert [one.code for one in checked(files).findings] == ([] if fine else ["EXG714"])


@pytest.mark.parametrize(
    ("helps", "harms", "fine"),
    [(80, 80, True), (100, 80, True), (101, 80, False), (80, 101, False)],
)
def test_what_may_help_and_what_may_harm_get_the_same_room(
    helps: int, harms: int, fine: bool
) -> None:
    rows = "\\n".join(("Helps: ".ljust(helps, "x"), "Harms: ".ljust(harms, "x"), "Time: long."))
    files, _ = edited(
        ("flow.toml", 'languages = ["fr"]', 'languages = ["fr"]\nweighed = ["Helps:", "Harms:"]'),
        ("visit.toml", "How far have you had to travel?", rows),
    )
    assert [one.code for one in checked(files).findings] == ([] if fine else ["EXG715"])


def test_a_row_without_its_counterpart_is_never_balanced() -> None:
    files, _ = edited(
        ("flow.toml", 'languages = ["fr"]', 'languages = ["fr"]\nweighed = ["Helps:", "Harms:"]'),
        ("visit.toml", "How far have you had to travel?", "Helps: sometimes."),
    )
    assert [one.code for one in checked(files).findings] == ["EXG715"]


@pytest.mark.parametrize(
    "text",
    [
        "Cura la artritis.",
        "Es un tratamiento revolucionario.",
        "Sin efectos secundarios.",
        "Está clínicamente probado.",
        "Regenera el cartílago.",
        "Los resultados están garantizados.",
        "Un producto aprobado por la FDA.",
    ],
)
def test_a_promise_in_spanish_is_told(text: str) -> None:
    assert list(found_claims(text, "es"))
    assert not list(found_claims(text, "en"))


@pytest.mark.parametrize(
    "text",
    [
        "Ningún tratamiento con exosomas ha sido aprobado por la FDA.",
        "No se sabe si cura algo.",
        "¿Le han dicho que es la única opción?",
        "¿Está seguro de que quiere seguir?",
        "Hable con su seguro médico.",
        "Puede decir que no en cualquier momento.",
    ],
)
def test_honest_words_in_spanish_are_quiet(text: str) -> None:
    assert not list(found_claims(text, "es"))


def test_a_translation_may_promise_no_more_than_its_source() -> None:
    files, _ = edited(("texts/fr.toml", "« How old are you? »", "Cura todo."))
    files["texts/es.toml"] = files.pop("texts/fr.toml")
    files["flow.toml"] = files["flow.toml"].replace('languages = ["fr"]', 'languages = ["es"]')
    found = [one for one in checked(files).findings if one.code == "EXG713"]
    assert [one.file for one in found] == ["texts/es.toml"]


def test_no_answer_can_be_given_beforehand() -> None:
    files, _ = edited(
        (
            "visit.toml",
            'ask = "How far have you had to travel?"',
            'ask = "How far have you had to travel?"\ndefault = "yes"',
        )
    )
    assert [one.code for one in checked(files).findings] == ["EXG111"]
