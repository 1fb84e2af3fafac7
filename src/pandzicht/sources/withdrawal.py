# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What fell under protection ends in earlier deliveries too: the state of its key, and all rows of its person.

A delivery of changes or events keeps of its protected rows the key and the person, as pseudonyms of what may be a
pseudonym already: whoever has the files cannot find the earlier rows by them, whoever has the workspace's key can.
"""

from __future__ import annotations

from collections.abc import Sequence

from pandzicht.definitions.household import RELATION
from pandzicht.definitions.source import About, DeliveryKind, Source
from pandzicht.sources.audit import GEOMETRY
from pandzicht.sources.binding import Binding
from pandzicht.sources.columns import Reading
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.layout import field_types, key_columns
from pandzicht.sources.protection import SHIELDED
from pandzicht.sources.pseudonyms import PseudonymKeys, key_id
from pandzicht.sources.typed_table import ROW, TYPED
from pandzicht.store.engine import Engine, parquet_list, quoted

WITHDRAWN_IDS = "withdrawn_ids"
_TYPES = {"key_id": "VARCHAR", "person_id": "VARCHAR"}


def withdraw(engine: Engine, source: Source, reading: Reading) -> None:
    """Make the table `withdrawn_ids` (key_id, person_id) of the typed rows that fall under protection."""
    empty = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in _TYPES.items())
    query = f"SELECT {empty} WHERE false"
    if source.delivery is not DeliveryKind.FULL and source.about is not About.PROTECTED:
        shielded = f"{TYPED} SEMI JOIN {SHIELDED} USING ({ROW})"
        query = f"SELECT DISTINCT {_ids(source, reading.keys, reading.binding)} FROM {shielded}"
    engine.run(f"CREATE TEMP TABLE {WITHDRAWN_IDS} AS {query}", reading.binding.used_in(query))


def find_withdrawn(
    engine: Engine, source: Source, deliveries: Sequence[Delivery], rows: str, keys: PseudonymKeys
) -> str | None:
    """Make a table of the rows whose key or person fell under protection in a later delivery, and return its name.

    Its columns are delivery_no, row_no and by_key: whether a newer, protected state of that very key was delivered.
    """
    gone = [
        _gone(engine, delivery, number) for number, delivery in enumerate(deliveries) if delivery.withdrawn.exists()
    ]
    if not gone:
        return None
    table, binding = quoted(f"withdrawn_{source.source}"), Binding()
    until = {
        name: f"SELECT {name}, max(until) AS {name}_until FROM gone WHERE {name} IS NOT NULL GROUP BY {name}"
        for name in _TYPES
    }
    by_key, by_person = (f"coalesce(delivery_no < {name}_until, false)" for name in _TYPES)
    statement = (
        f"WITH gone AS ({' UNION ALL '.join(gone)}), named AS (SELECT delivery_no, row_no, "
        f"{_ids(source, keys, binding)} FROM ({rows})) SELECT delivery_no, row_no, {by_key} AS by_key FROM named "
        f"LEFT JOIN ({until['key_id']}) USING (key_id) LEFT JOIN ({until['person_id']}) USING (person_id) "
        f"WHERE {by_key} OR {by_person}"
    )
    engine.run(f"CREATE OR REPLACE TEMP TABLE {table} AS {statement}", binding.used_in(statement))
    return table


def _gone(engine: Engine, delivery: Delivery, number: int) -> str:
    relation = parquet_list([delivery.withdrawn])
    present = engine.columns(relation)
    columns = [name if name in present else f"CAST(NULL AS {kind}) AS {name}" for name, kind in _TYPES.items()]
    return f"SELECT {number} AS until, {', '.join(columns)} FROM {relation}"


def _ids(source: Source, keys: PseudonymKeys, binding: Binding) -> str:
    """Return the SQL of key_id and person_id of a row; an event without a key is named by all that it says."""
    content = [name for name in field_types(source) if name not in (RELATION, GEOMETRY)]
    person = source.person_field
    who = f"CASE WHEN {quoted(person)} IS NOT NULL THEN {key_id([person], keys, binding)} END" if person else "NULL"
    key = key_id(key_columns(source) or content, keys, binding)
    return f"{key} AS key_id, CAST({who} AS VARCHAR) AS person_id"
