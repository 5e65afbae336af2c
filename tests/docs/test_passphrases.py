"""What the page on records says about passphrases is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from exoguide.cli.protect import protect
from exoguide.config import LONGEST_UNLOCKED, Settings
from exoguide.consultation.unlocking import DESCRIPTOR_VARIABLE, USER_VARIABLE
from exoguide.records.fitting import ROTATED_FILE
from exoguide.records.keys import KEYS_FILE, PREVIOUS_KEYS_FILE
from exoguide.records.lockout import ATTEMPTS_FILE, FREE, LONGEST
from exoguide.records.passphrase import SHORTEST
from exoguide.records.slots import COST


@pytest.fixture
def page(checkout: Path) -> str:
    """The section about them."""
    whole = (checkout / "docs" / "records.md").read_text(encoding="utf-8")
    return whole[whole.index("## Passphrases") : whole.index("## Who looked at what")]


def test_every_option_of_protect_is_explained_and_no_other(page: str) -> None:
    options = {name for one in protect.params if isinstance(one, click.Option) for name in one.opts}
    named = set(re.findall(r"`?(?:exoguide protect )?(--[a-z-]+)", page))
    others = {"--plain", "--json", "--all"}
    assert options <= named
    rows = re.findall(r"^\| `exoguide protect (--[a-z-]+)", page, re.MULTILINE)
    assert set(rows) == options - {"--user", "--passphrase-fd", "--code-fd"}
    assert {name for name in named - options if name.startswith("--p")} <= others


def test_the_figures_are_those_of_the_program(page: str) -> None:
    for words in (
        f"at least {SHORTEST} characters",
        f"After {Settings().lock_after} minutes without a key",
        f"1 to {LONGEST_UNLOCKED} minutes",
        f"up to {LONGEST / 60:.0f} minutes",
        f"{COST.memory // 1024} MiB, {COST.time} passes, {COST.lanes} lanes",
        "After three wrong tries",
        DESCRIPTOR_VARIABLE,
        USER_VARIABLE,
        KEYS_FILE,
        PREVIOUS_KEYS_FILE,
        ROTATED_FILE,
    ):
        assert words in " ".join(page.split()), words
    assert FREE == 3


def test_the_file_of_tries_is_named_where_its_place_is_explained(checkout: Path) -> None:
    decided = checkout / "docs" / "decisions" / "key-pairs-in-slots.md"
    assert ATTEMPTS_FILE in decided.read_text(encoding="utf-8")
