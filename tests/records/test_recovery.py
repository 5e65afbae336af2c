from __future__ import annotations

import re

import pytest

from exoguide.errors import UsageError
from exoguide.records.recovery import GROUPS, new_code, read_code, same_group


def test_a_code_is_six_groups_of_five_without_letters_that_are_misread() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}", code)
        assert read_code(code) == code


def test_case_blanks_dashes_and_misread_letters_do_not_matter() -> None:
    code = new_code()
    for typed in (
        code.lower(),
        code.replace("-", ""),
        code.replace("-", "  "),
        f"  {code.replace('-', ' – ')}\t",
        code.replace("0", "O").replace("1", "l"),
        code.replace("1", "I").replace("0", "o"),
    ):
        assert read_code(typed) == code


def test_one_wrong_sign_anywhere_is_told_as_a_slip() -> None:
    code = new_code()
    for place, sign in enumerate(code):
        if sign == "-":
            continue
        for other in "A7":
            if other != sign:
                with pytest.raises(UsageError, match="mistyped"):
                    read_code(code[:place] + other + code[place + 1 :])


def test_two_groups_exchanged_are_told_as_a_slip() -> None:
    one, two, *rest = new_code().split("-")
    with pytest.raises(UsageError, match="mistyped"):
        read_code("-".join([two, one, *rest]))


@pytest.mark.parametrize("typed", ["", "ABCDE", "UUUUU-" * 5 + "UUUUU", "\x1b[2J" * 8])
def test_what_is_no_code_is_told_as_such(typed: str) -> None:
    with pytest.raises(UsageError, match="no recovery code") as raised:
        read_code(typed)
    assert "\x1b" not in str(raised.value)


def test_a_group_is_typed_back_as_tolerantly() -> None:
    code = new_code()
    for number in range(1, GROUPS + 1):
        group = code.split("-")[number - 1]
        assert same_group(code, number, f" {group.lower()} ")
        assert not same_group(code, number, group[:-1])
