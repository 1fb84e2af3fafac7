# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wijken and buurten: their proportions, boundaries and names.

The proportions follow a large Dutch city (households, household size, WOZ value, owner-occupied and single-family
share, after CBS key figures, rounded); names, codes and boundaries are invented.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pandzicht.modelcity.arrays import Array, shared, stream

MUNICIPALITY = "9999"
TOWN = "Duinrijk"
TOWN_ID = "9990"
COLUMNS, ROWS = 12, 10
BUURTEN = 114
ORIGIN = (62_000.0, 457_000.0)
"""South-west corner in RD: at sea, so that no real building can be meant."""
CELL = 850.0

# name, households, persons per household, WOZ x 1,000, owner-occupied %, single-family %, typical year of building
_WIJKEN: tuple[tuple[str, int, float, int, int, int, int], ...] = (
    ("Buitenduin", 0, 2.0, 400, 50, 20, 1990),
    ("Helmgras", 4300, 1.9, 520, 60, 20, 1925),
    ("Valleiduin", 1150, 2.0, 745, 61, 28, 1930),
    ("Oosterbeemd", 7100, 2.1, 630, 68, 28, 1935),
    ("Vijverkwartier", 3600, 1.8, 640, 55, 25, 1890),
    ("Parkrand", 400, 2.0, 940, 57, 26, 1910),
    ("Havenkwartier", 10250, 1.8, 395, 48, 17, 1935),
    ("Nettenboet", 2800, 2.0, 350, 42, 28, 1930),
    ("Zeehelling", 7400, 2.0, 600, 58, 27, 1912),
    ("Landgoed", 380, 1.9, 900, 67, 16, 1915),
    ("Duinvoet", 4800, 1.8, 520, 50, 11, 1905),
    ("Bloesemveld", 7700, 1.9, 405, 68, 14, 1930),
    ("Meeuwenhof", 2100, 2.6, 890, 90, 73, 1925),
    ("Weststrand", 2900, 1.7, 360, 61, 9, 1965),
    ("Strandwal", 1650, 2.0, 660, 55, 52, 1990),
    ("Kreekland", 3850, 2.4, 555, 66, 61, 1990),
    ("Dorpskern", 8550, 2.0, 310, 47, 36, 1968),
    ("Tuindersveld", 9700, 1.8, 295, 42, 18, 1972),
    ("Boomgaard", 4550, 2.1, 420, 78, 17, 1932),
    ("Eikenkwartier", 10300, 1.8, 315, 47, 7, 1912),
    ("Koepelkwartier", 8100, 1.8, 360, 33, 12, 1905),
    ("Gildekwartier", 7300, 1.7, 400, 32, 10, 1895),
    ("Singelpark", 1080, 1.6, 535, 39, 18, 1885),
    ("Bosrand", 300, 1.4, 280, 41, 5, 1970),
    ("Noorderhoeve", 8600, 1.8, 280, 38, 12, 1960),
    ("Oosterpoort", 11350, 1.7, 375, 43, 6, 1938),
    ("Spoorzone", 8450, 1.5, 265, 14, 9, 1940),
    ("Binnenstad", 14000, 1.6, 345, 20, 7, 1915),
    ("Molenkwartier", 13700, 2.2, 255, 19, 14, 1985),
    ("Veldkwartier", 7300, 2.2, 260, 27, 15, 1970),
    ("Rustoord", 9850, 1.9, 240, 52, 9, 1928),
    ("Lijsterbes", 9150, 1.8, 270, 53, 10, 1938),
    ("Weidezicht", 14100, 2.1, 260, 26, 19, 1965),
    ("Ochtendland", 10600, 1.9, 240, 24, 11, 1955),
    ("Zuidpark", 120, 1.4, 200, 10, 1, 1960),
    ("Broekland", 11150, 1.9, 215, 17, 9, 1955),
    ("Marktveld", 2300, 2.3, 295, 38, 27, 1998),
    ("Vaartkwartier", 24050, 1.9, 235, 28, 10, 1935),
    ("Werkhaven", 1080, 1.6, 360, 13, 7, 2012),
    ("Waterland", 8900, 2.6, 465, 62, 69, 2002),
    ("Hoornpolder", 420, 2.2, 455, 45, 43, 2000),
    ("Vliegveld", 10200, 2.6, 480, 57, 76, 2003),
    ("Laagveen", 70, 2.2, 740, 85, 90, 2005),
    ("Rietpolder", 7550, 2.7, 490, 66, 75, 2001),
)
_QUARTERS = ("Noord", "Zuid", "Oost", "West", "Midden", "Rand", "Hof", "Plas")
DISTRICTS = ("Noord", "Kust", "West", "Singels", "Centrum", "Zuid", "Vaart", "Polder")


@dataclass(frozen=True, slots=True)
class Areas:
    """The buurten (columns of 114) with the proportions of their wijk (columns of 44)."""

    wijk_names: tuple[str, ...]
    names: tuple[str, ...]
    codes: tuple[str, ...]
    wijk: Array
    """Wijk number of each buurt, 0-based."""
    addresses: Array
    """Addresses that each buurt gets."""
    size: Array
    woz: Array
    owned: Array
    single: Array
    era: Array
    risk: Array
    """How often things go wrong here, 1 on average; drawn, and a little higher where values are low."""
    corners: Array
    """Mesh of corner points in RD, (ROWS + 1) x (COLUMNS + 1) x 2."""
    cell: float

    def outline(self, buurt: int) -> Array:
        """Return the closed ring of a buurt."""
        row, column = divmod(buurt, COLUMNS)
        column = COLUMNS - 1 - column if row % 2 else column
        ring: Array = self.corners[[row, row, row + 1, row + 1, row], [column, column + 1, column + 1, column, column]]
        return ring

    def wijk_code(self, wijk: int) -> str:
        """Return the CBS form of a wijk code."""
        return f"WK{MUNICIPALITY}{wijk + 1:02d}"


def build_areas(addresses: int, seed: int) -> Areas:
    """Lay out the buurten of a city of this many addresses."""
    rng = stream(seed, "areas")
    figures = np.array([row[1:] for row in _WIJKEN], dtype=np.float64)
    households = figures[:, 0]
    parts = 1 + shared(BUURTEN - len(_WIJKEN), households)
    wijk = np.repeat(np.arange(len(_WIJKEN)), parts)
    part = np.concatenate([np.arange(count) for count in parts])
    weight = households[wijk] / parts[wijk] * rng.uniform(0.7, 1.3, BUURTEN)
    weight = np.where(households[wijk] > 0, weight, 0.0)
    risk = np.clip(1.25 - (figures[:, 2] - 215) / 900, 0.6, 1.25)[wijk] * rng.lognormal(0, 0.18, BUURTEN)
    cell = CELL * max(1.0, float(np.sqrt(addresses / 284_000)))
    return Areas(
        wijk_names=tuple(row[0] for row in _WIJKEN),
        names=tuple(_buurt_name(_WIJKEN[w][0], int(p), int(parts[w])) for w, p in zip(wijk, part, strict=True)),
        codes=tuple(f"BU{MUNICIPALITY}{w + 1:02d}{p + 1:02d}" for w, p in zip(wijk, part, strict=True)),
        wijk=wijk,
        addresses=shared(addresses, weight),
        size=figures[wijk, 1],
        woz=figures[wijk, 2] * rng.uniform(0.9, 1.1, BUURTEN),
        owned=figures[wijk, 3] / 100,
        single=figures[wijk, 4] / 100,
        era=figures[wijk, 5],
        risk=risk,
        corners=_corners(rng, cell),
        cell=cell,
    )


def _buurt_name(wijk: str, part: int, parts: int) -> str:
    return wijk if parts == 1 else f"{wijk}-{_QUARTERS[part % len(_QUARTERS)]}"


def _corners(rng: np.random.Generator, cell: float) -> Array:
    rows, columns = np.mgrid[0 : ROWS + 1, 0 : COLUMNS + 1]
    mesh = np.stack([ORIGIN[0] + columns * cell, ORIGIN[1] + rows * cell], axis=-1)
    moved: Array = np.round(mesh + rng.uniform(-0.06, 0.06, mesh.shape) * cell, 2)
    return moved
