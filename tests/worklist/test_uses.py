# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Uses are those of the BAG, alone or together, and an object is told in the words of its reader."""

from __future__ import annotations

import pytest

from pandzicht.language import Language, speaker
from pandzicht.runs.shelf import Shelf
from pandzicht.worklist.uses import WORDS, object_told, pand_told, uses_of
from tests.model_city import ModelCity

NL = speaker(Language.NL)


def test_each_use_marks_the_addresses_that_have_it(model_city: ModelCity) -> None:
    tables = Shelf().tables(model_city.workspace)
    uses = uses_of(tables)
    told = [(text or "").split("|") for text in tables.addresses["gebruiksdoelen"].to_pylist()]
    assert set(uses.names) == {name for names in told for name in names} - {""}
    for name in uses.names:
        assert uses.marked(name).tolist() == [name in names for names in told]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"gebruiksdoelen": "woonfunctie", "pand_bouwjaar": 1931, "oppervlakte_m2": 1058}, "Woning, 1931, 1.058 m²"),
        ({"gebruiksdoelen": "winkelfunctie|woonfunctie", "oppervlakte_m2": 96}, "Winkel en woning, 96 m²"),
        ({"gebruiksdoelen": None, "soort": "ligplaats", "pand_bouwjaar": None}, "Ligplaats"),
        ({"gebruiksdoelen": "iets nieuws"}, "Iets nieuws"),
        ({}, ""),
    ],
)
def test_an_object_is_told_by_what_is_known_of_it(address: dict[str, object], said: str) -> None:
    assert object_told(address, NL) == said


def test_a_pand_is_told_by_its_year_and_its_objects() -> None:
    assert pand_told({"pand_bouwjaar": 1912}, 6, NL) == "Pand, 1912, 6 objecten"
    assert pand_told({}, 2, NL) == "Pand, 2 objecten"


def test_every_use_of_the_bag_has_words() -> None:
    assert len(WORDS) == 14
    assert all(NL(word) != word or word in {"logies", "sport"} for word in WORDS.values())
