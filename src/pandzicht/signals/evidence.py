# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Evidence: the same filter that made an indicator, run over the rows of one address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pandzicht.definitions.aggregate import read_aggregate
from pandzicht.definitions.indicator import Indicator
from pandzicht.definitions.source import Source
from pandzicht.signals.compiling import Context, compiled
from pandzicht.store.engine import Engine, quoted


def evidence_conditions(indicators: Sequence[Indicator], source: Source, context: Context) -> dict[str, str]:
    """Return per indicator of a source the SQL of whether it counts a row.

    An aggregate over a field counts the rows in which the field has a value.
    """
    return {item.indicator: _counts(item, source, context) for item in indicators}


def evidence_among(engine: Engine, rows: pa.Table, conditions: Mapping[str, str]) -> Mapping[str, list[int]]:
    """Return per indicator the positions, within rows of its source, of the rows that it counts."""
    counted = counted_among(engine, rows, conditions)
    return {name: np.flatnonzero(each).tolist() for name, each in counted.items()}


def counted_among(engine: Engine, rows: pa.Table, conditions: Mapping[str, str]) -> Mapping[str, NDArray[np.bool_]]:
    """Return per indicator whether it counts each of some rows of its source.

    A row that was destroyed has its place and nothing else, and is not counted.
    """
    if rows.num_rows == 0 or not conditions:
        return {name: np.zeros(rows.num_rows, dtype=bool) for name in conditions}
    present = rows["row_id"].is_valid() if "row_id" in rows.column_names else pa.array([True] * rows.num_rows)
    numbered = rows.append_column("position", pa.array(range(rows.num_rows), pa.int32()))
    engine.register("evidence_rows", numbered.append_column("present", present))
    columns = ", ".join(f"present AND coalesce({condition}, FALSE)" for condition in conditions.values())
    found = engine.table(f"SELECT {columns}, position FROM evidence_rows ORDER BY position")
    engine.forget("evidence_rows")
    columns_of = zip(conditions, found.columns[:-1], strict=True)
    return {name: column.to_numpy() for name, column in columns_of}


def _counts(indicator: Indicator, source: Source, context: Context) -> str:
    aggregate = read_aggregate(indicator.aggregate)
    conditions = [f"{quoted(field)} IS NOT NULL" for field in aggregate.fields]
    if aggregate.where is not None:
        conditions.append(f"({compiled(aggregate.where, context.of(source))})")
    return " AND ".join(conditions) or "TRUE"
