# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.addresses.spine_readers import read_spine
from pandzicht.definitions.addresses import Dummies
from pandzicht.errors import NotAvailable, NotFound
from tests.addresses.bag_gpkg import VBO, bag_light
from tests.addresses.bag_xml import change, mutation_file, pand, stand_file, verblijfsobject, written


def test_each_form_is_read_by_its_name(tmp_path: Path) -> None:
    extract = read_spine("bag_extract", written(tmp_path, a=stand_file(pand(), verblijfsobject())))
    assert (extract.current_only, extract.objecten.num_rows) == (False, 1)
    light = read_spine("bag_light", [bag_light(tmp_path / "a.gpkg")])
    assert (light.current_only, light.objecten.num_rows) == (True, 3)
    mutations = written(tmp_path, m=mutation_file(change("verwijdering", was=pand())))
    assert read_spine("bag_mutations", mutations, base=extract).panden.num_rows == 0
    table = tmp_path / "bagadres.csv"
    header = "openbareruimte;huisnummer;huisletter;huisnummertoevoeging;postcode;woonplaats;object_id;object_type"
    line = "Duinlaan;1;;;9911AB;Duinrijk;9999010000000001;VBO"
    table.write_text(f"{header};nevenadres;x;y\n{line};f;100000;450000\n")
    assert read_spine("bag_csv", [table]).objecten.num_rows == 1


def test_dummies_and_ignored_names_reach_the_reader(tmp_path: Path) -> None:
    path = bag_light(tmp_path / "a.gpkg", verblijfsobject=[{**VBO, "hoogte": "3"}])
    spine = read_spine("bag_light", [path], dummies=Dummies(oppervlakte=(70,)), ignored=["hoogte"])
    assert spine.objecten["oppervlakte_m2"].to_pylist() == [None, None, None]


def test_an_unknown_reader_is_named_with_those_that_are() -> None:
    with pytest.raises(NotFound, match="reader 'shapefile' reads no spine; those that do are bag_extract, bag_light"):
        read_spine("shapefile", [])


def test_mutations_need_a_spine() -> None:
    with pytest.raises(NotAvailable, match="load a BAG extract first"):
        read_spine("bag_mutations", [])
