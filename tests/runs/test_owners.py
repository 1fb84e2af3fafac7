# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who owns what is found by the numbers of addresses."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pandzicht.runs.owners import Owners
from pandzicht.runs.shelf import RunTables
from tests.runs.published_city import RUN, publish_city

OWNED = [(3, "c"), (0, "b"), (2, "a"), (0, "a"), (5, "b"), (4, "a")]


@pytest.fixture(scope="module")
def owners(tmp_path_factory: pytest.TempPathFactory) -> Owners:
    return owners_in(tmp_path_factory.mktemp("owners"), OWNED)


def owners_in(folder: Path, owned: list[tuple[int, str]]) -> Owners:
    space = publish_city(folder / "city")
    columns = {
        "address_no": pa.array([no for no, _ in owned], pa.int32()),
        "owner_key": pa.array([k for _, k in owned], pa.string()),
    }
    pq.write_table(pa.table(columns), space.runs / RUN / "owners.parquet")
    return Owners(RunTables(space.runs / RUN))


def test_all_owners_of_an_address_are_found(owners: Owners) -> None:
    assert [owners.of(number).tolist() for number in range(6)] == [[0, 1], [], [0], [2], [0], [1]]


def test_all_that_any_of_them_owns_is_found(owners: Owners) -> None:
    assert owners.owned_by(owners.of(0)).tolist() == [0, 2, 4, 5]
    assert owners.owned_by(owners.of(3)).tolist() == [3]


def test_of_several_owners_the_first_counts_as_the_figures_count(owners: Owners) -> None:
    assert owners.together_with(2).tolist() == owners.together_with(0).tolist() == [0, 2, 4]
    assert owners.together_with(5).tolist() == [5]
    assert owners.together_with(1).tolist() == []


def test_a_city_without_legal_persons_has_no_owners(tmp_path: Path) -> None:
    none = owners_in(tmp_path, [])
    assert (none.of(0).tolist(), none.together_with(0).tolist()) == ([], [])
