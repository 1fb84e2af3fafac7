# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cases in the form of the ZGW Zaken API: lists of zaken, or its pages (`{"count", "next", "results"}`).

A row per zaak x zaakobject (and one for a zaak without). What belongs to a zaak is delivered within it, inline or by
`expand` (under `_expand`); columns keep that path: `_expand.zaakobjecten[].objectIdentificatie.postcode`,
`_expand.status.statustoelichting`. Computed columns:

- `eigenschap.NAME`: the value of each eigenschap by its name (several values of one name joined with `|`);
- `zaakobject.volgnummer`: 1, 2, ... in the order in which the objects of a zaak are delivered (1 for a zaak without);
  an object that the zaak names again has the number that it had first;
- `zaakobject.nummeraanduidingIdentificatie` (objectType adres), `zaakobject.pandIdentificatie` (pand),
  `zaakobject.adresseerbaarObjectIdentificatie` (verblijfsobject, ligplaats, standplaats, also as objectType overige).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pandzicht.definitions.source import Format
from pandzicht.readers.api_pages import check_pages
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.json_columns import Table, expression, one_of
from pandzicht.readers.json_form import RecordForm, load_form
from pandzicht.readers.json_records import PLACE, Places
from pandzicht.readers.json_shape import Kind, Shape
from pandzicht.store.engine import Engine, literal, quoted

PLACES = Places(("", "results"))
_EXPAND = "ask for the zaken with expand=zaakobjecten,eigenschappen,status,resultaat"
ZAKEN = RecordForm(
    "zaken",
    required=(("identificatie",), ("zaaktype", "_expand.zaaktype")),
    objects=("_expand",),
    foreign={
        "objectType": f"these are zaakobjecten without their zaken; {_EXPAND}",
        "statustype": f"these are statussen without their zaken; {_EXPAND}",
        "resultaattype": f"these are resultaten without their zaken; {_EXPAND}",
    },
)
OBJECTS = ("_expand.zaakobjecten", "zaakobjecten")
PROPERTIES = ("_expand.eigenschappen", "eigenschappen")
IDENTITY = ("object", "objectType", "objectTypeOverige", "objectIdentificatie")
"""What an object is, beside what the API says of the naming of it (url, relatieomschrijving)."""
DWELLINGS = ("verblijfsobject", "ligplaats", "standplaats")


def read_zgw_zaken(files: Sequence[Path], form: Format) -> Delivered:
    """Read zaken with their objects and eigenschappen. Raises DeliveryFaults, also when pages are missing."""
    with Engine() as engine:
        loaded = load_form(engine, files, PLACES, form, ZAKEN)
        check_pages(loaded.pages)
        shape = loaded.shape
        exploded = tuple(path for path in OBJECTS if _holds(shape, path))
        told = [path for path in PROPERTIES if _holds(shape, path, "naam", "waarde")]
        omitted = frozenset(f"{path}[]{part}" for path in told for part in ("", ".naam", ".waarde"))
        table = Table(shape, exploded=exploded, omitted=omitted)
        computed = _identifications(table.column_names(), exploded) | _properties(engine, table, told)
        computed["zaakobject.volgnummer"] = _numbers(shape, exploded)
        return Delivered(table.read(engine, computed), PLACE)


def _holds(shape: Shape, path: str, *fields: str) -> bool:
    """Tell whether a path is a list of objects, delivered whole and not as links, with some fields of text."""
    found = shape.at(path)
    element = found.element if found else None
    if element is None or element.kind is not Kind.OBJECT:
        return False
    return all(name in element.members and element.members[name].kind is Kind.SCALAR for name in fields)


def _properties(engine: Engine, table: Table, paths: Sequence[str]) -> dict[str, str]:
    """Return a column per name of an eigenschap."""
    columns: dict[str, list[str]] = {}
    for path in paths:
        elements = expression(path)
        names = engine.rows(f"SELECT DISTINCT unnest({elements}).naam AS naam FROM {table.relation()} ORDER BY naam")
        for (name,) in names:
            if name:
                own = f"list_filter({elements}, lambda p: p.naam = {literal(name)})"
                values = f"array_to_string(list_transform({own}, lambda p: p.waarde), '|')"
                columns.setdefault(f"eigenschap.{name}", []).append(f"nullif({values}, '')")
    return {name: f"coalesce({', '.join(parts)})" for name, parts in columns.items()}


def _numbers(shape: Shape, exploded: Sequence[str]) -> str:
    """Return what tells the rows of one zaak apart; objects both inline and by `expand` have a number in either."""
    numbers = [f"CAST({_number(shape, path, f'e{at}', f'n{at}')} AS VARCHAR)" for at, path in enumerate(exploded)]
    return " || '.' || ".join(numbers) or "'1'"


def _number(shape: Shape, path: str, element: str, number: str) -> str:
    """Return the number of the first object of the list that is the same thing as an element."""
    found = shape.at(path)
    members = found.element.members if found and found.element else {}
    named = [quoted(name) for name in IDENTITY if name in members]
    if not named:
        return number

    def thing(one: str) -> str:
        return f"struct_pack({', '.join(f'{name} := {one}.{name}' for name in named)})"

    first = f"list_position(list_transform({expression(path)}, lambda x: {thing('x')}), {thing(element)})"
    return f"CASE WHEN len({expression(path)}) > 1 THEN {first} ELSE {number} END"


def _identifications(names: Sequence[str], exploded: Sequence[str]) -> dict[str, str]:
    """Return the ids of objects by what they are; in the API one field holds them all."""

    def part(name: str) -> str:
        return one_of(names, *(f"{path}[].{name}" for path in exploded))

    dwellings = ", ".join(literal(kind) for kind in DWELLINGS)
    kind = f"CASE {part('objectType')} WHEN 'overige' THEN {part('objectTypeOverige')} ELSE {part('objectType')} END"
    inner = part("objectIdentificatie.overigeData.identificatie")
    found = f"coalesce({part('objectIdentificatie.identificatie')}, {inner})"
    return {
        "zaakobject.nummeraanduidingIdentificatie": f"CASE WHEN {kind} = 'adres' THEN {found} END",
        "zaakobject.pandIdentificatie": f"CASE WHEN {kind} = 'pand' THEN {found} END",
        "zaakobject.adresseerbaarObjectIdentificatie": f"CASE WHEN {kind} IN ({dwellings}) THEN {found} END",
    }
