# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often the proxy test finds a planted proxy, and how often it finds one where there is none.

Each seed is a made-up city of 114 neighbourhoods in 44 districts. One figure per area and all features but one vary by
district and neighbourhood without regard to one another; one feature follows the figure. Beside our test stands the one
that a textbook gives: the plain rank correlation with its p-value for independent areas, each at 0.05.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

import numpy as np
import typer

from pandzicht.ranking.proxy_limits import ProxyLimits
from pandzicht.ranking.proxy_test import Feature, Group, Kind, Measure, Pair, Tally, Verdict, proxies_tested

LIMITS = ProxyLimits(0.3, 0.65, 1.25, 0.05, 20, 10, 200)
AREAS, DISTRICTS, UNITS = 114, 44, 20_000
INNOCENT = 30
PLANTED = Feature(Kind.INDICATOR, "planted")
app = typer.Typer(add_completion=False)


@dataclass(frozen=True)
class City:
    """The tallies of one made-up city, its one group, and the district of every area."""

    tallies: list[Tally]
    group: Group
    districts: np.ndarray


def _uneven(rng: np.random.Generator, districts: np.ndarray) -> np.ndarray:
    """A figure per area of which half of the variance is that of its district."""
    per_district = rng.normal(size=DISTRICTS)[districts]
    return (per_district + rng.normal(size=AREAS)) / math.sqrt(2)


def made_up_city(seed: int, *, pull: float, innocent: int = INNOCENT) -> City:
    """A city in which one yes-or-no feature follows the figure with this pull (log odds per standard deviation)."""
    rng = np.random.default_rng(seed)
    districts = np.sort(np.concatenate([np.arange(DISTRICTS), rng.integers(0, DISTRICTS, AREAS - DISTRICTS)]))
    units = rng.multinomial(UNITS, rng.dirichlet(np.full(AREAS, 4.0))).astype(float)
    figure = _uneven(rng, districts)
    drifts = [(PLANTED, pull * figure + 0.3 * _uneven(rng, districts))]
    drifts += [(Feature(Kind.INDICATOR, f"innocent_{n}"), 0.3 * _uneven(rng, districts)) for n in range(innocent)]
    tallies = [_tally(rng, feature, units, drift) for feature, drift in drifts]
    return City(tallies, Group("figures.group", figure), districts)


def _tally(rng: np.random.Generator, feature: Feature, units: np.ndarray, drift: np.ndarray) -> Tally:
    rate = 1 / (1 + np.exp(2.2 - drift))  # one in ten on average
    yes = rng.binomial(units.astype(int), rate).astype(float)
    values = np.repeat([0.0, 1.0], AREAS)
    return Tally(feature, np.tile(np.arange(AREAS), 2), values, np.concatenate([units - yes, yes]))


def outcome(city: City) -> list[Pair]:
    """What the proxy test says of a city."""
    return proxies_tested(city.tallies, [city.group], city.districts, LIMITS)


def is_breach(item: Pair) -> bool:
    return item.verdict is Verdict.BREACH


def textbook_breach(item: Pair) -> bool:
    """Whether the plain rank correlation passes the limit and 0.05 as if areas were independent."""
    told = next(one.estimate for one in item.measured if one.measure is Measure.MEAN)
    if told is None:
        return False
    z = math.atanh(min(abs(told.value), 0.999999)) * math.sqrt((AREAS - 3) / 1.06)
    return abs(told.value) > LIMITS.correlation and math.erfc(z / math.sqrt(2)) < 0.05


@app.command()
def main(seeds: int = 200, pull: float = 0.6) -> None:
    """Print false alarms and power as one line of JSON."""
    rows = {"ours": is_breach, "textbook": textbook_breach}
    found: dict[str, list[list[bool]]] = {name: [] for name in rows}
    covered = []
    for seed in range(seeds):
        items = outcome(made_up_city(seed, pull=pull))
        for name, rule in rows.items():
            found[name].append([rule(item) for item in items])
        means = [one.estimate for item in items[1:] for one in item.measured if one.measure is Measure.MEAN]
        covered += [told.low <= 0 <= told.high for told in means if told]
    figures = {
        name: {
            "power": np.mean([row[0] for row in flags]),
            "false_alarms_per_feature": np.mean([row[1:] for row in flags]),
            "cities_with_a_false_alarm": np.mean([any(row[1:]) for row in flags]),
        }
        for name, flags in found.items()
    }
    print(json.dumps({"seeds": seeds, "pull": pull, "coverage_of_no_relation": np.mean(covered), **figures}))


if __name__ == "__main__":
    app()
