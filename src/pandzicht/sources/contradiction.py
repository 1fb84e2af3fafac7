# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of one delivery that are alike in key and parts and say different things: which of them holds nobody can tell.

Of a key that was delivered in several states the one of the latest day stands. What the day does not decide is set
aside, all of it and with its reason, instead of a choice that nobody sees.
"""

from __future__ import annotations

from pandzicht.definitions.source import DeliveryKind, FieldType, Source
from pandzicht.sources.binding import Binding
from pandzicht.sources.layout import day_column, key_columns, part_columns
from pandzicht.sources.protection import NOT_HIDDEN
from pandzicht.sources.typed_table import ROW, SET_ASIDE_ROWS, TYPED
from pandzicht.store.engine import Engine, quoted

CONTRADICTS = "has the key of another row of the delivery and says something else"
REMEDY = "deliver of a key only what holds, or name in 'parts' what tells its rows apart"
_CONTRADICTIONS = "contradictions"


def set_aside_contradictions(engine: Engine, source: Source) -> int:
    """Add the rows that contradict another to the table `set_aside_rows`, and return how many there are.

    Equal rows contradict nothing. Rows that are set aside already or protected have no say.
    """
    if source.delivery is DeliveryKind.FULL or not source.key:
        return 0
    engine.run(f"CREATE TEMP TABLE {_CONTRADICTIONS} AS {_contradictions(source)}")
    binding = Binding()
    statement = (
        f"INSERT INTO {SET_ASIDE_ROWS} SELECT file_no, record_no, {binding.one(source.key[0])}, {_shown(source)}, "
        f"{binding.one(CONTRADICTS)} FROM {TYPED} SEMI JOIN {_CONTRADICTIONS} USING ({ROW})"
    )
    engine.run(statement, binding.used_in(statement))
    engine.run(f"UPDATE {TYPED} SET is_bad = true WHERE {ROW} IN (FROM {_CONTRADICTIONS})")
    return int(engine.value(f"SELECT count(*) FROM {_CONTRADICTIONS}"))


def _contradictions(source: Source) -> str:
    """Return the SQL of the rows of the latest day of their key and parts, when those do not all say the same."""
    names = [quoted(name) for name in (*key_columns(source), *part_columns(source))]
    row, able, day = ", ".join(names), f"NOT is_bad AND {NOT_HIDDEN}", day_column(source)
    differ = "min(row_id){0} <> max(row_id){0}"
    shared = f"SELECT {row} FROM {TYPED} WHERE {able} GROUP BY ALL HAVING {differ.format('')}"
    alike = " AND ".join(f"{TYPED}.{name} IS NOT DISTINCT FROM s.{name}" for name in names)
    newest = f"QUALIFY rank() OVER (PARTITION BY {row} ORDER BY {quoted(day)} DESC NULLS LAST) = 1" if day else ""
    rows = f"SELECT {TYPED}.* FROM {TYPED} SEMI JOIN ({shared}) AS s ON {alike} WHERE {able} {newest}"
    return f"SELECT {ROW} FROM ({rows}) QUALIFY {differ.format(f' OVER (PARTITION BY {row})')}"


def _shown(source: Source) -> str:
    """Return the SQL of the key and parts as an analyst may see them: without what names a person."""
    names = (*source.key, *source.parts)
    open_names = [
        name for name in names if source.fields[name].type not in (FieldType.PSEUDONYM, FieldType.PARTIAL_DATE)
    ]
    shown = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in open_names)
    return f"concat_ws(', ', {shown})" if shown else "NULL"
