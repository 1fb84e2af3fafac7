# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up inspectors: they tell the truth, except for errors of a known size, and do not always get in."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.modelcity.inspector import (
    DOUBLE,
    FALSE_FINDING,
    INSPECTORS,
    OPENED,
    PER_ROUND,
    REACHED,
    SENSITIVITY,
    Tour,
    go_round,
    really_at,
    staff_of,
)
from pandzicht.modelcity.round_visits import RoundVisits
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth
from pandzicht.modelcity.visits import ESTABLISHED, NOT_SEEN, NOTHING

HOUSING = Check.ONRECHTMATIG_WONEN


def tour(town: Town, number: int = 1, check: Check = HOUSING, count: int = 3_000) -> Tour:
    """A round over the first dwellings of a town."""
    at = np.flatnonzero(town.objects.dwelling)[:count]
    return Tour(number, check, [str(name) for name in town.objects.ids[at]], town.today + 1, town.today + 31)


@pytest.fixture(scope="module")
def visits(town: Town, truth: Truth) -> RoundVisits:
    """Ten rounds over the same addresses, so that rates can be judged."""
    rounds = [go_round(town, truth, tour(town, number)) for number in range(1, 11)]
    names = RoundVisits.__slots__
    return RoundVisits(*(np.concatenate([getattr(each, name) for each in rounds]) for name in names))


def test_whoever_is_seen_is_told_of_as_it_is_but_for_the_errors_of_the_inspector(
    town: Town, truth: Truth, visits: RoundVisits
) -> None:
    assert (visits.really == really_at(town, truth, HOUSING, visits.at)).all()
    people = staff_of(town)
    for inspector in range(INSPECTORS):
        own = visits.take(np.flatnonzero((visits.inspector == inspector) & (visits.entered == 1)))
        right = (own.outcome[own.really > 0] == ESTABLISHED).mean()
        wrong = (own.outcome[own.really == 0] == ESTABLISHED).mean()
        assert right == pytest.approx(people.sensitivity[inspector], abs=0.06)
        assert wrong == pytest.approx(people.false_finding[inspector], abs=0.012)
    assert people.sensitivity.max() - people.sensitivity.min() > 0.04, "inspectors differ"
    assert SENSITIVITY[0] <= people.sensitivity.min() <= people.sensitivity.max() <= SENSITIVITY[1]
    assert FALSE_FINDING[0] <= people.false_finding.min() <= people.false_finding.max() <= FALSE_FINDING[1]


def test_nobody_sees_what_they_could_not_enter(visits: RoundVisits) -> None:
    assert (visits.outcome[visits.entered == 0] == NOT_SEEN).all()
    assert set(np.unique(visits.outcome[visits.entered == 1]).tolist()) == {ESTABLISHED, NOTHING}


def test_some_are_not_at_home_some_are_visited_twice_and_some_not_at_all(town: Town, truth: Truth) -> None:
    asked = tour(town)
    found = go_round(town, truth, asked)
    units, counts = np.unique(found.at, return_counts=True)
    assert len(units) / len(asked.addresses) == pytest.approx(REACHED, abs=0.02)
    first: dict[int, int] = {}
    for at, entered in zip(found.at.tolist(), found.entered.tolist(), strict=True):
        first.setdefault(at, entered)
    assert np.mean(list(first.values())) == pytest.approx(OPENED, abs=0.03)
    assert counts.max() == 2
    seen = found.take(np.flatnonzero(found.entered == 1))
    twice = np.unique(seen.at, return_counts=True)[1] == 2
    assert twice.mean() == pytest.approx(DOUBLE, abs=0.02)


def test_a_second_visit_is_by_somebody_else_on_a_later_day_within_the_round(town: Town, truth: Truth) -> None:
    asked = tour(town)
    found = go_round(town, truth, asked)
    order = np.lexsort((found.day, found.at))
    again = np.flatnonzero(found.at[order][1:] == found.at[order][:-1]) + 1
    assert len(again)
    assert (found.inspector[order][again] != found.inspector[order][again - 1]).all()
    assert (found.day[order][again] > found.day[order][again - 1]).all()
    assert found.day.min() >= asked.first_day
    assert found.day.max() < asked.last_day
    assert (found.known >= found.day).all()
    late = found.known - found.day > 19
    assert 0.03 < late.mean() < 0.15, "some outcomes come weeks later"
    assert (found.entered[late] == 1).all()


def test_the_order_in_which_addresses_are_given_changes_nothing(town: Town, truth: Truth) -> None:
    asked = tour(town, count=200)
    turned = Tour(1, HOUSING, asked.addresses[::-1], asked.first_day, asked.last_day)
    one, other = (go_round(town, truth, each) for each in (asked, turned))
    assert all((getattr(one, name) == getattr(other, name)).all() for name in RoundVisits.__slots__)
    assert len(np.unique(one.number)) == len(one)
    later = go_round(town, truth, tour(town, 2, count=200))
    assert not set(later.number.tolist()) & set(one.number.tolist())


def test_of_a_check_of_panden_the_pand_of_an_address_counts(town: Town, truth: Truth) -> None:
    found = go_round(town, truth, tour(town, check=Check.BRANDVEILIGHEID))
    really = truth.of(Check.BRANDVEILIGHEID).really[town.objects.pand[found.at]]
    assert (found.really == np.where(town.objects.pand[found.at] < 0, 0, really)).all()
    assert (found.really > 0).any()


def test_an_address_of_elsewhere_and_a_round_too_large_are_refused(town: Town, truth: Truth) -> None:
    for strange in ("9999010999999999", "1", str(int(town.objects.ids[0]) + 10**12)):
        with pytest.raises(ValueError, match="is not an address of this city"):
            go_round(town, truth, Tour(1, HOUSING, [strange], 0, 30))
    with pytest.raises(ValueError, match="a round holds at most 10000 addresses; 10001 were given"):
        go_round(town, truth, Tour(1, HOUSING, [*tour(town).addresses[:1]] * (PER_ROUND // 2 + 1), 0, 30))
