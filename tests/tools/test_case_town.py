# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The made-up town of the hard cases becomes a spine with all its names, panden and places."""

from __future__ import annotations

from pandzicht.store.engine import Engine
from tools.case_town import build_town, lines_of
from tools.linking_cases import TOWN
from tools.reference import ROOT

LINES = lines_of(ROOT / TOWN)


def test_every_object_and_every_place_is_an_address() -> None:
    with Engine() as engine:
        build_town(engine, LINES)
        found = dict(engine.rows("SELECT soort, count(*) FROM addresses GROUP BY soort"))
        objects = {line["object_id"]: line["soort"] for line in LINES}
        assert found == {soort: list(objects.values()).count(soort) for soort in set(objects.values())}
        assert set(found) == {"verblijfsobject", "ligplaats", "standplaats", "plaats"}


def test_every_name_is_known_as_what_it_is() -> None:
    with Engine() as engine:
        build_town(engine, LINES)
        found = dict(engine.rows("SELECT soort, count(*) FROM address_names GROUP BY soort"))
        names = [line["naam"] for line in LINES if line["naam"] != "plaats"]
        assert found == {soort: names.count(soort) for soort in set(names)}
        assert set(found) == {"hoofdadres", "nevenadres", "voormalig"}


def test_an_object_may_stand_on_two_panden_and_a_street_has_its_short_name() -> None:
    with Engine() as engine:
        build_town(engine, LINES)
        assert engine.value("SELECT max(panden_aantal) FROM addresses") == 2
        aliases = dict(engine.rows("SELECT alias_norm, straat_norm FROM straat_aliases"))
        assert aliases["bmwolbersplein"] == "burgwolbersplein"


def test_the_town_is_no_place_that_exists_by_its_ids() -> None:
    assert {line["object_id"][:4] for line in LINES if line["soort"] != "plaats"} == {"9999"}
