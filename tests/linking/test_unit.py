# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Letter and addition as one identity, and what may be left of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.addresses import spelling
from pandzicht.linking.unit import parts_of, unit_of
from pandzicht.store.engine import Engine

LETTERS = st.none() | st.sampled_from("ABZ")
ADDITIONS = st.none() | st.text("A1029HS", min_size=1, max_size=5)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(threads=1)


@pytest.mark.parametrize(
    ("letter", "addition", "unit"),
    [(None, None, ""), ("A", None, "A"), (None, "A", "A"), ("A", "01", "A1"), (None, "100", "100"), ("A", "0", "A0"),
     (None, "BIS1", "BIS1"), ("B", "IS1", "BIS1"), (None, "A0010", "A10"), (None, "007", "7")],
)  # fmt: skip
def test_a_unit_is_letter_and_addition_without_leading_zeros(
    engine: Engine, letter: str | None, addition: str | None, unit: str
) -> None:
    assert engine.value(f"SELECT {unit_of('$1', '$2')}", {"1": letter, "2": addition}) == unit


@settings(max_examples=20)
@given(st.lists(st.tuples(LETTERS, ADDITIONS), min_size=1, max_size=40))
def test_it_is_the_key_of_the_one_spelling_of_addresses(pairs: list[tuple[str | None, str | None]]) -> None:
    with Engine(threads=1) as engine:
        values = ", ".join(f"({_literal(letter)}, {_literal(addition)})" for letter, addition in pairs)
        spelled = (
            f"SELECT {spelling.huisletter('l')} AS l, {spelling.toevoeging('t')} AS t, l AS raw_l, t AS raw_t "
            f"FROM (VALUES {values}) v(l, t)"
        )
        differing = engine.rows(
            f"SELECT * FROM ({spelled}) WHERE {unit_of('l', 't')} <> {spelling.addition_key('raw_l', 'raw_t')}"
        )
    assert differing == []


def _literal(text: str | None) -> str:
    return "NULL::VARCHAR" if text is None else f"'{text}'"


@pytest.mark.parametrize(
    ("letter", "addition", "parts"),
    [("A", "", {""}), ("", "12", {""}), ("A", "2", {"", "A", "2"}), ("", "BIS1", {"", "BIS", "1"}),
     ("A", "HS", {"", "A", "HS"}), ("A", "01", {"", "A", "1"}), ("A", "B2", {"", "A", "B2", "AB", "2"}),
     ("", "A1B", {"", "A", "1B", "A1", "B"})],
)  # fmt: skip
def test_what_is_left_of_a_unit_when_letter_or_addition_is_lost(
    engine: Engine, letter: str, addition: str, parts: set[str]
) -> None:
    unit = f"({unit_of('$1', '$2')})"
    found = engine.value(f"SELECT {parts_of('$1', '$2', unit)}", {"1": letter, "2": addition})
    assert set(found) == parts
