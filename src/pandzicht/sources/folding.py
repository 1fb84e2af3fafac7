# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deliveries laid over one another: of changes the newest state of a key stands, of events the newest telling.

The newest delivery that names a key replaces all rows of it. Of rows alike in key and parts one stands: the row with
the latest day, whatever the order of rows; intake has set aside what that does not decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pandzicht.definitions.source import DeliveryKind, Source
from pandzicht.sources.binding import Binding
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.layout import VALIDITY_TYPES, day_column, key_columns, part_columns, row_types
from pandzicht.sources.link_columns import POINTED_TO
from pandzicht.sources.protection import period_columns
from pandzicht.sources.pseudonyms import PseudonymKeys
from pandzicht.sources.withdrawal import find_withdrawn
from pandzicht.store.engine import Engine, literal, parquet_list, quoted


def union_of(engine: Engine, source: Source, deliveries: Sequence[Delivery]) -> str:
    """Return the SQL of all rows of deliveries, with delivery_no and row_no, in the columns that the source has now.

    A column that an older delivery does not have, or has in another type that cannot be read, is null there. A row
    that was destroyed keeps its place, without anything in it, and is none.
    """
    types = row_types(source)
    parts = [_rows_of(engine, delivery, number, types) for number, delivery in enumerate(deliveries)]
    if parts:
        return " UNION ALL ".join(parts)
    columns = {"delivery_no": "INTEGER", "row_no": "INTEGER", **types}
    return (
        "SELECT "
        + ", ".join(f"CAST(NULL AS {kind}) AS {quoted(name)}" for name, kind in columns.items())
        + (" WHERE false")
    )


def fold(
    engine: Engine, source: Source, deliveries: Sequence[Delivery], rows: str, *, on: date, keys: PseudonymKeys
) -> str:
    """Return the SQL of those rows that stand, of a source of changes or events.

    The places of rows that do not stand are kept in the engine's table `fallen_NAME`.
    """
    table = quoted(f"fallen_{source.source}")
    binding = Binding()
    parts = [*_outdated(source, deliveries, rows), *_removed(source, rows, binding), *_late(source, rows, on, binding)]
    withdrawn = find_withdrawn(engine, source, deliveries, rows, keys)
    parts += [f"SELECT delivery_no, row_no FROM {withdrawn}"] if withdrawn else []
    if not parts:
        return rows
    statement = " UNION ".join(parts)
    engine.run(f"CREATE OR REPLACE TEMP TABLE {table} AS {statement}", binding.used_in(statement))
    return f"SELECT u.* FROM ({rows}) AS u ANTI JOIN {table} USING (delivery_no, row_no)"


def places_withdrawn(engine: Engine, source: Source, deliveries: Sequence[Delivery], keys: PseudonymKeys) -> str | None:
    """Return the SQL of where the earlier rows of protected persons pointed to, in the columns of `protected.parquet`.

    The last known state of each counts. Of a key that was delivered again under protection the new state is among the
    protected rows of its delivery, and stands there.
    """
    rows = union_of(engine, source, deliveries)
    withdrawn = find_withdrawn(engine, source, deliveries, rows, keys)
    if withdrawn is None:
        return None
    binding = Binding()
    over = [*_outdated(source, deliveries, rows), *_removed(source, rows, binding)]
    gone = f"SELECT delivery_no, row_no FROM {withdrawn} WHERE NOT by_key"
    statement = " UNION ".join(over)
    table = quoted(f"places_{source.source}")
    period = (f"{sql} AS {name}" for name, sql in zip(VALIDITY_TYPES, period_columns(source), strict=True))
    sql = f"SELECT {', '.join([*POINTED_TO, *period])} FROM ({rows}) SEMI JOIN ({gone}) USING (delivery_no, row_no)"
    sql += f" ANTI JOIN ({statement}) USING (delivery_no, row_no)" if over else ""
    engine.run(f"CREATE OR REPLACE TEMP TABLE {table} AS {sql}", binding.used_in(sql))
    return table


def _rows_of(engine: Engine, delivery: Delivery, number: int, types: Mapping[str, str]) -> str:
    file = literal(delivery.rows.as_posix())
    present = engine.columns(parquet_list([delivery.rows]))
    columns = [_column(name, kind, present.get(name)) for name, kind in types.items()]
    places = f"CAST({number} AS INTEGER) AS delivery_no, CAST(file_row_number AS INTEGER) AS row_no"
    rows = f"read_parquet({file}, file_row_number = true)"
    return f"SELECT {places}, {', '.join(columns)} FROM {rows} WHERE row_id IS NOT NULL"


def _column(name: str, kind: str, present: str | None) -> str:
    if present == kind:
        return quoted(name)
    return f"{f'TRY_CAST({quoted(name)} AS {kind})' if present else f'CAST(NULL AS {kind})'} AS {quoted(name)}"


def _outdated(source: Source, deliveries: Sequence[Delivery], rows: str) -> list[str]:
    """Return the rows of which a newer state of the same key, or the same event, was delivered."""
    if len(deliveries) == 1 and not source.key:
        return []
    key = ", ".join(map(quoted, key_columns(source))) or "row_id"
    row = ", ".join([key, *map(quoted, part_columns(source))])
    day = day_column(source)
    order = ["delivery_no DESC", *([f"{quoted(day)} DESC NULLS LAST"] if day else []), "row_id DESC"]
    falls = f"row_number() OVER (PARTITION BY {row} ORDER BY {', '.join(order)}) > 1"
    if source.parts:
        falls += f" OR delivery_no < max(delivery_no) OVER (PARTITION BY {key})"
    return [f"SELECT delivery_no, row_no FROM ({rows}) QUALIFY {falls}"]


def _removed(source: Source, rows: str, binding: Binding) -> list[str]:
    if source.delivery is not DeliveryKind.CHANGES or not source.removal:
        return []
    ends = " OR ".join(
        f"CAST({quoted(name)} AS VARCHAR) IN {binding.some(values)}" for name, values in source.removal.items()
    )
    return [f"SELECT delivery_no, row_no FROM ({rows}) WHERE {ends}"]


def _late(source: Source, rows: str, on: date, binding: Binding) -> list[str]:
    """Return the events of after the peildatum."""
    day = day_column(source)
    return [f"SELECT delivery_no, row_no FROM ({rows}) WHERE {quoted(day)} > {binding.one(on)}"] if day else []
