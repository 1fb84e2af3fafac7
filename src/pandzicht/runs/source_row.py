# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A row of a source as people are shown it: named, with its delivery and its place in the file that was delivered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pandzicht.definitions.source import FieldType
from pandzicht.exports.address_columns import NAMES
from pandzicht.runs.explanation import SourceRow
from pandzicht.runs.manifest import delivered_on
from pandzicht.runs.opened import OpenRun
from pandzicht.sources.delivery import Delivery


def delivered_row(run: OpenRun, source: str, record: Mapping[str, Any]) -> SourceRow:
    """Return a fetched row of a delivery with its values as the source has them, BAG ids as text of 16 digits.

    Its `row_id` follows from all that the row says: who may not see a part of that is told its place instead.
    """
    delivery = run.rows.delivery(source, record["delivery_no"])
    place = place_of(delivery, record["file_no"], record["record_no"])
    return SourceRow(
        source=source,
        row_id=place if run.rows.hidden_fields(source) else f"{record['row_id']:016x}",
        delivered_on=delivery.date,
        place=place,
        values={
            name: _shown(run, source, name, record[name]) for name in run.rows.shown_fields(source) if name in record
        },
    )


def place_of(delivery: Delivery, file_no: int, record_no: int) -> str:
    """Return where a record stood: the name of its file, and its place as the format of the file counts."""
    file = delivery.files[file_no].name if file_no < len(delivery.files) else ""
    place = delivery.place.format(record_no=record_no)
    return place if place.startswith(file) and file else f"{file}: {place}"


def _shown(run: OpenRun, source: str, name: str, value: object) -> object:
    field = run.catalogue.sources[source].fields.get(name)
    is_id = field is not None and field.type is FieldType.BAG_ID and isinstance(value, int)
    return f"{value:016d}" if is_id else value


def spine_row(run: OpenRun, source: str, number: int) -> SourceRow:
    """Return what the source of the addresses says of an address; it is named by the address itself."""
    record = run.addresses.slice(number, 1).to_pylist()[0]
    day = delivered_on(run.manifest, source) or run.on
    values = {name: record[name] for name in NAMES if name in record}
    if record["pand_id"] is not None:
        values["pand_id"] = f"{record['pand_id']:016d}"
    return SourceRow(source, record["address_id"], day, record["address_id"], values)
