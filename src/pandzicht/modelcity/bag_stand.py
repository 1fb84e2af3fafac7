# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The stand elements of the BAG extract: one voorkomen of one object each."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from pandzicht.modelcity.areas import BUURTEN, TOWN, TOWN_ID
from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.bag_history import FIRST_REGISTERED, Dwellings, Numbers
from pandzicht.modelcity.bag_light import STREET_ID
from pandzicht.modelcity.objects import STATUSES, USES
from pandzicht.modelcity.panden import STATUSES as PAND_STATUSES
from pandzicht.modelcity.texts import calendar, chosen, decimals, digits, new_year, taken
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.write_geo import corners

_NUMBER_ID = 9999_20_0000000000
RAZED_ID = 9999_10_5000000000
"""Panden that were demolished are numbered from here."""
_CRS = 'srsName="urn:ogc:def:crs:EPSG::28992"'


def _text(*parts: pa.Array | str) -> pa.Array:
    return pc.binary_join_element_wise(*parts, "")


def _element(name: str, values: pa.Array) -> pa.Array:
    """Return an element per row, nothing where the value is absent."""
    return pc.fill_null(_text(f"<Objecten:{name}>", values, f"</Objecten:{name}>"), "")


def _reference(parent: str, kind: str, ids: pa.Array) -> pa.Array:
    domain = f'<Objecten:{parent}><Objecten-ref:{kind}Ref domein="NL.IMBAG.{kind.capitalize()}">'
    return pc.fill_null(_text(domain, ids, f"</Objecten-ref:{kind}Ref></Objecten:{parent}>"), "")


def _identity(kind: str, ids: pa.Array) -> pa.Array:
    return _text(f'<Objecten:identificatie domein="NL.IMBAG.{kind}">', ids, "</Objecten:identificatie>")


def _occurrence(turn: Array, begin: Array, end: Array) -> pa.Array:
    """Return the voorkomen: valid from and to, and when that was registered."""
    iso = calendar("%Y-%m-%d")
    since, until = iso.text(begin), iso.text(end)

    def optional(open_tag: str, time: str) -> pa.Array:
        return pc.fill_null(_text(f"<Historie:{open_tag}>", until, f"{time}</Historie:{open_tag}>"), "")

    return _text(
        "<Objecten:voorkomen><Historie:Voorkomen><Historie:voorkomenidentificatie>",
        digits(turn),
        "</Historie:voorkomenidentificatie><Historie:beginGeldigheid>",
        since,
        "</Historie:beginGeldigheid>",
        optional("eindGeldigheid", ""),
        "<Historie:tijdstipRegistratie>",
        since,
        "T12:00:00.000</Historie:tijdstipRegistratie>",
        optional("eindRegistratie", "T12:00:00.000"),
        "<Historie:BeschikbaarLV><Historie:tijdstipRegistratieLV>",
        since,
        "T12:05:00.000</Historie:tijdstipRegistratieLV>",
        optional("tijdstipEindRegistratieLV", "T12:05:00.000"),
        "</Historie:BeschikbaarLV></Historie:Voorkomen></Objecten:voorkomen>",
    )


def _document(begin: Array, observed: Array) -> pa.Array:
    return _text(
        "<Objecten:geconstateerd>",
        chosen(("N", "J"), observed.astype(np.int64)),
        "</Objecten:geconstateerd><Objecten:documentdatum>",
        calendar("%Y-%m-%d").text(begin - 10),
        "</Objecten:documentdatum><Objecten:documentnummer>BAG/",
        digits(begin),
        "</Objecten:documentnummer>",
    )


def _stands(kind: str, body: pa.Array) -> list[str]:
    texts = _text(
        f"<sl:stand><sl-bag-extract:bagObject><Objecten:{kind}>",
        body,
        f"</Objecten:{kind}></sl-bag-extract:bagObject></sl:stand>\n",
    )
    found: list[str] = texts.to_pylist()
    return found


def dwelling_texts(town: Town, rows: Dwellings) -> list[str]:
    """Return the stand of verblijfsobjecten."""
    objects = town.objects
    ids = digits(objects.ids[rows.at])
    uses = chosen(
        tuple("</Objecten:gebruiksdoel><Objecten:gebruiksdoel>".join(use.split(",")) for use in USES), rows.use
    )
    pand = digits(np.where(rows.razed, RAZED_ID + rows.at, town.pand_ids(objects.pand)[rows.at]))
    body = _text(
        _reference("heeftAlsHoofdadres", "Nummeraanduiding", digits(_NUMBER_ID + rows.main)),
        _reference(
            "heeftAlsNevenadres", "Nummeraanduiding", digits(np.where(rows.side < 0, -1, _NUMBER_ID + rows.side))
        ),
        _occurrence(rows.turn, rows.begin, rows.end),
        _identity("Verblijfsobject", ids),
        f'<Objecten:geometrie><Objecten:punt><gml:Point {_CRS} srsDimension="3" gml:id="VBO_',
        ids,
        "_",
        digits(rows.turn),
        '"><gml:pos>',
        decimals(objects.x[rows.at], 3, sign="."),
        " ",
        decimals(objects.y[rows.at], 3, sign="."),
        " 0.0</gml:pos></gml:Point></Objecten:punt></Objecten:geometrie>",
        _element("gebruiksdoel", uses),
        _element("oppervlakte", digits(rows.area)),
        _element("status", chosen(STATUSES, rows.status)),
        _document(rows.begin, rows.observed),
        _reference("maaktDeelUitVan", "Pand", pand),
        _reference("maaktDeelUitVan", "Pand", digits(town.pand_ids(objects.second_pand)[rows.at])),
    )
    return _stands("Verblijfsobject", body)


def number_texts(town: Town, rows: Numbers) -> list[str]:
    """Return the stand of nummeraanduidingen of verblijfsobjecten."""
    kind = chosen(("Verblijfsobject",), rows.at * 0)
    return _numbers(town, (rows.at, rows.number, rows.tail), (rows.turn, rows.begin, rows.end), (rows.status, kind))


def _numbers(
    town: Town, what: tuple[Array, Array, Array], when: tuple[Array, Array, Array], how: tuple[Array, pa.Array]
) -> list[str]:
    at, number, tail = what
    objects = town.objects
    addition = np.where(tail > 0, tail, objects.addition[at])
    status, kind = how
    body = _text(
        _identity("Nummeraanduiding", digits(_NUMBER_ID + number)),
        _element("huisnummer", digits(objects.number[at])),
        _element("huisletter", taken(town.tail_texts, np.where(objects.letter[at] == 0, -1, objects.letter[at]))),
        _element("huisnummertoevoeging", taken(town.tail_texts, np.where(addition == 0, -1, addition))),
        _element("postcode", taken(town.postcode_texts, objects.postcode[at])),
        _element("typeAdresseerbaarObject", kind),
        _element("status", chosen(("Naamgeving uitgegeven", "Naamgeving ingetrokken"), status)),
        _document(when[1], status < 0),
        _occurrence(*when),
        _reference("ligtAan", "OpenbareRuimte", digits(STREET_ID + objects.street[at])),
    )
    return _stands("Nummeraanduiding", body)


def _rings(x: Array, y: Array, width: Array, depth: Array, *, height: bool) -> pa.Array:
    """Return the positions of rectangles, with a third coordinate 0.0 where the register has one."""
    ring = corners(x, y, width, depth)
    between = " 0.0 " if height else " "
    pieces = [decimals(ring[:, point, axis], 3, sign=".") for point in range(5) for axis in range(2)]
    parts: list[pa.Array | str] = []
    for number, piece in enumerate(pieces):
        parts += [piece, (between if number < 9 else between.rstrip()) if number % 2 else " "]
    return _text(*parts)


def pand_texts(town: Town, panden: Array, dwellings: Dwellings) -> list[str]:
    """Return the stand of panden: those in use, then those demolished with what stood in them."""
    razed = np.unique(dwellings.at[dwellings.razed])
    first = dwellings.turn == 1
    days = dict(zip(dwellings.at[first].tolist(), dwellings.end[first].tolist(), strict=True))
    gone = np.array([days[position] for position in razed.tolist()], dtype=np.int64)
    at = np.concatenate([panden, np.repeat(town.objects.pand[razed], 2)])
    ids = np.concatenate([town.panden.ids[panden], np.repeat(RAZED_ID + razed, 2)])
    turn = np.concatenate([np.ones(len(panden), dtype=np.int64), np.tile([1, 2], len(razed))])
    early = np.maximum(new_year(np.maximum(town.panden.year[panden], 1901)), FIRST_REGISTERED)
    begin = np.concatenate([early, np.stack([np.full(len(razed), FIRST_REGISTERED), gone], axis=1).ravel()])
    end = np.concatenate([np.full(len(panden), -1), np.stack([gone, np.full(len(razed), -1)], axis=1).ravel()])
    in_use = chosen(
        (*PAND_STATUSES, "Pand gesloopt"),
        np.concatenate([town.panden.status[panden], np.tile([0, len(PAND_STATUSES)], len(razed))]),
    )
    body = _text(
        _identity("Pand", digits(ids)),
        f'<Objecten:geometrie><gml:Polygon {_CRS} srsDimension="3" gml:id="PND_',
        digits(ids),
        "_",
        digits(turn),
        '"><gml:exterior><gml:LinearRing><gml:posList count="5">',
        _rings(town.panden.x[at], town.panden.y[at], town.panden.width[at], town.panden.depth[at], height=True),
        "</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></Objecten:geometrie>",
        _element("oorspronkelijkBouwjaar", digits(town.panden.year_delivered[at])),
        _element("status", in_use),
        _document(begin, begin < 0),
        _occurrence(turn, begin, end),
    )
    return _stands("Pand", body)


def street_texts(town: Town, streets: Array) -> list[str]:
    """Return the stand of openbare ruimten; a renamed one has two voorkomens."""
    renamed = town.streets.renamed[streets]
    at = np.repeat(streets, np.where(renamed, 2, 1))
    turn = np.ones(len(at), dtype=np.int64)
    turn[1:] += at[1:] == at[:-1]
    before = np.append(at[1:] == at[:-1], False)
    changed = town.today - 400 - at * 37 % 2_500
    begin, end = np.where(turn == 2, changed, FIRST_REGISTERED), np.where(before, changed, -1)
    name = pc.if_else(pa.array(before), chosen(town.streets.former, at), chosen(town.streets.names, at))
    body = _text(
        _identity("Openbareruimte", digits(STREET_ID + at)),
        _element("naam", name),
        "<Objecten:type>Weg</Objecten:type>",
        "<Objecten:status>Naamgeving uitgegeven</Objecten:status>",
        _document(begin, begin < 0),
        _reference("ligtIn", "Woonplaats", chosen((TOWN_ID,), at * 0)),
        _occurrence(turn, begin, end),
    )
    return _stands("OpenbareRuimte", body)


def place_texts(town: Town, at: Array, *, layer: str) -> list[str]:
    """Return the stand of ligplaatsen or standplaatsen (LIG, STA), or of their nummeraanduidingen (NUM)."""
    objects = town.objects
    one, none, begin = np.ones(len(at), dtype=np.int64), np.full(len(at), -1), np.full(len(at), FIRST_REGISTERED)
    if layer == "NUM":
        kind = chosen(("Verblijfsobject", "Ligplaats", "Standplaats"), objects.soort[at] - 1)
        return _numbers(town, (at, at + 1, at * 0), (one, begin, none), (at * 0, kind))
    name = {"LIG": "Ligplaats", "STA": "Standplaats"}[layer]
    ids = digits(objects.ids[at])
    body = _text(
        _reference("heeftAlsHoofdadres", "Nummeraanduiding", digits(_NUMBER_ID + at + 1)),
        _occurrence(one, begin, none),
        _identity(name, ids),
        "<Objecten:status>Plaats aangewezen</Objecten:status>",
        f'<Objecten:geometrie><gml:Polygon {_CRS} srsDimension="2" gml:id="{layer}_',
        ids,
        '_1"><gml:exterior><gml:LinearRing><gml:posList count="5">',
        _rings(objects.x[at], objects.y[at], np.full(len(at), 12.0), np.full(len(at), 4.5), height=False),
        "</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></Objecten:geometrie>",
        _document(begin, begin < 0),
    )
    return _stands(name, body)


def town_text(town: Town) -> str:
    """Return the stand of the woonplaats."""
    outline = shapely.union_all([shapely.Polygon(town.areas.outline(buurt)) for buurt in range(BUURTEN)])
    ring = np.asarray(shapely.get_exterior_ring(outline).coords)
    positions = " ".join(f"{x:.3f} {y:.3f}" for x, y in ring.tolist())
    one = np.ones(1, dtype=np.int64)
    name = f'<Objecten:identificatie domein="NL.IMBAG.Woonplaats">{TOWN_ID}</Objecten:identificatie>'
    opening = f'<gml:Polygon {_CRS} srsDimension="2" gml:id="WPL_{TOWN_ID}_1"><gml:exterior><gml:LinearRing>'
    body = _text(
        f"{name}<Objecten:naam>{TOWN}</Objecten:naam><Objecten:geometrie><Objecten:vlak>{opening}",
        f'<gml:posList count="{len(ring)}">{positions}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>',
        "</Objecten:vlak></Objecten:geometrie><Objecten:status>Woonplaats aangewezen</Objecten:status>",
        _document(one * FIRST_REGISTERED, one < 0),
        _occurrence(one, one * FIRST_REGISTERED, one * -1),
    )
    return _stands("Woonplaats", body)[0]


def question_texts(town: Town, at: Array, kind: str) -> list[str]:
    """Return what is in onderzoek of some objects or panden: an area, or a year of building."""
    ids = digits(town.objects.ids[at] if kind == "Verblijfsobject" else town.panden.ids[at])
    mark = "oppervlakte" if kind == "Verblijfsobject" else "oorspronkelijk bouwjaar"
    since = calendar("%Y-%m-%d").text(town.today - 60 - at % 300)
    texts = _text(
        f"<sl:stand><sl-bag-extract:kenmerkInOnderzoek><KenmerkInOnderzoek:Kenmerk{kind}InOnderzoek><KenmerkInOnderzoek:kenmerk>{mark}"
        f'</KenmerkInOnderzoek:kenmerk><KenmerkInOnderzoek:identificatieVan{kind} domein="NL.IMBAG.{kind}">',
        ids,
        f"</KenmerkInOnderzoek:identificatieVan{kind}><KenmerkInOnderzoek:inOnderzoek>J</KenmerkInOnderzoek:inOnderzoek>"
        "<KenmerkInOnderzoek:documentdatum>",
        since,
        "</KenmerkInOnderzoek:documentdatum><KenmerkInOnderzoek:documentnummer>IO/1"
        "</KenmerkInOnderzoek:documentnummer><KenmerkInOnderzoek:historieInOnderzoek><Historie:HistorieInOnderzoek>"
        "<Historie:tijdstipRegistratie>",
        since,
        "T12:00:00.000</Historie:tijdstipRegistratie><Historie:beginGeldigheid>",
        since,
        "</Historie:beginGeldigheid><Historie:BeschikbaarLVInOnderzoek><Historie:tijdstipRegistratieLV>",
        since,
        "T12:05:00.000</Historie:tijdstipRegistratieLV></Historie:BeschikbaarLVInOnderzoek>"
        f"</Historie:HistorieInOnderzoek></KenmerkInOnderzoek:historieInOnderzoek></KenmerkInOnderzoek:Kenmerk{kind}InOnderzoek>"
        "</sl-bag-extract:kenmerkInOnderzoek></sl:stand>\n",
    )
    found: list[str] = texts.to_pylist()
    return found
