# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The visits that inspectors of the model city made in one round: what was so, what they said, and when that was known.

It is a record of the made-up world, kept beside its truth; the municipality gets of it what is delivered as `bezoeken`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.modelcity.arrays import Array

RECORD = "visits.parquet"


@dataclass(frozen=True, slots=True)
class RoundVisits:
    """Columns of equal length, one row per visit; days are numbers."""

    number: Array
    at: Array
    """The object that was visited, by position."""
    check: Array
    """For which check, by its place among the checks."""
    day: Array
    known: Array
    """The day on which the outcome was written down."""
    inspector: Array
    entered: Array
    outcome: Array
    """Place among the outcomes of a visit."""
    really: Array
    """1-based kind of the violation that there was on the day, 0 for none."""

    def __len__(self) -> int:
        return len(self.number)

    def take(self, rows: Array) -> RoundVisits:
        """Return some of the visits."""
        return RoundVisits(*(getattr(self, item.name)[rows] for item in fields(self)))


def together(parts: Sequence[RoundVisits]) -> RoundVisits:
    """Return the visits of several rounds as one; none at all when there are no rounds."""
    empty = np.zeros(0, dtype=np.int64)
    return RoundVisits(
        *(np.concatenate([empty, *(getattr(part, item.name) for part in parts)]) for item in fields(RoundVisits))
    )


def write_round(folder: Path, visits: RoundVisits) -> None:
    """Keep the visits of a round in its folder, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.table({item.name: pa.array(getattr(visits, item.name).astype(np.int64)) for item in fields(visits)})
    pq.write_table(table, folder / f".{RECORD}", compression="zstd")
    (folder / f".{RECORD}").replace(folder / RECORD)


def read_round(folder: Path) -> RoundVisits:
    """Return the visits of a round; raise FileNotFoundError when nobody went yet."""
    table = pq.read_table(folder / RECORD)
    return RoundVisits(*(np.asarray(table[item.name].to_numpy()) for item in fields(RoundVisits)))
