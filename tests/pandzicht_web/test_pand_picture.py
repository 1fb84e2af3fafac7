# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The picture of a pand: every unit drawn within it, none over another, wider as it is larger, this one among them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pandzicht.dossier.pand import Unit
from pandzicht_web.pand_picture import MOST, WIDTH, picture_of


def units(areas: list[int | None], this: int) -> list[Unit]:
    return [Unit(n, f"{n:016d}", str(n), "woonfunctie", area, None, n == this) for n, area in enumerate(areas)]


@given(areas=st.lists(st.none() | st.integers(1, 5_000), min_size=1, max_size=60), data=st.data())
def test_every_unit_has_a_place_of_its_own(areas: list[int | None], data: st.DataObject) -> None:
    this = data.draw(st.integers(0, len(areas) - 1))
    picture = picture_of(units(areas, this))
    assert len(picture.boxes) + picture.left_out == len(areas)
    assert len(picture.boxes) <= MOST
    assert [box.is_this for box in picture.boxes].count(True) == 1
    for box in picture.boxes:
        assert box.x >= 0
        assert box.x + box.width <= WIDTH + 0.2
        assert 0 <= box.y < picture.height
    for row in {box.y for box in picture.boxes}:
        own = sorted((box for box in picture.boxes if box.y == row), key=lambda box: box.x)
        assert all(left.x + left.width <= right.x + 0.2 for left, right in pairwise(own))


def test_a_larger_unit_is_wider_and_one_without_area_is_drawn_as_the_mean() -> None:
    small, large, unknown, _ = picture_of(units([50, 100, None, 75], 0)).boxes
    assert large.width > small.width
    assert unknown.width > 0
