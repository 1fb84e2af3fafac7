# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people said of links is replayed, contradictions are told, and tiers are measured by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from pandzicht.linking.judgement import Judgement, Said
from pandzicht.linking.link import LinkResult, link_sources
from tests.linking.town import Found, Home, Row, Town, found_doubts, found_links, row_of

ONE, TWO, A = Home(1), Home(3, pand=1), Home(3, "A", pand=1)
ON = date(2026, 3, 1)


def said(row_no: int, address_no: int, what: Said, *, by: str = "een", on: date = ON) -> Judgement:
    """A judgement on a row of the only source; its row_id is its position plus one."""
    return Judgement("kvk", f"{row_no + 1:016x}", f"999901{address_no:010}", what, on, by)


def judged(town: Town, rows: Sequence[Row], *judgements: Judgement) -> tuple[list[Found], LinkResult]:
    for judgement in judgements:
        town.engine.run(
            "UPDATE addresses SET address_id = ? WHERE address_no = ?",
            [judgement.address_id, int(judgement.address_id[6:])],
        )
    result = link_sources(town.engine, [town.deliver("kvk", rows)], judgements=judgements)
    found = found_links(town.engine)
    return [found["kvk", place] for place in range(len(rows))], result


def test_the_same_ties_a_row_that_nothing_else_would_tie() -> None:
    town = Town([ONE, TWO])
    (found,), result = judged(town, [Row("onzin", 99)], said(0, 1, Said.SAME))
    assert (found.state, found.tier, found.address_no, found.runner_up) == ("linked", "judged", 1, None)
    assert result.judgements.rows == 1
    assert found_doubts(town.engine, "kvk") == set()


def test_the_same_goes_before_an_id_and_keeps_what_the_id_says_as_the_other_address() -> None:
    (found,), _ = judged(Town([ONE, TWO]), [row_of(ONE, 0)], said(0, 1, Said.SAME))
    assert (found.tier, found.address_no, found.runner_up) == ("judged", 1, 0)


def test_what_was_denied_is_in_doubt_and_what_is_linked_elsewhere_is_left() -> None:
    town = Town([ONE, TWO])
    (denied, other), _ = judged(
        town, [row_of(ONE), row_of(TWO)], said(0, 0, Said.DIFFERENT), said(1, 0, Said.DIFFERENT)
    )
    assert (denied.state, denied.tier, denied.address_no) == ("doubtful", "judged_different", None)
    assert (other.state, other.address_no) == ("linked", 1)


def test_unsure_is_in_doubt_with_its_candidate() -> None:
    town = Town([ONE, TWO])
    (found,), _ = judged(town, [row_of(ONE)], said(0, 0, Said.UNSURE))
    assert (found.state, found.tier, found.runner_up) == ("doubtful", "judged_unsure", 0)
    assert found_doubts(town.engine, "kvk") == {0}


@pytest.mark.parametrize(
    "judgements",
    [
        (said(0, 0, Said.SAME), said(0, 1, Said.SAME)),
        (said(0, 0, Said.SAME, by="een"), said(0, 0, Said.DIFFERENT, by="twee")),
    ],
)
def test_what_cannot_both_be_true_is_in_doubt_and_told(judgements: tuple[Judgement, ...]) -> None:
    (found,), result = judged(Town([ONE, TWO]), [row_of(ONE)], *judgements)
    assert (found.state, found.tier) == ("doubtful", "judged_conflict")
    assert result.judgements.conflicts == (("kvk", f"{1:016x}"),)


def test_the_last_word_of_the_same_person_holds() -> None:
    judgements = said(0, 1, Said.DIFFERENT), said(0, 1, Said.SAME, on=date(2026, 3, 2))
    (found,), result = judged(Town([ONE, TWO]), [row_of(ONE)], *judgements)
    assert (found.tier, found.address_no, result.judgements.conflicts) == ("judged", 1, ())


def test_a_judgement_without_its_row_or_address_is_told_and_does_nothing() -> None:
    gone = Judgement("kvk", f"{1:016x}", "9999019999999999", Said.SAME, ON)
    town = Town([ONE])
    result = link_sources(town.engine, [town.deliver("kvk", [row_of(ONE)])], judgements=[gone, said(7, 0, Said.SAME)])
    assert found_links(town.engine)["kvk", 0].tier == "postcode_street"
    assert (result.judgements.lost, result.judgements.rows) == (2, 0)


def test_rows_of_protected_objects_stay_protected() -> None:
    town = Town([ONE], [A])
    (found,), _ = judged(town, [row_of(A)], said(0, 0, Said.SAME))
    assert found.state == "protected"


def test_judged_rows_tell_how_often_their_tier_is_right() -> None:
    homes = [Home(number, pand=number) for number in range(1, 41)]
    rows = [Row(None, number, postcode="2511CA") for number in range(1, 41)]
    judgements = [said(place, place, Said.SAME) for place in range(10)]
    judgements += [said(place, place, Said.DIFFERENT) for place in range(10, 20)]
    found, result = judged(Town(homes), rows, *judgements)
    (postcode,) = (each for each in result.measured if each.tier == "postcode")
    assert (postcode.rows, postcode.right) == (20, 10)
    assert [each.tier for each in found] == ["judged"] * 10 + ["judged_different"] * 10 + ["postcode"] * 20


def test_a_tier_that_is_held_back_links_once_people_found_it_right() -> None:
    here = [Home(number, pand=number) for number in range(1, 61)]
    there = [Home(number, straat="marktweg", postcode="2512AB", pand=100 + number) for number in range(1, 61)]
    rows = [Row("kerkstraat", number, postcode="2512AB", woonplaats="duinrijk") for number in range(1, 61)]
    town = Town([*here, *there])
    assert {each.tier for each in judged(town, rows)[0]} == {"postcode_differs"}
    found, _ = judged(town, rows, *(said(place, place, Said.SAME) for place in range(40)))
    assert {each.tier for each in found[40:]} == {"street_against_postcode"}
    assert all(each.address_no == place for place, each in enumerate(found))


def test_a_tier_that_links_is_held_back_once_people_found_it_wrong() -> None:
    here = [Home(number, pand=number) for number in range(1, 61)]
    rows = [Row("kerkstraat", number, postcode="2511CB", woonplaats="duinrijk") for number in range(1, 61)]
    town = Town([*here, Home(99, postcode="2511CB", pand=99)])
    assert {each.tier for each in judged(town, rows)[0]} == {"street_other_block"}
    found, _ = judged(town, rows, *(said(place, place, Said.DIFFERENT) for place in range(20)))
    assert {(each.state, each.tier) for each in found[20:]} == {("doubtful", "postcode_differs")}
    assert all(each.runner_up == place for place, each in enumerate(found[20:], 20))


@pytest.mark.parametrize(
    ("lettered", "tier"), [("marktweg", "street_against_postcode"), ("kerkstraat", "postcode_differs")]
)
def test_only_units_of_its_own_street_keep_a_bare_number_in_doubt(lettered: str, tier: str) -> None:
    here = [Home(number, pand=number) for number in range(1, 62)]
    last, postcode = {"kerkstraat": (61, "2511CA"), "marktweg": (60, "2512AB")}[lettered]
    there = [Home(number, straat="marktweg", postcode="2512AB", pand=100 + number) for number in range(1, last + 1)]
    units = [Home(61, unit, straat=lettered, postcode=postcode, pand=200) for unit in "AB"]
    rows = [Row("kerkstraat", number, postcode="2512AB", woonplaats="duinrijk") for number in range(1, 62)]
    found, _ = judged(Town([*here, *there, *units]), rows, *(said(place, place, Said.SAME) for place in range(40)))
    assert found[60].tier == tier


def test_a_street_that_a_person_recognised_is_recognised_in_other_rows() -> None:
    homes = [Home(number, straat="vredeplein", pand=number) for number in (1, 3)]
    rows = [Row("kruidenhof", number, postcode="2511CA") for number in (1, 3)]
    assert {each.tier for each in judged(Town(homes), rows)[0]} == {"street_differs"}
    found, _ = judged(Town(homes), rows, said(0, 0, Said.SAME))
    assert [each.tier for each in found] == ["judged", "learned_name"]
