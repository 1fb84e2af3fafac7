# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Adults without partner, parent or child at their address (lawful.md 23b)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pandzicht.sources.audit import audit_fields
from pandzicht.sources.household import HOUSEHOLD, derive_household
from pandzicht.sources.typed_table import ROW, TYPED
from pandzicht.store.engine import Engine
from tests.sources.making import BASIS, ON, a_source, delivered, typed

RULE = {
    "person": "bsn",
    "partner": ["partner"],
    "parents": ["ouder1", "ouder2"],
    "birth_date": "geboren",
    "at": "object",
    "legal_basis": BASIS,
    "dpia": "DPIA-1",
}
DATES = {"van": {"from": "van", "type": "partial_date"}, "tot": {"from": "tot", "type": "partial_date"}}
ELSEWHERE = "800"
"""The number of a parent who lives somewhere else: relations were delivered."""


def person(bsn: str | None, at: str | None = "H", **told: str | None) -> dict[str, str | None]:
    born = told.pop("geboren", "19800101")
    row = {"bsn": bsn, "object": at, "geboren": born, "partner": None, "ouder1": ELSEWHERE, "ouder2": None}
    return {**row, "van": "20100101", "tot": None, **told}


def answers(*rows: dict[str, str | None], on: date = ON, without: tuple[str, ...] = ()) -> list[bool | None]:
    """The answer per row, in order; None also for rows that do not hold on the day."""
    source = a_source(DATES, household=RULE, validity={"from": "van", "to": "tot"})
    told = [{name: value for name, value in row.items() if name not in without} for row in rows]
    with Engine() as engine:
        typed(engine, source, told, on=on)
        fields = audit_fields(delivered(told), source, "a.csv").transient
        derive_household(engine, source, fields, on=on)
        found = dict(engine.rows(f"SELECT record_no, zonder_relatie FROM {TYPED} JOIN {HOUSEHOLD} USING ({ROW})"))
    return [found.get(number) for number in range(1, len(rows) + 1)]


def test_three_friends_have_no_relation() -> None:
    assert answers(person("1"), person("2"), person("3")) == [True, True, True]


def test_partners_and_parents_of_each_other_have() -> None:
    partners = answers(person("1", partner="2"), person("2"))
    child = answers(person("1"), person("2", geboren="20020101", ouder1="1"))
    second_parent = answers(person("1"), person("2", geboren="20020101", ouder1=ELSEWHERE, ouder2="1"))
    assert partners == child == second_parent == [False, False]


def test_a_relation_elsewhere_is_none_here() -> None:
    assert answers(person("1", partner="2"), person("2", at="elders")) == [True, True]


def test_several_relations_may_stand_in_one_field_joined_with_a_bar() -> None:
    assert answers(person("1", partner="|900|2"), person("2"), person("3")) == [False, False, True]


def test_a_minor_is_no_adult_without_relation() -> None:
    assert answers(person("1", geboren="20080302"), person("2", geboren="20080301")) == [False, True]


@pytest.mark.parametrize(("born", "answer"), [("20080000", None), ("00000000", None), (None, None), ("20070000", True)])
def test_a_birth_date_that_leaves_it_open_is_unknown(born: str | None, answer: bool | None) -> None:
    assert answers(person("1", geboren=born)) == [answer]


def test_a_leap_day_does_not_break_the_age() -> None:
    assert answers(person("1", geboren="20060301"), on=date(2024, 2, 29)) == [False]


def test_whose_relations_were_not_delivered_is_unknown_and_so_is_who_may_be_the_parent() -> None:
    unknown = person("2", ouder1=None)
    assert answers(person("1", geboren="19800101"), unknown) == [True, None], "too old to be a child"
    assert answers(person("1", geboren="19800101"), {**unknown, "geboren": "20000101"}) == [None, None]
    assert answers(person("1"), {**unknown, "geboren": None}) == [None, None]


def test_a_housemate_without_number_may_be_anybody() -> None:
    assert answers(person("1"), person(None)) == [None, None]


def test_a_relation_that_is_known_is_known_whatever_else_is_missing() -> None:
    assert answers(person("1", partner="2", geboren=None), person("2", ouder1=None), person(None)) == [
        False,
        False,
        None,
    ]


def test_without_the_fields_of_relations_nobody_is_certain_to_have_none() -> None:
    assert answers(person("1"), person("2"), without=("partner",)) == [None, None]
    assert answers(person("1", partner="2"), person("2"), person("3", partner="9"), without=("ouder1", "ouder2")) == [
        False,
        False,
        None,
    ]
    assert answers(person("1"), without=("partner", "ouder1", "ouder2")) == [None]


def test_only_who_may_live_there_on_the_day_of_the_delivery_counts() -> None:
    gone = person("2", tot="20200101")
    assert answers(person("1", partner="2"), gone) == [True, None]
    assert answers(person("1", partner="2"), {**gone, "tot": "20260300"}) == [False, False]
    assert answers(person("1", partner="2"), person("2", van="20260401")) == [True, None]


def test_relations_told_on_another_line_of_the_person_count() -> None:
    now = person("1", ouder1=None)
    before = person("1", at="elders", tot="20100101", partner="2")
    assert answers(now, before, person("2")) == [False, None, False]


def test_nobody_is_related_to_themselves() -> None:
    assert answers(person("1", partner="1")) == [True]


def test_without_an_address_nothing_is_said() -> None:
    assert answers(person("1", at=None)) == [None]


def test_a_source_without_validity_speaks_of_now() -> None:
    source = a_source({"object": {"from": "object"}}, household=RULE)
    rows = [{name: value for name, value in person("1").items() if name not in ("van", "tot")}]
    with Engine() as engine:
        typed(engine, source, rows)
        derive_household(engine, source, set(rows[0]), on=ON)
        assert engine.rows(f"SELECT zonder_relatie FROM {HOUSEHOLD}") == [(True,)]


def test_a_source_without_the_rule_derives_nothing() -> None:
    changes: dict[str, Any] = {}
    with Engine() as engine:
        derive_household(engine, a_source(**changes), set(), on=ON)
        assert engine.rows("SELECT count(*) FROM duckdb_tables()") == [(0,)]
