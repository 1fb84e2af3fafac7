# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Letter and addition as one identity, and what may be left of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.addresses import spelling
from pandzicht.linking.link import link_sources
from pandzicht.linking.unit import parts_of, reworded, unit_of
from pandzicht.store.engine import Engine
from tests.linking.town import Found, Home, Row, Town, found_doubts, found_links

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


TOGETHER = [
    ("HS", "HUIS"), ("HS", "BG"), ("HS", "BEGANEGROND"), ("HS", "PARTERRE"), ("HS", "BELETAGE"),
    ("2", "II"), ("2", "2HOOG"), ("2", "2E"), ("2", "2EVERDIEPING"), ("2", "TWEEHOOG"), ("5", "V"), ("3", "3HG"),
    ("BS", "BIS"), ("BSA", "BISA"), ("RD", "ROOD"), ("", "WW"), ("", "WOONBOOT"), ("", "GARAGE"),
]  # fmt: skip
APART = [
    ("HS", "1"),
    ("HS", "I"),
    ("2", "III"),
    ("2", "3HOOG"),
    ("", "HS"),
    ("", "1"),
    ("A", "B"),
    ("A", "1"),
    ("BS", "BSA"),
]


def sign(engine: Engine, unit: str) -> object:
    return engine.value(f"SELECT {reworded('$1')}", {"1": unit})


@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_words_for_one_unit_fall_together(engine: Engine, one: str, other: str) -> None:
    assert sign(engine, one) == sign(engine, other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_for_other_units_stay_apart(engine: Engine, one: str, other: str) -> None:
    assert sign(engine, one) != sign(engine, other)


def found_beside(homes: list[Home], *units: str) -> tuple[list[Found], set[int]]:
    """What becomes of rows that name these units at Kerkstraat 1, one source together, and the homes in doubt."""
    town = Town(homes)
    link_sources(town.engine, [town.deliver("brp", [Row("kerkstraat", 1, toevoeging=unit) for unit in units])])
    found = found_links(town.engine)
    return [found["brp", place] for place in range(len(units))], found_doubts(town.engine, "brp")


GROUND, FIRST, SECOND = Home(1, toevoeging="HS"), Home(1, toevoeging="1"), Home(1, toevoeging="II")


def test_other_words_find_a_unit_where_none_has_these() -> None:
    found, _ = found_beside([GROUND, FIRST, SECOND], "HUIS", "1HOOG", "2", "TWEEHOOG", "HS")
    assert [each.address_no for each in found] == [0, 1, 2, 2, 0]
    assert [each.tier for each in found] == ["unit_in_other_words"] * 4 + ["street"]


def test_a_unit_that_exists_as_written_goes_before_other_words_for_it() -> None:
    found, _ = found_beside([GROUND, Home(1, toevoeging="BG"), SECOND, Home(1, toevoeging="2")], "BG", "2", "II")
    assert [(each.address_no, each.tier) for each in found] == [(1, "street"), (3, "street"), (2, "street")]


def test_two_units_that_other_words_fit_are_a_tie() -> None:
    found, doubted = found_beside([GROUND, Home(1, toevoeging="BG")], "HUIS")
    assert (found[0].state, found[0].tier, doubted) == ("doubtful", "several", {0, 1})


def test_the_letter_h_is_never_the_ground_floor() -> None:
    letters = [Home(1, "G"), Home(1, "H"), Home(1, "I")]
    found, _ = found_beside(letters, "HS", "HUIS", "BG")
    assert {each.state for each in found} == {"doubtful"}
    found, _ = found_beside([GROUND, FIRST], "H")
    assert found[0].state == "doubtful"
    found, _ = found_beside([*letters, GROUND], "H", "HUIS")
    assert [each.address_no for each in found] == [1, 3]
