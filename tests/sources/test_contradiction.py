# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Of rows that contradict each other none is chosen in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pandzicht.errors import DeliveryFaults
from pandzicht.sources.contradiction import CONTRADICTS, REMEDY
from pandzicht.sources.delivery import Delivery
from tests.sources.making import a_source, a_workspace, csv_file, load, rows_in

FIELDS: dict[str, Any] = {
    "wie": {"from": "wie", "type": "pseudonym"},
    "zaak": {"from": "zaak"},
    "deel": {"from": "deel", "type": "integer"},
    "stap": {"from": "stap"},
    "dag": {"from": "dag", "type": "date"},
}
Told = tuple[str, str, str, str, str]
ONE: Told = ("999990011", "Z1", "1", "open", "2026-01-01")
OTHER: Told = ("999990011", "Z1", "1", "dicht", "2026-01-01")
LATER: Told = ("999990011", "Z1", "1", "heropend", "2026-01-02")
PART: Told = ("999990011", "Z1", "2", "open", "2026-01-01")
APART: Told = ("999990022", "Z2", "1", "open", "2026-01-01")


def taken(tmp_path: Path, *rows: Told, geheim: tuple[str, ...] = (), full: bool = False, **changes: Any) -> Delivery:
    """Take in a delivery of changes with the key `zaak`, whose bad rows stop nothing."""
    told = [dict(zip(FIELDS, row, strict=True)) for row in rows]
    for row, mark in zip(told, geheim, strict=False):
        row["geheim"] = mark
    settings = {"delivery": "changes", "key": ["zaak"], "expect": {"set_aside": {"max": 1}, "repeated": {"max": 1}}}
    source = a_source(FIELDS, **{**settings, **changes})
    return load(a_workspace(tmp_path), source, csv_file(tmp_path / "in" / "a.csv", told), full=full)


def aside(delivery: Delivery) -> list[tuple[int, str, str | None, str]]:
    found = sorted(rows_in(delivery.set_aside), key=lambda row: row["record_no"])
    return [(row["record_no"], row["field"], row["found"], row["reason"]) for row in found]


@pytest.mark.parametrize("full", [False, True])
def test_rows_of_one_key_that_say_different_things_are_all_set_aside(tmp_path: Path, full: bool) -> None:
    delivery = taken(tmp_path, ONE, APART, OTHER, full=full)
    assert aside(delivery) == [(1, "zaak", "Z1", CONTRADICTS), (3, "zaak", "Z1", CONTRADICTS)]
    assert (delivery.counts["admitted"], delivery.counts["set_aside"]) == (1, 2)


def test_parts_tell_the_rows_of_a_key_apart(tmp_path: Path) -> None:
    assert taken(tmp_path / "a", ONE, PART, APART, parts=["deel"]).counts["admitted"] == 3
    delivery = taken(tmp_path / "b", ONE, PART, OTHER, parts=["deel"])
    assert aside(delivery) == [(1, "zaak", "Z1, 1", CONTRADICTS), (3, "zaak", "Z1, 1", CONTRADICTS)]


def test_the_latest_day_decides_when_it_can(tmp_path: Path) -> None:
    assert aside(taken(tmp_path / "a", ONE, OTHER, LATER, dated_by="dag")) == []
    undecided = ("999990011", "Z1", "1", "zoek", LATER[4])
    assert [row[0] for row in aside(taken(tmp_path / "b", ONE, LATER, undecided, dated_by="dag"))] == [2, 3]


def test_equal_rows_contradict_nothing(tmp_path: Path) -> None:
    delivery = taken(tmp_path, ONE, APART, ONE)
    assert aside(delivery) == []
    assert (delivery.counts["admitted"], delivery.counts["repeated"]) == (3, 1)


def test_a_person_is_not_named(tmp_path: Path) -> None:
    assert [row[2] for row in aside(taken(tmp_path / "a", ONE, OTHER, key=["wie"]))] == [None, None]
    assert [row[2] for row in aside(taken(tmp_path / "b", ONE, OTHER, key=["wie", "deel"]))] == ["1", "1"]


def test_protected_rows_and_bad_rows_have_no_say(tmp_path: Path) -> None:
    delivery = taken(tmp_path / "a", ONE, OTHER, APART, geheim=("7", "0", "0"), protected={"field": "geheim"})
    assert aside(delivery) == []
    bad = ("999990011", "Z1", "een", "dicht", "2026-01-01")
    assert [row[1] for row in aside(taken(tmp_path / "b", ONE, bad))] == ["deel"]


def test_of_a_full_source_all_rows_stand(tmp_path: Path) -> None:
    assert taken(tmp_path, ONE, OTHER, delivery="full").counts["admitted"] == 2


def test_too_many_stop_the_delivery_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DeliveryFaults) as stopped:
        taken(tmp_path, ONE, OTHER, expect={})
    assert [str(fault) for fault in stopped.value.faults][1:] == [
        f"a.csv: record {record}: field 'zaak': 'Z1' {CONTRADICTS}; {REMEDY}" for record in (1, 2)
    ]
