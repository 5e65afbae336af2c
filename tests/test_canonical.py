from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoguide.canonical import Json, canonical, digest

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
JSON: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def test_the_spelling_has_sorted_keys_no_white_space_and_plain_letters() -> None:
    value: Json = {"b": [1, True, None], "a": "é\n", "B": {}}
    assert canonical(value) == '{"B":{},"a":"é\\n","b":[1,true,null]}'.encode()


def test_a_digest_is_the_sha256_of_the_spelling() -> None:
    assert digest({}) == hashlib.sha256(b"{}").hexdigest()


@given(JSON)
def test_a_spelling_reads_back_as_the_value_it_spells(value: Json) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(TEXT, st.integers(), min_size=2))
def test_the_order_in_which_keys_were_put_in_does_not_show(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


def test_true_and_one_are_spelled_apart() -> None:
    assert digest(True) != digest(1)


@pytest.mark.parametrize("value", [1.0, [1.5], {"a": [{"b": float("nan")}]}])
def test_a_floating_point_number_is_refused_wherever_it_hides(value: Json) -> None:
    with pytest.raises(TypeError, match="decimal string"):
        canonical(value)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        canonical({"a": "\ud800"})
