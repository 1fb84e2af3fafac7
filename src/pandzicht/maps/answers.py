# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many signals of a check say yes of each address on the map, and how many are unknown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pandzicht.runs.shelf import RunTables
from pandzicht.worklist.units import UNKNOWN, YES, Sighted, units_of

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """Numbers of signals, by the number of the address; what is disputed is in neither."""

    yes: Counts
    unknown: Counts


def answer_counts(tables: RunTables, sighted: Sighted) -> AnswerCounts:
    """Count the answers of a check, as whoever asks may see them."""
    units = tables.once(units_of, sighted)

    def counted(code: int) -> Counts:
        total = np.zeros(tables.addresses.num_rows, dtype=np.int64)
        for codes in units.answers.values():
            total[units.members] += codes == code
        return total

    return AnswerCounts(counted(YES), counted(UNKNOWN))
