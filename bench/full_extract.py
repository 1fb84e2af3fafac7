# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A BAG 2.0 extract of a whole model city: every object, two voorkomens for nearly every verblijfsobject.

The model city itself delivers an extract of what changed only, because bag-light tells the rest. The elements are
written by the same maker; only how many there are differs.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from pandzicht.modelcity.areas import MUNICIPALITY
from pandzicht.modelcity.bag_extract import PER_FILE, _delivery_note, _head
from pandzicht.modelcity.bag_history import Dwellings, Numbers, build_dwellings, build_numbers, changed_groups
from pandzicht.modelcity.bag_stand import (
    dwelling_texts,
    number_texts,
    pand_texts,
    place_texts,
    street_texts,
    town_text,
)
from pandzicht.modelcity.firms import build_firms
from pandzicht.modelcity.objects import LIGPLAATS, STANDPLAATS, VERBLIJFSOBJECT
from pandzicht.modelcity.owners import build_owners
from pandzicht.modelcity.town import Town, build_town
from pandzicht.modelcity.truth import build_truth

Texts = Callable[[int, int], list[str]]


def write_full_extract(folder: Path, *, addresses: int, seed: int, on: date) -> dict[str, Any]:
    """Write `BAGGEM9999L-DDMMYYYY.zip` and return its name, size and what it holds."""
    town = build_town(addresses, seed=seed, on=on)
    truth = build_truth(town, build_owners(town), build_firms(town))
    groups = changed_groups(town, truth)
    taken = np.concatenate(list(groups.values()))
    real = np.flatnonzero(town.objects.standing & (town.objects.soort == VERBLIJFSOBJECT))
    groups["altered"] = np.setdiff1d(real, taken)
    dwellings = build_dwellings(town, truth, groups)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"BAGGEM{MUNICIPALITY}L-{on:%d%m%Y}.zip"
    counts, xml = {}, 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for kind, count, texts in _kinds(town, dwellings, build_numbers(town, dwellings, groups)):
            content, size = _zipped(kind, count, texts, on)
            archive.writestr(f"{MUNICIPALITY}{kind}{on:%d%m%Y}.zip", content)
            counts[kind], xml = count, xml + size
        archive.writestr("Leveringsdocument-BAG-Extract.xml", _delivery_note(on))
    return {
        "file": path.name,
        "zip_mib": path.stat().st_size / 2**20,
        "xml_mib": xml / 2**20,
        "voorkomens": sum(counts.values()),
        "counts": counts,
    }


def _kinds(town: Town, dwellings: Dwellings, numbers: Numbers) -> Iterator[tuple[str, int, Texts]]:
    """Yield per kind of object how many voorkomens there are, and how to write some of them."""
    objects = town.objects
    panden = np.arange(len(town.panden.ids))
    streets = np.arange(len(town.streets.names))
    places = [np.flatnonzero(objects.standing & (objects.soort == soort)) for soort in (LIGPLAATS, STANDPLAATS)]
    yield "VBO", len(dwellings.at), lambda start, stop: dwelling_texts(town, _part(dwellings, start, stop))
    yield "NUM", len(numbers.at), lambda start, stop: number_texts(town, _part(numbers, start, stop))
    for kind, whole in (
        ("PND", pand_texts(town, panden, dwellings)),
        ("OPR", street_texts(town, streets)),
        ("WPL", [town_text(town)]),
        ("LIG", place_texts(town, places[0], layer="LIG")),
        ("STA", place_texts(town, places[1], layer="STA")),
    ):
        yield kind, len(whole), lambda start, stop, whole=whole: whole[start:stop]


def _part(rows: Any, start: int, stop: int) -> Any:
    return type(rows)(**{field.name: getattr(rows, field.name)[start:stop] for field in fields(rows)})


def _zipped(kind: str, count: int, texts: Texts, on: date) -> tuple[bytes, int]:
    """Return the inner zip of one kind, and the bytes of its XML; one file is in memory at a time."""
    out, size = io.BytesIO(), 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for number, start in enumerate(range(0, count, PER_FILE), 1):
            body = "".join(texts(start, start + PER_FILE))
            content = (_head(kind, on) + body + "</sl:standBestand></sl-bag-extract:bagStand>\n").encode()
            archive.writestr(f"{MUNICIPALITY}{kind}{on:%d%m%Y}-{number:06d}.xml", content)
            size += len(content)
    return out.getvalue(), size
