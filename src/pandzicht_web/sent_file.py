# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file that was written, as an answer: its bytes, what kind it is, and the name under which a browser keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.http import HttpResponse

KINDS: Mapping[str, str] = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".gpkg": "application/geopackage+sqlite3",
    ".parquet": "application/vnd.apache.parquet",
}
"""The kinds of files that are given, by their ending."""


def sent(path: Path) -> HttpResponse:
    """Return a file as an answer that a browser keeps under its name."""
    attached = {"Content-Disposition": f'attachment; filename="{path.name}"'}
    return HttpResponse(path.read_bytes(), content_type=KINDS[path.suffix], headers=attached)
