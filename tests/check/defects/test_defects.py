"""Every class of mistake is found in a flow, on its line, and no other; its clean twin is quiet."""

from __future__ import annotations

from pathlib import Path

import pytest

from exoguide.check import check_flow
from exoguide.check.changes import Effect
from tests.check.defects.host import FILES, POSITIONS, planted
from tests.check.defects.parts import Seed
from tests.check.defects.seeds import SEEDS, SPECIAL
from tests.check.defects.versions import VERSIONS, versions
from tests.check.flows import AS_OF, checked, edited
from tests.check.versions import compared
from tests.check.witnesses import must_show

CASES = [(seed, position) for seed in SEEDS for position in POSITIONS]
IDS = [f"{seed.number} {seed.name}, {position}" for seed, position in CASES]


def places(files: dict[str, str]) -> list[tuple[str, str]]:
    return [(one.code, f"{one.file}:{one.line}") for one in checked(files).findings]


def test_the_host_has_no_finding() -> None:
    files, _ = planted("", "", "near the start", clean=True)
    assert places(files) == []
    assert files.keys() == FILES.keys()


@pytest.mark.parametrize(("seed", "position"), CASES, ids=IDS)
def test_a_seed_is_found_on_its_line_by_two_findings_at_most_whose_interviews_show_it(
    seed: Seed, position: str
) -> None:
    files, place = planted(seed.here, seed.there, position, clean=False)
    findings = checked(files).findings
    found = [(one.code, f"{one.file}:{one.line}") for one in findings]
    assert any((code, place) in found for code in seed.codes), (place, found)
    assert len(found) <= 2
    for one in findings:
        must_show(files, one)


@pytest.mark.parametrize(("seed", "position"), CASES, ids=IDS)
def test_a_clean_twin_is_quiet(seed: Seed, position: str) -> None:
    files, _ = planted(seed.here, seed.there, position, clean=True)
    assert places(files) == []


def test_every_class_has_seeds_of_one_shape_or_its_own() -> None:
    tables = ({seed.number for seed in SEEDS}, SPECIAL)
    assert sorted(number for table in tables for number in table) == list(range(1, 57))
    assert len({(seed.number, seed.name) for seed in SEEDS}) == len(SEEDS)


DEAD_ENDS = {
    "after the last step": ("last.toml", '[[step.route]]\notherwise = "end_done"\n', ""),
    "when the last step is skipped": (
        "last.toml",
        'ask = "That is all."',
        "ask = \"That is all.\"\nwhen = 'hello is acknowledged'",
    ),
    "behind a route that says next": ("last.toml", 'otherwise = "end_done"', 'otherwise = "next"'),
}


@pytest.mark.parametrize("where", DEAD_ENDS)
def test_a_dead_end_is_found_at_its_step(where: str) -> None:
    name, old, new = DEAD_ENDS[where]
    assert FILES[name].count(old) == 1
    files, _ = planted("", "", "near the start", clean=True)
    found = places({**files, name: files[name].replace(old, new)})
    assert "EXG501" in [code for code, _ in found]
    assert all(place.startswith(name) for code, place in found if code == "EXG501")
    assert len(found) <= 2


AVOIDED = {
    "from the first stage": ("one.toml", 'ask = "We begin."', "gate_last"),
    "from inside a branch": ("two.toml", 'ask = "Here we are."', "gate_last"),
    "over a stage in another file": ("two.toml", 'ask = "Behind the branch."', "gate_last"),
}


@pytest.mark.parametrize("where", AVOIDED)
def test_a_way_past_a_required_stage_is_found(where: str) -> None:
    name, asked, target = AVOIDED[where]
    files, _ = planted("", "", "near the start", clean=True)
    route = f'{asked}\n\n[[step.route]]\notherwise = "{target}"\n'
    found = places({**files, name: files[name].replace(asked, route)})
    assert "EXG504" in [code for code, _ in found]
    optional = files["flow.toml"].replace("order = 3", "order = 3\nrequired = false")
    quiet = places({**files, "flow.toml": optional, name: files[name].replace(asked, route)})
    assert "EXG504" not in [code for code, _ in quiet]


@pytest.mark.parametrize("table", ["step.packs", "step.smoker", "card.knee"])
def test_a_stale_suppression_is_found_and_an_active_one_is_quiet(
    table: str, tmp_path: Path
) -> None:
    tagged = [
        ("visit.toml", 'ask = "Do you smoke?"', 'ask = "Do you smoke?"\ntag = "t"'),
        ("visit.toml", 'ask = "How many packs a day?"', 'ask = "How many?"\ntag = "t"'),
    ]
    files, _ = edited(*tagged)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    entry = f'[[suppress]]\ncode = "EXG904"\nat = "{table}"\nreason = "On purpose."\n'
    (tmp_path / "check.toml").write_text(entry)
    found = [one.code for one in check_flow(tmp_path, AS_OF).findings]
    assert found == ([] if table == "step.packs" else ["EXG905", "EXG904"])


BROKEN = [(name, position) for name in VERSIONS for position in POSITIONS]


@pytest.mark.parametrize(("name", "position"), BROKEN)
def test_a_change_that_breaks_stored_answers_is_found_where_the_version_stays(
    name: str, position: str
) -> None:
    old, new, place = versions(name, position, clean=False)
    assert places(old) == places(new) == []
    found = compared(old, new)
    broken = [one for one in found.differences if one.effect is Effect.BREAKS]
    assert [f"{one.file}:{one.place.line}" for one in broken] == [place]
    (told,) = found.report.findings
    assert told.code == "EXG910"
    assert place in told.notes[0]
    raised = {**new, "flow.toml": new["flow.toml"].replace('version = "1"', 'version = "2"')}
    assert compared(old, raised).report.findings == ()


@pytest.mark.parametrize(("name", "position"), BROKEN)
def test_its_clean_twin_is_words_only_and_quiet(name: str, position: str) -> None:
    old, new, place = versions(name, position, clean=True)
    assert places(old) == places(new) == []
    found = compared(old, new)
    assert [one.effect for one in found.differences] == [Effect.WORDS]
    assert [f"{one.file}:{one.place.line}" for one in found.differences] == [place]
    assert found.report.findings == ()
