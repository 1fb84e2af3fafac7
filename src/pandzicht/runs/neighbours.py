# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which addresses share the thing that an indicator or a check is about: a pand, a street, an owner."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import pyarrow.compute as pc
import pyarrow.parquet as pq

from pandzicht.definitions.check import Check
from pandzicht.definitions.indicator import Per
from pandzicht.runs.opened import OpenRun


class Neighbours:
    """Looks up the addresses of a unit or group within one run."""

    def __init__(self, run: OpenRun) -> None:
        self._run = run

    def unit(self, check: Check, number: int) -> Sequence[int]:
        """Return the addresses of the unit that an address belongs to in a check."""
        if check.unit == "object":
            return [number]
        pand = self._pand(number)
        return self._run.panden[pand] if pand is not None else [number]

    def unit_name(self, check: Check, number: int) -> str:
        """Return the name of the unit: that of the pand where a pand counts and there is one, else the address_id."""
        if check.unit == "object" or self._pand(number) is None:
            return str(self._run.addresses["address_id"][number])
        return str(self._run.addresses["pand_id"][number]).zfill(16)

    def group(self, per: Per, number: int) -> tuple[Sequence[int], int | None]:
        """Return the addresses over whose rows an indicator is computed, and the pand whose own rows count too."""
        if per is Per.PAND:
            pand = self._pand(number)
            return (self._run.panden[pand], pand) if pand is not None else ([], None)
        if per is Per.STRAAT:
            return self._street(number), None
        if per is Per.OWNER:
            return self._owned_with(number), None
        return [number], None

    def _pand(self, number: int) -> int | None:
        value: int | None = self._run.addresses["pand_no"][number].as_py()
        return value

    def _street(self, number: int) -> Sequence[int]:
        table = self._run.addresses
        street, place = table["straat"][number], table["woonplaats"][number]
        same = pc.and_(pc.equal(table["straat"], street), pc.equal(table["woonplaats"], place))
        numbers: list[int] = pc.indices_nonzero(pc.fill_null(same, fill_value=False)).to_pylist()
        return numbers

    def _owned_with(self, number: int) -> Sequence[int]:
        """Return the addresses of the same legal person: of several owners the first in the order of keys."""
        return next((numbers for numbers in self._by_owner.values() if number in numbers), [])

    @cached_property
    def _by_owner(self) -> dict[str, list[int]]:
        table = pq.read_table(self._run.path("owners"))
        first: dict[int, str] = {}
        for number, key in zip(table["address_no"].to_pylist(), table["owner_key"].to_pylist(), strict=True):
            first[number] = min(key, first.get(number, key))
        found: dict[str, list[int]] = {}
        for number, key in sorted(first.items()):
            found.setdefault(key, []).append(number)
        return found
