# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The typed rows of a delivery: all fields are read by one statement; every bad one is told with place and reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from pandzicht.definitions.source import About, DeliveryKind, Source
from pandzicht.sources.audit import GEOMETRY, Audited
from pandzicht.sources.columns import Column, Reading, cleaned, codes_name, column_of, text_name
from pandzicht.sources.layout import bounds_of, day_column, field_types
from pandzicht.sources.typed_table import DELIVERED, ROW, SET_ASIDE_ROWS, TYPED, inner_name, unread_name
from pandzicht.store.engine import Engine, quoted
from pandzicht.store.row_text import canonical_text, content_number


def row_id(columns: Sequence[str], types: Mapping[str, str], ordinal: str) -> str:
    """Return the SQL of a row's `row_id`: the number of its content and of its ordinal among equal rows."""
    return content_number(f"{canonical_text(sorted(columns), types)} || chr(30) || {ordinal}")


@dataclass(frozen=True, slots=True)
class Typing:
    """How the rows of one delivery are typed: the columns, and the statement in its steps."""

    source: Source
    columns: Sequence[Column]
    inner: Sequence[str]
    reading: Reading
    on: date

    def run(self, engine: Engine, table: pa.Table) -> None:
        """Make the table `typed` of all delivered rows: fields, inner fields, unread BAG ids, `row_id` and `is_bad`."""
        engine.register(DELIVERED, table.append_column(ROW, pa.array(np.arange(table.num_rows))))
        for column in self.columns:
            if column.codes:
                pairs = {"delivered": list(column.codes), "canonical": list(column.codes.values())}
                engine.register(codes_name(column.name), pa.table(pairs))
        final = [name for column in self.columns for name in column.final]
        unread = [f"{c.malformed} AS {unread_name(c.name)}" for c in self.columns if c.malformed != "false"]
        kept = [ROW, "file_no", "record_no", *map(quoted, final), *unread, *map(inner_name, self.inner)]
        conditions = " OR ".join(f"coalesce({condition}, false)" for _, condition, _ in self._bad())
        identity = row_id(final, field_types(self.source), "'1'")
        statement = (
            f"SELECT {', '.join(kept)}, {conditions or 'false'} AS is_bad, {identity} AS row_id FROM ({self._read()})"
        )
        engine.run(f"CREATE TEMP TABLE {TYPED} AS {statement}", self.reading.binding.used_in(statement))

    def tell(self, engine: Engine, rows: str) -> int:
        """Make the table `set_aside_rows` with every bad field of the rows in a table; return how many rows there are.

        Its columns are file_no, record_no, field, found and reason.
        """
        bind = self.reading.binding.one
        texts = {column.name: text_name(column.name) for column in self.columns if column.is_shown}
        reasons: dict[str, list[str]] = {}
        for name, condition, reason in self._bad():
            reasons.setdefault(name, []).append(f"WHEN {condition} THEN {bind(reason)}")
        told = [
            f"SELECT file_no, record_no, {bind(name)} AS field, {texts.get(name, 'NULL::VARCHAR')} AS found, "
            f"CASE {' '.join(cases)} END AS reason FROM bad"
            for name, cases in reasons.items()
        ]
        empty = "SELECT 0::SMALLINT, 0, '', '', NULL::VARCHAR WHERE false"
        statement = (
            f"WITH bad AS MATERIALIZED ({self._read(rows)}), told(file_no, record_no, field, found, reason) AS "
            f"({' UNION ALL '.join([empty, *told])}) SELECT * FROM told WHERE reason IS NOT NULL"
        )
        engine.run(f"CREATE TEMP TABLE {SET_ASIDE_ROWS} AS {statement}", self.reading.binding.used_in(statement))
        return int(engine.value(f"SELECT count(*) FROM {rows}"))

    def _read(self, only: str = "") -> str:
        """Return the statement up to the final columns, of all rows or of those named in a table."""
        texts = [f"{column.text} AS {text_name(column.name)}" for column in self.columns]
        inner = [f"{cleaned(name)} AS {inner_name(name)}" for name in self.inner]
        chosen = f" SEMI JOIN {only} USING ({ROW})" if only else ""
        sql = f"SELECT {', '.join([ROW, 'file_no', 'record_no', *texts, *inner])} FROM {DELIVERED}{chosen}"
        sql = _more(sql, {name: step for column in self.columns for name, step in column.prepared.items()})
        joins = [
            f"LEFT JOIN {quoted(codes_name(column.name))} "
            f"ON {quoted(codes_name(column.name))}.delivered = {text_name(column.name)}"
            for column in self.columns
            if column.codes
        ]
        read = {f"read:{name}": step for column in self.columns for name, step in column.read.items()}
        sql = _more(sql, read, " ".join(joins))
        return _more(sql, {name: step for column in self.columns for name, step in column.final.items()})

    def _bad(self) -> Iterator[tuple[str, str, str]]:
        """Yield field, condition and reason of everything that makes a row bad."""
        for column in self.columns:
            for condition, reason in column.bad:
                yield column.name, condition, reason
        yield from _bad_rows(self.source, self.on, self.reading)


def typing_of(audited: Audited, source: Source, reading: Reading, *, on: date) -> Typing:
    """Return how the rows of an audited delivery, dated `on`, are typed."""
    columns = [column_of(name, field, audited.origins[name], reading) for name, field in source.fields.items()]
    if source.about is About.BOUNDARIES and GEOMETRY in audited.table.column_names:
        columns.append(_geometry())
    return Typing(source, columns, sorted(audited.transient), reading, on)


def _geometry() -> Column:
    text, value = text_name(GEOMETRY), quoted(f"read:{GEOMETRY}")
    bad = [(f"({text} IS NULL OR {value} IS NULL)", "has no geometry")]
    read = f"CASE WHEN length({text}) % 2 = 0 THEN TRY(from_hex({text})) END"
    return Column(GEOMETRY, cleaned(GEOMETRY), {}, {GEOMETRY: read}, {GEOMETRY: value}, bad, is_shown=False)


def _more(sql: str, steps: Mapping[str, str], joins: str = "") -> str:
    if not steps:
        return sql
    added = ", ".join(f"{step} AS {quoted(name)}" for name, step in steps.items())
    return f"SELECT step.*, {added} FROM ({sql}) AS step {joins}"


def _bad_rows(source: Source, on: date, reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong between fields: an end before the start, a day after the delivery, a key that is absent."""
    bounds = bounds_of(source)
    if bounds and source.validity:
        yield source.validity.end, f"{quoted(bounds[3])} < {quoted(bounds[0])}", "ends before it begins"
    day = day_column(source)
    if source.dated_by and day:
        # A moment of the delivery's own night may fall on the next day, in another time zone.
        limit = reading.binding.one(on + timedelta(days=1))
        yield source.dated_by, f"{quoted(day)} > {limit}", f"is of after the delivery, which is of {on.isoformat()}"
    if source.delivery is not DeliveryKind.FULL:
        for name in source.key:
            if not source.fields[name].required:
                yield name, f"{text_name(name)} IS NULL", "is part of the key and absent"
