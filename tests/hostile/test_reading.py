"""Every hostile text is read, kept, found and written: without an error that is not in words."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from exoguide.config import load_clinic, load_settings, quoted
from exoguide.consultation.beginning import LONGEST_REFERENCE, reference
from exoguide.consultation.dates import Unclear
from exoguide.consultation.reading import Reading, read
from exoguide.engine.encoding import Text
from exoguide.engine.path import Status
from exoguide.engine.questions import Choice, Question
from exoguide.errors import UsageError
from exoguide.flow.conditions import ConditionError, Node, parse
from exoguide.flow.model import StepKind
from exoguide.flow.problems import FlowProblems
from exoguide.flow.syntax import parse_document
from exoguide.flow.values import NonAnswer
from exoguide.plaintext import harmless, width, wrap
from exoguide.summary.markdown import escaped
from exoguide.tui.safety import safe_frame, safe_text
from tests.consultation.places import TODAY
from tests.hostile.acting import acting, storable
from tests.hostile.corpus import corpus

CHOICES = (Choice("yes", "Yes"), Choice("no", "No, ½ of it"), Choice("x", "[red]*"))


def _asked(kind: StepKind) -> Question:
    return Question(
        "key",
        "stage",
        kind,
        Status.OPEN,
        "Title",
        "Ask?",
        choices=() if kind is StepKind.TEXT else CHOICES,
        non_answers=tuple((one, one.value) for one in NonAnswer),
        unit="years",
        currency="USD",
    )


@pytest.mark.parametrize("kind", StepKind)
def test_what_is_typed_is_an_answer_or_asked_back(kind: StepKind) -> None:
    asked = _asked(kind)
    for case in corpus():
        for language in ("", "es"):
            found = read(asked, case, Reading(TODAY, None, language))
            if kind is StepKind.TEXT:
                assert found == Text(case)
            elif isinstance(found, Unclear):
                assert found.message, case
                assert len(found.message) < 1_000, case
            elif kind is StepKind.DATE:
                assert isinstance(found, date | NonAnswer), case


def test_what_is_shown_does_nothing_and_stays_within_its_lines() -> None:
    for case in corpus():
        for shown in (harmless(case), harmless(case, multiline=True), safe_text(harmless(case))):
            assert acting(shown) == [], case
        assert acting(safe_text(case), allowed="") == [], case
        assert "\x1b" not in safe_frame(case.replace("\x1b[", "")), case
        assert all(width(line) <= 40 for line in wrap(harmless(case, multiline=True), 40)), case


def test_in_markdown_every_text_is_text_and_reads_as_itself() -> None:
    reader = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])
    for case in corpus():
        read_back = ""
        for token in reader.parse(escaped(case)):
            assert token.type in {"paragraph_open", "inline", "paragraph_close"}, case
            for part in token.children or ():
                assert part.type in {"text", "text_special"}, (case, part.type)
                read_back += part.content
        assert read_back == " ".join(harmless(case).split()), case


def test_a_condition_is_understood_or_told_where_it_is_wrong() -> None:
    for case in corpus():
        with suppress(ConditionError):
            assert isinstance(parse(case), Node), case


def test_a_value_written_to_a_settings_file_is_read_back_as_it_was() -> None:
    for case in filter(storable, corpus()):
        assert tomllib.loads(f"a = {quoted(case)}\n") == {"a": case}


def test_settings_with_any_value_are_read_or_refused_in_words(
    tmp_path: Path, full_size: bool
) -> None:
    file = tmp_path / "settings.toml"
    names = ("clinician", "theme", "link", "flow", "lock_after")
    for number, case in enumerate(filter(storable, corpus())):
        for name in names if full_size else names[number % 5 :][:1]:
            file.write_text(f"{name} = {quoted(case)}\n", encoding="utf-8", newline="")
            with suppress(UsageError):
                assert getattr(load_settings(file), name) == case
        file.write_text(f"{quoted(case)} = 1\n[keys]\n{quoted(case)} = {quoted(case)}\n")
        with pytest.raises(UsageError) as told:
            load_settings(file)
        assert len(str(told.value)) < 1_000, case


def test_a_file_that_holds_nothing_but_such_text_is_read_or_refused_in_words(
    tmp_path: Path,
) -> None:
    file = tmp_path / "some.toml"
    for case in corpus():
        raw = case.encode("utf-8", "surrogatepass")
        file.write_bytes(raw)
        for load in (load_settings, load_clinic):
            with suppress(UsageError):
                load(file)
        document, problems = parse_document("some.toml", raw)
        assert document is not None or problems, case
        assert len(str(FlowProblems("flow", problems))) < 2_000, case


def test_a_reference_is_short_printable_and_as_it_came_or_refused_in_words() -> None:
    taken = 0
    for case in corpus():
        with suppress(UsageError):
            found = reference(case)
            taken += 1
            assert found == case.strip()
            assert len(found) <= LONGEST_REFERENCE
            assert acting(found, allowed="") == [], case
    assert taken > 500
