"""What the patient takes home holds nothing that is for the clinician alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from exoguide.engine.events import Kind
from exoguide.flow.plan import Plan
from exoguide.summary.as_json import render_json
from exoguide.summary.document import Document, Edition
from exoguide.summary.markdown import render_markdown
from exoguide.summary.overlay import overlay
from exoguide.summary.text import render_text
from tests.summary.samples import accepted, chosen
from tests.summary.sessions import ANCHOR

RENDERERS: list[Callable[[Document, Edition, str], str]] = [
    render_text,
    render_markdown,
    render_json,
]
PLANTED = ["CLINSECRET", "CLINNOTE", "CLINTEXT", "HOUSERULE", "CLINFIX"]
"""Words in a note beside an answer, beside a line, in a part for the clinician, in what is no
finding, and in the correction of an answer."""


@pytest.mark.parametrize("render", RENDERERS)
def test_the_patients_edition_holds_no_word_for_the_clinician(
    render: Callable[[Document, Edition, str], str], knee: Plan
) -> None:
    session = accepted(knee).end()
    session.do(Kind.AMENDED, line="answer.worry", old="", new="CLINFIX", why="Because.")
    document = overlay(session.document(), session.later())
    patient = render(document, Edition.PATIENT, ANCHOR)
    clinician = render(document, Edition.CLINICIAN, ANCHOR)
    assert [word for word in PLANTED if word in patient] == []
    assert [word for word in PLANTED if word not in clinician] == []


def test_what_the_clinician_does_next_is_not_on_the_patients_page(knee: Plan) -> None:
    document = chosen(knee, "decline").document()
    assert "CLINEND" in render_text(document, Edition.CLINICIAN, ANCHOR)
    assert "CLINEND" not in render_text(document, Edition.PATIENT, ANCHOR)


def test_the_patients_edition_lists_the_answers_that_the_flow_says(knee: Plan) -> None:
    said = render_text(accepted(knee).document(), Edition.PATIENT, ANCHOR)
    assert "What worries you most?" in said
    assert "What do you take iron for?" not in said
