# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows kept in memory are those of the file as it is now, and count as a scan of that file counts them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pandzicht.runs.row_groups import RowGroups
from pandzicht.runs.shelf import RunTables
from pandzicht.signals.evidence import evidence_among, evidence_conditions
from pandzicht.store.engine import Engine
from pandzicht.store.workspace import Workspace
from tests.runs.published_city import DELIVERY, RUN, publish_city

SOURCE = "bewoning"


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    """The small city, its rows in groups of two."""
    space = publish_city(tmp_path / "city")
    file = file_in(space)
    pq.write_table(pq.read_table(file), file, row_group_size=2)
    return space


def file_in(space: Workspace) -> Path:
    return space.deliveries / SOURCE / DELIVERY / "rows.parquet"


def groups_of(space: Workspace, **how: int) -> RowGroups:
    return RowGroups(RunTables(space.runs / RUN), **how)


@pytest.mark.parametrize("numbers", [[0], [5, 1, 6], [8, 0, 1, 2, 3, 7]])
def test_rows_come_in_the_order_of_the_file_whatever_groups_they_are_in(city: Workspace, numbers: list[int]) -> None:
    whole = pq.read_table(file_in(city))
    found = groups_of(city).rows(SOURCE, file_in(city), numbers)
    assert found["row_id"].to_pylist() == [whole["row_id"][number].as_py() for number in sorted(numbers)]


def test_what_counts_is_what_a_scan_of_all_rows_counts(city: Workspace) -> None:
    run = RunTables(city.runs / RUN)
    own = [item for item in run.catalogue.indicators.values() if item.source == SOURCE]
    whole = pq.read_table(file_in(city))
    with Engine(threads=1) as engine:
        scanned = evidence_among(engine, whole, evidence_conditions(own, run.catalogue.sources[SOURCE], run.context))
    counted = RowGroups(run).counted(SOURCE, file_in(city), range(whole.num_rows), lambda: None)
    assert {name: np.flatnonzero(which).tolist() for name, which in counted.items()} == scanned
    assert scanned["bewoners_aantal"] not in ([], list(range(whole.num_rows)))


def test_rows_that_were_destroyed_since_are_not_kept(city: Workspace) -> None:
    groups, file = groups_of(city), file_in(city)
    assert groups.rows(SOURCE, file, [0])["persoon"].to_pylist() == ["persoon-0"]
    rows = pq.read_table(file)
    empty = rows.set_column(rows.column_names.index("persoon"), "persoon", pa.nulls(rows.num_rows, pa.string()))
    pq.write_table(empty, file, row_group_size=3)
    assert groups.rows(SOURCE, file, [0])["persoon"].to_pylist() == [None]


def test_a_row_that_is_gone_counts_for_nothing(city: Workspace) -> None:
    file, rows = file_in(city), pq.read_table(file_in(city))
    assert groups_of(city).counted(SOURCE, file, [0], lambda: None)["bewoners_aantal"].tolist() == [True]
    ids = rows["row_id"].to_pylist()
    pq.write_table(rows.set_column(0, "row_id", pa.array([None, *ids[1:]], pa.uint64())), file)
    assert groups_of(city).counted(SOURCE, file, [0], lambda: None)["bewoners_aantal"].tolist() == [False]


def test_no_more_is_kept_than_there_is_room_for(city: Workspace) -> None:
    groups, file = groups_of(city, kept=1), file_in(city)
    for number in (0, 2, 4, 0):
        assert groups.rows(SOURCE, file, [number]).num_rows == 1
    assert len(groups) == 1
    roomy = groups_of(city)
    for number in (0, 2, 4, 0):
        roomy.rows(SOURCE, file, [number])
    assert len(roomy) == 3


def test_threads_share_it(city: Workspace) -> None:
    groups, file = groups_of(city, kept=1), file_in(city)
    whole = pq.read_table(file)["row_id"].to_pylist()

    def read(number: int) -> tuple[int, bool]:
        row = groups.rows(SOURCE, file, [number])["row_id"][0].as_py()
        return row, bool(groups.counted(SOURCE, file, [number], lambda: None)["bewoners_aantal"][0])

    alone = [read(number) for number in range(len(whole))]
    with ThreadPoolExecutor(max_workers=8) as pool:
        together = list(pool.map(read, list(range(len(whole))) * 20))
    assert together == alone * 20
    assert [row for row, _ in alone] == whole
