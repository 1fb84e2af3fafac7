# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cases in the form of the ZGW APIs."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from pandzicht.modelcity.cases import PAGE, _pages
from tests.modelcity.written import Row, Written


@pytest.fixture(scope="module")
def cases(city: Written) -> list[Row]:
    return city.cases()


def test_a_page_is_a_list_with_its_count(city: Written) -> None:
    pages = [json.loads(path.read_text()) for path in city.files("vergunningen")]
    assert sum(len(page["results"]) for page in pages) == pages[0]["count"]
    assert [page["next"] for page in pages][-1] is None


@pytest.mark.parametrize(
    ("count", "pages"), [(0, [(0, 0)]), (1, [(0, 1)]), (PAGE, [(0, PAGE)]), (PAGE + 1, [(0, PAGE), (PAGE, PAGE + 1)])]
)
def test_pages_hold_twenty_thousand(count: int, pages: list[tuple[int, int]]) -> None:
    assert list(_pages(count)) == pages


def test_every_kind_of_case_in_its_share(cases: list[Row]) -> None:
    kinds = Counter(case["_expand"]["zaaktype"]["identificatie"] for case in cases)
    assert kinds["BOUWEN"] / len(cases) == pytest.approx(0.46, abs=0.05)
    assert kinds["GEREEDMELDING"] / len(cases) == pytest.approx(0.24, abs=0.05)
    assert {
        "OMZETTING",
        "SPLITSING",
        "KAMERVERHUUR",
        "BRANDVEILIG",
        "RECLAME",
        "EXPLOITATIE",
        "MONUMENT",
    } <= kinds.keys()


def test_a_completion_names_the_building_case_before_it(cases: list[Row]) -> None:
    by_url = {case["url"]: case for case in cases}
    ready = [case for case in cases if case["_expand"]["zaaktype"]["identificatie"] == "GEREEDMELDING"]
    for case in ready:
        main = by_url[case["hoofdzaak"]]
        assert main["_expand"]["zaaktype"]["identificatie"] == "BOUWEN"
        assert main["_expand"]["resultaat"] == {"toelichting": "Verleend"}
        assert main["registratiedatum"] < case["registratiedatum"]
    others = [case for case in cases if case["_expand"]["zaaktype"]["identificatie"] != "GEREEDMELDING"]
    assert {case["hoofdzaak"] for case in others} == {None}


def test_objects_come_in_three_forms(cases: list[Row]) -> None:
    objects = [part for case in cases for part in case["_expand"]["zaakobjecten"]]
    forms = Counter(part["objectType"] for part in objects)
    assert set(forms) == {"adres", "overige", "pand"}
    assert forms["adres"] > forms["overige"] > forms["pand"] > 0
    for part in objects:
        found = part["objectIdentificatie"]
        if part["objectType"] == "adres":
            assert isinstance(found["huisnummer"], int) or any(
                sign.isdigit() for sign in found["gorOpenbareRuimteNaam"]
            )
            assert len(found) == 7
        else:
            number = (
                found["overigeData"]["identificatie"] if part["objectType"] == "overige" else found["identificatie"]
            )
            assert len(number) == 16
    assert any(not case["_expand"]["zaakobjecten"] for case in cases)


def test_the_true_address_of_a_case_of_a_pand_is_the_pand_only(city: Written, cases: list[Row]) -> None:
    for case, link in zip(cases, city.links("vergunningen"), strict=True):
        parts = case["_expand"]["zaakobjecten"]
        if not parts:
            assert (link["object_id"], link["pand_id"]) == (None, None)
        elif parts[0]["objectType"] == "pand":
            assert link["object_id"] is None
            assert str(link["pand_id"]) == parts[0]["objectIdentificatie"]["identificatie"]
        elif parts[0]["objectType"] == "overige":
            assert str(link["object_id"]) == parts[0]["objectIdentificatie"]["overigeData"]["identificatie"]


def test_an_open_case_has_no_result_and_a_closed_one_has(cases: list[Row]) -> None:
    assert {(case["einddatum"] is None) == (case["_expand"]["resultaat"] is None) for case in cases} == {True}


def test_numbers_and_urls_are_different(cases: list[Row]) -> None:
    for key in ("identificatie", "url", "uuid"):
        assert len({case[key] for case in cases}) == len(cases)
    assert all(case["identificatie"].startswith(f"Z{case['registratiedatum'][:4]}-") for case in cases)


def test_the_second_week_counts_on(city: Written, cases: list[Row]) -> None:
    later = json.loads(city.files("vergunningen", wave=2)[0].read_text())["results"]
    assert not {case["url"] for case in later} & {case["url"] for case in cases}
    assert all(case["registratiedatum"] >= "2026-03-02" for case in later)


def test_every_property_has_a_name_and_a_value(cases: list[Row]) -> None:
    pairs = [pair for case in cases for pair in case["_expand"]["eigenschappen"]]
    assert all(set(pair) == {"naam", "waarde"} and pair["waarde"] for pair in pairs)
    names = {pair["naam"] for pair in pairs}
    assert {"bouwkosten", "soort_werk", "gereed_op", "aantal_kamers", "aantal_personen", "geldig_tot"} <= names
