# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which legal persons own which addresses of a run; natural persons are in no table of it."""

from __future__ import annotations

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pandzicht.runs.shelf import RunTables

_Numbers = NDArray[np.int64]


class Owners:
    """Who owns what, by the numbers of addresses and of owners; an owner's number follows the order of the keys."""

    def __init__(self, run: RunTables) -> None:
        table = pq.read_table(run.path("owners"), columns=["address_no", "owner_key"])
        addresses = table["address_no"].to_numpy().astype(np.int64)
        _, owners = np.unique(np.asarray(table["owner_key"].to_pylist(), dtype=str), return_inverse=True)
        order = np.lexsort((owners, addresses))
        self._addresses, self._owners = addresses[order], owners[order].astype(np.int64)

    def of(self, number: int) -> _Numbers:
        """Return the owners of an address, in order; none when no legal person owns it."""
        return np.unique(self._owners[slice(*np.searchsorted(self._addresses, [number, number + 1]))])

    def owned_by(self, owners: _Numbers) -> _Numbers:
        """Return the addresses that any of some owners owns, in order."""
        return np.unique(self._addresses[np.isin(self._owners, owners)])

    def together_with(self, number: int) -> _Numbers:
        """Return the addresses with the same owner; of several owners of one address the first counts."""
        first = np.ones(len(self._addresses), dtype=bool)
        first[1:] = self._addresses[1:] != self._addresses[:-1]
        at = int(np.searchsorted(self._addresses, number))
        if at == len(self._addresses) or self._addresses[at] != number:
            return np.zeros(0, dtype=np.int64)
        together: _Numbers = self._addresses[first & (self._owners == self._owners[at])]
        return together
