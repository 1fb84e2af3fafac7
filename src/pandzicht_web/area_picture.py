# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A drawing of areas, each as dark as its figure is high; a list beside it has the same figures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from pandzicht.ranking.yield_estimate import Figure, Reason, Refusal

WIDTH, HEIGHT = 480.0, 480.0
"""The most that a drawing takes."""
SHADES = 5
_LEAST_ROOM = 9.0
"""An area in which no circle of this radius fits has no room for its name."""
_FACTORS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its outline, where its name stands (None: no room), and its shade."""

    code: str
    name: str
    outline: str
    """Path of SVG."""
    middle: tuple[float, float] | None
    shade: int | None
    """From 0 on, the lightest first; None where nothing is claimed."""
    is_untouched: bool
    """Whether there is nothing to claim anything of."""


@dataclass(frozen=True, slots=True)
class AreaPicture:
    """The drawing: its size, its areas, and between which figures each shade is."""

    width: float
    height: float
    areas: tuple[Area, ...]
    steps: tuple[tuple[float, float], ...]

    @property
    def box(self) -> str:
        """What of the drawing is shown: all of it, and the width of a border around it."""
        return f"-1 -1 {self.width + 2:g} {self.height + 2:g}"


def area_picture(shapes: Mapping[str, Any], told: Mapping[str, Figure | Refusal]) -> AreaPicture | None:
    """Return the drawing of figures of areas; None where no shape is known. Shapes have north at the low end.

    >>> told = {"WK051801": Figure(0.011, 0.005, 0.02, 900.0), "WK051802": Refusal(Reason.FEW_VISITS)}
    >>> drawn = area_picture({"WK051801": shapely.box(0, 0, 2, 1), "WK051802": shapely.box(2, 0, 4, 1)}, told)
    >>> drawn.height, [(area.name, area.shade) for area in drawn.areas], drawn.areas[0].outline
    (120.0, [('01', 4), ('02', None)], 'M240 0L240 120L0 120L0 0Z')
    >>> drawn.steps[0]
    (0.0, 0.0025)
    """
    if not shapes:
        return None
    west, north, east, south = map(float, shapely.total_bounds(list(shapes.values())))
    scale = min(WIDTH / max(east - west, 1e-9), HEIGHT / max(south - north, 1e-9))
    known = [figure.value for code, figure in told.items() if code in shapes and isinstance(figure, Figure)]
    step = _step(max(known, default=0.0))
    areas = []
    for code, shape in shapes.items():
        placed = shapely.transform(shape, lambda at: (at - (west, north)) * scale)
        areas.append(_area(code, placed, told.get(code, Refusal(Reason.NO_OUTCOMES)), step))
    steps = tuple((round(at * step, 9), round((at + 1) * step, 9)) for at in range(SHADES)) if known else ()
    return AreaPicture(round((east - west) * scale, 1), round((south - north) * scale, 1), tuple(areas), steps)


def _step(highest: float) -> float:
    """Return the width of a shade: a round number, of which the shades together hold the highest figure."""
    if highest <= 0:
        return 1 / 1_000
    size = 10.0 ** math.floor(math.log10(highest / SHADES))
    return next(size * factor for factor in _FACTORS if size * factor * SHADES >= highest * (1 - 1e-9))


def _area(code: str, shape: Any, figure: Figure | Refusal, step: float) -> Area:
    shade = min(int(figure.value / step + 1e-9), SHADES - 1) if isinstance(figure, Figure) else None
    is_untouched = isinstance(figure, Refusal) and figure.refused is Reason.NO_OUTCOMES
    return Area(code, code[-2:], "".join(_rings(shape)), _middle(shape), shade, is_untouched)


def _middle(shape: Any) -> tuple[float, float] | None:
    """Return its centre, or where there is most room when that lies at its edge or beyond it."""
    circle = shapely.maximum_inscribed_circle(shape)
    if circle.length < _LEAST_ROOM:
        return None
    centre = shape.centroid
    has_room = shape.contains(centre) and shape.boundary.distance(centre) >= _LEAST_ROOM
    x, y = centre.coords[0] if has_room else circle.coords[0]
    return round(x, 1), round(y, 1)


def _rings(shape: Any) -> Iterator[str]:
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            yield _path(ring.coords[:-1])


def _path(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in places) + "Z"
