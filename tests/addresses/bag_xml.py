# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""BAG 2.0 files in small: made-up objects in the elements and namespaces of the Kadaster."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from pandzicht.definitions.addresses import Dummies

PRACTICE = Dummies(oppervlakte=(1, 9999, 999999), bouwjaar=(1005, 9999))
"""What holders of the BAG fill in where they do not know, as the catalogue has it."""
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "Objecten": "www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601",
        "Objecten-ref": "www.kadaster.nl/schemas/lvbag/imbag/objecten-ref/v20200601",
        "Historie": "www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601",
        "KenmerkInOnderzoek": "www.kadaster.nl/schemas/lvbag/imbag/kenmerkinonderzoek/v20200601",
        "nen5825": "www.kadaster.nl/schemas/lvbag/imbag/nen5825/v20200601",
        "gml": "http://www.opengis.net/gml/3.2",
        "sl": "http://www.kadaster.nl/schemas/standlevering-generiek/1.0",
        "sl-bag-extract": "http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601",
        "selecties-extract": "http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601",
        "ml": "http://www.kadaster.nl/schemas/mutatielevering-generiek/1.0",
        "mlm": "http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-mutaties-lvc/v20200601",
    }.items()
)
SQUARE = "206000.0 447000.0 206010.0 447000.0 206010.0 447020.0 206000.0 447020.0 206000.0 447000.0"


def element(name: str, *inner: str, attributes: str = "") -> str:
    """An element with its content."""
    return f"<{name}{' ' + attributes if attributes else ''}>{''.join(inner)}</{name}>"


def objecten(name: str, *inner: str) -> str:
    """An element of an object."""
    return element(f"Objecten:{name}", *inner)


def reference(holder: str, kind: str, *ids: str) -> str:
    """References in one holder, as some suppliers write them."""
    return objecten(holder, *(element(f"Objecten-ref:{kind}Ref", one) for one in ids))


def history(number: int = 1, begin: str = "2010-01-01", **dates: str) -> str:
    """The voorkomen of an object: `eind`, `registratie`, `eind_registratie`, `inactief`, `niet_bag` where given."""
    registered = dates.get("registratie", begin)
    inner = element("Historie:voorkomenidentificatie", str(number)) + element("Historie:beginGeldigheid", begin)
    inner += element("Historie:eindGeldigheid", dates["eind"]) if "eind" in dates else ""
    inner += element("Historie:tijdstipRegistratie", f"{registered}T09:00:00.000")
    if "eind_registratie" in dates:
        inner += element("Historie:eindRegistratie", f"{dates['eind_registratie']}T09:00:00.000")
    if "inactief" in dates:
        inner += element("Historie:tijdstipInactief", f"{dates['inactief']}T09:00:00.000")
    lv = element("Historie:tijdstipRegistratieLV", f"{registered}T09:30:00.000")
    if "niet_bag" in dates:
        lv += element("Historie:tijdstipNietBagLV", f"{dates['niet_bag']}T09:30:00.000")
    return objecten("voorkomen", element("Historie:Voorkomen", inner, element("Historie:BeschikbaarLV", lv)))


def point(x: str = "206335.699", y: str = "447529.842", z: str = " 0.0") -> str:
    """A geometry of one position in three dimensions."""
    attributes = 'srsName="urn:ogc:def:crs:EPSG::28992" srsDimension="3"'
    return objecten(
        "geometrie", objecten("punt", element("gml:Point", element("gml:pos", f"{x} {y}{z}"), attributes=attributes))
    )


def area(*rings: str, dimension: int = 2) -> str:
    """A geometry of one polygon: its outer ring, then the inner ones."""
    outer, *inner = rings or (SQUARE,)
    parts = [element("gml:exterior", element("gml:LinearRing", element("gml:posList", outer)))]
    parts += [element("gml:interior", element("gml:LinearRing", element("gml:posList", ring))) for ring in inner]
    return objecten("geometrie", element("gml:Polygon", *parts, attributes=f'srsDimension="{dimension}"'))


def _administration(status: str) -> str:
    return (
        objecten("status", status)
        + objecten("geconstateerd", "N")
        + objecten("documentdatum", "2010-01-01")
        + objecten("documentnummer", "made up")
    )


def verblijfsobject(
    key: str = "9999010000000001",
    *,
    number: str = "9999200000000001",
    panden: Sequence[str] = ("9999100000000001",),
    status: str = "Verblijfsobject in gebruik",
    area_m2: str = "70",
    uses: Sequence[str] = ("woonfunctie",),
    neven: Sequence[str] = (),
    when: str | None = None,
    geometry: str | None = None,
    more: str = "",
) -> str:
    """A verblijfsobject, with blanks around its id as real files have."""
    return objecten(
        "Verblijfsobject",
        reference("heeftAlsHoofdadres", "Nummeraanduiding", number),
        reference("heeftAlsNevenadres", "Nummeraanduiding", *neven) if neven else "",
        when or history(),
        objecten("identificatie", f"{key}\n   "),
        geometry if geometry is not None else point(),
        *(objecten("gebruiksdoel", use) for use in uses),
        objecten("oppervlakte", area_m2),
        _administration(status),
        *(reference("maaktDeelUitVan", "Pand", one) for one in panden),
        more,
    )


def ligplaats(
    key: str = "9999020000000001",
    *,
    number: str = "9999200000000001",
    geometry: str | None = None,
    when: str | None = None,
) -> str:
    """A ligplaats."""
    return objecten(
        "Ligplaats",
        objecten("identificatie", key),
        reference("heeftAlsHoofdadres", "Nummeraanduiding", number),
        geometry or area(),
        _administration("Plaats aangewezen"),
        when or history(),
    )


def nummeraanduiding(
    key: str = "9999200000000001",
    *,
    huisnummer: str = "12",
    letter: str = "",
    toevoeging: str = "",
    postcode: str = "9911AB",
    street: str = "9999300000000001",
    status: str = "Naamgeving uitgegeven",
    when: str | None = None,
) -> str:
    """A nummeraanduiding of a verblijfsobject."""
    return objecten(
        "Nummeraanduiding",
        objecten("identificatie", key),
        objecten("huisnummer", huisnummer),
        objecten("huisletter", letter) if letter else "",
        objecten("huisnummertoevoeging", toevoeging) if toevoeging else "",
        objecten("postcode", postcode) if postcode else "",
        objecten("typeAdresseerbaarObject", "Verblijfsobject"),
        _administration(status),
        when or history(),
        reference("ligtAan", "OpenbareRuimte", street),
    )


def openbare_ruimte(
    key: str = "9999300000000001",
    *,
    name: str = "Duinlaan",
    short: str = "",
    town: str = "9990",
    when: str | None = None,
) -> str:
    """A street."""
    inner = element("nen5825:VerkorteNaamOpenbareRuimte", element("nen5825:verkorteNaam", short))
    return objecten(
        "OpenbareRuimte",
        objecten("identificatie", key),
        objecten("naam", name),
        objecten("verkorteNaam", inner) if short else "",
        objecten("type", "Weg"),
        _administration("Naamgeving uitgegeven"),
        reference("ligtIn", "Woonplaats", town),
        when or history(),
    )


def woonplaats(key: str = "9990", *, name: str = "Duinrijk") -> str:
    """A town, with a boundary that nobody reads."""
    return objecten(
        "Woonplaats",
        objecten("identificatie", key),
        objecten("naam", name),
        area(),
        _administration("Woonplaats aangewezen"),
        history(),
    )


def pand(
    key: str = "9999100000000001",
    *,
    year: str = "1931",
    status: str = "Pand in gebruik",
    geometry: str | None = None,
    when: str | None = None,
) -> str:
    """A pand."""
    return objecten(
        "Pand",
        objecten("identificatie", key),
        geometry if geometry is not None else area(),
        objecten("oorspronkelijkBouwjaar", year),
        _administration(status),
        when or history(),
    )


def onderzoek(key: str = "9999010000000001", *, kind: str = "Verblijfsobject", kenmerk: str = "oppervlakte",
              flag: str = "J", begin: str = "2015-01-01", **dates: str) -> str:  # fmt: skip
    """A kenmerk that is or was in onderzoek."""
    name = f"KenmerkInOnderzoek:Kenmerk{kind}InOnderzoek"
    inner = element("KenmerkInOnderzoek:kenmerk", kenmerk)
    inner += element(f"KenmerkInOnderzoek:identificatieVan{kind}", f"{key}\n  ")
    inner += element("KenmerkInOnderzoek:inOnderzoek", flag)
    inner += element("KenmerkInOnderzoek:documentdatum", begin)
    when = history(1, begin, **dates).replace("Objecten:voorkomen", "KenmerkInOnderzoek:historieInOnderzoek")
    when = when.replace("Historie:Voorkomen>", "Historie:HistorieInOnderzoek>")
    return element(name, inner, when)


def stand_file(*objects: str, day: str = "2026-03-01") -> str:
    """A stand delivery with these objects and kenmerken in onderzoek."""
    stands = "".join(
        element(
            "sl:stand",
            element(
                f"sl-bag-extract:{'kenmerkInOnderzoek' if 'Kenmerk' in one[:30] else 'bagObject'}", "\n", one, "\n"
            ),
            "\n",
        )
        for one in objects
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sl-bag-extract:bagStand {NAMESPACES}>\n'
        + element("sl-bag-extract:bagInfo", element("selecties-extract:StandTechnischeDatum", day))
        + element("sl:standBestand", stands)
        + "</sl-bag-extract:bagStand>\n"
    )


def change(kind: str, *, was: str = "", wordt: str = "") -> str:
    """One mutation: `toevoeging`, `wijziging` or `verwijdering`."""
    sides = ""
    for side, payload in (("was", was), ("wordt", wordt)):
        holder = "kenmerkInOnderzoek" if "Kenmerk" in payload[:30] else "bagObject"
        sides += element(f"ml:{side}", element(f"mlm:{holder}", payload)) if payload else ""
    return element(f"ml:{kind}", sides)


def mutation_file(*groups: str, day: str = "2026-03-02") -> str:
    """A mutation delivery with these groups of changes."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<mlm:bagMutaties {NAMESPACES}>\n'
        + element("mlm:bagInfo", element("selecties-extract:StandTechnischeDatum", day))
        + element("ml:mutatieBericht", *(element("ml:mutatieGroep", "\n", group, "\n") for group in groups))
        + "</mlm:bagMutaties>\n"
    )


def zipped(members: Mapping[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def written(folder: Path, **files: str) -> list[Path]:
    """Files of XML in a folder: name without suffix -> content."""
    paths = []
    for name, content in files.items():
        path = folder / f"{name}.xml"
        path.write_text(content, encoding="utf-8")
        paths.append(path)
    return paths
