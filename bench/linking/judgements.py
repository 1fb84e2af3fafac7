# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody who knows the truth judged of a data set, as `bench.linking.ask` keeps it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pandzicht.linking.judgement import Judgement, Said
from pandzicht.store.engine import Engine, parquet_list

FILE = "judgements.parquet"
_DAY = date(2026, 1, 1)


def judgements_of(engine: Engine, folder: Path) -> list[Judgement]:
    """Return the judgements that are kept for a data set."""
    rows = engine.rows(f"SELECT source, row_id, address_id, said FROM {parquet_list([folder / FILE])}")
    return [Judgement(source, row_id, address_id, Said(said), _DAY) for source, row_id, address_id, said in rows]
