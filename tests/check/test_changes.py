"""What differs between two versions of a flow, how much it means, and where it stands."""

from __future__ import annotations

import attrs
import pytest

from exoguide.check.changes import difference_text
from exoguide.check.changes.fields import FIELDS
from exoguide.flow.assembly import TABLES
from exoguide.flow.model import FlowHead, Option, OutputItem, Step
from tests.check.changed import (
    BREAKS,
    CHANGED,
    END,
    FLOW,
    FR,
    GONE,
    REROUTES,
    SAME,
    VISIT,
    WORDS,
)
from tests.check.flows import SAMPLE, edited
from tests.check.versions import compared, place_of


@pytest.mark.parametrize("what", CHANGED)
def test_a_difference_is_told_with_its_effect_at_its_token(what: str) -> None:
    effect, said, *edits = CHANGED[what]
    files, places = edited(*edits)
    found = compared(SAMPLE, files).differences
    told = [(one.effect, place_of(one), one.message) for one in found]
    meant = [message for *where, message in told if where == [effect, places[0]]]
    assert len(meant) == 1, told
    assert said in meant[0]
    assert len(found) <= len(edits), told


@pytest.mark.parametrize("what", GONE)
def test_what_is_gone_is_told_where_it_stood_in_the_old_version(what: str) -> None:
    effect, said, mark, *edits = GONE[what]
    _, places = edited(mark)
    files, _ = edited(*edits)
    if what == "a language":
        del files[FR]
    found = compared(SAMPLE, files).differences
    told = [(one.effect, place_of(one), one.message) for one in found]
    assert (effect, f"OLD {places[0]}", said) in told
    assert len(found) <= len(edits), told


@pytest.mark.parametrize("what", SAME)
def test_another_way_to_write_the_same_is_no_difference(what: str) -> None:
    files, _ = edited(SAME[what])
    found = compared(SAMPLE, files)
    assert found.differences == ()
    assert found.report.findings == ()


def test_a_flow_of_other_files_is_the_same_flow() -> None:
    moved = {**SAMPLE, VISIT: SAMPLE[VISIT] + "\n" + SAMPLE[END]}
    del moved[END]
    moved[FLOW] = moved[FLOW].replace('"visit.toml", "end.toml"', '"visit.toml"')
    found = compared(SAMPLE, moved)
    assert found.differences == ()
    assert "No differences in what is asked, led, worked out or said" in difference_text(found)


def test_what_goes_by_a_new_name_is_told_once_and_not_wherever_it_is_read() -> None:
    renamed = [
        (VISIT, '{ id = "seller"', '{ id = "vendor"'),
        (VISIT, "when = 'who is seller'", "when = 'who is vendor'"),
        (VISIT, 'id = "smoker"', 'id = "smokes_now"'),
        (VISIT, "when = 'smoker is yes'", "when = 'smokes_now is yes'"),
        (VISIT, "when = 'risk(smoker)'", "when = 'risk(smokes_now)'"),
        (VISIT, 'id = "later"', 'id = "afterwards"'),
        (VISIT, 'goto = "later"', 'goto = "afterwards"'),
    ]
    files, _ = edited(*renamed)
    found = compared(SAMPLE, files).differences
    assert {one.subject for one in found} == {"step.who", "step.afterwards", "step.smokes_now"}
    assert {one.effect for one in found} == {BREAKS}
    assert len(found) == 3


def test_answers_that_are_numbered_anew_are_told_although_every_id_is_still_there() -> None:
    old = {**SAMPLE}
    scale = '{{ id = "{}", label = "{}" }},'
    before = ("None", "Mild", "Severe")
    after = ("None", "Slight", "Mild", "Severe")
    lines = [
        "\n  ".join(scale.format(f"n{n}", label) for n, label in enumerate(labels))
        for labels in (before, after)
    ]
    place = '{ id = "pain", label = "Pain" },'
    old[VISIT] = SAMPLE[VISIT].replace(place, f"{place}\n  {lines[0]}")
    new = {**SAMPLE, VISIT: SAMPLE[VISIT].replace(place, f"{place}\n  {lines[1]}")}
    found = [one for one in compared(old, new).differences if one.effect is BREAKS]
    assert [one.message.partition(": ")[2] for one in found] == [
        "n2 meant “Severe” and means “Mild” now."
    ]


def test_a_question_that_stands_elsewhere_is_told_alone() -> None:
    text = SAMPLE[VISIT]
    start = text.index('[[step]]\nid = "signs"')
    stop = text.index("[[group]]", start)
    body = text[start:stop]
    goal = text.index('[[step]]\nid = "hours"')
    files = {**SAMPLE, VISIT: text[:goal] + body + text[goal:start] + text[stop:]}
    files[VISIT] = files[VISIT].replace('goto = "signs"', 'goto = "overnight"')
    old = {**SAMPLE, VISIT: text.replace('goto = "signs"', 'goto = "overnight"')}
    (one,) = compared(old, files).differences
    assert one.effect is REROUTES
    assert one.message == "“Which of these do you have?” is asked at another place."


def test_translations_are_told_once_for_a_language() -> None:
    files, places = edited(
        (FR, '"« A sample consultation »"', '⟦"Exemple"⟧'), (FR, '"« days »"', '"jours"')
    )
    (one,) = compared(SAMPLE, files).differences
    assert one.effect is WORDS
    assert place_of(one) == places[0]
    assert one.message == "2 translations in “fr” read otherwise: flow.title and clinic.rest.unit."


def test_every_field_of_a_flow_has_an_effect_or_a_rule_of_its_own() -> None:
    ruled = {
        FlowHead: {"version", "files", "languages", "currency"},
        Step: {"kind", "group", "non_answers", "cautious", "was", "options", "min", "max", "places"}
        | {"currency", "max_length", "check", "route"},
        Option: {"exclusive", "was"},
        OutputItem: set(),
    }
    more = {
        "clinic": {"currency", "min", "max", "options"},
        "group": {"min", "max", "rounds"},
        "output": {"items"},
    }
    kinds = {**{kind: name for name, (_, kind) in TABLES.items()}, **dict.fromkeys(ruled, "")}
    for kind, name in kinds.items():
        named = {field.name for field in attrs.fields(kind)} - (
            {"id"} if kind is not FlowHead else set()
        )
        own = ruled.get(kind, set()) | more.get(name, set())
        assert own.isdisjoint(FIELDS[kind])
        assert named == own | FIELDS[kind].keys(), kind
