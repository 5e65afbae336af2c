"""A bundle is read whole, tells all that is wrong, and has one identity."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoguide.canonical import canonical
from exoguide.errors import RecordError
from exoguide.flow.bundle import (
    bundle_digest,
    canonical_bundle,
    flow_from_bundle,
    flow_from_canonical,
    read_bundle,
)
from exoguide.flow.loading import examine, load_flow
from exoguide.flow.problems import FlowProblems
from exoguide.flow.texts import text_of
from tests.flow.sample import CONTENT, FILES, HEAD, STEPS, write


def told(folder: Path) -> list[str]:
    return [f"{one.place}: {one.message} {one.help}" for one in read_bundle(folder).problems]


def test_the_sample_is_sound_and_keeps_the_order_of_its_files(tmp_path: Path) -> None:
    flow = load_flow(write(tmp_path)).flow
    assert [step.id for step in flow.steps][:3] == ["age", "pain", "medicine"]
    assert [stage.id for stage in flow.stages] == ["history", "consent"]
    assert flow.texts[0][0] == "fr"


def test_tables_come_in_the_order_of_the_list_of_files(tmp_path: Path) -> None:
    files = {
        **FILES,
        "z.toml": '[[card]]\nid="z"\ntitle="Z"',
        "b.toml": '[[card]]\nid="b"\ntitle="B"',
    }
    write(
        tmp_path, files, flow=HEAD.replace('"content.toml"]', '"z.toml", "content.toml", "b.toml"]')
    )
    assert [card.id for card in load_flow(tmp_path).flow.cards] == ["z", "rest", "b"]


def test_all_broken_files_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, flow=HEAD.replace("content.toml", "contents.toml"), steps="[[step]\n", fr="a=")
    assert [one.split(":")[0] for one in told(tmp_path)] == [
        "steps.toml",
        "flow.toml flow.files[1]",
        "texts/fr.toml",
    ]


def test_a_broken_head_does_not_hide_what_is_wrong_elsewhere(tmp_path: Path) -> None:
    write(tmp_path, flow="[flow\n", steps="x = \n")
    assert {one.file for one in read_bundle(tmp_path).problems} == {"flow.toml", "steps.toml"}


def test_types_are_told_together_with_broken_files(tmp_path: Path) -> None:
    write(tmp_path, steps="[[step]\n", content=CONTENT.replace("rank = 90", 'rank = "90"'))
    _, problems = examine(read_bundle(tmp_path))
    assert [(one.file, one.code) for one in problems] == [
        ("steps.toml", "EXG101"),
        ("content.toml", "EXG113"),
    ]


def test_a_missing_file_is_named_with_the_nearest_there_is(tmp_path: Path) -> None:
    write(tmp_path, flow=HEAD.replace("steps.toml", "step.toml"))
    assert told(tmp_path) == [
        "flow.toml flow.files[0]: There is no file “step.toml”. Did you mean “steps.toml”?"
    ]


def test_a_folder_without_a_head_is_told(tmp_path: Path) -> None:
    assert "There is no file “flow.toml”." in told(tmp_path)[0]
    with pytest.raises(FlowProblems):
        load_flow(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "../out.toml",
        "/etc/out.toml",
        "a/../../out.toml",
        "texts/../steps.toml",
        "./steps.toml",
        "a\\\\out.toml",
        "a//b.toml",
    ],
)
def test_a_file_outside_the_folder_is_refused_unread(tmp_path: Path, name: str) -> None:
    (tmp_path / "out.toml").write_text("unread = 'secret'")
    folder = write(tmp_path / "flow", flow=HEAD.replace("content.toml", name))
    bundle = read_bundle(folder)
    assert [one.code for one in bundle.problems] == ["EXG107"]
    assert "secret" not in str(bundle.documents)


def test_a_link_out_of_the_folder_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text("unread = 'secret'")
    folder = write(tmp_path / "flow")
    (folder / "steps.toml").unlink()
    (folder / "steps.toml").symlink_to(tmp_path / "secret.toml")
    bundle = read_bundle(folder)
    assert [(one.code, one.path) for one in bundle.problems] == [("EXG107", ("flow", "files", 0))]
    assert "leads out of the flow's folder" in bundle.problems[0].message
    assert "secret" not in str(bundle.documents) + str(bundle.raw)


def test_a_broken_head_leads_nowhere_outside_either(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text("secret = 1\nsecret = 2")
    folder = write(tmp_path / "flow", flow="[flow\n")
    (folder / "a.toml").symlink_to(tmp_path / "secret.toml")
    bundle = read_bundle(folder)
    assert "secret" not in str(bundle.problems) + str(bundle.raw)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "steps.toml").unlink()
    os.mkfifo(folder / "steps.toml")
    assert "“steps.toml” cannot be read: it is not a file." in told(folder)[0]


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "steps.toml").rename(folder / "real.toml")
    (folder / "steps.toml").symlink_to("real.toml")
    assert read_bundle(folder).problems == ()


def test_a_file_of_the_list_that_is_a_folder_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "steps.toml").unlink()
    (folder / "steps.toml").mkdir()
    assert "cannot be read" in told(folder)[0]


def test_a_single_file_is_a_flow(tmp_path: Path) -> None:
    head = HEAD.replace('languages = ["fr"]', "").replace(
        'files = ["steps.toml", "content.toml"]', ""
    )
    file = tmp_path / "knee.toml"
    file.write_text(head + STEPS + CONTENT)
    assert len(load_flow(file).flow.steps) == 9
    file.write_text(HEAD + STEPS + CONTENT)
    assert [one.code for one in read_bundle(file).problems] == ["EXG106"] * 3


def test_the_digest_does_not_know_layout_comments_key_order_or_times(tmp_path: Path) -> None:
    one = bundle_digest(read_bundle(write(tmp_path / "a")))
    end = 'id = "waits"\ntitle = "Waits"\n'
    assert end in CONTENT
    turned = CONTENT.replace(end, "# a remark\ntitle   =   \"Waits\"\n\nid = 'waits'\n")
    folder = write(tmp_path / "b", content=turned, steps=STEPS.replace("\n", "\r\n"))
    os.utime(folder / "flow.toml", (1, 1))
    (folder / "stories").mkdir()
    (folder / "stories" / "a.toml").write_text("[story]\nid = 'a'")
    (folder / "unlisted.toml").write_text("not even TOML")
    assert bundle_digest(read_bundle(folder)) == one


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("steps", "How old are you?", "How old are you ?"),
        ("steps", "max = 120.5", "max = 120.50"),
        ("content", "review_by = 2027-06-30", "review_by = 2027-07-01"),
        ("fr", "Oui", "oui"),
        ("flow", 'version = "1.0"', 'version = "1.1"'),
        ("content", 'outcome = "defer"', 'outcome = "refer"'),
    ],
)
def test_any_change_of_content_changes_the_digest(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    whole = {Path(file).stem: text for file, text in FILES.items()}
    assert old in whole[name]
    one = bundle_digest(read_bundle(write(tmp_path / "a")))
    whole[name] = whole[name].replace(old, new)
    changed = write(tmp_path / "b", FILES, **whole)
    assert bundle_digest(read_bundle(changed)) != one


def test_two_orders_of_steps_are_two_flows(tmp_path: Path) -> None:
    first, second = STEPS.split("[[step]]")[1:3]
    swapped = STEPS.replace(first, "@").replace(second, first).replace("@", second)
    one = bundle_digest(read_bundle(write(tmp_path / "a")))
    assert bundle_digest(read_bundle(write(tmp_path / "b", steps=swapped))) != one


def test_the_canonical_json_makes_the_same_flow_as_the_files(tmp_path: Path) -> None:
    bundle = read_bundle(write(tmp_path))
    content = canonical_bundle(bundle)
    assert flow_from_canonical(content) == flow_from_bundle(bundle)
    assert json.loads(content)["format"] == 1
    assert canonical(json.loads(content)) == content


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{", b"\xff", b"[" * 200_000, b'{"format":1}', b'{"format":1,"documents":[]}',
     b'{"format":2,"documents":{}}', b'{"format":1,"documents":{"a":1}}'],
)  # fmt: skip
def test_what_is_no_canonical_bundle_is_refused(content: bytes) -> None:
    with pytest.raises(RecordError):
        flow_from_canonical(content)


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_cut_off_anywhere_gives_problems_and_never_a_traceback(
    tmp_path: Path, name: str, full_size: bool
) -> None:
    folder = write(tmp_path)
    raw = (folder / name).read_bytes()
    told_of = []
    for length in range(0, len(raw), 1 if full_size else 7):
        (folder / name).write_bytes(raw[:length])
        try:
            load_flow(folder)
        except FlowProblems as error:
            told_of.append(error)
    assert told_of
    problems = [one for error in told_of for one in error.problems]
    assert all(one.file and one.message and one.code for one in problems)


IDS = st.from_regex(r"[a-c][a-z]{3,8}", fullmatch=True)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)
NUMBERS = st.decimals("-1000", "1000", places=3) | st.integers(-(10**12), 10**12)
DATES = st.dates().filter(lambda day: day.year >= 1000)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


@st.composite
def options(draw: st.DrawFn) -> str:
    rows = [
        f"{{ id = {quoted(one)}, label = {quoted(draw(TEXTS))}, weight = {draw(NUMBERS)} }}"
        for one in draw(st.lists(IDS, max_size=3))
    ]
    return f"options = [{', '.join(rows)}]"


def field(name: str, values: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    return values.map(lambda value: f"{name} = {value}")


@st.composite
def steps(draw: st.DrawFn) -> str:
    fields: list[Callable[[], str]] = [
        lambda: draw(field("min", NUMBERS | DATES)),
        lambda: draw(field("max", TEXTS.map(quoted))),
        lambda: draw(field("ask", TEXTS.map(quoted))),
        lambda: draw(field("places", st.integers(-(10**29), 10**29))),
        lambda: draw(field("material", st.sampled_from(["true", "false"]))),
        lambda: draw(field("cards", st.lists(TEXTS.map(quoted)).map(", ".join).map("[{}]".format))),
        lambda: draw(options()),
    ]
    chosen = draw(st.lists(st.sampled_from(range(len(fields))), unique=True))
    lines = [f"id = {quoted(draw(IDS))}", 'stage = "a"', *(fields[n]() for n in chosen)]
    return "[[step]]\n" + "\n".join(draw(st.permutations(lines))) + "\n"


@given(st.lists(steps(), max_size=4), TEXTS)
def test_any_flow_is_the_same_from_toml_and_from_canonical_json(
    tmp_path_factory: pytest.TempPathFactory, tables: list[str], title: str
) -> None:
    file = tmp_path_factory.mktemp("flow") / "a.toml"
    head = f'[flow]\nid = "a"\nversion = "1"\nlanguage = "en"\ntitle = {quoted(title)}\n'
    file.write_text(head + "\n".join(tables), encoding="utf-8")
    bundle = read_bundle(file)
    assert flow_from_canonical(canonical_bundle(bundle)) == flow_from_bundle(bundle)


def test_the_texts_of_a_language_may_lie_in_one_file_for_each_file_of_the_flow(
    tmp_path: Path,
) -> None:
    parts = {"texts/fr/steps.toml": '"step.age.help" = "Aide"', "texts/fr/flow.toml": ""}
    folder = write(tmp_path, {**FILES, **parts})
    bundle = read_bundle(folder)
    assert not bundle.problems
    assert {"texts/fr.toml", "texts/fr/steps.toml"} <= set(bundle.documents)
    assert bundle_digest(bundle) != bundle_digest(read_bundle(write(tmp_path / "other")))


def test_a_language_with_a_region_takes_the_texts_of_the_bare_language_too(tmp_path: Path) -> None:
    head = FILES["flow.toml"].replace('"fr"', '"fr-CA"')
    own = {"flow.toml": head, "texts/fr-CA.toml": '"step.pain.ask" = "Ça fait mal ?"'}
    flow = load_flow(write(tmp_path, {**FILES, **own})).flow
    assert text_of(flow, "step.age.ask", "fr-CA").value == "Quel âge avez-vous ?"
    assert text_of(flow, "step.pain.ask", "fr-CA").value == "Ça fait mal ?"


def test_a_text_that_two_files_translate_is_told(tmp_path: Path) -> None:
    twice = {"texts/fr/steps.toml": '"step.age.ask" = "Âge ?"'}
    with pytest.raises(FlowProblems) as told:
        load_flow(write(tmp_path, {**FILES, **twice}))
    (problem,) = told.value.problems
    assert (problem.file, problem.code) == ("texts/fr/steps.toml", "EXG122")
    assert "texts/fr.toml" in problem.message


def test_a_language_that_the_flow_does_not_name_yet_is_read_for_its_translator(
    tmp_path: Path,
) -> None:
    draft = {"texts/es/steps.toml": '"step.age.ask" = "¿Qué edad tiene?"'}
    folder = write(tmp_path, {**FILES, **draft})
    assert "texts/es/steps.toml" not in read_bundle(folder).documents
    assert "texts/es/steps.toml" in read_bundle(folder, "es").documents
