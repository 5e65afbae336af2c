from __future__ import annotations

import pytest

from exoguide.errors import (
    Exit,
    ExoguideError,
    FlowError,
    Interrupted,
    RecordError,
    StoreError,
    UsageError,
)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Interrupted, 1),
        (UsageError, 2),
        (FlowError, 2),
        (StoreError, 3),
        (RecordError, 4),
    ],
)
def test_each_kind_of_error_ends_with_the_exit_code_that_scripts_rely_on(
    kind: type[ExoguideError], code: int
) -> None:
    assert kind("Title", "What happened.").exit_code == code


def test_interrupted_by_the_keyboard_is_the_exit_code_that_shells_use() -> None:
    assert Exit.INTERRUPTED.value == 130


def test_an_error_reads_as_what_happened_and_then_what_to_do() -> None:
    error = StoreError("Store is full", "No space is left.", "Free some space.")
    assert str(error) == "Store is full: No space is left.\nFree some space."


def test_an_error_without_advice_is_one_line() -> None:
    assert str(FlowError("Unknown flow", "There is none.")) == "Unknown flow: There is none."
