# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Orders that compete in the model city: each learns from what it saw itself, and only two see what is so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench.figures import Figures
from bench.learning import model_city
from bench.learning.model_city import (
    BY_NAME,
    HOUSING,
    ROUNDS,
    City,
    Past,
    city_in,
    learned,
    of_years,
    selection_ratio,
    year_of,
)
from pandzicht.cli import demonstrating
from pandzicht.learning.learned import learn
from pandzicht.learning.learned_points import FEWEST_LABELS
from pandzicht.learning.rivals import Rival
from pandzicht.modelcity.truth import Truth
from tests.model_city import ModelCity


@pytest.fixture(scope="module")
def city(model_city: ModelCity) -> City:
    """The frame of the small city that many tests read."""
    home = model_city.workspace.root
    return city_in(home, demonstrating.city_in(home, 2_000, 1).world, model_city.outcome.folder)


def test_a_year_visits_nobody_twice_and_its_top_beats_a_visit_at_random(city: City) -> None:
    for name in BY_NAME:
        year = year_of(city, BY_NAME[name], 1)
        chosen = np.concatenate(year.chosen)
        seen = year.top[:, 0].sum()
        assert len(year.chosen) == ROUNDS
        assert 0.9 * len(chosen) < seen <= len(chosen)
        assert len(np.unique(chosen)) >= 0.95 * len(chosen), "only whoever nobody got round to comes again"
        assert year.share(1, 6) > 1.5 * year.control[:, 1].sum() / year.control[:, 0].sum()


def test_points_are_of_experts_until_enough_was_drawn(city: City) -> None:
    enough = FEWEST_LABELS - 1
    few = Past(city.row[:enough].tolist(), [0.0] * enough, [1.0] * enough, [0] * enough)
    assert (learned(city, few) == city.points).all()


def test_points_that_outcomes_taught_count_where_they_are_kept(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {item.name: item.values[city.row] for item in city.answers if 30 < item.values[city.row].sum() < 800}
    name = min(told, key=lambda each: city.expert[each])
    rounds = [number % ROUNDS for number in range(len(city.row))]
    seen = Past(city.row.tolist(), told[name].tolist(), [1.0] * len(city.row), rounds)
    for keep in (Rival.LOT, Rival.EXPERTS, Rival.LEARNED):
        monkeypatch.setattr(model_city, "learn", lambda *of, keep=keep: replace(learn(*of), keep=keep))
        score = learned(city, seen)
        first = np.argsort(-score, kind="stable")[: int(told[name].sum())]
        assert (told[name][first].mean() > 0.8) == (keep is Rival.LEARNED), keep


def test_no_order_but_the_two_that_say_so_goes_by_the_truth(city: City) -> None:
    nobody = Truth({HOUSING: replace(city.truths[0].of(HOUSING), really=city.truths[0].of(HOUSING).really * 0)})
    shown = replace(nobody.of(HOUSING), shown=nobody.of(HOUSING).shown * 0)
    blind = replace(city, truths=(Truth({HOUSING: shown}),) * ROUNDS)
    some = Past(rows=city.row[:400].tolist(), found=([1.0, 0.0] * 200), weights=[1.0] * 400, rounds=[0] * 400)
    same = {name: bool((BY_NAME[name](city, some) == BY_NAME[name](blind, some)).all()) for name in BY_NAME}
    assert same == {"experts": True, "learned": True, "logistic": True, "taught": False, "optimal": False}


def test_a_group_that_is_chosen_more_often_at_equal_rates_is_seen(city: City) -> None:
    really = city.truths[0].of(HOUSING).is_so()[city.at]
    year = year_of(city, BY_NAME["experts"], 1)
    all_once, twice = np.arange(len(city.at)), np.flatnonzero(city.favoured)
    assert selection_ratio(city, [replace(year, chosen=[all_once])]) == pytest.approx(1.0)
    assert selection_ratio(city, [replace(year, chosen=[all_once, twice])]) == pytest.approx(2.0)
    only = [replace(year, chosen=[np.flatnonzero(really)])]
    assert selection_ratio(city, only) == pytest.approx(1.0), "a list that is right is no burden on a group"


def test_every_figure_that_is_asked_is_there(city: City, tmp_path: Path) -> None:
    figures = Figures()
    of_years(figures, city, repeats=1)
    assert {"share_of_optimal", "yield_over_base", "proxy_selection_ratio", "points_below_logistic"} < set(figures)
    assert figures["yield_late_optimal"]["value"] > figures["base_rate"]["value"]
