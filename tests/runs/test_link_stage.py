# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which rows of a source could count on the peildatum, so that others leave nothing in doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pyarrow.parquet as pq
import pytest

from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.runs.link_stage import _may_count
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.stages import stages_of
from pandzicht.store.engine import Engine
from tests.model_city import ModelCity


def condition(city: ModelCity, source: str, aggregate: str = "") -> str:
    """What must hold of a row of a source; with the aggregate of the residents' count changed."""
    catalogue: Catalogue = replace(city.catalogue, indicators=dict(city.catalogue.indicators))
    if aggregate:
        count = catalogue.indicators["bewoners_aantal"]
        catalogue.indicators["bewoners_aantal"] = count.model_copy(update={"aggregate": aggregate})
    return _may_count(plan_run(city.workspace, catalogue, Dates(PEILDATUM, PEILDATUM), 1), source)


def test_a_source_whose_absence_accuses_today_asks_that_a_row_may_hold_today(model_city: ModelCity) -> None:
    said = condition(model_city, "brp_bewoning")
    assert "datum_aanvang_vroegst" in said
    assert "datum_einde_laatst" in said


@pytest.mark.parametrize(
    ("source", "aggregate"),
    [
        ("vergunningen", ""),
        ("brp_bewoning_wijzigingen", ""),
        ("brp_bewoning", "count(*)"),
        ("brp_bewoning", "count(*) filter (where binnen(datum_aanvang_vroegst, 'P1Y'))"),
        ("brp_bewoning", "count(*) filter (where geldig_op(:peildatum) or functie_adres = 'W')"),
        ("brp_bewoning", "count(*) filter (where not geldig_op(:peildatum))"),
    ],
)
def test_a_source_of_which_the_past_may_count_keeps_every_row(
    model_city: ModelCity, source: str, aggregate: str
) -> None:
    assert condition(model_city, source, aggregate) == "TRUE"


def test_a_row_that_ended_years_ago_leaves_no_doubt_and_one_that_stands_does(model_city: ModelCity) -> None:
    """On a day long after all of it ended, residents leave nobody in doubt; their links are the same."""
    found = {}
    for on in (PEILDATUM, PEILDATUM - timedelta(days=40_000)):
        plan = plan_run(model_city.workspace, model_city.catalogue, Dates(PEILDATUM, PEILDATUM), 1)
        moved = replace(plan, context=replace(plan.context, on=on))
        with Engine(threads=1) as engine:
            for stage in stages_of(moved, engine)[:3]:
                stage.compute(engine)
            rows = engine.rows("SELECT count(*) FROM doubts WHERE source = 'brp_bewoning'")
            links = engine.rows("SELECT row_id, tier::VARCHAR FROM links WHERE source = 'brp_bewoning' ORDER BY ALL")
            found[on] = (rows[0][0], links)
    today, before = found.values()
    assert today[0] > 0
    assert before[0] == 0
    assert today[1] == before[1]
    listed = pq.read_table(model_city.outcome.folder / "doubts.parquet", filters=[("source", "=", "brp_bewoning")])
    assert listed.num_rows == today[0]
