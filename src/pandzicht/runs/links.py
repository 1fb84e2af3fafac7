# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The linked rows of a run, found by their address or their pand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

_NOWHERE = 2**31 - 1
"""Stands for the number that a row does not have, after all there are."""
Places = np.ndarray[Any, Any]


@dataclass(slots=True, frozen=True, order=True)
class Link:
    """One linked source row, by its place in its delivery."""

    source: str
    delivery_no: int
    row_no: int


class Links:
    """The linked rows in the table of links of a run."""

    def __init__(self, path: Path) -> None:
        columns = ["source", "delivery_no", "row_no", "address_no", "pand_no", "state"]
        table = pq.read_table(path, columns=columns, filters=[("state", "=", "linked")]).sort_by("address_no")
        self._rows = table.select(["source", "delivery_no", "row_no"]).combine_chunks()
        self._addresses = np.asarray(table["address_no"].fill_null(_NOWHERE).to_numpy())
        only = np.flatnonzero(self._addresses == _NOWHERE)
        panden = np.asarray(table["pand_no"].fill_null(_NOWHERE).to_numpy())[only]
        order = np.argsort(panden, kind="stable")
        self._panden, self._pand_rows = panden[order], only[order]

    def of(self, addresses: Iterable[int], pand_no: int | None = None) -> list[Link]:
        """Return the rows of addresses, and of a pand those that name the pand only."""
        parts = [np.arange(*_range(self._addresses, number)) for number in addresses]
        if pand_no is not None:
            parts.append(self._pand_rows[slice(*_range(self._panden, pand_no))])
        chosen = self._rows.take(pa.array(np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)))
        return [Link(*values) for values in zip(*(column.to_pylist() for column in chosen.columns), strict=True)]


def _range(ordered: Places, value: int) -> tuple[int, int]:
    own = ordered.dtype.type(value)  # another type would have the whole array converted
    return int(np.searchsorted(ordered, own, "left")), int(np.searchsorted(ordered, own, "right"))
