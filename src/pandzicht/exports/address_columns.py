# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The columns that say which address a row is: BAG ids as text, coordinates in metres, and what each column means."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pat

from pandzicht.exports.described import ColumnNote

NOTES = tuple(
    ColumnNote(name, label, label_en)
    for name, label, label_en in (
        ("address_id", "Adresseerbaar object", "Id of the addressable object (BAG)"),
        ("adres", "Adres", "Address"),
        ("soort", "Soort object", "Kind of object"),
        ("status", "Status", "Status in the BAG"),
        ("levensfase", "Levensfase", "Existing, withdrawn or future"),
        ("straat", "Straat", "Street"),
        ("huisnummer", "Huisnummer", "House number"),
        ("huisletter", "Huisletter", "House letter"),
        ("huisnummertoevoeging", "Toevoeging", "House number addition"),
        ("postcode", "Postcode", "Postcode"),
        ("woonplaats", "Woonplaats", "Town"),
        ("oppervlakte_m2", "Oppervlakte m²", "Floor area in m²"),
        ("gebruiksdoelen", "Gebruiksdoelen", "Permitted uses"),
        ("pand_id", "Pand", "Id of the building (BAG)"),
        ("pand_bouwjaar", "Bouwjaar pand", "Year of construction"),
        ("pand_status", "Status pand", "Status of the building"),
        ("panden_aantal", "Aantal panden", "Number of buildings"),
        ("in_onderzoek", "In onderzoek", "Under investigation in the BAG"),
        ("buurtcode", "Buurtcode", "Neighbourhood code (CBS)"),
        ("x_rd", "X (RD)", "X in metres, EPSG:28992"),
        ("y_rd", "Y (RD)", "Y in metres, EPSG:28992"),
    )
)
NAMES = tuple(note.name for note in NOTES)
_IDS = ("address_id", "pand_id")
_METRES = {"x_rd": "x_cm", "y_rd": "y_cm"}
_CENTIMETRE = Decimal("0.01")
_RD = pa.decimal128(12, 2)


def address_columns(addresses: pa.Table) -> pa.Table:
    """Return the address columns of a run's table of addresses, as another program reads them.

    Numbers that hold within one run only (address_no, pand_no) are left out; an id is text of 16 digits.
    """
    columns = {name: _column(addresses, name) for name in NAMES if _METRES.get(name, name) in addresses.column_names}
    return pa.table(columns)


def _column(addresses: pa.Table, name: str) -> pa.ChunkedArray:
    column = addresses[_METRES.get(name, name)]
    if name in _METRES:
        return metres(column)
    return id_text(column) if name in _IDS else column


def id_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return BAG ids as text of 16 digits, whether they came as numbers or as text."""
    if pat.is_integer(column.type):
        return pc.utf8_lpad(column.cast(pa.string()), width=16, padding="0")
    return column


def metres(centimetres: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return centimetres as metres with two decimals, without any rounding."""
    whole = centimetres.cast(pa.int32()).cast(pa.decimal128(10, 0))
    return pc.multiply(whole, pa.scalar(_CENTIMETRE, pa.decimal128(2, 2))).cast(_RD)
