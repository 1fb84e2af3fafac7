# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What names a row over deliveries: its content, and its ordinal among equal rows of its delivery."""

from __future__ import annotations

from collections.abc import Mapping

from pandzicht.sources.protection import NOT_HIDDEN
from pandzicht.sources.typed import row_id
from pandzicht.sources.typed_table import ROW, TYPED
from pandzicht.store.engine import Engine

REPEATS = "repeats"


def find_repeats(engine: Engine, columns: Mapping[str, str]) -> int:
    """Make the table `repeats` of the rows whose content occurred before, and return how many there are.

    Its columns are delivered_no, file_no, record_no, row_id, first_file_no and first_record_no: equal rows share the
    `row_id` of the first, of which every further one gets its own by its ordinal. Rows that are set aside or protected
    do not count.
    """
    admitted = f"(SELECT * FROM {TYPED} WHERE NOT is_bad AND {NOT_HIDDEN})"
    equal = f"SELECT row_id FROM {admitted} GROUP BY row_id HAVING count(*) > 1"
    order = f"OVER (PARTITION BY row_id ORDER BY {ROW}"
    engine.run(
        f"CREATE TEMP TABLE {REPEATS} AS SELECT {ROW}, file_no, record_no, "
        f"{row_id(list(columns), columns, 'ordinal')} AS row_id, first_file_no, first_record_no "
        f"FROM (SELECT *, row_number() {order}) AS ordinal, first(file_no) {order}) AS first_file_no, "
        f"first(record_no) {order}) AS first_record_no FROM {admitted} SEMI JOIN ({equal}) USING (row_id)) "
        "WHERE ordinal > 1"
    )
    return int(engine.value(f"SELECT count(*) FROM {REPEATS}"))
