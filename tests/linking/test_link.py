# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What becomes of rows as registers deliver them: each tier, each doubt, each reason not to link."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pandzicht.linking.link import LinkSource, LinkTables, link_sources
from tests.linking.town import (
    Found,
    Home,
    Row,
    Town,
    found_doubts,
    found_links,
    linked_apart,
    number_of,
    object_of,
    pand_of,
    row_of,
)

A, B, ONE = Home(1, "A"), Home(1, "B"), Home(3, pand=1)
OTHER = Home(5, straat="marktweg", postcode="2512AB", pand=2)


def linked(town: Town, row: Row, **kinds: str) -> Found:
    link_sources(town.engine, [town.deliver("brp", [row], **kinds)])
    return found_links(town.engine)["brp", 0]


def doubts(town: Town) -> set[int]:
    return found_doubts(town.engine, "brp")


def test_object_id_with_the_same_address_links() -> None:
    town = Town([A, B, ONE])
    found = linked(town, row_of(B, 1))
    assert (found.state, found.tier, found.address_no, found.pand_no) == ("linked", "object_id_address", 1, 0)
    assert (found.runner_up, found.disagreed, doubts(town)) == (None, None, set())


def test_object_id_without_a_number_to_hold_it_against_links_in_its_own_tier() -> None:
    rows = [Row(object_id=object_of(2)), Row(straat="kerkstraat", object_id=object_of(2))]
    assert {found.tier for found, _ in linked_apart(Town([A, B, ONE]), rows)} == {"object_id"}


CONTRADICTED = {
    "street": ({"straat": "marktweg"}, "street_differs", {"straat"}),
    "address": ({"straat": "parallelwegzuid", "huisnummer": 76}, "number_differs", {"huisnummer", "straat"}),
    "number": ({"huisnummer": 2}, "number_differs", {"huisnummer"}),
    "postcode": ({"straat": None, "postcode": "2512AB"}, "postcode_differs", {"postcode"}),
    "elsewhere": ({"postcode": "1001AA", "woonplaats": "elders"}, "postcode_differs", {"postcode"}),
    "neighbour": ({"huisletter": "B"}, "unit_differs", {"toevoeging"}),
    "nobody": ({"huisletter": "C"}, "unit_differs", {"toevoeging"}),
}


def test_object_id_that_the_address_contradicts_is_in_doubt() -> None:
    town = Town([A, B, ONE, OTHER])
    outcomes = linked_apart(town, [replace(row_of(A, 0), **changes) for changes, _, _ in CONTRADICTED.values()])
    assert {name: found.tier for name, (found, _) in zip(CONTRADICTED, outcomes, strict=True)} == {
        name: tier for name, (_, tier, _) in CONTRADICTED.items()
    }
    for (found, doubted), (_, _, differs) in zip(outcomes, CONTRADICTED.values(), strict=True):
        assert (found.state, found.address_no, found.runner_up) == ("doubtful", None, 0)
        assert set((found.disagreed or "").split("|")) == differs
        assert doubted >= {0, 1}


def test_a_postcode_of_the_next_block_does_not_unsettle_an_id_with_street_and_number() -> None:
    found = linked(Town([A, B, ONE]), replace(row_of(A, 0), postcode="2511CB"))
    assert (found.tier, found.address_no, found.disagreed) == ("object_id_address", 0, "postcode")


def test_an_id_loses_from_an_address_elsewhere_that_agrees_in_everything() -> None:
    elsewhere = replace(A, postcode="2600AA", woonplaats="duinoord", pand=4)
    town = Town([A, elsewhere])
    found = linked(town, row_of(elsewhere, 0))
    assert (found.state, found.tier, found.runner_up) == ("doubtful", "several", 0)
    assert doubts(town) == {0, 1}


def test_an_everyday_name_of_a_woonplaats_is_that_woonplaats() -> None:
    elsewhere = replace(A, postcode="2600AA", woonplaats="duinoord", pand=4)
    row = replace(row_of(A), postcode=None, woonplaats="hetoord")
    assert linked(Town([A, elsewhere]), row).state == "doubtful"
    found = linked(Town([A, elsewhere], known_as=[("hetoord", "duinoord")]), row)
    assert (found.state, found.address_no) == ("linked", 1)


def test_a_spelling_slip_in_the_street_does_not_unsettle_an_id() -> None:
    assert linked(Town([A, B]), replace(row_of(A, 0), straat="kerkstrata")).tier == "object_id_address"


def test_an_id_settles_a_lost_letter_while_no_address_bears_the_bare_number() -> None:
    town = Town([A, B])
    found = linked(town, replace(row_of(B, 1), huisletter=None))
    assert (found.state, found.tier, found.address_no, found.disagreed) == ("linked", "id_unit_open", 1, "toevoeging")


def test_a_lost_letter_that_makes_the_row_name_a_neighbour_is_in_doubt_despite_its_id() -> None:
    town = Town([A, B, Home(1)])
    found = linked(town, replace(row_of(B, 1), huisletter=None))
    assert (found.state, found.tier, found.runner_up) == ("doubtful", "unit_differs", 1)
    assert doubts(town) == {0, 1, 2}


def test_an_addition_that_the_spine_lacks_is_settled_by_the_id_of_the_only_unit() -> None:
    assert linked(Town([ONE, OTHER]), replace(row_of(ONE, 0), toevoeging="HS")).tier == "id_unit_open"


def test_an_addition_that_the_spine_lacks_is_in_doubt_where_there_are_more_units() -> None:
    town = Town([ONE, Home(3, "A", pand=1)])
    found = linked(town, replace(row_of(ONE, 0), toevoeging="2"))
    assert (found.state, found.tier) == ("doubtful", "unit_differs")
    assert doubts(town) == {0, 1}


def test_nummeraanduiding_links_by_any_name_of_the_address() -> None:
    corner = OTHER.named(straat="hoekstraat", huisnummer=7)
    town = Town([ONE, replace(OTHER, also=(corner,))])
    row = replace(row_of(corner), nummeraanduiding_id=number_of(1, 1))
    assert linked(town, row).tier == "nummeraanduiding_id"
    assert linked(town, replace(row, huisnummer=9)).tier == "number_differs"


def test_ids_that_name_different_addresses_are_in_doubt() -> None:
    town = Town([ONE, OTHER])
    found = linked(town, replace(row_of(ONE, 0), nummeraanduiding_id=number_of(1)))
    assert (found.state, found.tier, found.disagreed) == ("doubtful", "ids_differ", "id")


def test_a_nummeraanduiding_of_two_objects_decides_nothing_alone_but_agrees_with_either() -> None:
    town = Town([ONE, OTHER])
    town.engine.run(f"UPDATE address_names SET nummeraanduiding_id = {number_of(0)}")
    assert linked(town, Row(nummeraanduiding_id=number_of(0))).tier == "ids_differ"
    row = replace(row_of(OTHER, 1), nummeraanduiding_id=number_of(0))
    assert linked(town, row).tier == "object_id_address"


def test_a_nevenadres_agrees_with_the_object_id() -> None:
    corner = OTHER.named(straat="hoekstraat", huisnummer=7)
    assert linked(Town([replace(OTHER, also=(corner,))]), row_of(corner, 0)).tier == "object_id_address"


NAMED = {
    "in full": ({}, "postcode_street"),
    "without town": ({"woonplaats": None}, "postcode_street"),
    "by another town": ({"woonplaats": "anders"}, "postcode_street"),
    "with a slip": ({"straat": "kerkstrat"}, "postcode_street_alike"),
    "without street": ({"straat": None}, "postcode"),
    "in the other field": ({"huisletter": None, "toevoeging": "A"}, "unit_recombined"),
    "without postcode": ({"postcode": None}, "street"),
    "without postcode and town": ({"postcode": None, "woonplaats": None}, "street"),
    "by another postcode": ({"postcode": "2599ZZ"}, "street_other_postcode"),
    "with an unknown id": ({"object_id": 9999010000099999}, "unknown_id"),
}


def test_text_alone_links_when_it_names_one_address() -> None:
    town = Town([A, B, ONE, OTHER])
    outcomes = linked_apart(town, [replace(row_of(A), **changes) for changes, _ in NAMED.values()])
    assert {name: found.tier for name, (found, _) in zip(NAMED, outcomes, strict=True)} == {
        name: tier for name, (_, tier) in NAMED.items()
    }
    assert {(found.state, found.address_no, len(doubted)) for found, doubted in outcomes} == {("linked", 0, 0)}


def test_a_postcode_of_another_part_of_the_street_links_in_its_own_tier_when_it_is_a_slip_away() -> None:
    town = Town([Home(1), Home(3, postcode="2511CB", pand=1), Home(5, postcode="2513XD", pand=2)])
    rows = [replace(row_of(Home(1)), postcode=postcode) for postcode in ("2511CB", "2511CC", "2513XD")]
    outcomes = [found for found, _ in linked_apart(town, rows)]
    assert [(found.tier, found.address_no) for found in outcomes] == [
        ("street_other_block", 0), ("street_other_postcode", 0), ("postcode_differs", None)]  # fmt: skip


def test_letter_and_addition_glued_in_one_field_link() -> None:
    town = Town([Home(1, "A", "2"), Home(1, "A", "3"), Home(9, toevoeging="BIS1")])
    assert linked(town, Row("kerkstraat", 1, None, "A2", "2511CA")).address_no == 0
    assert linked(town, Row("kerkstraat", 9, "B", "IS1", "2511CA")).address_no == 2
    assert linked(town, Row("kerkstraat", 1, "A", "03", "2511CA")).address_no == 1


def test_letter_or_addition_in_the_other_field_is_in_doubt_when_both_readings_exist() -> None:
    town = Town([Home(1, "A"), Home(1, toevoeging="A")])
    assert linked(town, Row("kerkstraat", 1, "A", None, "2511CA")).address_no == 0
    assert doubts(town) == {1}
    unclear = Town([Home(1, "A", "12"), Home(1, "A1", "2")])
    found = linked(unclear, Row("kerkstraat", 1, None, "A12", "2511CA"))
    assert (found.state, found.tier) == ("doubtful", "several")
    assert doubts(unclear) == {0, 1}


def test_a_unit_that_was_cut_out_of_one_text_does_not_tell_whether_it_is_letter_or_addition() -> None:
    town = Town([Home(1, "A"), Home(1, toevoeging="A"), Home(3, "A", pand=1)])
    cut = Row("kerkstraat", 1, "A", None, "2511CA", "duinrijk", unit_split=True)
    glued = Row("kerkstraat1a", postcode="2511CA", woonplaats="duinrijk")
    in_the_other_field = replace(cut, huisletter=None, toevoeging="A")
    for row in (cut, in_the_other_field, replace(cut, postcode=None), replace(cut, straat=None), glued):
        found = linked(town, row)
        assert (found.state, found.tier, doubts(town)) == ("doubtful", "several", {0, 1}), row
    found = linked(town, replace(cut, huisnummer=3))
    assert (found.tier, found.address_no, doubts(town)) == ("postcode_street", 2, set())


def test_the_street_votes_against_a_postcode_that_fits() -> None:
    town = Town([A, B, OTHER])
    found = linked(town, replace(row_of(A), straat="marktweg"))
    assert (found.state, found.tier, found.runner_up, found.disagreed) == ("doubtful", "street_differs", 0, "straat")
    assert doubts(town) == {0, 1}


def test_the_short_name_that_the_spine_gives_a_street_is_that_street() -> None:
    square = Home(5, straat="koninginwilhelminaplein", postcode="2512AB", pand=2)
    row = replace(row_of(square), straat="kwplein")
    assert linked(Town([square]), row).tier == "street_differs"
    assert linked(Town([square], short_names=[("kwplein", "koninginwilhelminaplein")]), row).address_no == 0


def test_a_street_that_exists_is_never_taken_for_a_misspelling() -> None:
    town = Town([A, Home(1, straat="kerkstraal", postcode="2513AA", pand=3)])
    assert linked(town, replace(row_of(A), straat="kerkstraal")).tier == "street_differs"


def test_a_bare_number_beside_units_links_but_leaves_the_units_in_doubt() -> None:
    town = Town([Home(1), A, Home(1, "A", "2"), ONE])
    found = linked(town, row_of(Home(1)))
    assert (found.state, found.tier, found.address_no) == ("linked", "unit_part", 0)
    assert doubts(town) == {1, 2}


def test_a_lost_addition_that_leaves_another_unit_puts_the_true_one_in_doubt() -> None:
    town = Town([A, Home(1, "A", "2"), Home(1, "A", "3"), Home(1, toevoeging="2")])
    assert linked(town, row_of(A)).tier == "unit_part"
    assert doubts(town) == {1, 2}
    assert linked(town, Row("kerkstraat", 1, None, "2", None, "duinrijk")).tier == "unit_part"
    assert doubts(town) == {1}


def test_a_known_building_with_an_unknown_unit_is_in_doubt() -> None:
    town = Town([A, B])
    for row in (row_of(Home(1)), row_of(Home(1, "C")), Row("kerkstraat", 1, "C")):
        found = linked(town, row)
        assert (found.state, found.tier, found.runner_up) == ("doubtful", "unit_unknown", 0)
        assert doubts(town) == {0, 1}


def test_the_same_street_in_two_towns_is_a_tie_until_the_town_is_named() -> None:
    town = Town([ONE, replace(ONE, postcode="2600AA", woonplaats="duinoord", pand=5)])
    row = Row("kerkstraat", 3)
    found = linked(town, row)
    assert (found.state, found.tier, found.address_no) == ("doubtful", "several", None)
    assert doubts(town) == {0, 1}
    assert linked(town, replace(row, woonplaats="duinoord")).address_no == 1
    assert doubts(town) == set()


def test_a_postcode_and_a_town_that_each_name_the_same_address_are_a_tie() -> None:
    elsewhere = replace(ONE, postcode="2600AA", woonplaats="duinoord", pand=5)
    town = Town([ONE, elsewhere])
    torn = replace(row_of(elsewhere), woonplaats="duinrijk")
    found = linked(town, torn)
    assert (found.state, found.tier, found.runner_up) == ("doubtful", "several", 1)
    assert doubts(town) == {0, 1}
    settled = [{"object_id": object_of(1)}, {"woonplaats": "elders"}, {"woonplaats": None}, {"woonplaats": "duinoord"}]
    outcomes = linked_apart(town, [replace(torn, **changes) for changes in settled])
    assert [found.address_no for found, _ in outcomes] == [1, 1, 1, 1]
    assert linked(Town([elsewhere, replace(OTHER, woonplaats="duinrijk")]), torn).address_no == 0


def test_street_and_number_under_another_town_are_in_doubt() -> None:
    town = Town([ONE])
    found = linked(town, Row("kerkstraat", 3, woonplaats="elders"))
    assert (found.state, found.tier, found.disagreed) == ("doubtful", "town_differs", "woonplaats")
    assert linked(town, Row("kerkstraat", 3, postcode="1001AA")).tier == "postcode_differs"
    assert doubts(town) == {0}


def test_a_slip_in_a_postcode_is_one_though_it_leads_out_of_the_area_unless_the_town_does_too() -> None:
    town = Town([ONE])
    rows = [Row("kerkstraat", 3, postcode="2711CA"), Row("kerkstraat", 3, postcode="2711CA", woonplaats="elders"),
            Row("kerkstraat", 3, postcode="2721CA")]  # fmt: skip
    assert [found.tier for found, _ in linked_apart(town, rows)] == [
        "street_other_postcode", "outside", "postcode_differs"
    ]  # fmt: skip


def test_street_and_postcode_without_the_number_weigh_as_much_as_street_and_number() -> None:
    far = replace(OTHER, huisnummer=5, straat="kerkstraat", postcode="2513XZ")
    town = Town([ONE, far])
    rows = [Row("kerkstraat", 5, postcode="2511CA", woonplaats="duinrijk"), Row("kerkstraat", 5, postcode="2511CB"),
            Row("kerkstraat", 5, postcode="2513XA")]  # fmt: skip
    outcomes = linked_apart(town, rows)
    assert [found.tier for found, _ in outcomes] == [
        "postcode_differs",
        "street_other_postcode",
        "street_other_postcode",
    ]
    assert (outcomes[0][0].runner_up, outcomes[0][1]) == (1, {1})


def test_a_wrong_postcode_that_knows_the_number_in_another_street_is_in_doubt() -> None:
    town = Town([ONE, Home(3, straat="marktweg", postcode="2512AB", pand=2)])
    found = linked(town, replace(row_of(ONE), postcode="2512AB"))
    assert (found.state, found.tier, found.runner_up) == ("doubtful", "postcode_differs", 0)
    assert doubts(town) == {0, 1}


@pytest.mark.parametrize(
    ("straat", "tier"), [("burgvdbrinkstraad", "postcode_differs"), ("burgvdbinkstraad", "street_differs")]
)
def test_one_slip_in_a_long_name_weighs_as_much_as_a_postcode_of_another_street(straat: str, tier: str) -> None:
    homes = [Home(3, straat="burgvdbrinkstraat"), Home(3, straat="marktweg", postcode="2512AB", pand=2)]
    assert linked(Town(homes), Row(straat, 3, postcode="2512AB")).tier == tier


def test_a_name_that_an_address_has_twice_gives_one_link() -> None:
    town = Town([replace(ONE, also=(ONE.named(), ONE.named(straat="oudestraat", former=True))), OTHER])
    found = linked(town, row_of(ONE))
    assert (found.state, found.tier, found.address_no) == ("linked", "postcode_street", 0)
    assert town.engine.value("SELECT count(*) FROM links") == 1


def test_a_former_name_is_recognised() -> None:
    town = Town([replace(ONE, also=(ONE.named(straat="oudestraat", former=True),)), OTHER])
    found = linked(town, Row("oudestraat", 3, postcode="2511CA"))
    assert (found.state, found.tier, found.address_no) == ("linked", "former_name", 0)


def test_an_address_in_use_goes_before_a_withdrawn_one_that_stays_in_doubt() -> None:
    town = Town([replace(ONE, levensfase="ingetrokken"), ONE])
    found = linked(town, row_of(ONE))
    assert (found.state, found.address_no, found.runner_up) == ("linked", 1, 0)
    assert doubts(town) == {0}


def test_what_fits_better_in_one_respect_and_worse_in_another_is_a_tie() -> None:
    town = Town([replace(A, levensfase="ingetrokken"), Home(1, toevoeging="A")])
    assert linked(town, row_of(A)).tier == "several"
    assert doubts(town) == {0, 1}


def test_a_pand_id_alone_gives_the_pand_and_leaves_its_objects_in_doubt() -> None:
    town = Town([A, B, ONE])
    found = linked(town, Row(pand_id=pand_of(0)))
    assert (found.state, found.tier, found.address_no, found.pand_no) == ("linked", "pand_id", None, 0)
    assert town.engine.rows("SELECT DISTINCT address_no, only_object FROM doubts ORDER BY 1") == [(0, True), (1, True)]


def test_a_pand_with_an_address_that_it_does_not_have_is_in_doubt() -> None:
    town = Town([A, B, ONE], empty_panden=[8])
    found = linked(town, Row("eldersweg", 9, pand_id=pand_of(0)))
    assert (found.state, found.tier, found.runner_up) == ("doubtful", "unit_unknown", 0)
    assert doubts(town) == {0, 1}
    assert linked(town, Row("eldersweg", 9, pand_id=pand_of(8))).pand_no == 8


def test_every_pand_of_an_address_counts() -> None:
    town = Town([ONE, OTHER], second_panden=[(0, 6)])
    assert linked(town, Row("eldersweg", 9, pand_id=pand_of(6))).runner_up == 0
    assert doubts(town) == {0}
    assert linked(town, replace(row_of(ONE), pand_id=pand_of(6))).disagreed is None
    linked(town, replace(row_of(ONE, 0), huisnummer=9))
    assert doubts(town) == {0}


def test_a_pand_id_outweighs_no_text_and_no_text_outweighs_a_pand_id() -> None:
    town = Town([ONE, OTHER])
    found = linked(town, replace(row_of(ONE), pand_id=pand_of(2)))
    assert (found.state, found.tier, found.runner_up, found.disagreed) == ("doubtful", "pand_differs", 0, "pand")
    assert doubts(town) == {0, 1}


def test_another_pand_than_that_of_an_object_id_is_told() -> None:
    found = linked(Town([ONE, OTHER]), replace(row_of(ONE, 0), pand_id=pand_of(2)))
    assert (found.state, found.address_no, found.pand_no, found.disagreed) == ("linked", 0, 1, "pand")


UNLINKED = (
    (Row("kerkstraat", 99, postcode="2599ZZ"), "not_found"),
    (Row(object_id=9999010000099999), "id_not_found"),
    (Row("kerkstraat", 99, postcode="2599ZZ", object_id=9999010000099999), "not_found"),
    (Row("kerkstraat", 3, postcode="1001AA", woonplaats="elders"), "outside"),
    (Row("kerkstraat"), "no_number"),
    (Row(x_cm=1, y_cm=2), "coordinates_only"),
    (Row(), "no_place"),
    (Row(huisnummer=3), "no_place"),
    (Row(woonplaats="duinrijk"), "no_place"),
)


def test_what_is_not_here_is_not_linked_and_puts_nothing_in_doubt() -> None:
    outcomes = linked_apart(Town([ONE, OTHER]), [row for row, _ in UNLINKED])
    assert [found.tier for found, _ in outcomes] == [tier for _, tier in UNLINKED]
    assert {(found.state, found.address_no, found.runner_up, len(doubted)) for found, doubted in outcomes} == {
        ("unlinked", None, None, 0)
    }


def test_a_spine_without_towns_or_postcodes_calls_nothing_outside() -> None:
    town = Town([Home(None, postcode=None, woonplaats=None)])
    assert linked(town, Row("elders")).tier == "no_number"
    assert linked(town, Row("elders", 1, postcode="2511CA", woonplaats="duinrijk")).tier == "not_found"


def test_a_place_of_the_source_itself_is_found_by_its_key() -> None:
    terrace = Home(soort="plaats", place_id="plaats:brp:T-7", pand=None)
    town = Town([ONE, terrace])
    found = linked(town, Row("kerkstraat", 3, postcode="2511CA", sleutel="T-7"), place_key="sleutel")
    assert (found.tier, found.address_no) == ("own_place", 1)
    assert linked(town, row_of(ONE), place_key="sleutel").tier == "postcode_street"


def test_ids_and_addresses_without_letters_of_an_empty_spine_are_not_linked() -> None:
    town = Town([])
    assert linked(town, row_of(ONE, 0)).state == "unlinked"


def test_no_source_and_an_empty_source_give_empty_tables() -> None:
    town = Town([ONE])
    assert link_sources(town.engine, []).counts == ()
    assert link_sources(town.engine, [town.deliver("leeg", [])]).rows("leeg") == 0
    assert town.engine.rows("SELECT count(*) FROM links") == [(0,)]
    assert town.engine.rows("SELECT count(*) FROM doubts") == [(0,)]


def test_tables_are_left_under_the_names_asked_for_and_nothing_else_is_left() -> None:
    town = Town([ONE])
    before = {row[0] for row in town.engine.rows("SHOW TABLES")}
    link_sources(town.engine, [town.deliver("brp", [row_of(ONE)])], out=LinkTables("own links", "own doubts"))
    left = {row[0] for row in town.engine.rows("SHOW TABLES")} - before
    assert left == {"own links", "own doubts", "rows_brp", "source_brp"}


def test_columns_are_those_of_the_contract() -> None:
    town = Town([ONE])
    linked(town, row_of(ONE))
    assert list(town.engine.columns("links")) == [
        "source", "delivery_no", "row_no", "row_id", "state", "address_no", "pand_no", "tier", "probability",
        "disagreed", "runner_up", "gap",
    ]  # fmt: skip
    assert town.engine.columns("links")["probability"] == town.engine.columns("links")["gap"] == "DECIMAL(5,4)"
    assert list(town.engine.columns("doubts")) == ["source", "address_no", "only_object"]


def test_several_sources_keep_their_own_rows_and_doubts() -> None:
    town = Town([A, B])
    names = ["brp", "kvk vestigingen", "d'Or"]
    sources = []
    for name, row in zip(names, [row_of(A, 0), row_of(Home(1)), row_of(B)], strict=True):
        made = town.deliver("tmp", [row])
        town.engine.run(f'CREATE TABLE "kept {name}" AS SELECT * FROM source_tmp')
        sources.append(LinkSource(name, f"kept {name}", made.place_key))
    result = link_sources(town.engine, sources)
    assert [result.rows(name) for name in names] == [1, 1, 1]
    assert {key: found.state for key, found in found_links(town.engine).items()} == {
        ("brp", 0): "linked", ("kvk vestigingen", 0): "doubtful", ("d'Or", 0): "linked"
    }  # fmt: skip
    assert town.engine.rows("SELECT DISTINCT source::VARCHAR FROM doubts") == [("kvk vestigingen",)]


def test_a_row_that_could_not_count_is_linked_and_leaves_nothing_in_doubt() -> None:
    """One may be a protected home's, one names a street that is not there, one names a protected home, one errs."""
    shelter = Home(3, "B", pand=1)
    rows = [
        Row("kerkstraat", 3, postcode="2511CA"),
        Row("marktweg", 1, "A", postcode="2511CA", sleutel="ended"),
        replace(row_of(shelter), sleutel="ended"),
        replace(row_of(B), huisnummer=9, object_id=object_of(1), sleutel="ended"),
    ]
    town = Town([A, B, ONE, Home(3, "A", pand=1)], [shelter])
    source = town.deliver("brp", rows)
    link_sources(town.engine, [source])
    links = found_links(town.engine)
    assert doubts(town) == {0, 1, 2, 3}
    link_sources(town.engine, [replace(source, may_count="sleutel <> 'ended'")])
    assert found_links(town.engine) == links
    assert doubts(town) == {2, 3}
    link_sources(town.engine, [replace(source, may_count="FALSE")])
    assert (found_links(town.engine), doubts(town)) == (links, set())


def test_a_row_that_may_have_lost_its_letter_leaves_the_neighbour_in_doubt_only_while_it_could_count() -> None:
    town = Town([ONE, Home(3, "A", pand=1)])
    source = town.deliver("brp", [Row("kerkstraat", 3, postcode="2511CA")])
    for may_count, left in (("TRUE", {1}), ("FALSE", set()), ("NULL::BOOLEAN", {1})):
        link_sources(town.engine, [replace(source, may_count=may_count)])
        assert (found_links(town.engine)["brp", 0].address_no, doubts(town)) == (0, left)


def test_a_register_with_a_text_for_a_letter_stops_nothing() -> None:
    long = Home(1, "A" * 400)
    town = Town([long, ONE])
    assert [found.address_no for found, _ in linked_apart(town, [row_of(long), row_of(ONE)])] == [0, 1]
