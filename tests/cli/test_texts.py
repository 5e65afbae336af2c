"""The command that shows a translator what there is to write."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from exoguide.cli.main import run
from exoguide.config import quoted
from exoguide.flow.loading import load_flow
from exoguide.flow.texts import source_texts
from exoguide.flow.words import WORDS
from tests.flow.sample import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "knee")


def test_all_texts_come_as_the_file_to_write(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["texts", str(folder), "fr", "--file", "steps.toml"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("# texts/fr/steps.toml\n")
    assert "# How old are you?" in printed.splitlines()
    texts = tomllib.loads(printed)
    assert texts["step.age.ask"] == "Quel âge avez-vous ?"
    assert texts["step.pain.ask"] == ""
    assert "output.plan.item.rest.text" not in texts


def test_what_is_filled_in_is_no_longer_missing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["texts", str(folder), "de", "--missing"]) == 1
    texts = tomllib.loads(capsys.readouterr().out)
    source = {key: text for key, text in source_texts(load_flow(folder).flow).items() if text}
    own = {key for key in texts if key.startswith("word.")}
    assert set(texts) - own == set(source)
    assert "word.sheet.decision" in own
    assert "word.month.1" not in own
    source |= {key: WORDS[key] for key in own}
    written = folder / "texts" / "de" / "all.toml"
    written.parent.mkdir()
    lines = (f'"{key}" = {quoted(text)}' for key, text in source.items())
    written.write_text("\n".join(lines), encoding="utf-8")
    assert run(["texts", str(folder), "de", "--missing"]) == 0
    assert capsys.readouterr().out == ""


def test_a_count_is_given_for_each_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["texts", str(folder), "fr", "--missing", "--count"]) == 1
    lines = capsys.readouterr().out.splitlines()
    counts = {line.split(maxsplit=1)[1]: int(line.split()[0]) for line in lines}
    assert counts.pop("in all") == sum(counts.values())
    assert set(counts) == {"flow.toml", "steps.toml", "content.toml", "words.toml"}


def test_the_words_of_the_program_are_asked_for_only_where_it_lacks_the_language(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["texts", str(folder), "es", "--missing"])
    assert not any(key.startswith("word.") for key in tomllib.loads(capsys.readouterr().out))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"step.aeg.ask" = "?"', "There is no text"),
        ('"step.age.ask" = "Alter {x}?"', "no step or value"),
        ('"step.age.ask" = "Alter {age}?"', "shows {age}"),
        ('"step.age.ask" = ', "texts/de/steps.toml"),
    ],
)
def test_a_mistake_in_a_translation_is_told_before_the_flow_names_the_language(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    written = folder / "texts" / "de" / "steps.toml"
    written.parent.mkdir()
    written.write_text(text, encoding="utf-8")
    assert run(["texts", str(folder), "de", "--missing"]) != 0
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_word_that_is_no_language_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["texts", str(folder), "../x"]) == 2
    assert "no language tag" in capsys.readouterr().err
    assert run(["texts", str(folder), "fr", "--file", "nothing.toml"]) == 2
    assert "steps.toml" in capsys.readouterr().err


def test_a_translation_of_another_source_text_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = folder / "texts" / "fr" / "steps.toml"
    written.parent.mkdir()
    (folder / "texts" / "fr.toml").write_text("", encoding="utf-8")
    written.write_text(
        '# How old are you?\n"step.age.ask" = "Quel âge ?"\n\n'
        '# How bad is it?\n"step.pain.ask" = "Mal ?"\n"step.age.help" = "Aide"\n',
        encoding="utf-8",
    )
    assert run(["texts", str(folder), "fr", "--outdated"]) == 1
    assert list(tomllib.loads(capsys.readouterr().out)) == ["step.pain.ask"]
    text = written.read_text(encoding="utf-8").replace("How bad is it?", "How bad is the pain?")
    written.write_text(text, encoding="utf-8")
    assert run(["texts", str(folder), "fr", "--outdated"]) == 0
