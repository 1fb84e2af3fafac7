# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Evidence: the same filter that made an indicator, run over the rows of one address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

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
    """Return per indicator the positions, within rows of its source, of the rows that it counts.

    A row that was destroyed has its place and nothing else, and is not counted.
    """
    if rows.num_rows == 0:
        return {name: [] for name in conditions}
    numbered = rows.append_column("position", pa.array(range(rows.num_rows), pa.int32()))
    if "row_id" in rows.column_names:
        numbered = numbered.filter(rows["row_id"].is_valid())
    engine.register("evidence_rows", numbered)
    columns = ", ".join(f"coalesce({condition}, FALSE)" for condition in conditions.values())
    found = engine.rows(f"SELECT position, {columns} FROM evidence_rows ORDER BY position")
    engine.forget("evidence_rows")
    return {name: [row[0] for row in found if row[index]] for index, name in enumerate(conditions, start=1)}


def _counts(indicator: Indicator, source: Source, context: Context) -> str:
    aggregate = read_aggregate(indicator.aggregate)
    conditions = [f"{quoted(field)} IS NOT NULL" for field in aggregate.fields]
    if aggregate.where is not None:
        conditions.append(f"({compiled(aggregate.where, context.of(source))})")
    return " AND ".join(conditions) or "TRUE"
