"""Whether a version says enough of what changed, and how the whole is shown."""

from __future__ import annotations

import json

import pytest

from exoguide.check.changes import Effect, compare, difference_json, difference_text, saved_version
from exoguide.check.changes.versions import raised
from exoguide.flow.bundle import canonical_bundle
from tests.check.changed import ADDS, BREAKS, FLOW, REROUTES, VISIT, WORDS
from tests.check.flows import SAMPLE, bundle, edited
from tests.check.shipped import shipped
from tests.check.versions import compared


@pytest.mark.parametrize(
    ("old", "new", "worst", "enough", "least"),
    [
        ("1.4", "1.4", BREAKS, False, "2.0"),
        ("1.4", "1.5", BREAKS, False, "2.0"),
        ("1.4", "2", BREAKS, True, "2.0"),
        ("1", "1.0.1", REROUTES, False, "1.1"),
        ("1", "1.1", REROUTES, True, "1.1"),
        ("1.9", "1.10", ADDS, True, "1.10"),
        ("1.9", "1.9.1", ADDS, False, "1.10"),
        ("1.0", "1.0", WORDS, False, "1.0.1"),
        ("1.0.3", "1.0.4", WORDS, True, "1.0.4"),
        ("v2.1.7", "3.0.0", BREAKS, True, "3.0.0"),
        ("1.0", "1", None, True, ""),
        ("2.0", "1.0", None, False, ""),
        ("2.0", "1.9", WORDS, False, "2.0.1"),
        ("spring", "summer", BREAKS, True, ""),
        ("spring", "spring", WORDS, False, ""),
    ],
)
def test_a_version_says_enough_when_the_number_that_counts_is_higher(
    old: str, new: str, worst: Effect | None, enough: bool, least: str
) -> None:
    found = raised(old, new, worst)
    assert (found.enough, found.least) == (enough, least)


BROKEN = (VISIT, 'max = "120"', 'max = "110"')
REROUTED = (VISIT, "when = 'smoker is yes'", "when = 'risk(smoker)'")


@pytest.mark.parametrize(
    ("edit", "version", "codes", "fails"),
    [
        (BROKEN, "1", ["EXG910"], (True, True)),
        (BROKEN, "1.7", ["EXG910"], (True, True)),
        (BROKEN, "2", [], (False, False)),
        (REROUTED, "1", ["EXG911"], (False, True)),
        (REROUTED, "1.1", [], (False, False)),
        ((VISIT, '"A friend"', '"A pal"'), "1", [], (False, False)),
        ((VISIT, '"A friend"', '"A pal"'), "0.9", ["EXG911"], (False, True)),
    ],
)
def test_a_version_that_says_less_than_what_changed_is_found_at_the_version(
    edit: tuple[str, str, str], version: str, codes: list[str], fails: tuple[bool, bool]
) -> None:
    files, places = edited(edit, (FLOW, 'version = "1"', f'version = ⟦"{version}"⟧'))
    report = compared(SAMPLE, files).report
    assert [one.code for one in report.findings] == codes
    assert (report.fails(), report.fails(strict=True)) == fails
    for one in report.findings:
        assert places == [f"{one.file}:{one.line}:{one.column}-{one.end_line}:{one.end_column}"]


def test_many_breaks_are_one_finding_that_names_the_first_of_them() -> None:
    found = compared(shipped(), {**SAMPLE, FLOW: SAMPLE[FLOW].replace('"1"', '"1.0"')})
    (one,) = found.report.findings
    assert len(one.notes) == 6
    assert one.notes[-1] == f"And {found.count(BREAKS) - 5} more."


def test_a_version_that_is_no_numbers_has_to_be_another_one() -> None:
    spring = (FLOW, 'version = "1"', 'version = "spring"')
    old, _ = edited(spring)
    files, _ = edited(spring, BROKEN)
    (one,) = compared(old, files).report.findings
    assert one.help.startswith("Give it another version")
    summer = {**files, FLOW: files[FLOW].replace("spring", "summer")}
    assert compared(old, summer).report.findings == ()


def test_the_text_has_each_difference_the_finding_and_the_sum() -> None:
    files, _ = edited(BROKEN, REROUTED, (VISIT, '"A friend"', '"A pal"'))
    assert difference_text(compared(SAMPLE, files)) == (
        "visit.toml:21:7: breaks “How old are you?”: `max` is `110`, and was `120`.\n"
        "   help: Stored answers outside it no longer fit.\n"
        "visit.toml:36:8: re-routes “How many packs a day?”: `when` is `risk(smoker)`, and was"
        " `smoker is yes`.\n"
        "visit.toml:9:28: words “Who is here — à côté?”, answer “A pal”: `label` was"
        " “A friend”.\n"
        "\n"
        "flow.toml:5:11: error EXG910 The version is still “1”, and 1 change breaks"
        " stored answers.\n"
        '   │ 5 │ version = "1"\n'
        "   │   │           ^^^\n"
        '   help: Write version = "2", or leave what is stored as it was.\n'
        "\n"
        "3 differences: 1 breaks stored answers, 1 re-routes sessions, 1 is words only"
        " · version still 1 says less than that, 2 would do.\n"
    )


def test_the_shipped_flow_does_not_differ_from_itself() -> None:
    found = compared(shipped(), shipped())
    assert found.differences == ()
    assert difference_text(found) == "No differences: the same flow to the letter.\n"


def test_programs_get_every_difference_with_its_place_and_the_findings_of_a_check() -> None:
    files, _ = edited(BROKEN, (VISIT, 'non_answers = ["unknown", "declined"]', ""))
    found = json.loads(difference_json(compared(SAMPLE, files)))
    assert found["worst"] == "breaks"
    assert found["counts"] == {"breaks": 3, "re-routes": 0, "adds": 0, "words": 0}
    assert found["enough"] is False
    assert found["least_version"] == "2"
    assert found["old"]["version"] == found["new"]["version"] == "1"
    assert [one["code"] for one in found["findings"]] == ["EXG910"]
    sides = {(one["side"], one["subject"]) for one in found["differences"]}
    assert sides == {("new", "step.age"), ("old", "step.smoker")}
    assert all(one["line"] for one in found["differences"])


def test_what_a_flow_says_can_do_nothing_to_a_terminal() -> None:
    files, _ = edited((VISIT, '"A friend"', '"\\u001b[31m[bold]\\u202efriend\\u0007"'))
    found = compared(SAMPLE, files)
    back = compared(files, SAMPLE)
    for shown in (difference_text(found), difference_text(back), difference_json(found)):
        assert not set("\x1b\u202e\x07") & set(shown)


def test_a_flow_that_a_session_keeps_differs_in_nothing_from_its_files() -> None:
    kept = saved_version("7F3A-91C2", canonical_bundle(bundle(shipped())))
    now = compared(shipped(), shipped()).new
    assert compare(kept, now).differences == ()
    assert compare(now, kept).differences == ()
    assert kept.digest == now.digest
