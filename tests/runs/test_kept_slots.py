# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A selection keeps its slots and the list of people, and hides nothing of how the coins fell."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pandzicht.errors import PandzichtError
from pandzicht.forgetting.due import Kind
from pandzicht.forgetting.held import personal_files
from pandzicht.ranking.selection import Against, Ask, Manual
from pandzicht.ranking.slots import Turn, coin
from pandzicht.runs.kept_slots import kept_people, kept_slots, lot_of
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.selecting import select
from pandzicht.store.content import file_sha256
from tests.desk import opened
from tests.model_city import ModelCity

CHECK = "onrechtmatig_wonen"


@pytest.fixture
def run(model_city: ModelCity, tmp_path: Path) -> OpenRun:
    shutil.copytree(model_city.workspace.root, tmp_path / "city")
    space = replace(model_city.workspace, root=tmp_path / "city", catalogue=tmp_path / "city/catalogue")
    return opened(space, model_city.outcome.run_id)


def people(run: OpenRun, start: int = 0) -> tuple[Manual, ...]:
    ids = run.addresses["address_id"].to_pylist()
    return tuple(Manual(ids[number], f"tip {number}") for number in range(start, start + 12))


def test_slots_follow_from_the_name_and_the_seed_and_are_kept_with_their_hash(run: OpenRun) -> None:
    listed = people(run)
    kept = select(run, CHECK, Ask(size=40, seed=3, against=Against(listed, 10)))
    assert [slot.turn for slot in kept.slots] == [coin(lot_of(kept.selection_id, 3), at) for at in range(1, 11)]
    assert kept.account["slots"]["given"] == len(kept.slots) == 10
    assert kept.account["slots"]["people"] == sum(slot.turn is Turn.PEOPLE for slot in kept.slots)
    assert kept_people(kept.folder) == tuple(item.unit_id for item in listed)
    for name in ("slots.parquet", "people.parquet"):
        assert kept.account["files"][name] == file_sha256(kept.folder / name)
    reasons = {unit["unit_id"]: unit["manual_reason"] for unit in kept.units.to_pylist()}
    by_people = {slot.unit_id for slot in kept.slots if slot.turn is Turn.PEOPLE}
    assert {unit for unit, reason in reasons.items() if reason} == by_people
    again = select(run, CHECK, Ask(size=40, seed=3, against=Against(listed, 10)))
    assert (again.selection_id, again.slots) == (kept.selection_id, kept.slots)


def test_another_list_has_other_coins_so_that_nobody_makes_a_list_for_the_coins(run: OpenRun) -> None:
    one, other = (
        select(run, CHECK, Ask(size=40, seed=3, against=Against(people(run, start), 10))) for start in (0, 20)
    )
    coins, others = ([coin(lot_of(kept.selection_id, 3), at) for at in range(64)] for kept in (one, other))
    assert coins != others
    assert one.frame.equals(other.frame)


def test_a_selection_without_a_list_keeps_neither_table(run: OpenRun) -> None:
    kept = select(run, CHECK, Ask(size=20, seed=3))
    assert {path.name for path in kept.folder.iterdir()} == {"selection.parquet", "frame.parquet", "selection.json"}
    assert (kept_slots(kept.folder), kept_people(kept.folder)) == ((), ())
    assert "against" not in kept.account


def test_where_a_selection_is_destroyed_its_list_of_people_goes_with_it(run: OpenRun) -> None:
    kept = select(run, CHECK, Ask(size=20, seed=3, against=Against(people(run), 5)))
    gone = {path.name for path in personal_files(kept.folder, Kind.SELECTION)}
    assert gone == {"selection.parquet", "frame.parquet", "slots.parquet", "people.parquet"}


def test_a_unit_is_added_once_and_its_reason_is_no_part_of_the_account(run: OpenRun) -> None:
    listed = people(run)
    with pytest.raises(PandzichtError, match="name every unit once"):
        select(run, CHECK, Ask(size=20, seed=3, manual=listed[:1], against=Against(listed, 5)))
    kept = select(run, CHECK, Ask(size=20, seed=3, against=Against(listed, 5)))
    assert "tip" not in (kept.folder / "selection.json").read_text("utf-8")
    assert pq.read_table(kept.folder / "people.parquet")["reason"].to_pylist() == [item.reason for item in listed]
