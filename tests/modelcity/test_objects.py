# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses as the town gives them out: unique, in proportion, with the oddities that were planted."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.modelcity.objects import ADDITION, FORMED, LIGPLAATS, SMALL, STANDPLAATS, VERBLIJFSOBJECT, WITHDRAWN
from pandzicht.modelcity.panden import LICENSED, Kind
from pandzicht.modelcity.town import Town, build_town
from tests.modelcity.written import ON


@pytest.mark.parametrize("addresses", [200, 777, 2_000, 20_000])
def test_exactly_the_asked_number_of_addresses_exists(addresses: int) -> None:
    town = build_town(addresses, seed=3, on=ON)
    assert town.objects.existing == addresses
    assert (town.objects.status[addresses:] == WITHDRAWN).all()
    assert len(town.objects) > addresses


def test_no_two_objects_ever_had_the_same_address(town: Town) -> None:
    o = town.objects
    keys = set(zip(o.street.tolist(), o.number.tolist(), o.letter.tolist(), o.addition.tolist(), strict=True))
    assert len(keys) == len(o)
    withs = set(zip(o.postcode.tolist(), o.number.tolist(), o.letter.tolist(), o.addition.tolist(), strict=True))
    assert len(withs) == len(o)


def test_ids_have_sixteen_digits_and_the_kind_of_the_object(town: Town) -> None:
    o = town.objects
    texts = [str(number) for number in o.ids]
    assert {len(text) for text in texts} == {16}
    assert {text[:6] for text in texts} == {"999901", "999902", "999903"}
    assert {str(number)[:6] for number in o.nummeraanduidingen} == {"999920"}
    assert {str(number)[:6] for number in town.panden.ids} == {"999910"}
    assert len(set(texts)) == len(texts)


def test_the_proportions_are_those_of_a_large_dutch_city() -> None:
    o = build_town(20_000, seed=1, on=ON).objects
    existing = o.standing
    assert o.dwelling[existing].mean() == pytest.approx(0.88, abs=0.03)
    assert 75 < o.area[o.dwelling].mean() < 90
    assert (o.kind[o.dwelling] == Kind.EENGEZINS).mean() == pytest.approx(0.21, abs=0.04)
    assert (o.letter[existing] > 0).mean() == pytest.approx(0.11, abs=0.04)
    assert (o.addition[existing] > 0).mean() == pytest.approx(0.025, abs=0.015)
    assert np.isin(o.soort, (LIGPLAATS, STANDPLAATS))[existing].mean() == pytest.approx(0.0028, abs=0.0005)


def test_the_oddities_are_there() -> None:
    town = build_town(20_000, seed=1, on=ON)
    o = town.objects
    dummy = np.isin(o.area_delivered, (1, 9_999, 999_999))[o.standing]
    assert dummy.mean() == pytest.approx(0.006, abs=0.003)
    assert np.isin(town.panden.year_delivered, (1005, 9999)).mean() == pytest.approx(0.004, abs=0.002)
    assert (o.letter >= SMALL).any()
    assert (o.addition >= ADDITION).any()
    assert (o.second_pand >= 0).mean() == pytest.approx(0.01, abs=0.004)
    assert (o.status == FORMED).mean() == pytest.approx(0.008, abs=0.005)
    assert not o.dwelling[o.status == FORMED].any()


def test_objects_lie_in_their_pand_and_panden_hold_their_units(town: Town) -> None:
    o, p = town.objects, town.panden
    real = np.flatnonzero(o.standing & (o.soort == VERBLIJFSOBJECT))
    pand = o.pand[real]
    assert ((o.x[real] >= p.x[pand]) & (o.x[real] <= p.x[pand] + p.width[pand] + 0.01)).all()
    assert ((o.y[real] >= p.y[pand]) & (o.y[real] <= p.y[pand] + p.depth[pand] + 0.01)).all()
    assert (np.bincount(pand, minlength=len(p)) == p.units).all()
    assert (o.status[real][p.status[pand] == LICENSED] == FORMED).all()


def test_a_house_on_a_side_of_the_street_has_numbers_of_that_side(town: Town) -> None:
    o = town.objects
    real = o.standing & (o.soort == VERBLIJFSOBJECT)
    side = town.panden.side[o.pand[real]]
    assert (o.number[real] % 2 == np.where(side == 0, 1, 0)).all()


def test_postcodes_cannot_be_real(town: Town) -> None:
    assert {code[4] for code in town.objects.postcodes} <= set("FIOQUY")
    assert all(code[:4].isdigit() and len(code) == 6 for code in town.objects.postcodes)
    assert len(set(town.objects.postcodes)) == len(town.objects.postcodes)


def test_a_postcode_belongs_to_one_street(town: Town) -> None:
    pairs = set(zip(town.objects.postcode.tolist(), town.objects.street.tolist(), strict=True))
    assert len(pairs) == len({postcode for postcode, _ in pairs})
