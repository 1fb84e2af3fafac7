# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keys that stand twice, seen while parsing and told with their path."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.readers.json_keys import KeyWatch, forbidden

NAMES = st.sampled_from(["a", "b", "ç", 'quote"', "back\\slash"])
VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(NAMES, inner), max_size=3).map(tuple),
    max_leaves=8,
)
"""Values of JSON; an object is a tuple of pairs, so that a key may stand twice."""


def written(value: object) -> str:
    if isinstance(value, tuple):
        return "{" + ",".join(f"{json.dumps(name)}:{written(member)}" for name, member in value) + "}"
    return "[" + ",".join(map(written, value)) + "]" if isinstance(value, list) else json.dumps(value)


def repeats(value: object) -> int:
    if isinstance(value, tuple):
        names = [name for name, _ in value]
        return len(names) - len(set(names)) + sum(repeats(member) for _, member in value)
    return sum(map(repeats, value)) if isinstance(value, list) else 0


@given(VALUES)
def test_each_key_that_stands_again_is_told_and_nothing_else(value: object) -> None:
    text, watch = written(value), KeyWatch()
    json.JSONDecoder(object_pairs_hook=watch).decode(text)
    assert watch.is_suspect == bool(repeats(value))
    assert len(list(forbidden(text, "$"))) == repeats(value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1, "a": 1}', "the key 'a' stands twice in $"),
        ('{"a": 1, "\\u0061": 2}', "the key 'a' stands twice in $"),
        ('{"a": [{}, {"b": {"c": 1, "c": 2}}]}', "the key 'c' stands twice in $.a[1].b"),
        ('{"a": [NaN]}', "$.a[0] is NaN, which is no number of JSON"),
    ],
)
def test_where_it_stands(text: str, found: str) -> None:
    assert list(forbidden(text, "$")) == [found]
