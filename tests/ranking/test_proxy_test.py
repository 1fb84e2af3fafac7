# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A planted proxy is found, innocent features are not, and too little data is never a pass."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bench.proxies import AREAS, LIMITS, PLANTED, City, is_breach, large_even_city, made_up_city, outcome
from pandzicht.ranking.proxy_test import Feature, Group, Kind, Measure, Pair, Tally, Verdict, proxies_tested

SEEDS = range(25)


@pytest.fixture(scope="module")
def cities() -> list[City]:
    return [made_up_city(seed, pull=0.6) for seed in SEEDS]


def measures(item: Pair) -> list[Measure]:
    return [one.measure for one in item.measured]


def test_a_planted_proxy_is_found_in_every_city_and_innocent_features_hardly_ever(cities: list[City]) -> None:
    found = [outcome(city) for city in cities]
    assert [item.feature for items in found for item in items[:1]] == [PLANTED] * len(SEEDS)
    assert all(is_breach(items[0]) for items in found)
    alarms = [is_breach(item) for items in found for item in items[1:]]
    assert np.mean(alarms) < 0.02


def test_without_a_proxy_hardly_a_city_has_an_alarm() -> None:
    alarms = [any(map(is_breach, outcome(made_up_city(seed, pull=0.0)))) for seed in SEEDS]
    assert np.mean(alarms) <= 0.12


def test_a_relation_that_hardly_matters_at_an_address_is_told_and_blocks_nothing() -> None:
    """In a large city the means of neighbourhoods are so exact that odds of a twentieth more put them in order."""
    found = [outcome(large_even_city(seed))[0] for seed in range(10)]
    slight = [item for item in found if item.verdict is Verdict.SLIGHT]
    assert len(slight) >= 8
    assert not any(map(is_breach, found))
    for item in slight:
        assert item.measured[0].verdict is Verdict.BREACH
        assert item.rarer is not None
        assert 1 < item.rarer.value < LIMITS.ratio


def test_it_blocks_only_where_the_whole_interval_of_an_effect_is_beyond_the_limit(cities: list[City]) -> None:
    found = outcome(cities[0])[0]
    assert found.rarer is not None
    assert found.verdict is Verdict.BREACH
    for ratio, verdict in ((found.rarer.low - 0.01, Verdict.BREACH), (found.rarer.low + 0.01, Verdict.SLIGHT)):
        limits = replace(LIMITS, ratio=ratio, noticeable=0.99)
        (tested,) = proxies_tested(cities[0].tallies[:1], [cities[0].group], cities[0].districts, limits)
        assert tested.verdict is verdict


def test_a_value_without_a_zero_matters_by_how_well_it_tells_where_an_address_lies() -> None:
    figure, wijk = np.arange(100.0), np.arange(100) % 25
    far = Tally(Feature(Kind.INDICATOR, "waarde"), np.arange(100), figure + 100, np.full(100, 50.0))
    (found,) = proxies_tested([far], [Group("g", figure)], wijk, LIMITS)
    assert (found.rarer, found.verdict) == (None, Verdict.BREACH)
    (blunt,) = proxies_tested([far], [Group("g", figure)], wijk, replace(LIMITS, noticeable=0.9999999))
    assert blunt.verdict is Verdict.SLIGHT


def test_the_interval_of_an_innocent_feature_holds_no_relation_in_nineteen_of_twenty(cities: list[City]) -> None:
    told = [one.estimate for city in cities for item in outcome(city)[1:] for one in item.measured[:1]]
    covered = [each.low <= 0 <= each.high for each in told if each is not None]
    assert len(covered) > 500
    assert 0.91 < np.mean(covered) < 0.98


def test_it_is_the_same_whatever_the_order_of_areas(cities: list[City]) -> None:
    city = cities[0]
    turned = np.arange(AREAS)[::-1]
    tallies = [replace(item, area=AREAS - 1 - item.area) for item in city.tallies]
    other = City(tallies, Group(city.group.name, city.group.figures[turned]), city.districts[turned])
    for one, two in zip(outcome(city), outcome(other), strict=True):
        assert one.verdict is two.verdict
        assert one.measured[0].estimate is not None
        assert two.measured[0].estimate is not None
        assert one.measured[0].estimate.value == pytest.approx(two.measured[0].estimate.value)


def test_few_areas_or_small_cells_cannot_be_told_and_are_no_pass(cities: list[City]) -> None:
    city = cities[0]
    sparse = np.where(np.arange(AREAS) < 19, city.group.figures, np.nan)
    small = [replace(item, counts=item.counts / 1_000) for item in city.tallies]
    for found in (
        proxies_tested(city.tallies, [Group("few", sparse)], city.districts, LIMITS),
        proxies_tested(small, [city.group], city.districts, LIMITS),
        proxies_tested(city.tallies, [city.group], city.districts % 3, LIMITS),
        proxies_tested(city.tallies, [Group("nowhere", np.full(AREAS, np.nan))], city.districts, LIMITS),
    ):
        assert {item.verdict for item in found} == {Verdict.CANNOT_TELL}
        assert {one.estimate for item in found for one in item.measured} == {None}


def test_a_pass_needs_an_interval_within_the_limit() -> None:
    rng = np.random.default_rng(5)
    areas, figure = np.tile(np.arange(600), 2), rng.normal(size=600)
    yes = rng.permutation(600).astype(float)
    tally = Tally(Feature(Kind.SIGNAL, "even"), areas, np.repeat([0.0, 1.0], 600), np.concatenate([1_000 - yes, yes]))
    (found,) = proxies_tested([tally], [Group("g", figure)], np.arange(600) // 2, LIMITS)
    assert found.verdict is Verdict.WITHIN
    (strict,) = proxies_tested([tally], [Group("g", figure)], np.arange(600) // 2, replace(LIMITS, correlation=0.01))
    assert strict.verdict is Verdict.CANNOT_TELL


def test_a_score_is_also_told_by_who_is_chosen() -> None:
    figure = np.arange(100, dtype=float)
    units = np.full(100, 50.0)
    chosen = np.where(figure >= 80, 10.0, 2.0)
    score = Tally(Feature(Kind.SCORE, "wonen"), np.arange(100), np.full(100, 3.0), units, chosen)
    (found,) = proxies_tested([score], [Group("g", figure)], np.arange(100) % 33, LIMITS)
    assert measures(found) == [Measure.MEAN, Measure.SEPARATION, Measure.RATIO]
    assert found.verdict is Verdict.BREACH
    assert found.rates == pytest.approx((0.04, 0.04, 0.04, 0.04, 0.2))
    assert [one.verdict for one in found.measured if one.measure is Measure.RATIO] == [Verdict.BREACH]


def test_a_count_is_told_by_its_mean_and_by_its_share_other_than_zero() -> None:
    tally = Tally(Feature(Kind.INDICATOR, "n"), np.repeat(np.arange(30), 2), np.tile([0.0, 5.0], 30), np.full(60, 20.0))
    (found,) = proxies_tested([tally], [Group("g", np.arange(30.0))], np.arange(30), LIMITS)
    assert measures(found) == [Measure.MEAN, Measure.SHARE, Measure.SEPARATION]
    assert str(Feature(Kind.INDICATOR, "label", "A+")) == "label=A+"
