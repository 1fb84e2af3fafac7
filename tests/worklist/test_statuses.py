# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A unit is new when the comparison before had no signal of it, and drawn when any selection of the check has it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pandzicht.store.publish import read_json, write_json
from pandzicht.store.tombstone import Tombstone, put_tombstone
from pandzicht.store.workspace import Workspace
from pandzicht.worklist.criteria import Status
from pandzicht.worklist.listing import Worklist
from tests.desk import desk_of
from tests.runs.published_city import RUN, drawn, publish_city
from tests.worklist.asking import asked, somebody

FIRST, SECOND, THIRD = "0518010000000000", "0518010000000001", "0518010000000002"
GONE = Tombstone(number="1", rule="x", basis="x", on="2026-03-02", gone={"x": "0"})


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    return publish_city(tmp_path / "city")


def before(city: Workspace, *with_points: str, day: str = "2026-02-22", tail: str = "abcdefabcdef") -> Path:
    """A comparison of an earlier day in which only these units had points."""
    folder = city.runs / f"{day}-{tail}"
    shutil.copytree(city.runs / RUN, folder)
    table = pq.read_table(folder / "ranking.parquet")
    score = [1 if unit in with_points else 0 for unit in table["unit_id"].to_pylist()]
    at = table.column_names.index("score")
    pq.write_table(table.set_column(at, "score", pa.array(score, pa.int16())), folder / "ranking.parquet")
    manifest = read_json(folder / "manifest.json")
    write_json(folder / "manifest.json", manifest | {"inputs": manifest["inputs"] | {"date": day}})
    return folder


def having(found: Worklist, status: Status) -> set[str]:
    return {row.unit_id for row in found.rows if status in row.statuses}


def test_what_had_no_points_before_and_has_now_is_new(city: Workspace) -> None:
    before(city, FIRST)
    found = asked(city, "wonen", "order=new")
    new = having(found, Status.NEW)
    assert FIRST not in new
    assert new == {row.unit_id for row in found.rows if row.yes} - {FIRST}
    assert [row.unit_id in new for row in found.rows] == sorted(
        (row.unit_id in new for row in found.rows), reverse=True
    )
    assert {row.unit_id for row in asked(city, "wonen", "status=new").rows} == new


def test_the_newest_comparison_before_counts_and_one_that_was_destroyed_does_not(city: Workspace) -> None:
    before(city, day="2026-02-01")
    later = before(city, FIRST, THIRD, day="2026-02-22")
    assert not {FIRST, THIRD} & having(asked(city, "wonen"), Status.NEW)
    again = before(city, FIRST, day="2026-02-22", tail="000000000000")
    moment = (later / "manifest.json").stat().st_mtime + 10
    os.utime(again / "manifest.json", (moment, moment))
    assert {FIRST, THIRD} & having(asked(city, "wonen"), Status.NEW) == {THIRD}
    for folder in (later, again):
        put_tombstone(folder, GONE)
    assert {FIRST, THIRD} <= having(asked(city, "wonen"), Status.NEW)


def test_without_a_comparison_before_nothing_is_new(city: Workspace) -> None:
    before(city, day="2026-03-01", tail="000000000000")
    before(city, day="2026-03-08")
    found = asked(city, "wonen", "order=new")
    assert having(found, Status.NEW) == set()
    assert [row.unit_id for row in found.rows] == [row.unit_id for row in asked(city, "wonen").rows]


def test_nothing_is_told_to_be_new_of_a_pand_that_is_seen_in_part(city: Workspace) -> None:
    before(city)
    assert having(asked(city, "panden"), Status.NEW)
    part = desk_of(city)
    with part.state.transaction() as transaction:
        row = {"recusal_id": "1", "person": "tester", "address_id": SECOND, "bond": "own", "declared_at": "x"}
        transaction.insert("recusal", row | {"ended_at": None})
    found = asked(city, "panden", desk=part)
    pand = next(row for row in found.rows if row.address_id == FIRST)
    assert (pand.yes > 0, Status.NEW in pand.statuses) == (True, False)


def test_what_is_in_a_selection_of_the_check_is_drawn(city: Workspace) -> None:
    assert having(asked(city, "wonen"), Status.DRAWN) == set()
    _, kept = drawn(city, size=2)
    listed = set(kept.units["unit_id"].to_pylist())
    assert having(asked(city, "wonen"), Status.DRAWN) == listed
    assert having(asked(city, "panden"), Status.DRAWN) == set()
    _, more = drawn(city, size=3)
    assert having(asked(city, "wonen"), Status.DRAWN) == listed | set(more.units["unit_id"].to_pylist())
    put_tombstone(more.folder, GONE)
    assert having(asked(city, "wonen"), Status.DRAWN) == listed


def test_who_sees_no_address_sees_no_status(city: Workspace) -> None:
    drawn(city, size=2)
    assert asked(city, "wonen", desk=somebody(city, "BU9999")).rows == ()
