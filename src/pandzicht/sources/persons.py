# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which persons the rows of a source concern, as far as the rows name them: by pseudonym, each once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from pandzicht.definitions.source import Source
from pandzicht.governance.concerned import person


def persons_in(source: Source, tables: Iterable[Path]) -> set[bytes]:
    """Return the persons in stored rows of a source, as the processing log encrypts them."""
    found: set[str] = set()
    for path in tables if source.person_fields else ():
        names = [name for name in source.person_fields if name in pq.read_schema(path).names]
        for column in pq.read_table(path, columns=names).columns:
            found.update(value for value in pc.unique(column).to_pylist() if value is not None)
    return {person(value) for value in found}
