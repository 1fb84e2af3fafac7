# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The two files of the BAG: the layers of bag-light as frames, the stand of the extract as records."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyogrio
import shapely
from lxml import etree

from bench.peers.pandas_frames import category

KINDS = ("verblijfsobject", "ligplaats", "standplaats")
_TEXTS = {
    "status": "status",
    "openbare_ruimte_naam": "straat",
    "openbare_ruimte_naam_kort": "straat_kort",
    "huisletter": "huisletter",
    "toevoeging": "toevoeging",
    "postcode": "postcode",
    "gebruiksdoel": "gebruiksdoelen",
    "pand_identificatie": "pand_ids",
}
_NUMBERS = {
    "identificatie": "object_id",
    "nummeraanduiding_hoofdadres_identificatie": "num_id",
    "huisnummer": "huisnummer",
    "oppervlakte": "oppervlakte",
}
_OF_DWELLINGS = frozenset({"gebruiksdoel", "pand_identificatie", "oppervlakte"})


def light_objects(path: Path) -> pd.DataFrame:
    """Return every object of bag-light with its hoofdadres and its place."""
    tables, places = [], []
    for soort in KINDS:
        columns = [name for name in (*_TEXTS, *_NUMBERS) if soort == KINDS[0] or name not in _OF_DWELLINGS]
        meta, table = pyogrio.raw.read_arrow(path, layer=soort, columns=columns)
        shape = shapely.from_wkb(table[meta["geometry_name"] or "wkb_geometry"].to_numpy())
        shape = shape if soort == KINDS[0] else shapely.centroid(shape)
        places.append(np.stack([shapely.get_x(shape), shapely.get_y(shape)]))
        tables.append(table.select(columns).append_column("soort", pa.repeat(soort, table.num_rows)))
    table = pa.concat_tables(tables, promote_options="default")
    found = {name: category(table[given]) for given, name in {**_TEXTS, "soort": "soort"}.items()}
    for given, name in _NUMBERS.items():
        found[name] = pc.cast(table[given], pa.int64()).fill_null(0).to_numpy()
    place = np.concatenate(places, axis=1)
    return pd.DataFrame({**found, "x": place[0], "y": place[1]}, copy=False)


def light_panden(path: Path) -> pd.DataFrame:
    """Return pand_id, pand_bouwjaar (NaN: unknown) and pand_status."""
    _, table = pyogrio.raw.read_arrow(
        path, layer="pand", columns=["identificatie", "bouwjaar", "status"], read_geometry=False
    )
    frame = pd.DataFrame(
        {
            "pand_id": pc.cast(table["identificatie"], pa.int64()).to_numpy(),
            "pand_bouwjaar": pc.cast(table["bouwjaar"], pa.float64()).to_numpy(),
            "pand_status": category(table["status"]),
        }
    )
    frame["pand_bouwjaar"] = frame["pand_bouwjaar"].where(~frame["pand_bouwjaar"].isin((1005, 9999)))
    return frame


@dataclass(slots=True)
class Stand:
    """One voorkomen: its texts by the local name of their element, and its period."""

    kind: str
    texts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def one(self, name: str) -> str:
        """Return the first text of an element, empty when absent."""
        found = self.texts.get(name)
        return found[0] if found else ""

    def number(self, name: str) -> int:
        """Return the first text as a number, 0 when absent."""
        return int(self.one(name) or 0)

    def phase(self, on: str) -> int:
        """Return 0 when it holds on a day, 1 when it has ended, 2 when it has not begun."""
        if self.one("beginGeldigheid") > on:
            return 2
        return 1 if (self.one("eindGeldigheid") or "9999") <= on else 0


def extract_stands(path: Path) -> dict[str, list[Stand]]:
    """Return the voorkomens of an extract by kind: VBO, NUM, OPR, PND, IOVBO and so on."""
    found: dict[str, list[Stand]] = defaultdict(list)
    for name, content in _files(path.read_bytes()):
        kind = name[4:-19]
        if kind.startswith(("IA", "NB")) or not kind.isupper():
            continue
        for _, element in etree.iterparse(io.BytesIO(content), tag="{*}stand"):
            found[kind].append(_stand(kind, element))
            element.clear()
    return found


def _stand(kind: str, element: etree._Element) -> Stand:
    stand = Stand(kind)
    for node in element.iter():
        if node.text and not len(node):
            name = node.tag.rpartition("}")[2]
            if name.endswith("Ref"):
                name = node.getparent().tag.rpartition("}")[2]
            stand.texts[name].append(node.text)
    return stand


def _files(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith(("__MACOSX", "GEM-WPL")):
                continue
            if name.endswith(".zip"):
                yield from _files(archive.read(name))
            elif name.endswith(".xml") and name[:4].isdigit():
                yield name, archive.read(name)


def newest(stands: list[Stand], on: date) -> dict[int, Stand]:
    """Return per id the voorkomen that holds on a day, else the last that ended, else the first to come."""
    chosen: dict[int, tuple[int, str, Stand]] = {}
    day = on.isoformat()
    for stand in stands:
        key, phase = stand.number("identificatie"), stand.phase(day)
        rank = (-phase, stand.one("beginGeldigheid"), stand)
        if key not in chosen or rank[:2] > chosen[key][:2]:
            chosen[key] = rank
    return {key: stand for key, (_, _, stand) in chosen.items()}
