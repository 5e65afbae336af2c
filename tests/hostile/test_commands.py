"""No command does more with a hostile text than say, in harmless words, what is wrong with it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from exoguide.errors import Exit
from tests.cli.commands import STORY, Ran, lent, ran, session_id
from tests.consultation.places import GARDEN
from tests.hostile.acting import acting, storable
from tests.hostile.corpus import corpus, of_classes
from tests.hostile.flows import hostile_flow

NAME = "\x1b]0;owned\x07\u202e\x9b2J"
"""A name of a file or folder that a terminal acts on."""

CODES = {*Exit, 0}


def _typable(case: str) -> bool:
    """Whether a system can pass ``case`` on as an argument: bytes, and none of them a NUL."""
    try:
        return b"\0" not in os.fsencode(case)
    except UnicodeEncodeError:
        return False


def _harmless(found: Ran) -> Ran:
    """What was found, once it is known to have said nothing that a terminal acts on."""
    assert acting(found.out) == []
    assert acting(found.err) == []
    assert "inside exoguide" not in found.err
    assert found.code in CODES
    return found


def _uses(session: str, case: str) -> Iterator[tuple[str, ...]]:
    """Commands with ``case`` in each place that takes a text."""
    yield from ((name, case) for name in ("show", "resume", "start", "audit", "verify", "check"))
    yield from ((name, case) for name in ("explain", "test", "texts", "restore", "rescue"))
    yield from ((name, session, case) for name in ("tick", "amend", "withdraw"))
    yield from ((case,), (f"--{case}",), ("--plain", case), ("show", session, "--format", case))
    yield ("sessions", f"--search={case}")
    yield ("audit", f"--patient={case}")
    yield ("verify", session, f"--anchor={case}")
    yield ("start", str(GARDEN), "--practice", f"--today={case}")
    yield ("start", str(GARDEN), "--practice", f"--answers={case}")
    yield ("clinic", str(GARDEN), "--set", case, case)
    yield ("test", str(GARDEN), case)
    yield ("texts", str(GARDEN), case, f"--file={case}")


def test_any_argument_of_any_command_is_used_or_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_size: bool
) -> None:
    session = lent()
    monkeypatch.chdir(tmp_path)
    cases = corpus() if full_size else of_classes(2)
    for case in cases:
        if _typable(case) and case not in {"--", "-"}:
            for use in _uses(session, case):
                assert len(_harmless(ran(*use)).err) < 3 * len(case) + 3_000, use
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


def test_a_reference_that_is_taken_is_found_again_as_it_came(full_size: bool) -> None:
    for case in corpus() if full_size else (*of_classes(1), " ", "\t"):
        start = ("start", GARDEN, "--practice", "--answers", STORY, f"--patient={case}")
        made = _harmless(ran(*start))
        if made.code == Exit.OK:
            (row, *_) = json.loads(ran("sessions", "--practice", "--json").out)
            assert row["patient"] == (case.strip() or "B-17")
        else:
            assert "cannot be used" in made.told


def test_an_export_named_by_anything_is_a_new_private_file_there_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_size: bool
) -> None:
    session = lent()
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    before = {path for path in tmp_path.rglob("*") if "home" not in path.parts}
    for case in corpus() if full_size else of_classes(4):
        if _typable(case) and not case.startswith("/"):
            _harmless(ran("show", session, f"-o{case}"))
    made = {path for path in tmp_path.rglob("*") if "home" not in path.parts} - before
    assert len(made) > 20
    assert all(path.is_relative_to(deep) and path.stat().st_mode & 0o777 == 0o600 for path in made)


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The flow with every text of the corpus in it, in a folder with such a name."""
    monkeypatch.setenv("EXOGUIDE_HOME", str(tmp_path / f"home{NAME}"))
    folder = tmp_path / f"flow{NAME}"
    folder.mkdir()
    hostile_flow(folder, [case for case in corpus() if storable(case)])
    story = folder / "stories" / "lent.toml"
    titled = story.read_text().replace('title = "', 'title = "\\u001b]0;owned\\u0007\\u202e ')
    story.write_text(titled)
    return folder


def test_what_authors_see_of_a_hostile_flow_is_harmless(hostile: Path) -> None:
    for form in ("text", "json", "sarif", "github"):
        assert _harmless(ran("check", hostile, "--format", form)).code == Exit.OK
    assert _harmless(ran("test", hostile)).code == Exit.OK
    assert json.loads(_harmless(ran("test", hostile, "--json", "lent")).out)["failed"] == 0
    for language in ("es", "de"):
        _harmless(ran("texts", hostile, language))
    for option in (("--template",), ("--show",), ("--set", "club", NAME), ("--show",)):
        assert _harmless(ran("clinic", hostile, *option)).code == Exit.OK
    _harmless(ran("where"))
    _harmless(ran("doctor"))


def test_what_clinicians_see_of_a_hostile_consultation_is_harmless(
    hostile: Path, tmp_path: Path
) -> None:
    story = hostile / "stories" / "lent.toml"
    made = _harmless(ran("start", hostile, "--practice", "--answers", story, "--show", "patient"))
    assert made.code == Exit.OK
    session = session_id(practice=True)
    for edition in ("patient", "clinician"):
        for form in ("text", "md", "json"):
            page = _harmless(ran("show", session, "--edition", edition, "--format", form))
            assert len(page.out) > 10_000
    commands = (("tick", session), ("amend", session), ("sessions", "--practice"), ("resume",))
    more = (("audit",), ("audit", "--json"), ("retention", "--json"), ("verify", "--all"), ())
    for command in (*commands, *more, ("sessions", "--practice", "--json")):
        _harmless(ran(*command))
    output = tmp_path / f"out{NAME}"
    assert _harmless(ran("show", session, "-o", output)).code == Exit.OK
    assert output.is_file()
    _harmless(ran("show", session, "-o", output))
    typed = "help\nwhy\nevidence\nreview\nnote x\n2\n40\n1\n2\n?\n"
    _harmless(ran("start", hostile, "--practice", "--plain", stdin=typed))


def test_the_name_of_a_session_in_a_file_from_elsewhere_is_harmless(tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    session = lent()
    assert ran("show", session, "--format", "record", "-o", file).code == Exit.OK
    first, rest = file.read_text(encoding="utf-8").split("\n", 1)
    head = {**json.loads(first), "session": NAME}
    spelt = json.dumps(head, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    file.write_text(f"{spelt}\n{rest}", encoding="utf-8")
    found = _harmless(ran("verify", file))
    assert found.code == Exit.UNVERIFIED
    assert "owned" in found.out
