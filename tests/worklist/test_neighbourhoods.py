# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Buurten have the names of the boundaries that a run used, and answer to code, wider code and name."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from pandzicht.store.tombstone import Tombstone, put_tombstone
from pandzicht.worklist.neighbourhoods import Neighbourhoods, buurten_of, neighbourhoods
from tests.model_city import ModelCity
from tests.runs.published_city import publish_city
from tests.worklist.asking import run_of

HERE = Neighbourhoods(["BU05180101", "BU05180102", "BU05180201"], ["Haven", "BU05180102", "Duin en Dorp"])


def test_names_are_those_of_the_boundaries(model_city: ModelCity) -> None:
    run = run_of(model_city.workspace)
    found = neighbourhoods(run)
    (path,) = (model_city.workspace.deliveries / "gebieden").glob("*/rows.parquet")
    rows = pq.read_table(path, columns=["buurtcode", "buurtnaam"]).to_pylist()
    named = {row["buurtcode"]: row["buurtnaam"] for row in rows}
    assert list(found.names) == [named[code] for code in found.codes]
    codes, places = run.tables.once(buurten_of)
    told = [codes[place] if place < len(codes) else None for place in places]
    assert told == run.addresses["buurtcode"].to_pylist()


def test_without_boundaries_a_buurt_is_called_by_its_code(tmp_path: Path) -> None:
    found = neighbourhoods(run_of(publish_city(tmp_path / "city")))
    assert (list(found.codes), list(found.names)) == (["BU05180101"], ["BU05180101"])


def test_names_that_were_destroyed_are_not_told(model_city: ModelCity) -> None:
    run = run_of(model_city.workspace)
    (folder,) = (path for path in (model_city.workspace.deliveries / "gebieden").iterdir() if path.is_dir())
    put_tombstone(folder, Tombstone(number="1", rule="x", basis="x", on="2026-03-02", gone={"rows.parquet": "0"}))
    try:
        found = neighbourhoods(run)
        assert list(found.names) == list(found.codes)
    finally:
        (folder / "tombstone.json").unlink()


def test_a_code_a_wider_code_and_a_name_are_understood() -> None:
    meant = {text: HERE.meant_by(text).tolist() for text in ("bu05180101", "WK051802", "GM0518", "DUIN EN DORP")}
    assert meant == {
        "bu05180101": [True, False, False, False],
        "WK051802": [False, False, True, False],
        "GM0518": [True, True, True, False],
        "DUIN EN DORP": [False, False, True, False],
    }


def test_nothing_else_is_understood() -> None:
    for text in ("", "BU", "GM", "Duin", "WK05180x", "BU05180103", "0518"):
        assert not HERE.meant_by(text).any()
