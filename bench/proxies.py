# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often the proxy test finds a planted proxy, how often it finds one where there is none, and what it takes.

Each seed is a made-up city of 114 neighbourhoods in 44 districts. One figure per area and all features but one vary by
district and neighbourhood without regard to one another; one feature follows the figure. Beside our test stands the one
that a textbook gives: the rank correlation with its probability for independent areas, each at 0.05, and the same with
our correction for the number of tests.
"""

from __future__ import annotations

import json
import math
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from bench.figures import Figures, figure, write_results
from bench.measuring import ROOT, machine, measure, versions
from pandzicht.cli.desk import desk_at
from pandzicht.cli.output import Output
from pandzicht.definitions.action import Action
from pandzicht.governance.subject import Kind as Named
from pandzicht.governance.subject import Subject
from pandzicht.ranking.estimate import adjusted
from pandzicht.ranking.proxy_limits import ProxyLimits
from pandzicht.ranking.proxy_test import Feature, Group, Kind, Measure, Pair, Tally, Verdict, proxies_tested
from pandzicht.runs.area_figures import PURPOSE
from pandzicht.runs.finding import named_run
from pandzicht.runs.opened import open_run
from pandzicht.runs.proxy_testing import carry_out_proxy_test
from pandzicht.store.workspace import open_workspace

LIMITS = ProxyLimits(0.3, 0.65, 1.25, 0.556, 0.05, 20, 10, 200)
AREAS, DISTRICTS, UNITS = 114, 44, 20_000
INNOCENT = 30
PLANTED = Feature(Kind.INDICATOR, "planted")
PULLS = (0.0, 0.2, 0.3, 0.6)
LARGE_UNITS, SLIGHT_PULL, EVEN = 284_000, 0.05, 0.05
RESULTS = ROOT / "bench" / "results" / "proxies.json"
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


def made_up_city(
    seed: int, *, pull: float, innocent: int = INNOCENT, all_units: int = UNITS, spread: float = 0.3
) -> City:
    """A city in which one yes-or-no feature follows the figure with this pull (log odds per standard deviation).

    `spread` is how far every feature varies from area to area besides, on the same scale.
    """
    rng = np.random.default_rng(seed)
    districts = np.sort(np.concatenate([np.arange(DISTRICTS), rng.integers(0, DISTRICTS, AREAS - DISTRICTS)]))
    units = rng.multinomial(all_units, rng.dirichlet(np.full(AREAS, 4.0))).astype(float)
    figure = _uneven(rng, districts)
    drifts = [(PLANTED, pull * figure + spread * _uneven(rng, districts))]
    drifts += [(Feature(Kind.INDICATOR, f"innocent_{n}"), spread * _uneven(rng, districts)) for n in range(innocent)]
    tallies = [_tally(rng, feature, units, drift) for feature, drift in drifts]
    return City(tallies, Group("figures.group", figure), districts)


def _tally(rng: np.random.Generator, feature: Feature, units: np.ndarray, drift: np.ndarray) -> Tally:
    rate = 1 / (1 + np.exp(2.2 - drift))  # one in ten on average
    yes = rng.binomial(units.astype(int), rate).astype(float)
    values = np.repeat([0.0, 1.0], AREAS)
    return Tally(feature, np.tile(np.arange(AREAS), 2), values, np.concatenate([units - yes, yes]))


def large_even_city(seed: int) -> City:
    """A city so large and even that a feature of which the odds are a twentieth higher orders its neighbourhoods."""
    return made_up_city(seed, pull=SLIGHT_PULL, all_units=LARGE_UNITS, spread=EVEN)


def outcome(city: City) -> list[Pair]:
    """What the proxy test says of a city."""
    return proxies_tested(city.tallies, [city.group], city.districts, LIMITS)


def is_breach(item: Pair) -> bool:
    return item.verdict is Verdict.BREACH


def is_found(item: Pair) -> bool:
    """Whether it is told, be it that it blocks or that it is too small at an address."""
    return item.verdict in (Verdict.BREACH, Verdict.SLIGHT)


def textbook(items: Sequence[Pair], *, corrected: bool) -> list[bool]:
    """Whether each plain rank correlation passes the limit and 0.05, as if areas were independent."""
    told = [next(one.estimate for one in item.measured if one.measure is Measure.MEAN) for item in items]
    values = [one.value if one else 0.0 for one in told]
    z = [math.atanh(min(abs(value), 0.999999)) * math.sqrt((AREAS - 3) / 1.06) for value in values]
    chance = [math.erfc(one / math.sqrt(2)) for one in z]
    chance = adjusted(chance) if corrected else chance
    return [abs(value) > LIMITS.correlation and p < 0.05 for value, p in zip(values, chance, strict=True)]


def _judged(found: dict[str, list[list[bool]]], city: City) -> list[bool]:
    """Add what each test says of a city; return of each innocent feature whether our interval holds no relation."""
    items = outcome(city)
    found["ours"].append([is_breach(item) for item in items])
    found["textbook"].append(textbook(items, corrected=False))
    found["textbook_corrected"].append(textbook(items, corrected=True))
    means = [one.estimate for item in items[1:] for one in item.measured if one.measure is Measure.MEAN]
    return [told.low <= 0 <= told.high for told in means if told]


@app.command()
def every(
    seeds: Annotated[int, typer.Option(help="Cities per strength of the proxy.")] = 200,
    workspace: Annotated[Path | None, typer.Option(help="Also time the test of this model city's run.")] = None,
    out: Annotated[Path, typer.Option(help="Where the figures go.")] = RESULTS,
) -> None:
    """Measure false alarms and power, and where a city is given what the test takes."""
    before, figures, covered = machine(), Figures(), []
    for pull in PULLS:
        found: dict[str, list[list[bool]]] = {"ours": [], "textbook": [], "textbook_corrected": []}
        for seed in range(seeds):
            covered += _judged(found, made_up_city(seed, pull=pull))
        for name, flags in found.items():
            if pull:
                figures[f"{name}_power_{pull:g}"] = figure(float(np.mean([row[0] for row in flags])), "share")
            else:
                alarmed = float(np.mean([any(row) for row in flags]))
                figures[f"{name}_cities_with_a_false_alarm"] = figure(alarmed, "share")
    planted = [outcome(large_even_city(seed))[0] for seed in range(seeds)]
    figures["slight_in_a_large_city_found"] = figure(float(np.mean([is_found(item) for item in planted])), "share")
    figures["slight_in_a_large_city_blocks"] = figure(float(np.mean([is_breach(item) for item in planted])), "share")
    figures["covers_no_relation"] = figure(float(np.mean(covered)), "share")
    if workspace is not None:
        took = measure("bench.proxies", ["timed", workspace.resolve()])
        figures["addresses"] = figure(took.told["addresses"], "addresses")
        figures["test_cpu_s"] = figure(took.cpu, "CPU s")
        figures["test_peak_gib"] = figure(took.peak_gib, "GiB")
    write_results(out, name="proxies", machine=before, versions=versions(), figures=figures)


@app.command()
def timed(workspace: Path) -> None:
    """Carry out the proxy test of the run in force anew, in this process."""
    space = open_workspace(workspace)
    subject = Subject(Named.RUN, named_run(space, None))
    shutil.rmtree(space.proxy_tests / subject.name, ignore_errors=True)
    begun = time.process_time()
    with desk_at(space, Output(as_json=True)).operation(Action.TEST_PROXIES, subject, [PURPOSE]) as operation:
        run = open_run(space, operation, subject.name)
        kept = carry_out_proxy_test(run)
    told = {"addresses": run.manifest["tables"]["addresses"]["rows"], "cpu": time.process_time() - begun}
    print(json.dumps(told | {"verdicts": kept.account["verdicts"]}))


if __name__ == "__main__":
    app()
