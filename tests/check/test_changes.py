"""What differs between two versions of a flow, how much it means, and where it stands."""

from __future__ import annotations

import attrs
import pytest

from exoguide.check.changes import difference_text
from exoguide.check.changes.fields import FIELDS
from exoguide.flow.assembly import TABLES
from exoguide.flow.model import FlowHead, Option, OutputItem, Step
from tests.check.changed import (
    ADDS,
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
    assert found[0].effect is effect, told
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


def test_a_value_of_the_clinic_by_another_name_leads_nowhere_else() -> None:
    reads = (VISIT, 'kind = "money"', "kind = \"money\"\nwhen = 'clinic.rest > 3'")
    old, _ = edited(reads)
    new, _ = edited((reads[0], reads[1], reads[2].replace("rest", "pause")))
    for name, text in new.items():
        new[name] = text.replace("clinic.rest", "clinic.pause").replace('"rest"', '"pause"')
    found = compared(old, new).differences
    assert {one.effect for one in found if one.subject == "clinic.pause"} == {BREAKS}
    assert not [one for one in found if one.effect is REROUTES]


def test_a_new_question_that_only_a_new_option_leads_to_is_only_added() -> None:
    fork = 'options = [\n  { id = "left", label = "L", goto = "behind" },\n'
    fork += '  { id = "right", label = "R", goto = "behind" },\n]'
    head = SAMPLE[VISIT].index("[[step]]")
    step = '[[step]]\nid = "{}"\nstage = "history"\nkind = "{}"\nask = "{}?"\n{}\n\n'
    first, last = step.format("fork", "choice", "Way", fork), step.format("behind", "text", "B", "")
    ahead = step.format("ahead", "text", "A", "")
    straight = fork.replace("\n]", '\n  { id = "on", label = "O" },\n]')
    text = SAMPLE[VISIT]
    old = {**SAMPLE, VISIT: text[:head] + first + last + text[head:]}
    more = first.replace(fork, straight) + ahead + last
    new = {**SAMPLE, VISIT: text[:head] + more + text[head:]}
    assert {one.effect for one in compared(old, new).differences} == {ADDS}
    led = {**new, VISIT: new[VISIT].replace('"R", goto = "behind"', '"R"')}
    (one,) = (each for each in compared(old, led).differences if each.subject == "step.ahead")
    assert one.effect is REROUTES


def test_another_kind_is_told_without_every_option_that_comes_or_goes_with_it() -> None:
    text = SAMPLE[VISIT]
    start = text.index("options = [")
    stop = text.index("]", start) + 2
    new = {**SAMPLE, VISIT: text[:start] + text[stop:].replace("when = 'who is seller'", "")}
    new[VISIT] = new[VISIT].replace('kind = "choice"', 'kind = "text"', 1)
    new[VISIT] = new[VISIT].replace('[[step.route]]\n\ngoto = "end_later"\n', "")
    for there, back in ((SAMPLE, new), (new, SAMPLE)):
        found = [one for one in compared(there, back).differences if one.subject == "step.who"]
        assert [one.effect for one in found] == [BREAKS], [one.message for one in found]
        assert "text" in found[0].message


def test_a_list_that_becomes_rounds_is_told_once_as_a_break() -> None:
    files, places = edited(
        (
            VISIT,
            'item = "medicine"\nask = "Do you take any medicines?"\nmax = 5',
            "rounds = ⟦2⟧\nuntil = 'known(dose)'\non_exhausted = \"next\"",
        )
    )
    (broken,) = (one for one in compared(SAMPLE, files).differences if one.effect is BREAKS)
    assert place_of(broken) == places[0]
    assert broken.message == "The group “Medicines” is rounds, and was a list of items."


def test_a_condition_that_cannot_be_read_counts_as_its_words() -> None:
    files, places = edited((VISIT, "when = 'smoker is yes'", "when = ⟦'smoker is is yes'⟧"))
    (one,) = compared(SAMPLE, files).differences
    assert (one.effect, place_of(one)) == (REROUTES, places[0])
    assert compared(files, files).differences == ()


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
