# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A drawing of areas: as dark as the figure is high, and nothing claimed where nothing is."""

from __future__ import annotations

import re

import shapely
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.ranking.yield_estimate import Figure, Reason, Refusal
from pandzicht_web.area_picture import HEIGHT, SHADES, WIDTH, area_picture

ROW = {f"WK0518{at:02}": shapely.box(at * 1_000, 0, at * 1_000 + 1_000, 2_000) for at in range(1, 7)}


def claimed(share: float) -> Figure:
    return Figure(share, 0.0, 1.0, 1_000.0)


@given(st.lists(st.integers(0, 1_000_000).map(lambda one: one / 1_000_000), min_size=6, max_size=6))
def test_each_figure_lies_in_the_step_of_its_shade(shares: list[float]) -> None:
    drawn = area_picture(ROW, dict(zip(ROW, map(claimed, shares), strict=True)))
    assert drawn is not None
    assert len(drawn.steps) == SHADES
    for area, share in zip(drawn.areas, shares, strict=True):
        assert area.shade is not None
        low, high = drawn.steps[area.shade]
        assert low <= share * (1 + 1e-6) + 1e-9
        assert share <= high * (1 + 1e-6)
    assert [low for low, _ in drawn.steps[1:]] == [high for _, high in drawn.steps[:-1]]


def test_where_nothing_is_claimed_nothing_is_dark() -> None:
    told = {"WK051801": claimed(0.2), "WK051802": Refusal(Reason.FEW_VISITS), "WK051803": Refusal(Reason.NO_OUTCOMES)}
    drawn = area_picture(ROW, told)
    assert drawn is not None
    assert [(area.shade, area.is_untouched) for area in drawn.areas] == [
        (4, False), (None, False), (None, True), (None, True), (None, True), (None, True),
    ]  # fmt: skip


def test_without_a_claim_there_are_no_steps() -> None:
    drawn = area_picture(ROW, {})
    assert drawn is not None
    assert drawn.steps == ()


def test_it_fits_and_keeps_its_proportions() -> None:
    for shapes in (ROW, {code: shapely.transform(one, lambda at: at[:, ::-1]) for code, one in ROW.items()}):
        drawn = area_picture(shapes, {})
        assert drawn is not None
        assert drawn.width <= WIDTH
        assert drawn.height <= HEIGHT
        assert WIDTH in (drawn.width, drawn.height)
        assert {round(max(drawn.width, drawn.height) / min(drawn.width, drawn.height), 2)} == {3.0}
        for area in drawn.areas:
            numbers = [float(part) for part in re.findall(r"[\d.]+", area.outline)]
            assert max(numbers) <= max(WIDTH, HEIGHT)
            assert min(numbers) >= 0


def test_a_hole_and_an_island_belong_to_the_outline() -> None:
    ring = shapely.box(0, 0, 100, 100).difference(shapely.box(40, 40, 60, 60))
    drawn = area_picture({"WK051801": shapely.union(ring, shapely.box(200, 0, 240, 40))}, {})
    assert drawn is not None
    assert drawn.areas[0].outline.count("M") == 3


def test_an_area_without_room_has_no_name_in_the_drawing() -> None:
    shapes = {"WK051801": shapely.box(0, 0, 1_000, 1_000), "WK051802": shapely.box(1_000, 0, 1_005, 1_000)}
    drawn = area_picture(shapes, {})
    assert drawn is not None
    assert [area.middle is not None for area in drawn.areas] == [True, False]


def test_without_shapes_there_is_no_drawing() -> None:
    assert area_picture({}, {"WK051801": claimed(0.2)}) is None
