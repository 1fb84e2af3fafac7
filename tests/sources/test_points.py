# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Coordinates in RD and in WGS84 become centimetres RD."""

from __future__ import annotations

from typing import Any

import pytest

from pandzicht.sources.links import malformed_counts, spell_links
from pandzicht.sources.typed_table import TYPED
from pandzicht.store.engine import Engine
from tests.sources.making import a_source, typed

RD = {"x": {"from": "x", "type": "decimal", "role": "x_rd"}, "y": {"from": "y", "type": "decimal", "role": "y_rd"}}
DEGREES = {"x": {"from": "x", "type": "decimal", "role": "lon"}, "y": {"from": "y", "type": "decimal", "role": "lat"}}


def places(fields: dict[str, Any], *rows: tuple[str | None, str | None], **changes: Any) -> list[tuple[Any, Any]]:
    source = a_source(fields, **changes)
    with Engine() as engine:
        typed(engine, source, [{"x": x, "y": y} for x, y in rows])
        links = spell_links(engine, source)
        columns = f"{links.columns['link_x_cm']}, {links.columns['link_y_cm']}"
        found = engine.rows(f"SELECT {columns} FROM {TYPED} AS t {links.joins} ORDER BY t.record_no")
        malformed = malformed_counts(engine, source)
    given = sum(x is not None for x, _ in rows)
    assert malformed == {"x": (sum(x is not None for x, _ in rows) - sum(x is not None for x, _ in found), given)}
    return [(row[0], row[1]) for row in found]


def test_rd_in_metres_becomes_centimetres() -> None:
    assert places(RD, ("81234.56", "455000.1")) == [(8123456, 45500010)]
    assert places(RD, ("81234,56", "455000,1"), format={"decimal": ","}) == [(8123456, 45500010)]


@pytest.mark.parametrize("point", [("455000", "81234"), ("0", "0"), ("81234", None), (None, None)])
def test_a_place_outside_the_netherlands_or_half_a_place_is_none(point: tuple[str | None, str | None]) -> None:
    assert places(RD, point) == [(None, None)]


def test_degrees_are_transformed() -> None:
    """The tower of Amersfoort is the origin of RD: 155,000 by 463,000 metres."""
    found = places(DEGREES, ("5.387206", "52.155174"), (None, None), ("52.155174", "5.387206"), ("181", "95"))
    assert found[1:] == [(None, None)] * 3
    assert abs(found[0][0] - 15_500_000) < 100
    assert abs(found[0][1] - 46_300_000) < 100


def test_half_a_pair_of_roles_places_nothing() -> None:
    source = a_source({"x": RD["x"]})
    with Engine() as engine:
        typed(engine, source, [{"x": "81234"}])
        links = spell_links(engine, source)
        assert links.columns["link_x_cm"] == "CAST(NULL AS INTEGER)"
        assert malformed_counts(engine, source) == {}
