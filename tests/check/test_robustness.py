"""Whatever stands in the files, the checker says something and never falls over."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from exoguide.check import Report, check_flow, render_github, render_json, render_sarif, render_text
from tests.check.flows import AS_OF, SAMPLE, checked

WHOLE = {name: text.encode() for name, text in SAMPLE.items()}
NAMES = sorted(WHOLE)
PIECES = st.sampled_from(
    (
        *("'", '"', "'''", '"""', "[[step]]", "\n", "=", "]", "}", "{", "}}", "#", "\\", "\x00"),
        *("is", "and", "known(", "goto = ", "age", "end_later", "when = 'age > 3'\n"),
        *("é", "\\u00e9", "9" * 40),
    )
)


def whole_of(report: Report) -> None:
    """Everything that can be done with a report is done, and its places are real ones."""
    for render in (render_text, render_json, render_sarif, render_github):
        assert isinstance(render(report), str)
    for finding in report.findings:
        assert finding.message.endswith((".", "?", "!", "…"))
        assert finding.line >= 1
        assert finding.column >= 1
        assert (finding.end_line, finding.end_column) > (finding.line, finding.column)


SHORT = b"""\
[flow]
id = "short"
title = "Sh\xc3\xb6rt"
version = "1"
language = "en"
[[stage]]
id = "one"
title = "One"
order = 1
[[step]]
id = "age"
stage = "one"
kind = "number"
ask = '''
How old?'''
non_answers = ["unknown"]
[[step.route]]
when = "known(age) and age < 18"
goto = "over"
[[step.route]]
otherwise = "over"
[[end]]
id = "over"
title = "Over"
outcome = "declined"
rank = 1
text = "{age}"
"""


def test_a_file_cut_off_at_any_byte_is_told_and_breaks_nothing() -> None:
    assert checked({"flow.toml": SHORT}).findings == ()
    for length in range(len(SHORT)):
        whole_of(checked({"flow.toml": SHORT[:length]}))


def test_a_flow_of_several_files_cut_off_anywhere_breaks_nothing() -> None:
    for name in NAMES:
        for length in range(0, len(WHOLE[name]), 37):
            whole_of(checked({**WHOLE, name: WHOLE[name][:length]}))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(NAMES),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 12), st.one_of(PIECES, st.text(max_size=4))),
        min_size=1,
        max_size=4,
    ),
)
def test_random_edits_break_nothing(name: str, edits: list[tuple[float, int, str]]) -> None:
    text = SAMPLE[name]
    for where, removed, added in edits:
        at = int(where * len(text))
        text = text[:at] + added + text[at + removed :]
    whole_of(checked({**WHOLE, name: text.encode("utf-8", "replace")}))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_swapped_lines_break_nothing_and_give_the_same_twice(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    lines = SAMPLE[name].splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 3))):
        one, other = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        lines[one], lines[other] = lines[other], lines[one]
    files = {**WHOLE, name: "".join(lines).encode()}
    report = checked(files)
    whole_of(report)
    assert checked(files) == report


def test_what_can_be_read_is_checked_when_one_file_cannot() -> None:
    end = SAMPLE["end.toml"].replace("There is no hurry.", "It is a miracle.")
    head = SAMPLE["flow.toml"].replace("2030-01-31", "2026-11-22")
    visit = SAMPLE["visit.toml"].replace("when = 'smoker is yes'", "when = 'smoker is is yes'")
    broken = {"flow.toml": head, "visit.toml": visit, "end.toml": end}
    told = {one.code for one in checked({**SAMPLE, **broken}).findings}
    lost = SAMPLE["texts/fr.toml"] + "open = '\n"
    assert {*told, "EXG101"} == {
        one.code for one in checked({**SAMPLE, **broken, "texts/fr.toml": lost}).findings
    }
    assert {"EXG140", "EXG711", "EXG713"} <= told


def test_a_flow_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere", tmp_path / "nowhere.toml"):
        report = check_flow(path, AS_OF)
        assert [one.code for one in report.findings] == ["EXG106"]
        assert render_text(report).count("\n") >= 2


def test_hundreds_of_computes_behind_each_other_are_told_and_no_trouble() -> None:
    head = '[[compute]]\nid = "c{}"\ntype = "money"\nvalue = \'{} + USD 1\'\n'
    chain = "".join(head.format(n, f"c{n - 1}" if n else "fee") for n in range(400))
    text = SAMPLE["visit.toml"].replace("or total < USD 9000", "or c399 < USD 9000") + chain
    found = checked({**SAMPLE, "visit.toml": text}).findings
    assert {one.code for one in found} <= {"EXG607", "EXG990"}
