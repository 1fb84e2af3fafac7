# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of a check under other definitions: those that stay are not named, what the run lacks is told."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import NotAvailable
from pandzicht.runs.opened import OpenRun
from pandzicht.worklist.trial_list import FIRST, SHOWN, list_trial
from tests.desk import opened
from tests.model_city import ModelCity

CHECK = "onrechtmatig_wonen"


@pytest.fixture(scope="module")
def run(model_city: ModelCity) -> OpenRun:
    """The run of the city, opened to try something out."""
    return opened(model_city.workspace, action=Action.TRY_OUT)


def test_other_answers_bring_units_on_the_list_and_only_those_are_named(model_city: ModelCity, run: OpenRun) -> None:
    everywhere = pa.table({"overbewoning": pa.array(["yes"] * run.addresses.num_rows)})
    found = list_trial(run, model_city.catalogue, CHECK, everywhere)
    assert found.left_count == 0
    assert found.came_count == found.after - found.before > SHOWN
    assert len(found.came) == SHOWN
    on_it = set(run.ranking.filter(run.ranking["score"].to_numpy() > 0)["unit_id"].to_pylist())
    assert not {one.address_id for one in found.came} & on_it


def test_other_points_change_who_stands_first(model_city: ModelCity, run: OpenRun) -> None:
    check = model_city.catalogue.checks[CHECK]
    points = check.points | {"onbestelbaar_retour": 9}
    other = replace(
        model_city.catalogue,
        checks=model_city.catalogue.checks | {CHECK: check.model_copy(update={"points": points})},
    )
    found = list_trial(run, other, CHECK, pa.table({}))
    assert (found.came_count, found.left_count) == (0, 0), "nobody else has a yes"
    assert 0 < len(found.risen) <= found.risen_count <= FIRST
    assert list_trial(run, model_city.catalogue, CHECK, pa.table({})).risen_count == 0


def test_a_signal_that_the_run_did_not_answer_counts_once_it_is_tried(model_city: ModelCity, run: OpenRun) -> None:
    check = model_city.catalogue.checks[CHECK]
    other = replace(
        model_city.catalogue,
        checks=model_city.catalogue.checks | {CHECK: check.model_copy(update={"points": {"nieuw_signaal": 2}})},
    )
    answers = pa.table({"nieuw_signaal": pa.array(["no"] * run.addresses.num_rows)})
    assert list_trial(run, other, CHECK, answers).after == 0


def test_a_frame_that_reads_what_the_run_did_not_count_is_told(model_city: ModelCity, run: OpenRun) -> None:
    check = model_city.catalogue.checks[CHECK].model_copy(update={"frame": "energieverbruik_afwijkingen > 0"})
    other = replace(model_city.catalogue, checks=model_city.catalogue.checks | {CHECK: check})
    with pytest.raises(NotAvailable, match=r"reads energieverbruik_afwijkingen, which run .* did not count"):
        list_trial(run, other, CHECK, pa.table({}))
