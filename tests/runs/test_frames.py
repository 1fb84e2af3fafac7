# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses in a frame are those of which its expression is true; unknown is not inside."""

from __future__ import annotations

from pathlib import Path

import pyarrow.compute as pc

from pandzicht.runs.frames import frame_of
from pandzicht.runs.shelf import Shelf
from tests.model_city import ModelCity
from tests.runs.published_city import publish_city


def test_it_holds_what_the_expression_says(tmp_path: Path) -> None:
    tables = Shelf().tables(publish_city(tmp_path / "city"))
    assert frame_of(tables, "panden").tolist() == [True, True, True, True, False, True]
    assert frame_of(tables, "wonen").all()


def test_it_is_the_frame_that_was_ranked(model_city: ModelCity) -> None:
    tables = Shelf().tables(model_city.workspace)
    for check in ("onrechtmatig_wonen", "hennep"):
        ranked = tables.ranking.filter(pc.equal(tables.ranking["check"], check))["address_no"].to_pylist()
        assert frame_of(tables, check).nonzero()[0].tolist() == sorted(ranked)
