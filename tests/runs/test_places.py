# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Places are those of the published order, found by address where objects count and by pand where panden do."""

from __future__ import annotations

import pytest

from pandzicht.runs.neighbours import Neighbours
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.places import Places
from tests.desk import opened
from tests.runs.published_city import publish_city


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> OpenRun:
    return opened(publish_city(tmp_path_factory.mktemp("places") / "city"))


@pytest.mark.parametrize("name", ["wonen", "panden"])
def test_every_address_has_the_place_of_its_unit(run: OpenRun, name: str) -> None:
    check, neighbours = run.catalogue.checks[name], Neighbours(run)
    rows = [row for row in run.ranking.to_pylist() if row["check"] == name]
    published = {row["unit_id"]: row["rank"] for row in rows}
    found = {n: run.places.rank(check, n, neighbours.pand(n)) for n in range(run.addresses.num_rows)}
    assert found == {n: published.get(neighbours.unit_name(check, n)) for n in found}
    assert run.places.size(name) == len(rows) >= 3


def test_the_best_place_of_a_score_is_that_of_the_first_unit_with_it(run: OpenRun) -> None:
    rows = [row for row in run.ranking.to_pylist() if row["check"] == "wonen"]
    for row in rows:
        assert run.places.rank_of_score("wonen", row["score"]) == min(
            other["rank"] for other in rows if other["score"] == row["score"]
        )
    assert run.places.rank_of_score("wonen", 99) == 1


def test_a_check_without_any_unit_has_no_places(run: OpenRun) -> None:
    nothing = Places(run.ranking.slice(0, 0))
    assert nothing.rank(run.catalogue.checks["wonen"], 0, None) is None
    assert (nothing.size("wonen"), nothing.rank_of_score("wonen", 3)) == (0, 1)
