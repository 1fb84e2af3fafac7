# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A fact has its value, its source and its day, or says why it is not known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.dossier.facts import Fact
from pandzicht.language import Language
from pandzicht.store.publish import read_json, write_json
from pandzicht.store.workspace import Workspace
from tests.dossier.told_city import CHANGES, CROWDED, EMPTY, TROUBLED, dossier, rows, told_city
from tests.runs.published_city import RUN, publish_city
from tests.small_catalogue import FILES


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return told_city(tmp_path_factory.mktemp("facts"))


def facts(space: Workspace, address: str = CROWDED, language: Language = Language.NL) -> dict[str, Fact]:
    return {fact.name: fact for fact in dossier(space, address, language=language).facts}


def test_what_the_bag_says_comes_first_then_the_facts_of_the_check(city: Workspace) -> None:
    assert list(facts(city)) == [
        "soort", "status", "levensfase", "oppervlakte_m2", "gebruiksdoelen", "pand_id", "pand_bouwjaar", "pand_status",
        "bezit", "hinder_aantal", "bewoners_aantal",
    ]  # fmt: skip


def test_a_fact_that_repeats_what_the_bag_says_is_told_once(city: Workspace) -> None:
    assert [name for name in facts(city) if "oppervlakte" in name] == ["oppervlakte_m2"]


def test_a_fact_names_its_source_and_its_day(city: Workspace) -> None:
    found = facts(city)["bewoners_aantal"]
    assert (found.label, found.value, found.unit) == ("Ingeschreven personen", "5", "personen")
    assert (found.source, found.delivered_on) == ("Bewoning", date(2026, 2, 20))
    spoken = facts(city, language=Language.EN)["pand_bouwjaar"]
    assert (spoken.label, spoken.value, spoken.source) == ("Year of construction", "1931", "Buildings")


def test_a_count_beside_a_row_in_doubt_says_so(city: Workspace) -> None:
    found = facts(city, EMPTY)["bewoners_aantal"]
    assert (found.value, found.is_known) == ("0", True)
    assert found.doubt == "een rij van Bewoning kon niet worden gekoppeld en kan bij dit adres horen"
    assert facts(city)["bewoners_aantal"].doubt == ""


def test_a_fact_of_which_nobody_says_anything_is_unknown(city: Workspace) -> None:
    found = facts(city, TROUBLED)["bezit"]
    assert (found.value, found.unit, found.is_known) == ("", "", False)
    assert found.why_unknown == "in Bewoning staat niets over dit adres"
    assert facts(city, "0518010000000004")["oppervlakte_m2"].why_unknown == "in BAG staat niets over dit adres"


def test_a_register_that_stands_in_for_the_bag_tells_nothing_of_the_phase_of_life(tmp_path: Path) -> None:
    space = publish_city(tmp_path / "city", listed=rows(), changes=CHANGES, declared=True)
    found = facts(space)["levensfase"]
    assert (found.value, found.is_known, found.source) == ("", False, "Bewoning")


def test_what_rests_on_no_delivery_at_all_says_so(tmp_path: Path) -> None:
    space = told_city(tmp_path)
    manifest = read_json(space.runs / RUN / "manifest.json")
    del manifest["inputs"]["deliveries"]["bewoning"]
    write_json(space.runs / RUN / "manifest.json", manifest)
    assert facts(space, EMPTY)["bezit"].why_unknown == "er is geen levering van Bewoning"


def test_what_rests_on_an_old_delivery_says_so(tmp_path: Path) -> None:
    space = told_city(tmp_path)
    manifest = read_json(space.runs / RUN / "manifest.json")
    manifest["facts"]["sources"]["bewoning"]["stands"] = False
    write_json(space.runs / RUN / "manifest.json", manifest)
    assert facts(space, EMPTY)["bezit"].why_unknown == "de levering van Bewoning is te oud voor deze peildatum"


def test_a_kind_of_address_that_a_source_does_not_cover_is_told(tmp_path: Path) -> None:
    narrow = FILES["sources/meldingen.yaml"].replace("[verblijfsobject]", "[ligplaats]")
    told = CHANGES["sources/meldingen.yaml"] or ""
    changes = {**CHANGES, "sources/meldingen.yaml": told.replace(FILES["sources/meldingen.yaml"], narrow)}
    space = publish_city(tmp_path / "city", listed=rows(), changes=changes)
    assert facts(space)["hinder_aantal"].why_unknown == "Meldingen zegt niets over een adres van deze soort"
