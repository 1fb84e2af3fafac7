# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The layout of a delivery's tables: which columns there are, and of which engine type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pandzicht.definitions.household import RELATION
from pandzicht.definitions.source import About, FieldType, Source, SourceField
from pandzicht.sources.audit import GEOMETRY
from pandzicht.sources.columns import interval_names, scale_of
from pandzicht.sources.link_columns import LINK_TYPES

ROW_GROUP = 10_240
"""Rows of a Parquet row group: a whole number of the engine's vectors, so that one address is read from one group."""

PLACE_TYPES: Mapping[str, str] = {"file_no": "SMALLINT", "record_no": "INTEGER"}

VALIDITY_TYPES: Mapping[str, str] = {"geldig_van": "DATE", "geldig_tot": "DATE"}
"""The widest period of a protected row: from (inclusive), to (exclusive); null is open."""

SORT = ("link_object_id", "link_postcode", "link_huisnummer", "row_id")

_TYPES = {
    FieldType.TEXT: "VARCHAR",
    FieldType.CODE: "VARCHAR",
    FieldType.INTEGER: "BIGINT",
    FieldType.DATE: "DATE",
    FieldType.BOOLEAN: "BOOLEAN",
    FieldType.PSEUDONYM: "VARCHAR",
    FieldType.BAG_ID: "BIGINT",
}


def field_types(source: Source) -> dict[str, str]:
    """Return the columns that the fields of a source become, in the order of the definition, with their types."""
    types: dict[str, str] = {}
    for name, field in source.fields.items():
        if field.type is FieldType.PARTIAL_DATE:
            types |= dict.fromkeys(interval_names(name), "DATE")
        else:
            types[name] = _type(field)
    if source.household is not None:
        types[RELATION] = "BOOLEAN"
    if source.about is About.BOUNDARIES:
        types[GEOMETRY] = "BLOB"
    return types


def row_types(source: Source) -> dict[str, str]:
    """Return all columns of `rows.parquet` of a source, in their order, with their types."""
    return {"row_id": "UBIGINT", **PLACE_TYPES, **LINK_TYPES, **field_types(source)}


def key_columns(source: Source) -> tuple[str, ...]:
    """Return the columns that name one thing over deliveries."""
    return _columns(source, source.key)


def part_columns(source: Source) -> tuple[str, ...]:
    """Return the columns that tell the rows of one thing apart."""
    return _columns(source, source.parts)


def day_column(source: Source) -> str | None:
    """Return the column with the day something happened, of a partly known day the earliest."""
    return _bounds(source, source.dated_by)[0] if source.dated_by else None


def bounds_of(source: Source) -> tuple[str, str, str, str] | None:
    """Return the columns of earliest start, latest start, earliest end and latest end of a row's validity."""
    if source.validity is None:
        return None
    return (*_bounds(source, source.validity.start), *_bounds(source, source.validity.end))


def _columns(source: Source, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(column for name in names for column in dict.fromkeys(_bounds(source, name)))


def _bounds(source: Source, name: str) -> tuple[str, str]:
    return interval_names(name) if source.fields[name].type is FieldType.PARTIAL_DATE else (name, name)


def _type(field: SourceField) -> str:
    return f"DECIMAL(18,{scale_of(field)})" if field.type is FieldType.DECIMAL else _TYPES[field.type]
