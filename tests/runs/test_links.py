# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Linked rows are found by their address, and those that name a pand only by their pand."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from pandzicht.runs.links import Link, Links
from tests.model_city import ModelCity
from tests.runs.published_city import RUN, publish_city


def test_every_linked_row_is_found_at_its_address_or_pand_and_no_other(model_city: ModelCity) -> None:
    path = model_city.outcome.folder / "links.parquet"
    rows = [row for row in pq.read_table(path).to_pylist() if row["state"] == "linked"]
    links = Links(path)
    for number in range(0, 2_000, 97):
        own = {Link(r["source"], r["delivery_no"], r["row_no"]) for r in rows if r["address_no"] == number}
        assert set(links.of([number])) == own
    alone = [row for row in rows if row["address_no"] is None]
    for pand in {row["pand_no"] for row in alone}:
        own = {Link(r["source"], r["delivery_no"], r["row_no"]) for r in alone if r["pand_no"] == pand}
        assert set(links.of([], pand)) == own
    assert alone


def test_rows_of_several_addresses_and_a_pand_come_together(tmp_path: Path) -> None:
    links = Links(publish_city(tmp_path / "city").runs / RUN / "links.parquet")
    assert len(links.of([0])) == 5
    assert len(links.of([0, 2], 1)) == len(links.of([0])) + len(links.of([2])) + len(links.of([], 1))
    assert links.of([]) == []
    assert links.of([99], 99) == []
