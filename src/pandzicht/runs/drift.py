# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a delivery differs from the one before in what it holds: how many rows, and in how many a field says something.

Shares are of values that are there and not zero, because a count that drops to nothing is what a list of deciles does
not show. A difference is told as one when chance alone would hardly give it, so that ten rows raise no alarm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyarrow.types as pat

from pandzicht.definitions.action import Action
from pandzicht.definitions.source import DeliveryKind, Source
from pandzicht.governance.desk import Operation
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.layout import field_types

UNLIKELY = 3.0
"""So many standard errors apart is more than chance."""
LEAST = 0.02
"""A smaller difference of a share is nobody's concern, however sure it is."""


@dataclass(frozen=True, slots=True)
class FieldDrift:
    """The share of rows in which a field says something: in the newest delivery and in the one before."""

    field: str
    now: float
    before: float
    is_more_than_chance: bool

    @property
    def points(self) -> float:
        """The difference in percentage points."""
        return 100 * (self.now - self.before)


@dataclass(frozen=True, slots=True)
class Volume:
    """The rows of a delivery beside those of the one before it of its kind."""

    delivery: Delivery
    change: float | None
    """The part by which there are more, or fewer; None for the first."""
    breach: str
    """What its definition says of such a change; empty where it is as expected."""


def volumes(source: Source, deliveries: Sequence[Delivery]) -> tuple[Volume, ...]:
    """Return the rows of each delivery, in the order given, beside those of the one before of its kind."""
    last: dict[DeliveryKind, int] = {}
    found = []
    for delivery in deliveries:
        rows, before = delivery.counts.get("delivered", 0), last.get(delivery.kind)
        expects = delivery.kind is DeliveryKind.FULL and bool(before)
        breach = source.expect.change.breach(rows / before) if expects and before else ""
        found.append(Volume(delivery, (rows - before) / before if before else None, breach))
        last[delivery.kind] = rows
    return tuple(found)


def field_drift(operation: Operation, source: Source, deliveries: Sequence[Delivery]) -> tuple[FieldDrift, ...]:
    """Return how the fields of the newest delivery differ from the one before of its kind, what differs most first.

    Without two deliveries of one kind of which the rows are there, there is nothing to tell.
    """
    operation.allows(Action.SEE_DELIVERIES)
    there = [item for item in deliveries if not item.is_destroyed and item.rows.is_file()]
    alike = [item for item in there if item.kind is there[-1].kind][-2:]
    if len(alike) < 2:
        return ()
    (before, rows_before), (now, rows_now) = (_filled(source, item) for item in alike)
    if not rows_before or not rows_now:
        return ()
    found = (_drift(name, now[name], rows_now, before[name], rows_before) for name in now if name in before)
    return tuple(sorted(found, key=lambda item: (not item.is_more_than_chance, -abs(item.points), item.field)))


def _filled(source: Source, delivery: Delivery) -> tuple[Mapping[str, int], int]:
    """Return in how many rows each field says something, and how many rows there are."""
    names = tuple(name for name, kind in field_types(source).items() if kind != "BLOB")
    return _counted(delivery.rows, delivery.rows.stat().st_mtime_ns, names)


@lru_cache(maxsize=64)
def _counted(path: Path, _written_at: int, names: tuple[str, ...]) -> tuple[Mapping[str, int], int]:
    """Count column by column; a delivery does not change, but for rows that are destroyed, so it is counted once."""
    file = pq.ParquetFile(path)
    there = [name for name in names if name in file.schema_arrow.names]
    return {name: _says_something(file.read(columns=[name])[name]) for name in there}, file.metadata.num_rows


def _says_something(column: pa.ChunkedArray) -> int:
    if pat.is_integer(column.type) or pat.is_decimal(column.type):
        zero = pa.scalar(0, pa.int64()).cast(column.type)
        return int(pc.sum(pc.not_equal(column, zero)).as_py() or 0)
    return len(column) - int(column.null_count)


def _drift(name: str, now: int, rows_now: int, before: int, rows_before: int) -> FieldDrift:
    share, earlier = now / rows_now, before / rows_before
    pooled = (now + before) / (rows_now + rows_before)
    error = sqrt(pooled * (1 - pooled) * (1 / rows_now + 1 / rows_before))
    is_sure = bool(error) and abs(share - earlier) / error > UNLIKELY
    return FieldDrift(name, share, earlier, is_sure and abs(share - earlier) >= LEAST)
