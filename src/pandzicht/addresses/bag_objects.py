# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One object of a BAG 2.0 file as a row: the elements of IMBAG 2.0, from stand and mutation deliveries alike.

Source: Kadaster, schemas lvbag/imbag/objecten, historie and kenmerkinonderzoek v20200601. Names are compared without
their namespace, because versions of the schema differ only there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandzicht.addresses.delivered_ids import TYPE_CODE
from pandzicht.addresses.spine_tables import Soort
from pandzicht.definitions.addresses import Dummies
from pandzicht.readers.xml_stream import LocalNames

LOCAL = LocalNames()

_HISTORY = frozenset(
    {
        "voorkomenidentificatie", "beginGeldigheid", "eindGeldigheid", "tijdstipRegistratie", "eindRegistratie",
        "tijdstipInactief", "tijdstipRegistratieLV", "tijdstipEindRegistratieLV", "tijdstipInactiefLV",
        "tijdstipNietBagLV",
    }
)  # fmt: skip
_ADMINISTRATION = _HISTORY | frozenset({"identificatie", "status", "geconstateerd", "documentdatum", "documentnummer"})
_PLAATS = _ADMINISTRATION | {"heeftAlsHoofdadres", "heeftAlsNevenadres", "geometrie"}
_KNOWN: dict[Soort, frozenset[str]] = {
    Soort.VERBLIJFSOBJECT: _PLAATS | {"gebruiksdoel", "oppervlakte", "maaktDeelUitVan"},
    Soort.LIGPLAATS: _PLAATS,
    Soort.STANDPLAATS: _PLAATS,
    Soort.NUMMERAANDUIDING: _ADMINISTRATION
    | {"huisnummer", "huisletter", "huisnummertoevoeging", "postcode", "typeAdresseerbaarObject", "ligtAan", "ligtIn"},
    Soort.OPENBARE_RUIMTE: _ADMINISTRATION | {"naam", "verkorteNaam", "type", "ligtIn"},
    Soort.WOONPLAATS: _ADMINISTRATION | {"naam", "geometrie"},
    Soort.PAND: _ADMINISTRATION | {"geometrie", "oorspronkelijkBouwjaar"},
}
SOORT_OF = {
    "Verblijfsobject": Soort.VERBLIJFSOBJECT,
    "Ligplaats": Soort.LIGPLAATS,
    "Standplaats": Soort.STANDPLAATS,
    "Nummeraanduiding": Soort.NUMMERAANDUIDING,
    "OpenbareRuimte": Soort.OPENBARE_RUIMTE,
    "Openbareruimte": Soort.OPENBARE_RUIMTE,
    "Woonplaats": Soort.WOONPLAATS,
    "Pand": Soort.PAND,
}
_ID_DIGITS = {soort: 4 if soort is Soort.WOONPLAATS else 16 for soort in Soort}


class ElementFault(ValueError):
    """What is wrong with one element of one object: its name and what was found."""

    def __init__(self, element: str, found: str) -> None:
        self.element = element
        super().__init__(found)


@dataclass(frozen=True, slots=True)
class BagRow:
    """One voorkomen: its kind, its id, its row in the order of its table's schema, and its geometry element.

    The columns x_cm and y_cm are None and `in_onderzoek` is None: a place is computed for many rows at once, and an
    investigation is a record of its own.
    """

    soort: Soort
    id: int
    row: tuple[Any, ...]
    geometry: Any | None
    unread: tuple[str, ...] = ()
    """Elements that this reader does not know."""


@dataclass(frozen=True, slots=True)
class Onderzoek:
    """One kenmerk of one object that is or was in onderzoek."""

    soort: Soort
    id: int
    row: tuple[Any, ...]


class _Values(dict[str, list[str]]):
    """The stripped texts of an object by element name; references under the name of the element that holds them."""

    def text(self, name: str) -> str | None:
        found = self.get(name)
        return found[0] or None if found else None

    def required(self, name: str) -> str:
        found = self.text(name)
        if found is None:
            raise ElementFault(name, "is missing or empty")
        return found

    def integer(self, name: str) -> int | None:
        found = self.text(name)
        if found is None:
            return None
        if not (found.isascii() and found.isdigit()):
            raise ElementFault(name, f"is no whole number: {found[:40]}")
        return int(found)

    def day(self, name: str) -> date | None:
        found = self.text(name)
        return None if found is None else _day(name, found)

    def ids(self, name: str, soort: Soort) -> list[int]:
        return sorted({bag_id(name, text, soort) for text in self.get(name, ())})

    def id(self, name: str, soort: Soort) -> int | None:
        found = self.text(name)
        return None if found is None else bag_id(name, found, soort)


def bag_id(element: str, text: str, soort: Soort) -> int:
    """Return a BAG id as a number; raises ElementFault when its digits are not those of its kind.

    >>> bag_id("identificatie", "0221010000330226", Soort.VERBLIJFSOBJECT)
    221010000330226
    """
    if len(text) != _ID_DIGITS[soort] or not (text.isascii() and text.isdigit()):
        raise ElementFault(element, f"is no id of {_ID_DIGITS[soort]} digits: {text[:40]}")
    if soort in TYPE_CODE and text[4:6] != TYPE_CODE[soort]:
        raise ElementFault(element, f"is no id of a {soort} (digits 5 and 6 are {text[4:6]}): {text}")
    return int(text)


def bag_row(element: Any, dummies: Dummies) -> BagRow:
    """Return an object element (`Verblijfsobject`, `Pand`, ...) as a row.

    Raises ElementFault when a required element is absent or a value is not of its type.
    """
    name = LOCAL[element.tag]
    soort = SOORT_OF.get(name)
    if soort is None:
        raise ElementFault(name, "is no object of the BAG")
    values, geometry = _values(element)
    key = bag_id("identificatie", values.required("identificatie"), soort)
    row = _ROWS[soort](key, values, dummies)
    known = _KNOWN[soort]
    unread = () if known.issuperset(values) else tuple(sorted(values.keys() - known))
    return BagRow(soort, key, row, geometry, unread)


def bag_onderzoek(element: Any) -> Onderzoek:
    """Return a `KenmerkPandInOnderzoek` (or of another kind) as a row of the table of investigations."""
    name = LOCAL[element.tag]
    soort = SOORT_OF.get(name.removeprefix("Kenmerk").removesuffix("InOnderzoek"))
    if soort is None:
        raise ElementFault(name, "is no kenmerk of an object of the BAG")
    values, _ = _values(element)
    holder = next((key for key in values if key.startswith("identificatieVan")), "identificatie")
    key = bag_id(holder, values.required(holder), soort)
    flag = values.required("inOnderzoek") == "J"
    return Onderzoek(soort, key, (soort.value, key, values.required("kenmerk"), flag, *_dates(values)))


def _values(element: Any) -> tuple[_Values, Any | None]:
    values, geometry = _Values(), None
    for child in element:
        name = LOCAL[child.tag]
        if name in _NESTED:
            for node in child.iter():
                text = node.text
                if text and not text.isspace():
                    values[LOCAL[node.tag]] = [text.strip()]
        elif name == "geometrie":
            geometry = child
            values[name] = []
        elif len(child):
            found = [node.text.strip() for node in child.iter() if node.text and not node.text.isspace()]
            values[name] = values[name] + found if name in values else found
        elif child.text:
            values.setdefault(name, []).append(child.text.strip())
        else:
            values.setdefault(name, [])
    return values, geometry


_NESTED = frozenset({"voorkomen", "historieInOnderzoek"})


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise ElementFault(name, f"is no date: {text[:40]}") from None


def _dates(values: _Values) -> tuple[date | None, ...]:
    """Return geldig_van, geldig_tot, bekend_van, bekend_tot as `spine_tables` defines them."""
    begin = _day("beginGeldigheid", values.required("beginGeldigheid"))
    registered = _day("tijdstipRegistratie", values.required("tijdstipRegistratie"))
    gone = [values.day(name) for name in ("tijdstipInactief", "tijdstipInactiefLV", "tijdstipNietBagLV")]
    fallen = min((day for day in gone if day is not None), default=None)
    if fallen is not None:
        return begin, None, registered, fallen
    return begin, values.day("eindGeldigheid"), registered, values.day("eindRegistratie")


def _flag(values: _Values) -> bool | None:
    found = values.text("geconstateerd")
    return None if found is None else found == "J"


def _adresseerbaar(soort: Soort) -> Callable[[int, _Values, Dummies], tuple[Any, ...]]:
    def row(key: int, values: _Values, dummies: Dummies) -> tuple[Any, ...]:
        area = values.integer("oppervlakte")
        main = values.required("heeftAlsHoofdadres")
        return (
            key, values.integer("voorkomenidentificatie"), soort.value, values.required("status"),
            "|".join(sorted(set(values.get("gebruiksdoel", ())))) or None,
            None if area in dummies.oppervlakte else area, area, None, None,
            bag_id("heeftAlsHoofdadres", main, Soort.NUMMERAANDUIDING),
            values.ids("heeftAlsNevenadres", Soort.NUMMERAANDUIDING), values.ids("maaktDeelUitVan", Soort.PAND),
            _flag(values), values.day("documentdatum"), None, *_dates(values),
        )  # fmt: skip

    return row


def _nummeraanduiding(key: int, values: _Values, _: Dummies) -> tuple[Any, ...]:
    values.required("huisnummer")
    kind = values.text("typeAdresseerbaarObject")
    return (
        key, values.integer("voorkomenidentificatie"), values.id("ligtAan", Soort.OPENBARE_RUIMTE),
        values.integer("huisnummer"), values.text("huisletter"), values.text("huisnummertoevoeging"),
        values.text("postcode"), values.id("ligtIn", Soort.WOONPLAATS), values.required("status"),
        kind.lower() if kind else None, *_dates(values),
    )  # fmt: skip


def _openbare_ruimte(key: int, values: _Values, _: Dummies) -> tuple[Any, ...]:
    return (
        key, values.integer("voorkomenidentificatie"), values.required("naam"), values.text("verkorteNaam"),
        values.text("type"), values.required("status"), values.id("ligtIn", Soort.WOONPLAATS), *_dates(values),
    )  # fmt: skip


def _woonplaats(key: int, values: _Values, _: Dummies) -> tuple[Any, ...]:
    number = values.integer("voorkomenidentificatie")
    return (key, number, values.required("naam"), values.required("status"), *_dates(values))


def _pand(key: int, values: _Values, dummies: Dummies) -> tuple[Any, ...]:
    year = values.integer("oorspronkelijkBouwjaar")
    return (
        key, values.integer("voorkomenidentificatie"), None if year in dummies.bouwjaar else year,
        values.required("status"), None, None, _flag(values), values.day("documentdatum"), None, *_dates(values),
    )  # fmt: skip


_ROWS: dict[Soort, Callable[[int, _Values, Dummies], tuple[Any, ...]]] = {
    **{soort: _adresseerbaar(soort) for soort in (Soort.VERBLIJFSOBJECT, Soort.LIGPLAATS, Soort.STANDPLAATS)},
    Soort.NUMMERAANDUIDING: _nummeraanduiding,
    Soort.OPENBARE_RUIMTE: _openbare_ruimte,
    Soort.WOONPLAATS: _woonplaats,
    Soort.PAND: _pand,
}
