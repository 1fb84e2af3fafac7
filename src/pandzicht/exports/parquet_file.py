# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parquet with what it is and what every column means in its own metadata."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.exports.described import About, ColumnNote, DescribedTable

KEY = b"pandzicht"
"""The key of the file's metadata under which its account stands as JSON."""


def write_parquet(described: DescribedTable, path: Path) -> None:
    """Write a table as one Parquet file, compressed by zstd."""
    fields = [
        field.with_metadata(_noted(note)) for field, note in zip(described.table.schema, described.notes, strict=True)
    ]
    schema = pa.schema(fields, metadata={KEY: json.dumps(_account(described.about), ensure_ascii=False).encode()})
    pq.write_table(described.table.cast(schema), path, compression="zstd")


def _account(about: About) -> dict[str, object]:
    return {
        "title": about.title,
        "run": about.run,
        "peildatum": about.on.isoformat(),
        "known": about.known.isoformat(),
        "caveats": [caveat.sentence for caveat in about.caveats],
    }


def _noted(note: ColumnNote) -> dict[str, str]:
    texts = {
        "label": note.label,
        "label_en": note.label_en,
        "unit": note.unit,
        "source": note.source,
        "delivered": note.delivered.isoformat() if note.delivered else "",
        "meaning": note.meaning,
    }
    return {name: text for name, text in texts.items() if text}
