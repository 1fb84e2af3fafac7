# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which addresses share the thing that an indicator or a check is about: a pand, a street, an owner."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pandzicht.definitions.check import Check
from pandzicht.definitions.indicator import Per
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.owners import Owners
from pandzicht.runs.shelf import RunTables


class Neighbours:
    """Looks up the addresses of a unit or group within one run."""

    def __init__(self, run: OpenRun) -> None:
        self._run = run

    def unit(self, check: Check, number: int) -> Sequence[int]:
        """Return the addresses of the unit that an address belongs to in a check."""
        if check.unit == "object":
            return [number]
        pand = self.pand(number)
        return self._run.panden[pand] if pand is not None else [number]

    def unit_name(self, check: Check, number: int) -> str:
        """Return the name of the unit: that of the pand where a pand counts and there is one, else the address_id."""
        if check.unit == "object" or self.pand(number) is None:
            return str(self._run.addresses["address_id"][number])
        return str(self._run.addresses["pand_id"][number]).zfill(16)

    def group(self, per: Per, number: int) -> tuple[Sequence[int], int | None]:
        """Return the addresses over whose rows an indicator is computed, and the pand whose own rows count too."""
        if per is Per.PAND:
            pand = self.pand(number)
            return (self._run.panden[pand], pand) if pand is not None else ([], None)
        if per is Per.STRAAT:
            return self._street(number), None
        if per is Per.OWNER:
            return self._run.tables.once(Owners).together_with(number).tolist(), None
        return [number], None

    def pand(self, number: int) -> int | None:
        """Return the pand in which an address lies, None when there is none."""
        value: int | None = self._run.addresses["pand_no"][number].as_py()
        return value

    def _street(self, number: int) -> Sequence[int]:
        streets = self._run.tables.once(_streets)
        numbers: list[int] = np.flatnonzero(streets == streets[number]).tolist() if streets[number] >= 0 else []
        return numbers


def _streets(run: RunTables) -> NDArray[np.int64]:
    """Return per address a number of its street within its woonplaats; -1 where either is not known."""
    codes = [_codes(run.addresses[name]) for name in ("straat", "woonplaats")]
    whole: NDArray[np.int64] = codes[0] * (codes[1].max(initial=0) + 1) + codes[1]
    whole[(codes[0] < 0) | (codes[1] < 0)] = -1
    return whole


def _codes(column: pa.ChunkedArray) -> NDArray[np.int64]:
    indices = column.combine_chunks().dictionary_encode().indices.fill_null(-1)
    codes: NDArray[np.int64] = indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return codes
