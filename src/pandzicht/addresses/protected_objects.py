# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which objects are protected: those that protected rows name, by id or by address; in doubt rather too many."""

from __future__ import annotations

import pyarrow as pa

from pandzicht.store.engine import Engine

PROTECTED_COLUMNS = pa.schema(
    [
        ("object_id", pa.int64()), ("nummeraanduiding_id", pa.int64()), ("straat", pa.string()),
        ("huisnummer", pa.int32()), ("huisletter", pa.string()), ("toevoeging", pa.string()), ("postcode", pa.string()),
    ]
)  # fmt: skip
"""Where a protected row points to; normalised spelling, any part may be absent."""


def name_protected(engine: Engine, rows: pa.Table | None) -> None:
    """Create `spine_protected` (object_id) from protected rows and the names in `object_names`.

    A row protects the object it names by id, every object that bears its nummeraanduiding, and the units at its house
    number that bear its letter and addition; when no unit does, all units at the house number. A row that names a pand
    only protects nothing: nobody lives at a pand.
    """
    given = PROTECTED_COLUMNS.empty_table() if rows is None else _completed(rows)
    engine.register("spine_protected_given", given)
    engine.run(f"CREATE OR REPLACE TEMP TABLE spine_protected AS {_PROTECTED}")


def _completed(rows: pa.Table) -> pa.Table:
    columns = [
        rows[field.name].cast(field.type) if field.name in rows.column_names else pa.nulls(rows.num_rows, field.type)
        for field in PROTECTED_COLUMNS
    ]
    return pa.Table.from_arrays(columns, schema=PROTECTED_COLUMNS)


_UNIT = "coalesce({0}.huisletter, '') || coalesce({0}.toevoeging, '')"
_PROTECTED = f"""
WITH given AS (
  SELECT DISTINCT g.*, {_UNIT.format("g")} AS unit FROM spine_protected_given g
), names AS (
  SELECT object_id, nummeraanduiding_id, straat_norm, huisnummer, postcode, {_UNIT.format("n")} AS unit
  FROM object_names n
), near AS (
  SELECT n.object_id, n.unit = g.unit AS is_unit, g FROM given g JOIN names n
    ON n.postcode = g.postcode AND n.huisnummer = g.huisnummer
  UNION ALL
  SELECT n.object_id, n.unit = g.unit, g FROM given g JOIN names n
    ON n.straat_norm = g.straat AND n.huisnummer = g.huisnummer
)
SELECT DISTINCT object_id FROM (
  SELECT object_id FROM given WHERE object_id IS NOT NULL
  UNION ALL
  SELECT n.object_id FROM given g JOIN names n ON n.nummeraanduiding_id = g.nummeraanduiding_id
  UNION ALL
  SELECT object_id FROM near QUALIFY is_unit OR NOT bool_or(is_unit) OVER (PARTITION BY g)
)
"""
