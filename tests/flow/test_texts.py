"""Texts by key, in the language asked for, and taken apart at their placeholders."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoguide.flow.loading import load_flow
from exoguide.flow.model import Flow
from exoguide.flow.placeholders import Literal, Placeholder, Reads, parse_template
from exoguide.flow.remembering import once_per_flow
from exoguide.flow.texts import Text, source_texts, text_of
from exoguide.flow.words import WORDS, word
from tests.flow.sample import write


@pytest.fixture
def flow(tmp_path: Path) -> Flow:
    return load_flow(write(tmp_path)).flow


def test_every_text_has_a_key(flow: Flow) -> None:
    texts = source_texts(flow)
    assert texts["flow.title"] == "Talking about a knee"
    assert texts["step.age.ask"] == "How old are you?"
    assert texts["step.pain.option.mild.label"] == "Mild"
    assert texts["output.plan.item.rest.text"] == "Rest"
    assert texts["rule.no-child.says"] == "No child signs."


def test_a_check_is_counted_from_one(tmp_path: Path) -> None:
    steps = '[[step]]\nid="a"\nstage="history"\nkind="text"\nask="A"\n'
    steps += '[[step.check]]\nmust="true"\nmessage="No"\n'
    head = "[flow]\nid='a'\ntitle='A'\nversion='1'\nlanguage='en'\n"
    stage = "[[stage]]\nid='history'\ntitle='H'\norder=1\n"
    flow = load_flow(write(tmp_path, {"flow.toml": head + stage + steps})).flow
    assert source_texts(flow)["step.a.check.1.message"] == "No"


def test_a_translation_is_given_where_there_is_one(flow: Flow) -> None:
    assert text_of(flow, "step.age.ask", "fr") == Text("Quel âge avez-vous ?", translated=True)
    assert text_of(flow, "step.age.ask", "fr-CA").value == "Quel âge avez-vous ?"


def test_a_missing_translation_falls_back_to_the_source_and_is_marked(flow: Flow) -> None:
    assert text_of(flow, "step.pain.ask", "fr") == Text("How bad is the pain?", translated=False)
    assert text_of(flow, "step.age.ask", "de") == Text("How old are you?", translated=False)


@pytest.mark.parametrize("language", ["en", "EN", "en-GB", ""])
def test_the_source_language_is_no_fallback(flow: Flow, language: str) -> None:
    assert text_of(flow, "step.age.ask", language) == Text("How old are you?", translated=True)


def test_an_empty_text_needs_no_translation(flow: Flow) -> None:
    assert text_of(flow, "step.age.help", "fr") == Text("", translated=True)


def test_an_unknown_key_is_an_error(flow: Flow) -> None:
    with pytest.raises(KeyError):
        text_of(flow, "step.age.aks", "en")


def test_words_are_translated_by_the_same_files(flow: Flow) -> None:
    assert word(flow, "yes", "fr") == Text("Oui", translated=True)
    assert word(flow, "no", "fr") == Text("No", translated=False)
    assert word(flow, "unknown", "en") == Text("Don't know", translated=True)
    with pytest.raises(KeyError):
        word(flow, "perhaps", "en")


def test_every_word_has_a_word() -> None:
    assert all(key.startswith("word.") and text for key, text in WORDS.items())


def test_what_is_derived_is_kept_for_the_flow_and_dropped_with_it(flow: Flow) -> None:
    calls: list[str] = []

    @once_per_flow
    def derived(one: Flow) -> list[str]:
        calls.append(one.head.id)
        return [one.head.title]

    other = attrs.evolve(flow, texts=())
    held = weakref.ref(other)
    assert derived(other) is derived(other)
    assert derived(flow) is not derived(other)
    assert len(calls) == 2
    del other
    gc.collect()
    assert held() is None
    assert derived(flow) == ["Talking about a knee"]
    assert len(calls) == 2


def test_a_template_is_taken_apart_with_its_places() -> None:
    template = parse_template("At {age}, {date_of(pain)}: {clinic.rest} {{h}} {today}")
    assert template.parts == (
        Literal("At ", 0, 3),
        Placeholder(Reads.VALUE, "age", 3, 8),
        Literal(", ", 8, 10),
        Placeholder(Reads.DATE_OF, "pain", 10, 25),
        Literal(": ", 25, 27),
        Placeholder(Reads.CLINIC, "rest", 27, 40),
        Literal(" ", 40, 41),
        Literal("{", 41, 43),
        Literal("h", 43, 44),
        Literal("}", 44, 46),
        Literal(" ", 46, 47),
        Placeholder(Reads.TODAY, "", 47, 54),
    )
    assert template.errors == ()
    assert template.names == ("age", "pain", "clinic.rest", "today")


@pytest.mark.parametrize(
    ("text", "span", "says"),
    [
        ("a {b", (2, 3), "never closed"),
        ("a b}", (3, 4), "never opened"),
        ("a {} b", (2, 4), "no name"),
        ("a {Age}", (2, 7), "“{Age}” is no placeholder"),
        ("{age + 1}", (0, 9), "no placeholder"),
        ("{clinic.}", (0, 9), "no placeholder"),
        ("{sum(age)}", (0, 10), "no placeholder"),
        ("{a\nb}", (0, 5), "no placeholder"),
    ],
)
def test_braces_that_cannot_be_read_are_told_and_stay(
    text: str, span: tuple[int, int], says: str
) -> None:
    template = parse_template(text)
    (error,) = template.errors
    assert (error.start, error.end) == span
    assert says in error.message
    assert template.placeholders == ()
    assert "".join(part.text for part in template.parts if isinstance(part, Literal)) == text


@given(st.text(alphabet="ab{}. ()_", max_size=40))
def test_any_text_is_taken_apart_without_a_gap(text: str) -> None:
    parts = parse_template(text).parts
    assert "".join(text[part.start : part.end] for part in parts) == text


@given(st.text(max_size=40))
def test_a_text_with_doubled_braces_reads_as_itself(text: str) -> None:
    template = parse_template(text.replace("{", "{{").replace("}", "}}"))
    assert template.errors == ()
    assert "".join(part.text for part in template.parts if isinstance(part, Literal)) == text
