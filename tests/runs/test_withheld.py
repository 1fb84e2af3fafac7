# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which addresses are withheld from whom, and that a link to one of them reads as protected."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pandzicht.governance.access import Sight
from pandzicht.runs.withheld import withheld_addresses, withhold
from pandzicht.store.engine import Engine


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(threads=1) as engine:
        engine.run(
            "CREATE TABLE addresses AS FROM (VALUES (0, 'a', 'BU01'), (1, 'b', 'BU02'), (2, 'c', NULL)) "
            "t(address_no, address_id, buurtcode)"
        )
        engine.run(
            "CREATE TABLE links AS SELECT row_no, 'linked' AS state, 'street' AS tier, address_no, 7 AS pand_no, "
            "0.9 AS probability, 'straat' AS disagreed, runner_up, 0.8 AS gap "
            "FROM (VALUES (0, 0, NULL), (1, 1, NULL), (2, 1, 0), (3, NULL, 0), (4, NULL, NULL)) "
            "t(row_no, address_no, runner_up)"
        )
        yield engine


@pytest.mark.parametrize(
    ("sight", "expected"),
    [
        (Sight(areas=None), []),
        (Sight(areas=None, recused=frozenset({"b"})), [1]),
        (Sight(areas=frozenset({"BU01"})), [1, 2]),
        (Sight(areas=frozenset({"BU"}), recused=frozenset({"a"})), [0, 2]),
        (Sight(), [0, 1, 2]),
    ],
)
def test_what_is_outside_the_areas_or_has_a_bond_is_withheld(engine: Engine, sight: Sight, expected: list[int]) -> None:
    assert withheld_addresses(engine, sight) == expected


def test_a_link_that_names_a_withheld_address_or_may_mean_it_reads_as_protected(engine: Engine) -> None:
    withhold(engine, [0])
    found = engine.rows("SELECT row_no, tier, address_no, runner_up, pand_no FROM links ORDER BY row_no")
    hidden = ("protected", None, None, None)
    assert found == [(0, *hidden), (1, "street", 1, None, 7), (2, *hidden), (3, *hidden), (4, "street", None, None, 7)]
    assert [number for (number,) in engine.rows("SELECT address_no FROM addresses ORDER BY 1")] == [1, 2]


def test_who_sees_everything_has_nothing_changed(engine: Engine) -> None:
    before = engine.rows("FROM links")
    withhold(engine, [])
    assert engine.rows("FROM links") == before
    assert engine.value("SELECT count(*) FROM addresses") == 3
