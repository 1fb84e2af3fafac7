# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from lxml import etree

from pandzicht.addresses.bag_objects import ElementFault, bag_id, bag_onderzoek, bag_row
from pandzicht.addresses.spine_tables import SCHEMAS, TABLE_OF, Soort
from pandzicht.definitions.addresses import Dummies
from tests.addresses.bag_xml import (
    NAMESPACES,
    PRACTICE,
    history,
    ligplaats,
    nummeraanduiding,
    objecten,
    onderzoek,
    openbare_ruimte,
    pand,
    reference,
    verblijfsobject,
    woonplaats,
)  # fmt: skip


def parsed(xml: str) -> Any:
    return etree.fromstring(f"<root {NAMESPACES}>{xml}</root>")[0]


def values(xml: str, dummies: Dummies | None = None) -> dict[str, Any]:
    found = bag_row(parsed(xml), dummies or Dummies())
    return dict(zip(SCHEMAS[TABLE_OF[found.soort]].names, found.row, strict=True))


def test_a_verblijfsobject() -> None:
    found = values(
        verblijfsobject(
            uses=("winkelfunctie", "woonfunctie", "kantoorfunctie"),
            panden=("9999100000000002", "9999100000000001"),
            neven=("9999200000000003", "9999200000000002"),
        )
    )
    assert found["object_id"] == 9999010000000001
    assert found["soort"] == "verblijfsobject"
    assert found["gebruiksdoelen"] == "kantoorfunctie|winkelfunctie|woonfunctie"
    assert found["hoofdadres_id"] == 9999200000000001
    assert found["nevenadres_ids"] == [9999200000000002, 9999200000000003]
    assert found["pand_ids"] == [9999100000000001, 9999100000000002]
    assert found["oppervlakte_m2"] == found["oppervlakte_geleverd"] == 70
    assert found["geconstateerd"] is False
    assert found["documentdatum"] == date(2010, 1, 1)
    assert found["voorkomen"] == 1


def test_references_in_one_holder_or_in_one_each_are_the_same() -> None:
    one = verblijfsobject(panden=(), more=reference("maaktDeelUitVan", "Pand", "9999100000000001", "9999100000000002"))
    each = verblijfsobject(panden=("9999100000000001", "9999100000000002"))
    assert values(one)["pand_ids"] == values(each)["pand_ids"] == [9999100000000001, 9999100000000002]


def test_a_ligplaats_has_neither_area_nor_panden() -> None:
    found = values(ligplaats())
    assert (found["soort"], found["oppervlakte_m2"], found["gebruiksdoelen"]) == ("ligplaats", None, None)
    assert (found["pand_ids"], found["nevenadres_ids"]) == ([], [])


@pytest.mark.parametrize("delivered", [1, 9999, 999999])
def test_a_dummy_area_is_unknown_and_kept_as_delivered(delivered: int) -> None:
    found = values(verblijfsobject(area_m2=str(delivered)), PRACTICE)
    assert (found["oppervlakte_m2"], found["oppervlakte_geleverd"]) == (None, delivered)
    kept = values(verblijfsobject(area_m2=str(delivered)), Dummies())
    assert kept["oppervlakte_m2"] == delivered


@pytest.mark.parametrize("delivered", [1005, 9999])
def test_a_dummy_year_is_unknown(delivered: int) -> None:
    assert values(pand(year=str(delivered)), PRACTICE)["bouwjaar"] is None
    assert values(pand(year=str(delivered)), Dummies(bouwjaar=(1,)))["bouwjaar"] == delivered


def test_a_nummeraanduiding_a_street_a_town() -> None:
    number = values(nummeraanduiding(letter="a", toevoeging="2", postcode=""))
    assert (number["huisnummer"], number["huisletter"], number["huisnummertoevoeging"]) == (12, "a", "2")
    assert (number["postcode"], number["soort_object"]) == (None, "verblijfsobject")
    assert (number["openbare_ruimte_id"], number["woonplaats_id"]) == (9999300000000001, None)
    street = values(openbare_ruimte(name="Burgemeester Duinlaan", short="Burg Duinln"))
    assert (street["naam"], street["naam_kort"], street["woonplaats_id"]) == (
        "Burgemeester Duinlaan",
        "Burg Duinln",
        9990,
    )
    assert street["soort"] == "Weg"
    town = values(woonplaats())
    assert (town["woonplaats_id"], town["naam"]) == (9990, "Duinrijk")


def dates(**when: str) -> tuple[date | None, ...]:
    found = values(pand(when=history(2, "2015-05-01", **when)))
    return tuple(found[name] for name in ("geldig_van", "geldig_tot", "bekend_van", "bekend_tot"))


def test_dates_of_what_holds_and_of_what_has_ended() -> None:
    begin = date(2015, 5, 1)
    assert dates(registratie="2015-05-03") == (begin, None, date(2015, 5, 3), None)
    ended = dates(eind="2019-01-15", eind_registratie="2019-01-17")
    assert ended == (begin, date(2019, 1, 15), begin, date(2019, 1, 17))


def test_what_fell_away_has_no_end_but_a_day_from_which_it_is_not_believed() -> None:
    begin, gone = date(2015, 5, 1), date(2018, 2, 1)
    assert dates(eind="2019-01-15", inactief="2018-02-01") == (begin, None, begin, gone)
    assert dates(niet_bag="2018-02-01") == (begin, None, begin, gone)
    assert dates(inactief="2018-03-01", niet_bag="2018-02-01") == (begin, None, begin, gone)


def test_a_kenmerk_in_onderzoek() -> None:
    found = bag_onderzoek(parsed(onderzoek(kind="Pand", key="9999100000000001", kenmerk="status", flag="N")))
    assert (found.soort, found.id) == (Soort.PAND, 9999100000000001)
    named = dict(zip(SCHEMAS["in_onderzoek"].names, found.row, strict=True))
    assert (named["kenmerk"], named["in_onderzoek"], named["geldig_van"]) == ("status", False, date(2015, 1, 1))


def test_elements_that_nobody_reads_are_named() -> None:
    found = bag_row(parsed(verblijfsobject(more=objecten("verdieping", "3"))), Dummies())
    assert found.unread == ("verdieping",)
    assert bag_row(parsed(verblijfsobject()), Dummies()).unread == ()


@pytest.mark.parametrize(
    ("xml", "element", "told"),
    [
        (verblijfsobject(key="123"), "identificatie", "is no id of 16 digits: 123"),
        (
            verblijfsobject(key="9999020000000001"),
            "identificatie",
            "is no id of a verblijfsobject (digits 5 and 6 are 02)",
        ),
        (verblijfsobject(key="९९९९010000000001"), "identificatie", "is no id of 16 digits"),
        (verblijfsobject(number="9999010000000001"), "heeftAlsHoofdadres", "is no id of a nummeraanduiding"),
        (verblijfsobject(number=""), "heeftAlsHoofdadres", "is missing or empty"),
        (verblijfsobject(area_m2="70,5"), "oppervlakte", "is no whole number: 70,5"),
        (verblijfsobject(status=""), "status", "is missing or empty"),
        (pand(when=history(1, "01-05-2015")), "beginGeldigheid", "is no date: 01-05-2015"),
        (pand(when=""), "voorkomenidentificatie", ""),
        (pand(year="MCM"), "oorspronkelijkBouwjaar", "is no whole number: MCM"),
        (nummeraanduiding(huisnummer=""), "huisnummer", "is missing or empty"),
        (openbare_ruimte(town="123"), "ligtIn", "is no id of 4 digits: 123"),
        (objecten("Kelder", "x"), "Kelder", "is no object of the BAG"),
    ],
)
def test_what_cannot_be_read_names_its_element(xml: str, element: str, told: str) -> None:
    if element == "voorkomenidentificatie":
        xml, element, told = pand(when=objecten("voorkomen")), "beginGeldigheid", "is missing or empty"
    with pytest.raises(ElementFault) as caught:
        values(xml)
    assert caught.value.element == element
    assert told in str(caught.value)


def test_a_kenmerk_of_something_else_is_refused() -> None:
    with pytest.raises(ElementFault, match="is no kenmerk of an object of the BAG"):
        bag_onderzoek(parsed(onderzoek().replace("KenmerkVerblijfsobjectInOnderzoek", "KenmerkKelderInOnderzoek")))


def test_ids_of_a_woonplaats_have_four_digits() -> None:
    assert bag_id("ligtIn", "0518", Soort.WOONPLAATS) == 518
