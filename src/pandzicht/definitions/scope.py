# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What expressions may name: the fields of a source, the columns of the spine, the indicators and the norms."""

from __future__ import annotations

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.expression import Scope
from pandzicht.definitions.functions import Kind, Place
from pandzicht.definitions.household import RELATION
from pandzicht.definitions.indicator import ValueType
from pandzicht.definitions.norm import Norm
from pandzicht.definitions.source import About, FieldType, Source

_FIELD_KINDS = {
    FieldType.TEXT: Kind.CODE,
    FieldType.CODE: Kind.CODE,
    FieldType.INTEGER: Kind.NUMBER,
    FieldType.DECIMAL: Kind.NUMBER,
    FieldType.DATE: Kind.DATE,
    FieldType.BOOLEAN: Kind.BOOLEAN,
    FieldType.PSEUDONYM: Kind.CODE,
    FieldType.BAG_ID: Kind.CODE,
}

VALUE_KINDS = {
    ValueType.INTEGER: Kind.NUMBER,
    ValueType.DECIMAL: Kind.NUMBER,
    ValueType.DATE: Kind.DATE,
    ValueType.CODE: Kind.CODE,
    ValueType.BOOLEAN: Kind.BOOLEAN,
}

SPINE_COLUMNS = {
    "soort": Kind.CODE,
    "status": Kind.CODE,
    "levensfase": Kind.CODE,
    "straat": Kind.CODE,
    "huisnummer": Kind.NUMBER,
    "huisletter": Kind.CODE,
    "huisnummertoevoeging": Kind.CODE,
    "postcode": Kind.CODE,
    "woonplaats": Kind.CODE,
    "oppervlakte_m2": Kind.NUMBER,
    "gebruiksdoelen": Kind.CODE,
    "pand_id": Kind.CODE,
    "pand_bouwjaar": Kind.NUMBER,
    "pand_status": Kind.CODE,
    "panden_aantal": Kind.NUMBER,
    "in_onderzoek": Kind.CODE,
    "geconstateerd": Kind.BOOLEAN,
    "documentdatum": Kind.DATE,
    "buurtcode": Kind.CODE,
}
"""The columns of `addresses` that an indicator on the spine may name."""

VOORKOMEN_COLUMNS = {
    "soort": Kind.CODE,
    "status": Kind.CODE,
    "gebruiksdoelen": Kind.CODE,
    "oppervlakte_m2": Kind.NUMBER,
    "geconstateerd": Kind.BOOLEAN,
    "documentdatum": Kind.DATE,
    "geldig_van": Kind.DATE,
    "geldig_tot": Kind.DATE,
}
"""What the BAG says of an object in each of its voorkomens, as the timeline of its source may name it."""


def field_kinds(source: Source) -> dict[str, Kind]:
    """Return what expressions over a source's rows may name; a partial date is named by its two ends."""
    if source.about is About.SPINE:
        return dict(SPINE_COLUMNS)
    kinds: dict[str, Kind] = {}
    for name, field in source.fields.items():
        if field.type is FieldType.PARTIAL_DATE:
            kinds[f"{name}_vroegst"] = Kind.DATE
            kinds[f"{name}_laatst"] = Kind.DATE
        else:
            kinds[name] = _FIELD_KINDS[field.type]
    if source.household is not None:
        kinds[RELATION] = Kind.BOOLEAN
    return kinds


def norm_kind(norm: Norm) -> Kind:
    """Return what sort of value a norm has."""
    value = norm.values[0].value
    if isinstance(value, tuple):
        return Kind.LIST
    return Kind.CODE if isinstance(value, str) else Kind.NUMBER


def row_scope(catalogue: Catalogue, source: Source) -> Scope:
    """Return the scope of an expression over the rows of a source."""
    return Scope(Place.ROW, field_kinds(source), _norm_kinds(catalogue), has_validity=source.validity is not None)


def address_scope(catalogue: Catalogue, place: Place) -> Scope:
    """Return the scope of an expression over the indicators of an address."""
    names = {name: VALUE_KINDS[indicator.type] for name, indicator in catalogue.indicators.items()}
    names |= {name: Kind.NOTHING for folder, name in catalogue.broken if folder == "indicators"}
    return Scope(place, names, _norm_kinds(catalogue))


def _norm_kinds(catalogue: Catalogue) -> dict[str, Kind]:
    kinds = {name: norm_kind(norm) for name, norm in catalogue.norms.items()}
    return kinds | {name: Kind.NOTHING for folder, name in catalogue.broken if folder == "norms"}
