# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pand in which an address lies: its units with use, floor area and residents, and which of them the address is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from pandzicht.definitions.reads import RESIDENTS, indicators_of_check
from pandzicht.dossier.reading import Reading
from pandzicht.dossier.wording import BETWEEN_USES

_COLUMNS = (
    "address_id", "soort", "gebruiksdoelen", "oppervlakte_m2",
    "straat", "huisnummer", "huisletter", "huisnummertoevoeging",
)  # fmt: skip
_BY_NUMBER = ("straat", "huisnummer", "huisletter", "huisnummertoevoeging")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the pand, as a picture of its floor area draws it."""

    number: int
    address_id: str
    house_number: str
    """With letter and addition; with the street where the pand lies on several."""
    uses: str
    """What the BAG permits, or the kind of object where it has no permitted use."""
    area_m2: int | None
    residents: int | None
    """How many persons are registered; None when that is unknown or may not be read."""
    is_this: bool


@dataclass(frozen=True, slots=True)
class Pand:
    """A pand and those of its units that whoever asks may see."""

    pand_id: str
    year: int | None
    status: str
    units: tuple[Unit, ...]
    """In the order of their numbers."""
    tells_residents: bool
    """Whether the checks read how many persons are registered."""

    @property
    def area_m2(self) -> int:
        """The floor area of its units together, of those of which it is known."""
        return sum(unit.area_m2 or 0 for unit in self.units)

    @property
    def residents(self) -> int:
        """How many persons are registered in its units, as far as is known."""
        return sum(unit.residents or 0 for unit in self.units)


def pand_of(reading: Reading) -> Pand | None:
    """Return the pand of an address, None when it lies in none."""
    run, pand_no = reading.run, reading.address["pand_no"]
    if pand_no is None:
        return None
    numbers = [number for number in run.panden[pand_no] if run.seen[number]]
    chosen = pa.array(numbers, pa.int64())
    records = run.addresses.select(_COLUMNS).take(chosen).to_pylist()
    tells = _tells_residents(reading)
    counts = run.indicators[RESIDENTS].take(chosen).to_pylist() if tells else [None] * len(numbers)
    on_one_street = len({record["straat"] for record in records}) == 1
    listed = sorted(zip(numbers, records, counts, strict=True), key=lambda item: _order(item[1]))
    return Pand(
        pand_id=f"{reading.address['pand_id']:016d}",
        year=reading.address["pand_bouwjaar"],
        status=reading.address["pand_status"] or "",
        units=tuple(
            Unit(
                number=number,
                address_id=record["address_id"],
                house_number=_house_number(record, with_street=not on_one_street),
                uses=", ".join((record["gebruiksdoelen"] or record["soort"] or "").split(BETWEEN_USES)),
                area_m2=record["oppervlakte_m2"],
                residents=residents,
                is_this=number == reading.number,
            )
            for number, record, residents in listed
        ),
        tells_residents=tells,
    )


def _tells_residents(reading: Reading) -> bool:
    """Tell whether a check reads the residents; an inspector is told only what is a fact of a check."""
    run = reading.run
    read: Sequence[str] = [
        name
        for check in reading.checks
        for name in (check.facts if reading.for_inspectors else indicators_of_check(run.catalogue, check))
    ]
    return RESIDENTS in read and RESIDENTS in run.manifest["active"]["indicators"]


def _order(record: Mapping[str, Any]) -> tuple[str, int, str, str]:
    street, number, letter, addition = (record[name] for name in _BY_NUMBER)
    return street or "", number or 0, letter or "", addition or ""


def _house_number(record: Mapping[str, Any], *, with_street: bool) -> str:
    street, number, letter, addition = (record[name] for name in _BY_NUMBER)
    told = f"{number if number is not None else ''}{letter or ''}" + (f"-{addition}" if addition else "")
    return f"{street} {told}".strip() if with_street else told
