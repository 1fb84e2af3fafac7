# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows under geheimhouding, of the whole person, and lists of protected objects."""

from __future__ import annotations

from typing import Any

import pytest

from pandzicht.sources.protection import HIDDEN, SHIELDED, find_shielded, period_columns
from pandzicht.sources.typed_table import ROW, TYPED
from pandzicht.store.engine import Engine
from tests.sources.making import a_source, typed

FIELDS = {"straat": {"from": "straat"}}
ROWS = [
    {"straat": "A", "geheim": "7", "bsn": "1"},
    {"straat": "B", "geheim": "0", "bsn": "1"},
    {"straat": "C", "geheim": None, "bsn": "2"},
    {"straat": "D", "geheim": "0", "bsn": None},
    {"straat": "E", "geheim": "1", "bsn": None},
]


def shielded(rows: list[dict[str, str | None]], **changes: Any) -> tuple[list[int], int]:
    source = a_source(FIELDS, **changes)
    with Engine() as engine:
        typed(engine, source, rows)
        count = find_shielded(engine, source, set(rows[0]))
        found = [
            row[0]
            for row in engine.rows(f"SELECT record_no FROM {TYPED} SEMI JOIN {SHIELDED} USING ({ROW}) ORDER BY 1")
        ]
        assert count == len(found)
        return found, int(engine.value(f"SELECT count(*) FROM {HIDDEN}"))


def test_every_row_of_a_protected_person_is_shielded() -> None:
    assert shielded(ROWS, protected={"field": "geheim", "person": "bsn"}) == ([1, 2, 5], 3)


def test_without_a_person_each_row_stands_for_itself() -> None:
    rows = [{"straat": row["straat"], "geheim": row["geheim"]} for row in ROWS]
    assert shielded(rows, protected={"field": "geheim"}) == ([1, 5], 2)
    assert shielded(rows, protected={"field": "geheim", "unless": ["0", "1"]}) == ([1], 1)
    assert shielded(rows, protected={"field": "geheim", "unless": []}) == ([1, 2, 4, 5], 4)


def test_a_list_of_protected_objects_is_shielded_whole_and_still_seen() -> None:
    rows = [{"straat": "A"}, {"straat": "B"}]
    assert shielded(rows, about="protected") == ([1, 2], 0)


def test_a_mark_that_was_not_delivered_is_borne_by_nobody() -> None:
    source = a_source(FIELDS, protected={"field": "geheim"})
    with Engine() as engine:
        typed(engine, a_source(FIELDS), [{"straat": "A"}])
        assert find_shielded(engine, source, set()) == 0


def test_a_source_without_protection_shields_nothing() -> None:
    assert shielded([{"straat": "A"}]) == ([], 0)


@pytest.mark.parametrize(
    ("kind", "period"),
    [("date", ('"van"', '"tot"')), ("partial_date", ('"van_vroegst"', '"tot_laatst"'))],
)
def test_the_period_is_the_widest_that_the_dates_leave(kind: str, period: tuple[str, str]) -> None:
    fields = {"van": {"from": "van", "type": kind}, "tot": {"from": "tot", "type": kind}}
    assert period_columns(a_source(fields, validity={"from": "van", "to": "tot"})) == period
    assert period_columns(a_source(fields)) == ("CAST(NULL AS DATE)",) * 2
