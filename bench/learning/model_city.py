# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A year of rounds in the model city by several orders, each with rounds of its own and against the same truth.

All begin with the history of the city, in which some neighbourhoods were visited far more often than others. What an
order selects is visited by the made-up inspectors, and is all that it learns from. The best order there can be knows
what the registers show of the truth, and nothing that they do not show.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

import numpy as np
import pyarrow.parquet as pq

from bench.figures import Figures, figure
from pandzicht.cli.rounds import round_size
from pandzicht.definitions.backtest import Direction
from pandzicht.definitions.check import Check as CheckDefinition
from pandzicht.learning.feature import Feature
from pandzicht.learning.labels import Labels
from pandzicht.learning.learned import Asked, learn
from pandzicht.learning.learned_points import NotLearned
from pandzicht.learning.rivals import Rival
from pandzicht.learning.scorecard import fitted
from pandzicht.modelcity.inspector import Tour, go_round
from pandzicht.modelcity.later_truth import later_truths
from pandzicht.modelcity.round_visits import RoundVisits
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth
from pandzicht.modelcity.visits import ESTABLISHED, NOT_SEEN
from pandzicht.modelcity.world import World
from pandzicht.ranking.strata import Draws, Stratum, draw_strata, shares_of
from pandzicht.store.publish import read_json

HOUSING = Check.ONRECHTMATIG_WONEN
ROUNDS, CONTROL = 12, 0.20
MONTH_DAYS = 30
AFTER = 6
"""Rounds that are given to learn; what is asked is asked of those after them."""
FAVOURED = 24
"""So many neighbourhoods had projects in the past; whoever lives there stands for a group that must not pay for it."""
FED_BY_SELECTION = {"eerdere_overtreding_wonen"}


@dataclass(frozen=True)
class City:
    """The frame of the check in one run, what registers show of it, what is so, and the visits of the past."""

    town: Town
    truths: tuple[Truth, ...]
    """Per round."""
    at: np.ndarray
    """Per unit of the frame its object."""
    points: np.ndarray
    """What experts give it."""
    expert: Mapping[str, int]
    """Their points per signal."""
    answers: tuple[Feature, ...]
    """Of every object of the run whether a signal is yes."""
    row: np.ndarray
    """Per unit of the frame its place among the answers."""
    history: tuple[np.ndarray, np.ndarray]
    """Places among the answers of the visits of the past, and whether a violation was established."""
    favoured: np.ndarray
    """Per unit of the frame whether it is in a neighbourhood that was."""


def city_in(folder: Path, world: World, run: Path) -> City:
    """Read a loaded and compared city."""
    definition = CheckDefinition.model_validate(read_json(run / "definitions.json")["checks"][HOUSING.value])
    addresses = pq.read_table(run / "addresses.parquet", columns=["address_id"])["address_id"].to_pylist()
    objects = np.array([int(name) % 10**10 - 1 if name.isdigit() else -1 for name in addresses])
    ranking = pq.read_table(run / "ranking.parquet", filters=[("check", "=", HOUSING.value)])
    row, points = (np.asarray(ranking[name].to_numpy()) for name in ("address_no", "score"))
    signals = pq.read_table(run / "signals.parquet")
    names = [name for name in definition.points if name in signals.column_names and name not in FED_BY_SELECTION]
    answers = tuple(
        Feature(name, (np.asarray(signals[name].to_pylist()) == "yes").astype(float), direction=Direction.UP)
        for name in names
    )
    truths = tuple(later_truths(world.town, world.truth, [{}] * (ROUNDS - 1)))
    inside = (objects[row] >= 0) & (objects[row] < len(world.town.objects))
    buurt = world.town.objects.buurt[objects[row[inside]]]
    history, projects = past(folder, world.town, objects)
    favoured = np.argsort(-projects / (world.town.areas.addresses + 20.0), kind="stable")[:FAVOURED]
    return City(
        world.town,
        truths,
        objects[row[inside]],
        points[inside],
        dict(definition.points),
        answers,
        row[inside],
        history,
        np.isin(buurt, favoured),
    )


def past(folder: Path, town: Town, objects: np.ndarray) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
    """The visits of the past at which something was seen, and per neighbourhood how many were of a project."""
    (path,) = (folder / "city" / "deliveries" / "bezoeken").glob("*_20260301.csv")
    place = {int(at): number for number, at in enumerate(objects)}
    rows, found, projects = [], [], np.zeros(len(town.areas.codes))
    for line in csv.DictReader(path.open(encoding="utf-8"), delimiter=";"):
        if not line["object_id"]:
            continue
        at = int(line["object_id"]) % 10**10 - 1
        projects[town.objects.buurt[at]] += line["aanleiding"] == "project"
        if line[HOUSING.value] in ("overtreding", "geen_overtreding") and at in place:
            rows.append(place[at])
            found.append(line[HOUSING.value] == "overtreding")
    return (np.array(rows), np.array(found, dtype=float)), projects


@dataclass
class Past:
    """What one order has seen: per label its place among the answers, the outcome, its weight and its round."""

    rows: list[int] = field(default_factory=list)
    found: list[float] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    rounds: list[int] = field(default_factory=list)


Order = Callable[[City, Past], np.ndarray]
"""Gives every unit of a frame a score, by what was seen before."""


def experts(city: City, _past: Past) -> np.ndarray:
    """The points of experts."""
    return city.points.astype(float)


def learned(city: City, seen: Past) -> np.ndarray:
    """What Pandzicht keeps: learned points where no simpler way is as good, those of experts until then."""
    names = [item.name for item in city.answers]
    expert = {name: points for name, points in city.expert.items() if name in names}
    found = learn(labels_of(city, seen), Asked(expert, {}))
    if found.keep is not Rival.LEARNED or isinstance(found.result, NotLearned):
        return experts(city, seen)
    points = np.array([float(found.result.points.get(name, 0)) for name in names])
    score: np.ndarray = np.column_stack([item.values[city.row] for item in city.answers]) @ points
    return score


def labels_of(city: City, seen: Past) -> Labels:
    """What was seen, in the form from which points are learned."""
    rows, alone = np.array(seen.rows, dtype=np.int64), np.arange(len(seen.rows))
    proposed = MONTH_DAYS * np.array(seen.rounds, dtype=np.int64)
    return Labels(
        signals=tuple(item.name for item in city.answers),
        yes=np.column_stack([item.values[rows] for item in city.answers]),
        found=np.array(seen.found),
        chance=1 / np.array(seen.weights),
        proposed=proposed,
        looked=proposed + MONTH_DAYS // 2,
        capacity=np.full(len(rows), round_size(len(city.at)) / len(city.at)),
        groups=(alone, alone),
        clusters=alone,
    )


def logistic(city: City, seen: Past) -> np.ndarray:
    """The peer: a plain logistic regression on all that was ever visited, the biased past included, unweighted."""
    free = tuple(Feature(item.name, item.values) for item in city.answers)
    rows = np.concatenate([city.history[0], np.array(seen.rows, dtype=np.int64)])
    found = np.concatenate([city.history[1], np.array(seen.found)])
    card = fitted(free, rows, found, np.ones(len(rows)), penalty=1e-3)
    return card.scores(free, city.row)


def taught(city: City, _past: Past) -> np.ndarray:
    """Our scorecard told the truth of every address: what is lost after that, the signals do not show."""
    really = city.truths[0].of(HOUSING).is_so()[city.at].astype(float)
    return fitted(city.answers, city.row, really, np.ones(len(really))).scores(city.answers, city.row)


def optimal(city: City, _past: Past) -> np.ndarray:
    """The best there can be: what registers show of a violation, then where more goes wrong."""
    shown = city.truths[0].of(HOUSING).looks()[city.at]
    score: np.ndarray = shown * 100.0 + city.town.areas.risk[city.town.objects.buurt[city.at]]
    return score


BY_NAME: dict[str, Order] = {
    "experts": experts,
    "learned": learned,
    "logistic": logistic,
    "taught": taught,
    "optimal": optimal,
}


@dataclass
class Year:
    """What one order found: per round the visits and findings of top and of control, and who was ever in top."""

    top: np.ndarray = field(default_factory=lambda: np.zeros((ROUNDS, 2)))
    control: np.ndarray = field(default_factory=lambda: np.zeros((ROUNDS, 2)))
    chosen: list[np.ndarray] = field(default_factory=list)

    def share(self, first: int, last: int) -> float:
        """The findings per visit in top, over rounds counted from 1."""
        visited, found = self.top[first - 1 : last].sum(axis=0)
        return float(found / visited)


def year_of(city: City, order: Order, seed: int) -> Year:
    """Carry out the rounds of an order."""
    rng, seen, year = np.random.default_rng(seed), Past(), Year()
    free, shares = (
        np.ones(len(city.at), dtype=bool),
        shares_of(round_size(len(city.at)), control=CONTROL, challenger=0.0),
    )
    for number in range(ROUNDS):
        score = np.full(len(city.at), -1, dtype=np.int64)
        told = np.round(order(city, seen) * 1e4).astype(np.int64)
        score[free] = told[free] - told.min() + 1
        units = np.flatnonzero(free)
        one, two, three = (rng.permutation(len(units)).astype(np.uint64) for _ in range(3))
        drawn = draw_strata(score[units], None, shares, Draws(one, two, three))
        chosen = np.flatnonzero(drawn.stratum != "")
        result = outcomes(city, number, units[chosen], seed)
        for place, unit in zip(chosen.tolist(), units[chosen].tolist(), strict=True):
            outcome = result.get(int(city.at[unit]))
            if outcome is None:
                continue
            free[unit] = False
            table = year.top if drawn.stratum[place] == Stratum.TOP else year.control
            table[number] += (1, outcome == ESTABLISHED)
            if outcome != NOT_SEEN:
                seen.rows.append(int(city.row[unit]))
                seen.found.append(float(outcome == ESTABLISHED))
                seen.weights.append(1 / drawn.probability[place])
                seen.rounds.append(number)
        year.chosen.append(units[drawn.stratum == Stratum.TOP])
    return year


def outcomes(city: City, number: int, units: np.ndarray, seed: int) -> dict[int, int]:
    """Per object that was visited the furthest that a visit came."""
    ids = [str(name) for name in city.town.objects.ids[city.at[units]]]
    first = city.town.today + MONTH_DAYS * number
    visits: RoundVisits = go_round(
        city.town, city.truths[number], Tour(seed * ROUNDS + number, HOUSING, ids, first + 1, first + MONTH_DAYS + 1)
    )
    best: dict[int, int] = {}
    for at, outcome in zip(visits.at.tolist(), visits.outcome.tolist(), strict=True):
        best[at] = min(outcome, best.get(at, outcome))
    return best


def selection_ratio(city: City, years: list[Year]) -> float:
    """How many times as often favoured neighbourhoods are in top as others, were violations as frequent in both."""
    really = city.truths[0].of(HOUSING).is_so()[city.at]
    often = np.bincount(np.concatenate([np.concatenate(year.chosen) for year in years]), minlength=len(city.at))

    def rate(group: np.ndarray) -> float:
        parts = [(float(same.mean()), float(often[group & same].mean())) for same in (really, ~really)]
        return math.fsum(weight * times for weight, times in parts)

    return rate(city.favoured) / rate(~city.favoured)


def of_years(figures: Figures, city: City, *, repeats: int, others: Mapping[str, Order] | None = None) -> None:
    """Put what each order, and others beside them, found in a year among the figures, over some repeats of draws."""
    orders = BY_NAME | dict(others or {})
    years = {name: [year_of(city, order, seed) for seed in range(1, repeats + 1)] for name, order in orders.items()}
    late = {name: mean([year.share(AFTER + 1, ROUNDS) for year in found]) for name, found in years.items()}
    for name, found in years.items():
        figures[f"yield_late_{name}"] = figure(late[name], "share")
        second, first = (mean([year.share(n, n) for year in found]) for n in (2, 1))
        figures[f"round_2_over_1_{name}"] = figure(second / first, "times")
        figures[f"proxy_selection_ratio_{name}"] = figure(selection_ratio(city, found), "times")
    visited, hits = np.sum([year.control.sum(axis=0) for year in years["learned"]], axis=0).tolist()
    figures["base_rate"] = figure(hits / visited, "share")
    figures["share_of_optimal"] = figure(late["learned"] / late["optimal"], "share")
    figures["share_of_optimal_experts"] = figure(late["experts"] / late["optimal"], "share")
    figures["share_of_taught"] = figure(late["learned"] / late["taught"], "share")
    for name in ("logistic", *(others or {})):
        figures[f"points_below_{name}"] = figure(100 * (late[name] - late["learned"]), "points")
    figures["yield_over_base"] = figure(late["learned"] / (hits / visited), "times")
    figures["proxy_selection_ratio"] = figures["proxy_selection_ratio_learned"]
    figures["city_round"] = figure(round_size(len(city.at)), "units")
    figures["city_frame"] = figure(len(city.at), "units")
    figures["city_repeats"] = figure(repeats, "years")
