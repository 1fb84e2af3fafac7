# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which different spellings may be one street, and which never are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pandzicht.linking.link import link_sources
from tests.linking.town import Found, Home, Row, Town, found_links, linked_apart

ALIKE = (
    ("kerkstraat", "kerkstraat"),
    ("kerkstrat", "kerkstraat"),
    ("kerksrtaat", "kerkstraat"),
    ("kerkstraatt", "kerkstraat"),
    ("parallelwegzrijksw", "parallelwegzuidvrijksweg"),
    ("dorpswegzuidvrijksweg", "dorpswegzrijksw"),
    ("burgvdbrinkstr", "burgvdbrinkstraat"),
    ("kerkpaadt1", "kerkpad1"),
    ("laanvnmeerdervort", "laanvmeerdervoort"),
    ("plein1813", "plein1831"),
    ("marktstraat", "parkstraat"),
    ("erkstraat", "kerkhofstraat"),
)
DIFFERENT = (
    ("eik", "eikenlaan"),
    ("parallelwegzuidvrijksweg", "eik"),
    ("1ekerkstraat", "2ekerkstraat"),
    ("kerkstraat", "kerkplein"),
    ("willemilaan", "willemiilaan"),
    ("weg", "wegg"),
    ("laan", "kaan"),
    ("k[*+?(.|{$", "kerkstraat"),
)


NUMERALS = {"willemiilaan": "willem2laan"}


def states(pairs: Sequence[tuple[str, str]], others: Sequence[str] = ()) -> list[str]:
    """What becomes of rows that give the first spelling at the postcode and number of the second."""
    homes = [
        Home(at, straat=straat, postcode=f"25{at:02}CA", pand=at) for at, (_, straat) in enumerate(pairs, start=10)
    ]
    elsewhere = [Home(9, straat=other, postcode="2599AA", pand=99) for other in others]
    town = Town(homes + elsewhere, short_names=[(written, name) for name, written in NUMERALS.items()])
    rows = [Row(given, home.huisnummer, postcode=home.postcode) for (given, _), home in zip(pairs, homes, strict=True)]
    return [found.state for found, _ in linked_apart(town, rows)]


def together(town: Town, *rows: Row) -> list[Found]:
    """What becomes of rows of one source."""
    link_sources(town.engine, [town.deliver("rows", rows)])
    found = found_links(town.engine)
    return [found["rows", place] for place in range(len(rows))]


def test_slips_and_abbreviations_are_the_same_street() -> None:
    assert [pair for pair, state in zip(ALIKE, states(ALIKE), strict=True) if state != "linked"] == []


def test_other_streets_are_not() -> None:
    assert [pair for pair, state in zip(DIFFERENT, states(DIFFERENT), strict=True) if state != "doubtful"] == []


def test_a_spelling_that_is_a_street_of_its_own_is_no_slip() -> None:
    pair = ("lijsterstraat", "lijsterbesstraat")
    assert states([pair]) == ["linked"]
    assert states([pair], others=["lijsterstraat"]) == ["doubtful"]


ONE_SLIP = ("kerkstrat", "kerksrtaat", "kerkstraatt")


def test_without_a_postcode_one_slip_is_the_same_street_and_a_faint_resemblance_is_not() -> None:
    town = Town([Home(3, straat="kerkstraat"), Home(4, straat="laanvmeerdervoort", postcode="2511CB", pand=1)])
    slips = [*(Row(given, 3) for given in ONE_SLIP), Row("laanvnmeerdervort", 4)]
    others = [Row(given, 3) for given in ("marktstraat", "kerksrat", "plein3")]
    found = [each for each, _ in linked_apart(town, [*slips, *others])]
    assert [each.tier for each in found[:4]] == ["street_alike"] * 4
    assert [each.state for each in found[4:]] == ["unlinked"] * 3


def test_a_slip_that_fits_two_streets_with_the_number_is_a_tie_and_with_one_it_is_that_one() -> None:
    east = Home(3, straat="oosterstraat")
    near = Home(3, straat="oosterstraad", postcode="2511CB", pand=1)
    assert together(Town([east, near]), Row("oosterstraap", 3))[0].tier == "several"
    assert together(Town([east, replace(near, huisnummer=5)]), Row("oosterstraap", 3))[0].address_no == 0


def test_a_name_that_the_postcodes_of_three_numbers_say_is_another_street_is_learned() -> None:
    homes = [Home(number, straat="vredeplein", postcode="2511CA", pand=number) for number in (1, 3, 5, 7)]
    known = [Row("kruidenhof", number, postcode="2511CA") for number in (1, 3, 5)]
    found = together(Town(homes), *known, Row("kruidenhof", 7))
    assert [each.tier for each in found] == ["learned_name"] * 4
    found = together(Town(homes), *known[:2], Row("kruidenhof", 7))
    assert [each.tier for each in found] == ["street_differs"] * 2 + ["not_found"]


def test_what_the_numbers_of_two_streets_say_is_not_learned() -> None:
    homes = [Home(number, straat="vredeplein", pand=number) for number in (1, 2, 3, 7)]
    homes.append(Home(4, straat="vijverplein", pand=4))
    split = [Row("kruidenhof", at, postcode="2511CA") for at in (1, 2, 3)]
    mostly = [Row("rozenhof", at, postcode="2511CA") for at in (1, 2, 3, 4)]
    found = together(Town(homes), *split, Row("kruidenhof", 7), *mostly, Row("rozenhof", 7))
    assert [each.address_no for each in found[:4]] == [0, 1, 2, 3]
    assert {each.state for each in found[4:]} == {"doubtful", "unlinked"}


def test_the_same_number_told_often_teaches_nothing() -> None:
    homes = [Home(number, straat="vredeplein", pand=number) for number in (1, 3)]
    found = together(Town(homes), *[Row("kruidenhof", 1, postcode="2511CA")] * 9, Row("kruidenhof", 3))
    assert {each.state for each in found} == {"doubtful", "unlinked"}


def test_a_learned_name_needs_a_number_that_the_street_has() -> None:
    homes = [Home(number, straat="vredeplein", pand=number) for number in (1, 3, 5, 7)]
    rows = [Row("kruidenhof", number, postcode="2511CA") for number in (1, 3, 5)]
    found = together(Town(homes), *rows, Row("kruidenhof", 99), Row("kruidenhof"))
    assert [each.tier for each in found[3:]] == ["not_found", "no_number"]


def test_of_two_streets_with_an_alias_the_number_and_then_the_postcode_tell() -> None:
    homes = [Home(3, straat="grotevisstraat"), Home(3, straat="kleinevisstraat", postcode="2511CB", pand=1),
             Home(5, straat="kleinevisstraat", postcode="2511CB", pand=2)]  # fmt: skip
    town = Town(homes, short_names=[("visstraat", "grotevisstraat"), ("visstraat", "kleinevisstraat")])
    rows = [Row("visstraat", 3), Row("visstraat", 5), Row("visstraat", 3, postcode="2511CB")]
    found = together(town, *rows)
    assert [each.address_no for each in found] == [None, 2, 1]
    assert found[0].tier == "several"


def test_of_two_streets_with_an_alias_four_digits_of_a_postcode_tell() -> None:
    homes = [Home(3, straat="grotevisstraat"), Home(3, straat="kleinevisstraat", postcode="2600CB", pand=1)]
    town = Town(homes, short_names=[("visstraat", "grotevisstraat"), ("visstraat", "kleinevisstraat")])
    told = together(town, Row("visstraat", 3, postcode4="2600"), Row("visstraat", 3, postcode4="2511"))
    assert [each.address_no for each in told] == [1, 0]


def test_a_spelling_longer_than_any_name_is_no_slip_and_costs_nothing() -> None:
    town = Town([Home(3)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pandzicht.linking.link.clear_steps", lambda *_: None)
        together(town, Row("k" * 100_000, 3), Row("kerkstraatt", 3), Row("kerkstraattt", 3))
    assert town.engine.rows("SELECT DISTINCT given FROM link_shorter_given JOIN link_unknown USING (given_no)") == [
        ("kerkstraatt",)
    ]


def test_of_two_streets_that_are_as_near_the_same_one_is_told_whatever_their_order() -> None:
    homes = [Home(3, straat=f"ooster{end}straat", postcode=f"251{at}CB", pand=at) for at, end in enumerate("bcdfgh")]
    told = {
        homes_in_order[together(Town(homes_in_order), Row("oosterstraat", 3))[0].runner_up or 0].straat
        for homes_in_order in (homes, homes[::-1], homes[3:] + homes[:3], homes[1:] + homes[:1])
    }
    assert told == {"oosterbstraat"}


def test_two_slips_in_a_long_name_are_found_without_a_postcode_when_it_begins_alike() -> None:
    homes = [
        Home(7, straat="botermarkt", postcode="2511CA"),
        Home(7, straat="gedempteburgwal", postcode="2511CB", pand=1),
    ]
    rows = [Row("boteermaarkt", 7), Row("bootermaaarkt", 7), Row("boteer", 7), Row("gedempteburgwwaal", 7)]
    found = together(Town(homes), *rows)
    assert [one.tier for one in found] == ["street_alike", "not_found", "not_found", "street_alike"]


def test_a_row_without_a_town_may_have_another_postcode_of_here_only_where_one_town_has_the_street() -> None:
    homes = [
        Home(7, straat="botermarkt", postcode="2511CA"),
        Home(7, straat="kerkstraat", postcode="2511CB", pand=1),
        Home(9, straat="kerkstraat", postcode="2599AA", woonplaats="ergens", pand=2),
    ]
    rows = [
        Row(straat, 7, postcode=postcode, woonplaats=None)
        for straat in ("botermarkt", "kerkstraat")
        for postcode in ("2599ZZ", "9999ZZ")
    ]
    found = together(Town(homes), *rows)
    assert [one.tier for one in found] == [
        "street_other_postcode", "postcode_differs", "postcode_differs", "postcode_differs"
    ]  # fmt: skip


def test_two_slips_anywhere_in_a_long_name_are_found_but_not_where_they_make_it_another_street() -> None:
    names = ("gaasterlaan", "westerstraat", "klkerkstraat", "vleesplaats")
    homes = [Home(3, straat=name, postcode=f"251{at}CA", pand=at) for at, name in enumerate(names)]
    slips = [Row(given, 3) for given in ("gaatserlean", "vlesplaast")]
    others = [Row(given, 3) for given in ("oosterstraat", "grkerkstraat", "onkerkstraat", "kerkstraatje")]
    found = [one for one, _ in linked_apart(Town(homes), [*slips, *others])]
    assert [(one.tier, one.address_no) for one in found[:2]] == [("street_alike", 0), ("street_alike", 3)]
    assert [one.state for one in found[2:]] == ["unlinked"] * 4


def test_a_slip_in_a_learned_name_is_that_name_where_postcode_and_number_agree() -> None:
    homes = [Home(number, straat="vredeplein", postcode="2511CA", pand=number) for number in (1, 3, 5, 7, 9)]
    known = [Row("kruidenhof", number, postcode="2511CA") for number in (1, 3, 5)]
    rows = [Row("kruidenhfo", 7, postcode="2511CA"), Row("kruidenhfo", 9), Row("kruidxyhfo", 9, postcode="2511CA")]
    found = together(Town(homes), *known, *rows)
    assert [one.tier for one in found[3:]] == ["learned_name", "learned_name", "street_differs"]


def test_the_dutch_name_of_a_frisian_street_is_that_street_where_postcode_and_number_agree() -> None:
    homes = [Home(3, straat="graanstrjitte"), Home(3, straat="graanstraat", postcode="2512CB", pand=1)]
    rows = [Row("graanstraat", 3, postcode=postcode) for postcode in ("2511CA", "2512CB", None)]
    assert [one.address_no for one, _ in linked_apart(Town(homes), rows)] == [0, 1, 1]
