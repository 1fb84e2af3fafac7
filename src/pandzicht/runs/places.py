# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The places of units in the orders of a run, and the place a unit would have with another score."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pandzicht.definitions.check import Check

_Column = NDArray[np.int64]


class Places:
    """Looks up ranks in the orders of all checks."""

    def __init__(self, ranking: pa.Table) -> None:
        self._ranking = ranking

    def rank(self, check: Check, number: int, pand: int | None) -> int | None:
        """Return the place of the unit of an address in a check's order, None when it is not in the frame."""
        by_pand = check.unit == "pand" and pand is not None
        wanted, orders = (pand or 0, self._panden) if by_pand else (number, self._addresses)
        named, ranks = orders.get(check.check, (_NONE, _NONE))
        at = int(np.searchsorted(named, wanted))
        return int(ranks[at]) if at < len(named) and named[at] == wanted else None

    def size(self, check: str) -> int:
        """Return the number of units in a check's frame."""
        return len(self._scores.get(check, ()))

    def rank_of_score(self, check: str, score: int) -> int:
        """Return the best place that a unit with a score can have."""
        scores = self._scores.get(check)
        return 1 if scores is None else int(len(scores) - np.searchsorted(scores, score, "right")) + 1

    @cached_property
    def _scores(self) -> dict[str, _Column]:
        scores = self._ranking["score"].to_numpy()
        return {check: np.sort(scores[at]).astype(np.int64) for check, at in self._rows_of.items()}

    @cached_property
    def _addresses(self) -> dict[str, tuple[_Column, _Column]]:
        return self._ordered_by("address_no")

    @cached_property
    def _panden(self) -> dict[str, tuple[_Column, _Column]]:
        return self._ordered_by("pand_no")

    def _ordered_by(self, column: str) -> dict[str, tuple[_Column, _Column]]:
        """Return per check the numbers in a column, in order, and the rank of each."""
        numbers = self._ranking[column].fill_null(-1).to_numpy().astype(np.int64)
        ranks = self._ranking["rank"].to_numpy().astype(np.int64)
        orders = {}
        for check, at in self._rows_of.items():
            order = at[np.argsort(numbers[at], kind="stable")]
            orders[check] = (numbers[order], ranks[order])
        return orders

    @cached_property
    def _rows_of(self) -> dict[str, NDArray[np.int64]]:
        checks = self._ranking["check"].combine_chunks().dictionary_encode()
        codes = checks.indices.to_numpy()
        return {name: np.flatnonzero(codes == code) for code, name in enumerate(checks.dictionary.to_pylist())}


_NONE: _Column = np.zeros(0, dtype=np.int64)
