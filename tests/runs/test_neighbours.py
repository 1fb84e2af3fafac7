# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A street is one within its woonplaats, and an address without a street has no neighbours in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.indicator import Per
from pandzicht.runs.neighbours import Neighbours
from tests.desk import opened
from tests.runs.published_city import addresses, publish_city


@pytest.fixture(scope="module")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> Neighbours:
    places = addresses()
    places[1]["woonplaats"] = "Elders"
    places[3]["straat"] = "Zijstraat"
    places[4]["straat"] = None
    return Neighbours(opened(publish_city(Path(tmp_path_factory.mktemp("street")) / "city", places=places)))


@pytest.mark.parametrize(("number", "street"), [(0, [0, 2, 5]), (1, [1]), (3, [3]), (4, [])])
def test_of_a_street(neighbours: Neighbours, number: int, street: list[int]) -> None:
    assert list(neighbours.group(Per.STRAAT, number)[0]) == street


@pytest.mark.parametrize(("number", "pand"), [(0, ([0, 1], 0)), (5, ([], None))])
def test_of_a_pand(neighbours: Neighbours, number: int, pand: tuple[list[int], int | None]) -> None:
    assert neighbours.group(Per.PAND, number) == pand
