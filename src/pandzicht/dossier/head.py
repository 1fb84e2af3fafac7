# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which address a dossier is about, and where it lies."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pandzicht.dossier.reading import Reading
from pandzicht.worklist.neighbourhoods import neighbourhoods


@dataclass(frozen=True, slots=True)
class Area:
    """An area in which the address lies."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Head:
    """The address as it is named."""

    number: int
    address_id: str
    adres: str
    street: str
    """Street and number, without the town."""
    postcode: str
    woonplaats: str
    soort: str
    """The kind of object; a place without an object is one too."""
    pand_id: str
    x_cm: int | None
    """Centimetres east in EPSG:28992; None where nobody knows where it lies."""
    y_cm: int | None
    areas: tuple[Area, ...]


def head_of(reading: Reading) -> Head:
    """Return how the address is named and where it lies."""
    address = reading.address
    adres, pand = address["adres"] or "", address["pand_id"]
    return Head(
        number=reading.number,
        address_id=address["address_id"],
        adres=adres,
        street=adres.split(",")[0],
        postcode=address["postcode"] or "",
        woonplaats=address["woonplaats"] or "",
        soort=address["soort"] or "",
        pand_id="" if pand is None else f"{pand:016d}",
        x_cm=address["x_cm"],
        y_cm=address["y_cm"],
        areas=tuple(_areas(reading)),
    )


def _areas(reading: Reading) -> Iterator[Area]:
    code = reading.address["buurtcode"]
    if code is not None:
        here = neighbourhoods(reading.run)
        yield Area(code, here.names[bisect_left(here.codes, code)])
