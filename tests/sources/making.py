# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A made-up source, workspace and small deliveries, for the tests of intake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.definitions.source import Format, Source
from pandzicht.readers.delivered import Delivered
from pandzicht.sources.audit import audit_fields
from pandzicht.sources.binding import Binding
from pandzicht.sources.columns import Reading
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.pseudonyms import pseudonym_keys
from pandzicht.sources.typed import Typing, typing_of
from pandzicht.store.engine import Engine
from pandzicht.store.workspace import Workspace
from tests.desk import loaded

ON = date(2026, 3, 1)
TODAY = date(2026, 6, 1)
BASIS = [{"article": "Wet BRP art. 1.7", "verified": "te_toetsen"}]
SECRET = b"a secret of thirty-two bytes ...."

ADDRESS_FIELDS: dict[str, Any] = {
    "object_id": {"from": "object_id", "type": "bag_id", "role": "object_id"},
    "straat": {"from": "straat", "role": "straat"},
    "huisnummer": {"from": "huisnummer", "role": "huisnummer"},
    "huisletter": {"from": "huisletter", "role": "huisletter"},
    "postcode": {"from": "postcode", "role": "postcode"},
}


def a_source(fields: Mapping[str, Any] | None = None, **changes: Any) -> Source:
    """A full source in CSV; its fields are those of an address unless others are given."""
    definition: dict[str, Any] = {
        "source": "register",
        "label": {"nl": "Een register"},
        "owner": "afdeling Toezicht",
        "reader": "csv",
        "delivery": "full",
        "legal_basis": BASIS,
        "supply": "wettelijk",
        "purposes": ["wonen"],
        "retention": "P1Y",
        "fields": ADDRESS_FIELDS if fields is None else fields,
    }
    return Source.model_validate({**definition, **changes})


def a_workspace(root: Path, **changes: Any) -> Workspace:
    """An empty workspace in a folder."""
    settings: dict[str, Any] = {"name": "proef", "demo": True, "spine": "bag", "catalogue": root / "catalogue"}
    return Workspace(root=root, **{**settings, **changes})


def address_rows(count: int) -> list[dict[str, str]]:
    """Rows of an address register: each its own object, ten to a street."""
    return [
        {
            "object_id": f"999901{number:010d}",
            "straat": f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number // 10 % 26]}straat",
            "huisnummer": str(number % 10 + 1),
            "huisletter": "A" if number % 5 == 0 else "",
            "postcode": f"{1000 + number // 10}AB",
        }
        for number in range(count)
    ]


def csv_text(rows: Sequence[Mapping[str, str]], delimiter: str = ";") -> str:
    """Rows as CSV with a header."""
    lines = [delimiter.join(rows[0]), *(delimiter.join(row.values()) for row in rows)]
    return "\n".join(lines) + "\n"


def csv_file(path: Path, rows: Sequence[Mapping[str, str]], encoding: str = "utf-8") -> Path:
    """Rows written as a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(csv_text(rows), encoding=encoding)
    return path


def load(workspace: Workspace, source: Source, *files: Path, on: date = ON, **options: Any) -> Delivery:
    """Take in files of a delivery."""
    return loaded(workspace, source, files, on=on, today=options.pop("today", TODAY), **options)


def rows_in(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file."""
    return [dict(row) for row in pq.read_table(path).to_pylist()]


def delivered(rows: Sequence[Mapping[str, str | None]], records: Sequence[int] = ()) -> Delivered:
    """Rows as a reader returns them, each a record of its own unless told otherwise; empty text is null."""
    columns = {name: pa.array([row[name] or None for row in rows], pa.string()) for name in rows[0]}
    numbers = records or range(1, len(rows) + 1)
    places = {"file_no": pa.array([0] * len(rows), pa.int16()), "record_no": pa.array(numbers, pa.int32())}
    return Delivered(pa.table({**columns, **places}), "record {record_no}")


def a_reading(form: Format | None = None) -> Reading:
    """What the typing of fields shares, with a fixed secret."""
    return Reading(form or Format(), pseudonym_keys(SECRET), Binding())


def typed(engine: Engine, source: Source, rows: Sequence[Mapping[str, str | None]], on: date = ON) -> Typing:
    """Type rows into the engine's table `typed`."""
    audited = audit_fields(delivered(rows), source, "register.csv")
    typing = typing_of(audited, source, a_reading(source.format), on=on)
    typing.run(engine, audited.table)
    return typing


def files_under(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, beside the database with the logs: every act adds to that."""
    of_the_state = ("state.sqlite", "subjects-")
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(of_the_state))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
