# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Streets: invented names, what they were called before, how people shorten them, and where they run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pandzicht.modelcity.areas import COLUMNS, ORIGIN, Areas
from pandzicht.modelcity.arrays import Array, ordinals, stream
from pandzicht.modelcity.street_names import invented_names, slipped

ADDRESSES_PER_STREET = 90
SHORT_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Streets:
    """All streets: columns of equal length."""

    names: tuple[str, ...]
    abbreviated: tuple[str, ...]
    short: tuple[str, ...]
    """At most 24 characters, as the BRP and bag-light shorten."""
    former: tuple[str, ...]
    """The name before, equal to the name when the street was never renamed."""
    buurt: Array
    x: Array
    """Western end, RD metres."""
    y: Array
    length: Array
    depth: Array
    """Room for buildings on each side, metres."""

    @property
    def renamed(self) -> Array:
        """Whether a street had another name before."""
        return np.array([old != new for old, new in zip(self.former, self.names, strict=True)])

    def vocabulary(self) -> pa.Array:
        """Return all spellings behind each other: name, abbreviated, short, former, lower, upper, three slips."""
        slips = [tuple(slipped(name, turn) for name in self.names) for turn in range(3)]
        lower = tuple(name.lower() for name in self.names)
        upper = tuple(name.upper() for name in self.names)
        forms = (self.names, self.abbreviated, self.short, self.former, lower, upper, *slips)
        return pa.array([text for form in forms for text in form])


def build_streets(areas: Areas, seed: int) -> Streets:
    """Give every buurt as many streets as its addresses need and lay them in rows inside its boundary."""
    rng = stream(seed, "streets")
    counts = np.where(areas.addresses > 0, np.maximum(1, np.round(areas.addresses / ADDRESSES_PER_STREET)), 0).astype(
        int
    )
    buurt = np.repeat(np.arange(len(counts)), counts)
    within = ordinals(counts)
    total = len(buurt)
    names, abbreviated = invented_names(rng, total)
    former_names, _ = invented_names(rng, total, taken=set(names))
    renamed = rng.random(total) < 0.026
    former = tuple(former_names[i] if renamed[i] else names[i] for i in range(total))
    lanes = np.where(counts > 30, 2, 1)[buurt]
    rows = np.ceil(counts[buurt] / lanes)
    span = areas.cell * 0.8
    west, south = _inset(areas, buurt)
    spacing = span / np.maximum(rows, 8)
    lane, row = within % lanes, within // lanes
    return Streets(
        names=names,
        abbreviated=abbreviated,
        short=tuple(
            name if len(name) <= SHORT_LENGTH else short[:SHORT_LENGTH]
            for name, short in zip(names, abbreviated, strict=True)
        ),
        former=former,
        buurt=buurt,
        x=west + lane * span / lanes,
        y=south + (row + 0.5) * spacing,
        length=span / lanes * 0.94,
        depth=np.minimum(12.0, spacing * 0.42),
    )


def _inset(areas: Areas, buurt: Array) -> tuple[Array, Array]:
    row, column = np.divmod(buurt, COLUMNS)
    column = np.where(row % 2 == 1, COLUMNS - 1 - column, column)
    return ORIGIN[0] + (column + 0.1) * areas.cell, ORIGIN[1] + (row + 0.1) * areas.cell
