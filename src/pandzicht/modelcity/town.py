# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The town as it stands: what every register of the model city is written from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from pandzicht.modelcity.areas import Areas, build_areas
from pandzicht.modelcity.arrays import Array, scaled, stream
from pandzicht.modelcity.objects import TAILS, Objects, build_objects
from pandzicht.modelcity.panden import Panden, build_panden
from pandzicht.modelcity.streets import Streets, build_streets
from pandzicht.modelcity.texts import on_day

FEWEST_ADDRESSES = 200


@dataclass(frozen=True, slots=True)
class Town:
    """Areas, streets, panden and objects, with the texts that all registers share."""

    addresses: int
    seed: int
    on: date
    areas: Areas
    streets: Streets
    panden: Panden
    objects: Objects
    street_texts: pa.Array
    postcode_texts: pa.Array
    tail_texts: pa.Array

    @property
    def today(self) -> int:
        """The date of the city as a day number."""
        return on_day(self.on)

    def chance(self, subject: str) -> np.random.Generator:
        """Return the chance of one subject."""
        return stream(self.seed, subject)

    def size(self, figure: float) -> int:
        """Return a figure for 284,000 addresses in proportion to this city."""
        return scaled(figure, self.addresses)

    def pand_ids(self, positions: Array) -> Array:
        """Return the ids of panden, -1 where there is none."""
        return np.where(positions < 0, -1, self.panden.ids[np.maximum(positions, 0)])


def build_town(addresses: int, *, seed: int, on: date) -> Town:
    """Build a town with exactly this number of existing adresseerbare objecten.

    Raises ValueError for fewer than 200 addresses: every kind of object must be there.
    """
    if addresses < FEWEST_ADDRESSES:
        raise ValueError(f"a model city needs at least {FEWEST_ADDRESSES} addresses; {addresses} were asked")
    areas = build_areas(addresses, seed)
    streets = build_streets(areas, seed)
    places = max(4, round(addresses * 0.0028))
    panden = build_panden(areas, streets, objects=addresses - places, seed=seed)
    objects = build_objects(areas, streets, panden, addresses=addresses, seed=seed)
    return Town(
        addresses=addresses,
        seed=seed,
        on=on,
        areas=areas,
        streets=streets,
        panden=panden,
        objects=objects,
        street_texts=streets.vocabulary(),
        postcode_texts=objects.postcode_texts(),
        tail_texts=pa.array(TAILS),
    )
