# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The BAG extract, judged by GDAL's own reader of it and by the objects that it speaks of."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from itertools import pairwise
from typing import Any

import numpy as np
import pyogrio
import pytest

from pandzicht.modelcity.bag_history import build_dwellings, changed_groups
from pandzicht.modelcity.bag_stand import RAZED_ID, pand_texts
from pandzicht.modelcity.firms import build_firms
from pandzicht.modelcity.owners import build_owners
from pandzicht.modelcity.town import Town, build_town
from pandzicht.modelcity.truth import Truth, build_truth
from tests.modelcity.written import ON, Written

TYPES = ("LIG", "NUM", "OPR", "PND", "STA", "VBO", "WPL")


@pytest.fixture(scope="module")
def outer(city: Written) -> zipfile.ZipFile:
    return zipfile.ZipFile(city.files("bag_historie")[0])


@pytest.fixture(scope="module")
def stand(outer: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """The voorkomens of each type as GDAL reads them."""
    folder = tmp_path_factory.mktemp("lvbag")
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for kind in TYPES:
        inner = zipfile.ZipFile(io.BytesIO(outer.read(f"9999{kind}02032026.zip")))
        for name in inner.namelist():
            (folder / name).write_bytes(inner.read(name))
            _, table = pyogrio.raw.read_arrow(folder / name)
            found[kind] += table.to_pylist()
    return found


def last(reference: str) -> str:
    return reference.rpartition(".")[2]


def test_the_delivery_is_a_zip_of_zips_with_junk_among_them(outer: zipfile.ZipFile) -> None:
    names = set(outer.namelist())
    assert {f"9999{kind}02032026.zip" for kind in TYPES} <= names
    assert {"9999InOnderzoek02032026.zip", "9999Inactief02032026.zip", "9999NietBag02032026.zip"} <= names
    assert {".DS_Store", "Leveringsdocument-BAG-Extract.xml", "GEM-WPL-RELATIE-02032026.zip"} <= names
    assert any(name.startswith("__MACOSX/") for name in names)


def test_every_reference_leads_to_something_inside(stand: dict[str, list[dict[str, Any]]]) -> None:
    ids = {kind: {last(row["identificatie"]) for row in rows} for kind, rows in stand.items()}
    for row in stand["VBO"]:
        assert last(row["hoofdadresNummeraanduidingRef"]) in ids["NUM"]
        assert {last(ref) for ref in row["nevenadresNummeraanduidingRef"] or []} <= ids["NUM"]
        assert {last(ref) for ref in row["pandRef"]} <= ids["PND"]
    for row in [*stand["LIG"], *stand["STA"]]:
        assert last(row["hoofdadresNummeraanduidingRef"]) in ids["NUM"]
    assert {last(row["openbareruimteRef"]) for row in stand["NUM"]} <= ids["OPR"]
    assert {last(row["woonplaatsRef"]) for row in stand["OPR"]} == ids["WPL"] == {"9990"}


def test_voorkomens_follow_each_other_without_gap(stand: dict[str, list[dict[str, Any]]]) -> None:
    for rows in stand.values():
        lives = defaultdict(list)
        for row in rows:
            lives[row["identificatie"]].append(row)
        for life in lives.values():
            assert [row["voorkomenIdentificatie"] for row in life] == list(range(1, len(life) + 1))
            for one, then in pairwise(life):
                assert one["beginGeldigheid"] < one["eindGeldigheid"] == then["beginGeldigheid"]
            assert life[-1]["eindGeldigheid"] is None


def test_the_kinds_of_change_are_all_there(stand: dict[str, list[dict[str, Any]]]) -> None:
    dwellings = stand["VBO"]
    statuses = {row["status"] for row in dwellings}
    assert {"Verblijfsobject ingetrokken", "Verblijfsobject gevormd", "Verblijfsobject in gebruik"} <= statuses
    assert any(row["nevenadresNummeraanduidingRef"] for row in dwellings)
    assert any(row["geconstateerd"] for row in dwellings)
    assert "Naamgeving ingetrokken" in {row["status"] for row in stand["NUM"]}
    assert max(row["voorkomenIdentificatie"] for row in stand["OPR"]) == 2
    lives = defaultdict(set)
    for row in dwellings:
        lives[row["identificatie"]].add(row["hoofdadresNummeraanduidingRef"])
    assert any(len(numbers) == 2 for numbers in lives.values())


def test_what_stands_now_agrees_with_bag_light(city: Written, stand: dict[str, list[dict[str, Any]]]) -> None:
    _, table = pyogrio.raw.read_arrow(city.files("bag")[0], layer="verblijfsobject")
    light = {row["identificatie"]: row for row in table.to_pylist()}
    current = [row for row in stand["VBO"] if row["eindGeldigheid"] is None]
    gone = {last(row["identificatie"]) for row in current if row["status"].endswith("ingetrokken")}
    assert gone
    assert not gone & light.keys()
    for row in current:
        if (number := last(row["identificatie"])) not in gone:
            there = light[number]
            assert (there["oppervlakte"], there["status"]) == (row["oppervlakte"], row["status"])
            assert there["gebruiksdoel"] == ",".join(row["gebruiksdoel"])
            assert there["nummeraanduiding_hoofdadres_identificatie"] == last(row["hoofdadresNummeraanduidingRef"])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_object_changed_in_two_ways(seed: int) -> None:
    town = build_town(6_000, seed=seed, on=ON)
    owners = build_owners(town)
    groups = changed_groups(town, build_truth(town, owners, build_firms(town)))
    everything = np.concatenate(list(groups.values()))
    assert len(np.unique(everything)) == len(everything)
    assert all(len(group) for group in groups.values())


def test_a_demolished_pand_goes_with_what_stood_in_it(town: Town, truth: Truth) -> None:
    dwellings = build_dwellings(town, truth, changed_groups(town, truth))
    razed = dwellings.at[dwellings.razed]
    assert len(razed)
    texts = pand_texts(town, np.unique(town.objects.pand[razed]), dwellings)
    gone = [text for text in texts if "Pand gesloopt" in text]
    assert len(gone) == len(np.unique(razed))
    for position in np.unique(razed).tolist():
        assert any(f">{RAZED_ID + position}<" in text for text in gone)


def test_what_is_in_onderzoek_names_an_object_of_the_city(city: Written, outer: zipfile.ZipFile) -> None:
    asked = zipfile.ZipFile(io.BytesIO(outer.read("9999InOnderzoek02032026.zip")))
    assert set(asked.namelist()) == {f"9999IO{kind}02032026.zip" for kind in TYPES}
    inner = zipfile.ZipFile(io.BytesIO(asked.read("9999IOVBO02032026.zip")))
    text = inner.read(inner.namelist()[0]).decode()
    assert text.count("<KenmerkInOnderzoek:inOnderzoek>J<") == text.count("<sl:stand>") > 0
