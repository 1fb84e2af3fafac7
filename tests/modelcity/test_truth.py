# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The planted truth: how much is wrong, where, and how far the looks can be trusted."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.modelcity.complaint_kinds import COMPLAINT_KINDS
from pandzicht.modelcity.complaints import build_complaints
from pandzicht.modelcity.enforcement import build_cases
from pandzicht.modelcity.firms import Firms, build_firms
from pandzicht.modelcity.households import build_households
from pandzicht.modelcity.objects import STANDPLAATS
from pandzicht.modelcity.owners import Owners, Tenure, build_owners
from pandzicht.modelcity.permits import Case, build_permits
from pandzicht.modelcity.town import Town, build_town
from pandzicht.modelcity.truth import KINDS, PAND_CHECKS, RIGHT, SHARES, SHOWN, Check, Truth, build_truth
from tests.modelcity.written import ON


@pytest.mark.parametrize("check", list(Check))
def test_the_share_in_violation_is_as_said(truth: Truth, check: Check) -> None:
    verdicts = truth.of(check)
    assert verdicts.is_so().sum() == round(SHARES[check] * verdicts.frame.sum())
    assert not (verdicts.is_so() & ~verdicts.frame).any()
    assert not (verdicts.looks() & ~verdicts.frame).any()


@pytest.mark.parametrize("check", [Check.ONRECHTMATIG_WONEN, Check.ADRESKWALITEIT, Check.ACHTERSTALLIG_ONDERHOUD])
def test_the_looks_are_right_about_two_times_in_three(truth: Truth, check: Check) -> None:
    verdicts = truth.of(check)
    right = (verdicts.looks() & verdicts.is_so()).sum()
    assert right / verdicts.looks().sum() == pytest.approx(RIGHT, abs=0.08)
    assert right / verdicts.is_so().sum() == pytest.approx(SHOWN, abs=0.08)


@pytest.mark.parametrize("check", list(Check))
def test_what_is_so_and_shown_is_shown_as_what_it_is(truth: Truth, check: Check) -> None:
    verdicts = truth.of(check)
    both = verdicts.looks() & verdicts.is_so()
    assert (verdicts.really[both] == verdicts.shown[both]).all()
    kinds = KINDS[check]
    assert sum(int(verdicts.is_so(kind).sum()) for kind in kinds) == int(verdicts.is_so().sum())
    assert sum(int(verdicts.looks(kind).sum()) for kind in kinds) == int(verdicts.looks().sum())


def test_no_standplaats_is_ever_in_violation(town: Town, truth: Truth) -> None:
    places = town.objects.soort == STANDPLAATS
    assert places.any()
    for check in set(Check) - set(PAND_CHECKS):
        verdicts = truth.of(check)
        assert not (verdicts.frame | verdicts.is_so() | verdicts.looks())[places].any()


def test_kinds_stand_where_they_can(town: Town, owners: Owners, truth: Truth) -> None:
    housing = truth.of(Check.ONRECHTMATIG_WONEN)
    assert (owners.tenure[housing.is_so("onderhuur")] == Tenure.CORPORATIE).all()
    assert not town.objects.dwelling[housing.is_so("zonder_woonfunctie")].any()
    assert town.objects.dwelling[housing.is_so("kamerverhuur", "overbewoning", "onttrekking")].all()
    assert (town.panden.year[truth.of(Check.ACHTERSTALLIG_ONDERHOUD).is_so()] < 1995).all()


def test_another_seed_plants_elsewhere(town: Town, owners: Owners, firms: Firms, truth: Truth) -> None:
    again = build_truth(town, owners, firms)
    elsewhere = build_town(4_000, seed=6, on=ON)
    other = build_truth(elsewhere, build_owners(elsewhere), build_firms(elsewhere))
    for check in Check:
        assert np.array_equal(again.of(check).really, truth.of(check).really)
    here, there = (item.of(Check.ONRECHTMATIG_WONEN).really for item in (truth, other))
    assert not np.array_equal(here[:3_000], there[:3_000])


def test_the_most_suspect_are_in_violation_in_half_to_three_quarters() -> None:
    """A plain count of what the registers say, over a city large enough to judge the top of the list."""
    town = build_town(30_000, seed=9, on=ON)
    owners, firms = build_owners(town), build_firms(town)
    truth = build_truth(town, owners, firms)
    verdicts = truth.of(Check.ONRECHTMATIG_WONEN)
    households = build_households(town, owners, truth)
    permits = build_permits(town, households, firms, truth)
    reports = build_complaints(town, truth, rng=town.chance("x"), share=1.0, period=(town.today - 1_000, town.today))
    slugs = ("woningdelen-spookburgers", "leegstand", "vakantieverhuur", "onderhuur-en-adreskwaliteit")
    kinds = [number for number, kind in enumerate(COMPLAINT_KINDS) if kind.slug in slugs]
    told = times(town, reports.at[np.isin(reports.kind, kinds)])
    cases = build_cases(town, owners, truth)
    found = times(town, cases.at[(cases.outcome == 0) & (cases.sort < 3)])
    licensed = times(town, permits.at[np.isin(permits.kind, (Case.OMZETTING, Case.KAMERVERHUUR))])
    rooms = households.rooms_let & (licensed == 0)
    crowded = (households.size >= 4) & (town.objects.area < 12 * households.size) & (licensed == 0)
    score = 2.0 * (rooms | crowded) + (households.size == 0) + 2 * np.minimum(told, 2) + 2 * np.minimum(found, 1)
    score[households.protected] = 0
    order = np.random.default_rng(1).permutation(np.flatnonzero(verdicts.frame))
    top = order[np.argsort(-score[order], kind="stable")][:150]
    assert 0.5 <= verdicts.is_so()[top].mean() <= 0.78
    assert 0.10 <= verdicts.is_so()[order[:2_000]].mean() <= 0.15


def times(town: Town, at: np.ndarray) -> np.ndarray:
    """How often each object occurs."""
    return np.bincount(at, minlength=len(town.objects))
