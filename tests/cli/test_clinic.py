"""The clinic profile is asked for, shown, set and left in one piece."""

from __future__ import annotations

import os
import pty
import stat
import subprocess
import tomllib
from pathlib import Path

import pytest

from exoguide.config import load_clinic
from exoguide.flow.clinic import clinic_values
from exoguide.flow.loading import load_flow
from exoguide.paths import config_folder
from tests.cli.commands import PROGRAM, ran

FLOW = """
[flow]
id = "small"
title = "Small"
version = "1"
language = "en"
currency = "USD"

[[clinic]]
id = "phone"
type = "text"
title = "Phone"
ask = "Which number is answered?"

[[clinic]]
id = "rest"
type = "number"
ask = "How many hours of rest?"
unit = "hours"
min = "24"
max = "168"
default = "48"

[[clinic]]
id = "night"
type = "yes_no"
ask = "Is somebody there at night?"

[[clinic]]
id = "since"
type = "date"
ask = "Since when?"

[[clinic]]
id = "size"
type = "choice"
ask = "How large?"
options = [{ id = "small", label = "Small" }, { id = "big", label = "Big" }]

[[stage]]
id = "history"
title = "History"
order = 1

[[step]]
id = "call"
stage = "history"
kind = "statement"
ask = "Call {clinic.phone}."

[[step.route]]
otherwise = "bye"

[[end]]
id = "bye"
title = "Bye"
outcome = "declined"
rank = 90
text = "Bye."
"""


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    file = tmp_path / "small.toml"
    file.write_text(FLOW, encoding="utf-8")
    return file


def profile() -> Path:
    return config_folder() / "clinic.toml"


def test_each_value_is_shown_with_where_it_comes_from(flow: Path) -> None:
    shown = ran("clinic", flow, "--show")
    assert shown.code == 0
    assert "NOT SET  phone\n         Which number is answered?" in shown.out
    assert "usual    rest = 48 hours" in shown.out
    assert ran("clinic", flow, "--set", "rest", "72").code == 0
    assert "set      rest = 72 hours" in ran("clinic", flow, "--show").out


def test_values_are_written_as_the_flow_reads_them(flow: Path) -> None:
    given = {
        "phone": '555 "day"',
        "rest": "36.5",
        "night": "yes",
        "since": "2020-02-03",
        "size": "big",
    }
    arguments = [part for name, text in given.items() for part in ("--set", name, text)]
    assert ran("clinic", flow, *arguments).code == 0
    read = clinic_values(load_flow(flow).flow, load_clinic(profile()))
    assert read["phone"] == '555 "day"'
    assert str(read["rest"]) == "36.5"
    assert set(read) == set(given)
    assert stat.S_IMODE(profile().stat().st_mode) == 0o600


def test_comments_and_values_of_other_flows_stay(flow: Path) -> None:
    profile().write_text('# ours\nother = 3 # keep\nphone = "1"\n', encoding="utf-8")
    assert ran("clinic", flow, "--set", "phone", "2", "--set", "night", "no").code == 0
    assert ran("clinic", flow, "--unset", "night").code == 0
    assert profile().read_text(encoding="utf-8") == '# ours\nother = 3 # keep\nphone = "2"\n'


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("rest", "12", "at least 24"),
        ("rest", "many", "must be a plain number"),
        ("night", "perhaps", "yes or no"),
        ("since", "last year", "must be a date"),
        ("size", "huge", "small, big"),
        ("fone", "1", "Did you mean “phone”?"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_nothing_is_written(
    flow: Path, name: str, text: str, said: str
) -> None:
    refused = ran("clinic", flow, "--set", "phone", "1", "--set", name, text)
    assert refused.code == 2
    assert said in refused.told
    assert not profile().exists()


def test_a_profile_that_is_broken_is_told_and_left_alone(flow: Path) -> None:
    profile().write_text("phone = \n", encoding="utf-8")
    refused = ran("clinic", flow, "--set", "phone", "1")
    assert refused.code == 2
    assert "clinic.toml" in refused.told
    assert profile().read_text(encoding="utf-8") == "phone = \n"


def test_the_template_has_every_value_as_a_comment(flow: Path) -> None:
    printed = ran("clinic", flow, "--template").out
    assert tomllib.loads(printed) == {}
    filled = "\n".join(
        line.removeprefix("# ")
        for line in printed.splitlines()
        if " = " in line and "?" not in line
    )
    assert 'phone = ""' in filled
    assert "rest = 48" in filled
    assert "# How many hours of rest? (a number of hours, at least 24 and at most 168)" in printed


def test_without_a_terminal_nothing_is_asked(flow: Path) -> None:
    refused = ran("clinic", flow)
    assert refused.code == 2
    assert "--set" in refused.told


def test_doctor_names_what_is_not_set(flow: Path) -> None:
    del flow
    said = ran("doctor").out
    assert "clinic profile: not set:" in said
    assert "exoguide clinic exosome-therapy" in said


def test_values_are_asked_for_one_by_one_and_each_is_saved_at_once(flow: Path) -> None:
    typed = ["555", "12", "72", "-", "q"]
    ours, theirs = pty.openpty()
    with subprocess.Popen([PROGRAM, "clinic", str(flow)], stdin=theirs, stderr=theirs) as asked:
        os.close(theirs)
        os.write(ours, "".join(f"{line}\n" for line in typed).encode())
        said = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break
            if not piece:
                break
            said += piece
    os.close(ours)
    assert asked.returncode == 0
    assert b"at least 24" in said
    assert load_clinic(profile()) == {"phone": "555", "rest": 72}
    assert b"Not set:" in said
