# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every place lies in one tile of each zoom, and a tile is one range of codes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.addresses.tile import DEEPEST, Tile, codes_of
from pandzicht.addresses.web_mercator import LEVELS, SIDE, from_rd, from_wgs84
from pandzicht.errors import NotFound

AXIS = st.integers(0, SIDE - 1)


@given(AXIS, AXIS, st.integers(0, DEEPEST), AXIS)
def test_a_place_is_within_the_codes_of_its_tile_and_of_no_other(column: int, row: int, zoom: int, other: int) -> None:
    code = int(codes_of(np.array([column]), np.array([row]))[0])
    shift = LEVELS - zoom
    first, last = Tile(zoom, column >> shift, row >> shift).codes
    assert first <= code < last
    beside = Tile(zoom, other >> shift, row >> shift)
    assert (beside.codes[0] <= code < beside.codes[1]) == (other >> shift == column >> shift)


def test_a_corner_and_a_side_are_in_units_of_the_map() -> None:
    tile = Tile(14, 8393, 5412)
    assert tile.corner == (8393 * tile.side, 5412 * tile.side)
    assert tile.side * 2**14 == SIDE


@pytest.mark.parametrize("place", [(DEEPEST + 1, 0, 0), (-1, 0, 0), (3, 8, 0), (3, 0, -1), (10**9, 0, 0)])
def test_a_tile_that_does_not_exist_is_not_found(place: tuple[int, int, int]) -> None:
    with pytest.raises(NotFound, match="does not exist"):
        Tile(*place)


def test_a_place_in_rd_is_on_the_map_where_its_degrees_are() -> None:
    """The spire of Amersfoort, the centre of RD: 155,000 463,000 is 5.38720621 52.15517440 (RDNAPTRANS)."""
    one = from_rd(np.array([155_000.0]), np.array([463_000.0]))
    other = from_wgs84(np.array([5.38720621]), np.array([52.15517440]))
    metres = 2 * 20_037_508 / SIDE
    assert [abs(a[0] - b[0]) * metres < 2 for a, b in zip(one, other, strict=True)] == [True, True]
    assert Tile(10, int(one[0][0]) >> 20, int(one[1][0]) >> 20) == Tile(10, 527, 337)
