# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The BAG 2.0 extract (LVC 2.1.0) of what changed: a zip of zips of XML, as delivered, junk included."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from pandzicht.modelcity.areas import MUNICIPALITY, TOWN
from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.bag_history import build_dwellings, build_numbers, changed_groups
from pandzicht.modelcity.bag_stand import (
    dwelling_texts,
    number_texts,
    pand_texts,
    place_texts,
    question_texts,
    street_texts,
    town_text,
)
from pandzicht.modelcity.objects import LIGPLAATS, STANDPLAATS
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.truth import Truth

PER_FILE = 10_000
_NAMESPACES = (
    ("DatatypenNEN3610", "www.kadaster.nl/schemas/lvbag/imbag/datatypennen3610/v20200601"),
    ("Objecten", "www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601"),
    ("gml", "http://www.opengis.net/gml/3.2"),
    ("Historie", "www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601"),
    ("Objecten-ref", "www.kadaster.nl/schemas/lvbag/imbag/objecten-ref/v20200601"),
    ("nen5825", "www.kadaster.nl/schemas/lvbag/imbag/nen5825/v20200601"),
    ("KenmerkInOnderzoek", "www.kadaster.nl/schemas/lvbag/imbag/kenmerkinonderzoek/v20200601"),
    ("selecties-extract", "http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601"),
    ("sl-bag-extract", "http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601"),
    ("sl", "http://www.kadaster.nl/schemas/standlevering-generiek/1.0"),
    ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
)
_TYPES = ("LIG", "NUM", "OPR", "PND", "STA", "VBO", "WPL")
Parts = Mapping[str, Sequence[str]]
"""Stand texts per object type."""


def write_bag_extract(box: Outbox, truth: Truth) -> None:
    """Write `bag_historie`."""
    parts, questions = _contents(box, truth)
    day, form = box.day, f"{box.day:%d%m%Y}"
    path = box.path("bag_historie", f"BAGGEM{MUNICIPALITY}L-{{DMY}}.zip")
    inner = {f"{MUNICIPALITY}{kind}{form}.zip": _zipped(_files(kind, parts[kind], day)) for kind in _TYPES}
    asked = {
        f"{MUNICIPALITY}IO{kind}{form}.zip": _zipped(_files(f"IO{kind}", questions.get(kind, ()), day))
        for kind in _TYPES
    }
    inner[f"{MUNICIPALITY}InOnderzoek{form}.zip"] = _zipped(asked)
    for word, short in (("Inactief", "IA"), ("NietBag", "NB")):
        empty = {
            f"{MUNICIPALITY}{short}{kind}{form}.zip": _zipped(_files(f"{short}{kind}", (), day)) for kind in _TYPES
        }
        inner[f"{MUNICIPALITY}{word}{form}.zip"] = _zipped(empty)
    inner[f"GEM-WPL-RELATIE-{form}.zip"] = _zipped({f"GEM-WPL-RELATIE-{form}-000001.xml": _relation(day).encode()})
    inner["Leveringsdocument-BAG-Extract.xml"] = _delivery_note(day).encode()
    inner[".DS_Store"] = b"\x00\x00\x00\x01Bud1" + b"\x00" * 64
    inner[f"__MACOSX/._{MUNICIPALITY}VBO{form}.zip"] = b"\x00\x05\x16\x07" + b"\x00" * 64
    path.write_bytes(_zipped(inner))
    box.delivered("bag_historie", [path], sum(len(texts) for texts in parts.values()))


def _contents(box: Outbox, truth: Truth) -> tuple[dict[str, Sequence[str]], dict[str, Sequence[str]]]:
    town = box.town
    groups = changed_groups(town, truth)
    dwellings = build_dwellings(town, truth, groups)
    numbers = build_numbers(town, dwellings, groups)
    objects = town.objects
    places = [np.flatnonzero(objects.standing & (objects.soort == soort))[:20] for soort in (LIGPLAATS, STANDPLAATS)]
    panden = _used_panden(objects.pand[dwellings.at], objects.second_pand[dwellings.at])
    streets = np.unique(
        np.concatenate(
            [objects.street[dwellings.at], *(objects.street[at] for at in places), np.flatnonzero(town.streets.renamed)]
        )
    )
    parts: dict[str, Sequence[str]] = {
        "VBO": dwelling_texts(town, dwellings),
        "NUM": [*number_texts(town, numbers), *place_texts(town, np.concatenate(places), layer="NUM")],
        "PND": pand_texts(town, panden, dwellings),
        "OPR": street_texts(town, streets),
        "WPL": [town_text(town)],
        "LIG": place_texts(town, places[0], layer="LIG"),
        "STA": place_texts(town, places[1], layer="STA"),
    }
    questions: dict[str, Sequence[str]] = {
        "VBO": question_texts(town, np.unique(dwellings.at)[::30], "Verblijfsobject"),
        "PND": question_texts(town, panden[::90], "Pand"),
    }
    return parts, questions


def _used_panden(first: Array, second: Array) -> Array:
    both = np.unique(np.concatenate([first, second]))
    return both[both >= 0]


def _zipped(entries: Mapping[str, bytes]) -> bytes:
    """Return a zip whose bytes depend on its entries only."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in entries.items():
            info = zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".zip") else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def _files(kind: str, texts: Sequence[str], day: date) -> dict[str, bytes]:
    """Return the XML files of one object type, 10,000 stand each; one empty file when there are none."""
    files = {}
    for number, begin in enumerate(range(0, max(len(texts), 1), PER_FILE), 1):
        body = "".join(texts[begin : begin + PER_FILE])
        name = f"{MUNICIPALITY}{kind}{day:%d%m%Y}-{number:06d}.xml"
        files[name] = (_head(kind[-3:], day) + body + "</sl:standBestand></sl-bag-extract:bagStand>\n").encode()
    return files


def _head(kind: str, day: date) -> str:
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in _NAMESPACES)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sl-bag-extract:bagStand {spaces}><sl-bag-extract:bagInfo>'
        f"<selecties-extract:Gebied-Registratief><selecties-extract:Gebied-GEM><selecties-extract:GemeenteCollectie>"
        f"<selecties-extract:Gemeente><selecties-extract:GemeenteIdentificatie>{MUNICIPALITY}</selecties-extract:GemeenteIdentificatie>"
        f"</selecties-extract:Gemeente></selecties-extract:GemeenteCollectie></selecties-extract:Gebied-GEM>"
        f"</selecties-extract:Gebied-Registratief><selecties-extract:LVC-Extract><selecties-extract:StandTechnischeDatum>{day:%Y-%m-%d}"
        f"</selecties-extract:StandTechnischeDatum></selecties-extract:LVC-Extract></sl-bag-extract:bagInfo><sl:standBestand>"
        f"<sl:dataset>LVBAG</sl:dataset><sl:inhoud><sl:gebied>GEMEENTE</sl:gebied><sl:leveringsId>0000000001</sl:leveringsId>"
        f"<sl:objectTypen><sl:objectType>{kind}</sl:objectType></sl:objectTypen></sl:inhoud>\n"
    )


def _relation(day: date) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gwr-bestand:BAG-GWR-Deelbestand-LVC'
        ' xmlns:gwr-bestand="www.kadaster.nl/schemas/lvbag/gem-wpl-rel/gwr-deelbestand-lvc/v20200601"'
        ' xmlns:selecties-extract="http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601"'
        ' xmlns:bagtypes="www.kadaster.nl/schemas/lvbag/gem-wpl-rel/bag-types/v20200601"'
        ' xmlns:gwr-product="www.kadaster.nl/schemas/lvbag/gem-wpl-rel/gwr-producten-lvc/v20200601">'
        f"<gwr-bestand:SelectieGegevens><selecties-extract:StandTechnischeDatum>{day:%Y-%m-%d}</selecties-extract:StandTechnischeDatum>"
        "</gwr-bestand:SelectieGegevens><gwr-bestand:Product><gwr-product:GemeenteWoonplaatsRelatieProduct>"
        "<gwr-product:GemeenteWoonplaatsRelatie><gwr-product:tijdvakgeldigheid><bagtypes:begindatumTijdvakGeldigheid>2010-05-01"
        "</bagtypes:begindatumTijdvakGeldigheid></gwr-product:tijdvakgeldigheid><gwr-product:gerelateerdeWoonplaats>"
        "<gwr-product:identificatie>9990</gwr-product:identificatie></gwr-product:gerelateerdeWoonplaats>"
        f"<gwr-product:gerelateerdeGemeente><gwr-product:identificatie>{MUNICIPALITY}</gwr-product:identificatie>"
        "</gwr-product:gerelateerdeGemeente><gwr-product:status>definitief</gwr-product:status></gwr-product:GemeenteWoonplaatsRelatie>"
        "</gwr-product:GemeenteWoonplaatsRelatieProduct></gwr-bestand:Product></gwr-bestand:BAG-GWR-Deelbestand-LVC>\n"
    )


def _delivery_note(day: date) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<xb:BAG-Extract-Levering xmlns:xb="http://www.kadaster.nl/schemas/lvbag/extract-levering/v20200601"'
        ' xmlns:selecties-extract="http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601"><xb:SelectieGegevens>'
        f"<selecties-extract:LVC-Extract><selecties-extract:StandTechnischeDatum>{day:%Y-%m-%d}</selecties-extract:StandTechnischeDatum>"
        "</selecties-extract:LVC-Extract><selecties-extract:Gebied-Registratief><selecties-extract:Gebied-GEM>"
        "<selecties-extract:GemeenteCollectie><selecties-extract:Gemeente>"
        f"<selecties-extract:GemeenteIdentificatie>{MUNICIPALITY}</selecties-extract:GemeenteIdentificatie>"
        f"<selecties-extract:GemeenteNaam>{TOWN}</selecties-extract:GemeenteNaam></selecties-extract:Gemeente>"
        "</selecties-extract:GemeenteCollectie></selecties-extract:Gebied-GEM></selecties-extract:Gebied-Registratief>"
        "</xb:SelectieGegevens><xb:SchemaInfo><xb:naam>BagvsExtractDeelbestandExtractLvc-2.1.0.xsd</xb:naam><xb:versie>20200601</xb:versie>"
        "</xb:SchemaInfo></xb:BAG-Extract-Levering>\n"
    )
