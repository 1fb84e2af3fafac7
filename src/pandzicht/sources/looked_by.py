# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who looked, as a pseudonym beside a row: a column that is no field, so that no definition, page or list can name it.

An inspector is a colleague. What is kept of one is enough to tell that two looks were by two people, and no more
(AVG art. 5 lid 1 onder c; lawful.md 42).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow.parquet as pq

from pandzicht.definitions.action import Action
from pandzicht.definitions.source import Source
from pandzicht.governance.desk import Operation
from pandzicht.sources.columns import Reading
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.pseudonyms import pseudonym_sql
from pandzicht.sources.typed_table import inner_name
from pandzicht.store.engine import quoted

LOOKED_BY = ".looked_by"
"""Its column in the rows of a delivery; a field cannot bear this name."""
_SORT_OF_PSEUDONYM = "inspector"
"""Before what is hashed: nobody is the same here as in a register of persons, whatever number both use."""


def looked_by_column(delivered: str, reading: Reading) -> str:
    """Return the SQL of the column, over the typed rows and the delivered field that tells who looked."""
    text = f"({reading.binding.one(_SORT_OF_PSEUDONYM)} || chr(30) || {inner_name(delivered)})"
    return f"CAST({pseudonym_sql(text, reading.keys, reading.binding)} AS VARCHAR) AS {quoted(LOOKED_BY)}"


def looked_by_in(operation: Operation, source: Source, delivery: Delivery, rows: Sequence[int]) -> Mapping[int, str]:
    """Return who looked, for those of some rows of a delivery that tell it (row number -> pseudonym).

    Of a delivery that was taken in before its source told who looked, none does. Raises AccessDenied for another act
    than that of telling a yield, PurposeMissing when no purpose that was asked for covers the source.
    """
    operation.allows(Action.SEE_YIELD, Action.LEARN)
    operation.reads(source, ())
    if LOOKED_BY not in pq.read_schema(delivery.rows).names:
        return {}
    told = pq.read_table(delivery.rows, columns=[LOOKED_BY])[LOOKED_BY].take(list(rows)).to_pylist()
    return {row: who for row, who in zip(rows, told, strict=True) if who is not None}
