# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Over a whole city: points sum to the score, evidence is as many rows as the figure says, sentences are complete."""

from __future__ import annotations

import random

import pyarrow.parquet as pq
import pytest

from pandzicht.definitions.aggregate import read_aggregate
from pandzicht.definitions.indicator import Per
from pandzicht.definitions.source import About
from pandzicht.runs.explain import Explainer
from pandzicht.runs.explanation import Explanation
from tests.model_city import ModelCity


@pytest.fixture(scope="module")
def explained(model_city: ModelCity) -> list[Explanation]:
    """The explanations of 60 addresses: those with the most points per check, and a draw from the rest."""
    run = model_city.opened()
    ranking = pq.read_table(run.path("ranking"), columns=["address_no", "rank"]).to_pylist()
    top = [row["address_no"] for row in ranking if row["rank"] <= 4]
    drawn = random.Random(7).sample(range(run.addresses.num_rows), 28)
    explainer = Explainer(run)
    return [explainer.explain(str(run.addresses["address_id"][number]), wide=True) for number in [*top, *drawn]]


def test_the_points_of_the_signals_sum_to_the_score_of_the_ranking(
    model_city: ModelCity, explained: list[Explanation]
) -> None:
    run = model_city.opened()
    rows = pq.read_table(run.path("ranking")).to_pylist()
    ranked = {(row["check"], row["unit_id"]): row for row in rows}
    seen = 0
    for explanation in explained:
        for view in explanation.checks:
            assert sum(view.points.values()) == view.score <= view.score_max
            pand = explanation.facts["pand_id"]
            unit = explanation.address_id if view.unit == "object" or pand is None else str(pand).zfill(16)
            row = ranked.get((view.check, unit))
            assert (row is not None) == view.in_frame
            if row is not None:
                seen += 1
                assert (row["score"], row["score_max"], row["rank"]) == (view.score, view.score_max, view.rank)
    assert seen > 50


def test_the_evidence_of_a_count_is_that_many_rows(model_city: ModelCity, explained: list[Explanation]) -> None:
    catalogue = model_city.catalogue
    counted = 0
    for explanation in explained:
        for view in explanation.checks:
            for answered in view.answers:
                for item in answered.evidence:
                    indicator = catalogue.indicators[item.indicator]
                    if catalogue.sources[indicator.source].about is About.SPINE or item.value is None:
                        continue
                    if read_aggregate(indicator.aggregate).counts_rows:
                        assert item.row_count == item.value, (explanation.adres, item.indicator)
                        counted += 1
    assert counted > 100


def test_every_yes_has_a_sentence_and_every_unknown_a_reason(explained: list[Explanation]) -> None:
    for explanation in explained:
        for view in explanation.checks:
            for answered in view.answers:
                if answered.answer == "no":
                    assert answered.text == ""
                else:
                    assert answered.text
                    assert "{" not in answered.text
                    assert "onbekend" not in answered.text or answered.answer == "unknown", answered


def test_a_yes_that_falls_away_lowers_the_place(explained: list[Explanation]) -> None:
    for explanation in explained:
        for view in explanation.checks:
            for change in view.changes:
                if change.becomes == "no":
                    assert change.score < view.score
                else:
                    assert change.score > view.score


def test_a_figure_per_street_or_owner_can_be_opened_too(explained: list[Explanation]) -> None:
    wide = {
        item.per: item.rows
        for explanation in explained
        for view in explanation.checks
        for answered in view.answers
        for item in answered.evidence
        if item.per in (Per.STRAAT.value, Per.OWNER.value) and item.value is not None
    }
    assert wide
    assert all(wide.values())
