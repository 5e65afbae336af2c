from __future__ import annotations

from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoguide.errors import StoreError
from exoguide.records.ids import SESSION_ID, new_event_id, new_session_id, read_session_id


def test_session_ids_are_two_groups_of_four_unambiguous_characters() -> None:
    found = [new_session_id() for _ in range(500)]
    assert all(SESSION_ID.fullmatch(name) for name in found)
    assert not set("ILOU") & set("".join(found))
    assert len(set(found)) == 500
    assert len(set("".join(found))) == 33, "every character is in use"


def test_a_session_id_in_use_is_not_given_again() -> None:
    answers = chain(repeat(True, 5), repeat(False))
    asked: list[str] = []

    def taken(name: str) -> bool:
        asked.append(name)
        return next(answers)

    assert new_session_id(taken) == asked[5]
    assert len(asked) == 6


def test_no_free_session_id_is_an_error_and_no_endless_search() -> None:
    with pytest.raises(StoreError, match="in use"):
        new_session_id(lambda _name: True)


@pytest.mark.parametrize(
    "typed", ["7F3A-91C2", "7f3a91c2", " 7f3a 91c2 ", "7F3A-9LC2", "7f3a-9iC2", "-7F3A--91c2-"]
)
def test_a_typed_session_id_is_read_generously(typed: str) -> None:
    assert read_session_id(typed) == "7F3A-91C2"


@pytest.mark.parametrize("typed", ["", "7F3A", "7F3A-91C", "7F3A-91C22", "7F3U-91C2", "résumé-1"])
def test_what_cannot_be_a_session_id_is_none(typed: str) -> None:
    assert read_session_id(typed) is None


@given(st.text())
def test_reading_a_session_id_never_fails(typed: str) -> None:
    found = read_session_id(typed)
    assert found is None or SESSION_ID.fullmatch(found)


def test_event_ids_are_128_bits() -> None:
    found = {new_event_id() for _ in range(100)}
    assert len(found) == 100
    assert {len(bytes.fromhex(name)) for name in found} == {16}
