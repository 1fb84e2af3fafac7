# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counts per area and value: what is unknown is in none, a code has one per value, a name has none."""

from __future__ import annotations

import pytest

from bench.proxies import LIMITS
from pandzicht.ranking.proxy_test import Feature, Kind, Tally
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.tallies import MOST_VALUES, tallies, view_tables
from pandzicht.store.engine import Engine
from tests.model_city import ModelCity


@pytest.fixture(scope="module")
def run(model_city: ModelCity) -> OpenRun:
    return model_city.opened()


@pytest.fixture(scope="module")
def found(run: OpenRun) -> dict[Feature, Tally]:
    with Engine(threads=2) as engine:
        view_tables(engine, run)
        return {tally.feature: tally for tally in tallies(engine, run, LIMITS)}


def known(run: OpenRun, table: str, name: str) -> list[object]:
    values = (run.indicators if table == "indicators" else run.signals)[name].to_pylist()
    places = run.addresses["buurtcode"].to_pylist()
    return [value for value, place in zip(values, places, strict=True) if place and value not in (None, "unknown")]


def test_every_known_value_is_counted_once(run: OpenRun, found: dict[Feature, Tally]) -> None:
    tally = found[Feature(Kind.INDICATOR, "bewoners_aantal")]
    values = known(run, "indicators", "bewoners_aantal")
    assert tally.counts.sum() == len(values)
    assert (tally.counts * tally.values).sum() == sum(map(int, values))
    answers = known(run, "signals", "overbewoning")
    signal = found[Feature(Kind.SIGNAL, "overbewoning")]
    assert signal.counts.sum() == len(answers)
    assert signal.counts[signal.values == 1].sum() == answers.count("yes")


def test_dates_and_truths_are_numbers(run: OpenRun, found: dict[Feature, Tally]) -> None:
    assert set(found[Feature(Kind.INDICATOR, "woonfunctie")].values.tolist()) <= {0.0, 1.0}
    assert found[Feature(Kind.INDICATOR, "laatste_bezoek")].values.min() > 15_000


def test_a_code_has_a_tally_per_value_and_a_name_has_none(run: OpenRun, found: dict[Feature, Tally]) -> None:
    values = known(run, "indicators", "soort_object")
    for value in {item for item in values if values.count(item) >= LIMITS.smallest_cell}:
        tally = found[Feature(Kind.INDICATOR, "soort_object", str(value))]
        assert tally.counts[tally.values == 1].sum() == values.count(value)
        assert tally.counts.sum() == len(values)
    assert len(set(known(run, "indicators", "eigenaar_statutair"))) > MOST_VALUES
    assert not [feature for feature in found if feature.name == "eigenaar_statutair"]


def test_the_top_of_a_score_is_one_round_and_at_most_a_tenth_of_the_frame(
    run: OpenRun, found: dict[Feature, Tally]
) -> None:
    frames = run.manifest["facts"]["ranking"]["frames"]
    for name in run.manifest["active"]["checks"]:
        chosen = found[Feature(Kind.SCORE, name)].chosen
        assert chosen is not None
        assert chosen.sum() == min(200, frames[name] // 10)
