"""Safe edits: made only where one meaning is possible and nothing else comes to light."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exoguide.check.fixing import Fixed, fixed
from exoguide.flow.bundle import Bundle
from exoguide.flow.syntax import parse_document
from tests.check.flows import AS_OF, SAMPLE, checked, edited

VISIT, END, FLOW = "visit.toml", "end.toml", "flow.toml"


def bundle(files: dict[str, bytes]) -> Bundle:
    parsed = {name: parse_document(name, raw) for name, raw in files.items()}
    documents = {name: document for name, (document, _) in parsed.items() if document is not None}
    problems = tuple(problem for _, found in parsed.values() for problem in found)
    return Bundle("sample", documents, files, problems)


def mended(*edits: tuple[str, str, str]) -> tuple[Fixed, dict[str, str]]:
    """The safe edits of an edited sample, and its files with them made."""
    files, _ = edited(*edits)
    made = fixed(bundle({name: text.encode() for name, text in files.items()}), AS_OF)
    return made, files | {name: raw.decode() for name, raw in made.files.items()}


SLIPS = {
    "a field": (VISIT, 'kind = "date"\nask', 'kind = "date"\naks'),
    "a table": (END, "[[rule]]", "[[ruel]]"),
    "a target": (VISIT, 'goto = "later" }', 'goto = "latr" }'),
    "a card": (VISIT, 'cards = ["knee"]', 'cards = ["kneee"]'),
    "a word of a field": (VISIT, 'kind = "multi"', 'kind = "mutli"'),
    "an answer in a condition": (VISIT, "'known(age) and age < 18'", "'known(age) and agee < 18'"),
    "an option in a condition": (VISIT, "'plan is wait or", "'plan is wiat or"),
    "a function": (VISIT, "'any(dose > 100)'", "'ayn(dose > 100)'"),
    "an equals sign of a number": (VISIT, "'any(dose > 100)'", "'any(dose == 100)'"),
    "a turned sign": (VISIT, "or total < USD 9000'", "or total =< USD 9000'"),
    "an equals sign of a choice": (VISIT, "when = 'smoker is yes'", "when = 'smoker==yes'"),
    "signs of other languages": (
        VISIT,
        "'known(age) and age < 18'",
        "'known(age) && age ≤ 17 && age <> 16'",
    ),
    "several slips on one line": (
        VISIT,
        "'known(age) and age < 18'",
        "'knwon(age) && agee =< 17'",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_that_can_mean_one_thing_only_is_mended(slip: str) -> None:
    file, old, new = SLIPS[slip]
    made, files = mended((file, old, new))
    assert made.fixes
    assert {*made.files} == {file}
    assert [one.code for one in checked(files).findings] == []
    assert fixed(bundle({name: text.encode() for name, text in files.items()}), AS_OF).fixes == ()
    assert made.diff({file: edited((file, old, new))[0][file].encode()}).startswith(f"--- {file}")


def test_the_words_that_replace_a_sign_are_set_apart_by_blanks() -> None:
    _, files = mended(SLIPS["an equals sign of a choice"])
    assert "when = 'smoker is yes'" in files[VISIT]
    _, files = mended(SLIPS["signs of other languages"])
    assert "when = 'known(age) and age <= 17 and age != 16'" in files[VISIT]


NOT_CERTAIN = {
    "two names are near": [
        (VISIT, 'goto = "later" }', 'goto = "latec" }'),
        (VISIT, 'id = "fee"', 'id = "latex"'),
        (VISIT, "value = 'fee + USD 20'", "value = 'latex + USD 20'"),
        (END, "when = 'answered(fee)'", "when = 'answered(latex)'"),
        (END, 'value = "fee"', 'value = "latex"'),
        ("texts/fr.toml", '"step.fee.ask"', '"step.latex.ask"'),
    ],
    "no name is near": [(VISIT, 'goto = "later" }', 'goto = "somewhere" }')],
    "the near one is not later in the flow": [(VISIT, 'goto = "later" }', 'goto = "whoo" }')],
    "a row is missing": [(VISIT, "when = 'hours >= 4'", "when = 'hours > 4'")],
    "a guard is missing": [(VISIT, "'known(age) and age < 18'", "'age < 18'")],
    "a file is no TOML": [
        (VISIT, 'goto = "later" }', 'goto = "latr" }'),
        (END, 'kind = "signature"', 'kind = "signature'),
    ],
}


@pytest.mark.parametrize("why", NOT_CERTAIN)
def test_what_is_not_certain_is_left_alone(why: str) -> None:
    files, _ = edited(*NOT_CERTAIN[why])
    assert checked(files).findings
    made, _ = mended(*NOT_CERTAIN[why])
    assert made.fixes == ()
    assert made.files == {}


def test_an_edit_that_brings_something_else_to_light_is_not_made() -> None:
    slip = (VISIT, 'goto = "later" }', 'goto = "latr" }')
    hidden = (VISIT, "when = 'hours >= 4'", "when = 'hours > 4'")
    assert mended(slip)[0].fixes
    assert mended(slip, hidden)[0].fixes == ()


def test_everything_else_in_the_file_stays_as_it_is() -> None:
    text = (
        SAMPLE[VISIT]
        .replace('goto = "later" }', 'goto = "latr" }  # to mend')
        .replace("\n", "\r\n")
    )
    raw = {name: one.encode() for name, one in SAMPLE.items()} | {
        VISIT: b"\xef\xbb\xbf" + text.encode()
    }
    made = fixed(bundle(raw), AS_OF)
    assert made.files[VISIT] == raw[VISIT].replace(b'"latr"', b'"later"')


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_random_slips_are_mended_cleanly_or_not_at_all(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([VISIT, END, FLOW]))
    text = SAMPLE[name]
    at = data.draw(st.integers(0, len(text) - 2))
    kind = data.draw(st.sampled_from(["drop", "double", "swap"]))
    new = {"drop": "", "double": text[at] * 2, "swap": text[at + 1] + text[at]}[kind]
    broken = text[:at] + new + text[at + (2 if kind == "swap" else 1) :]
    raw = {one: held.encode() for one, held in SAMPLE.items()} | {name: broken.encode()}
    before = checked(raw).findings
    made = fixed(bundle(raw), AS_OF)
    after = checked({**raw, **made.files}).findings
    if made.fixes:
        assert len(after) < len(before)
        assert {one.code for one in after} <= {one.code for one in before}
    else:
        assert made.files == {}
