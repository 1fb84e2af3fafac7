# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A run that was interrupted is taken up where it stopped, gives the same content, and is published in one step."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.definitions.action import Action
from pandzicht.definitions.words import Bounds
from pandzicht.errors import NotApproved, NotAvailable, RunRefused
from pandzicht.governance.subject import Kind, Subject
from pandzicht.runs import run as run_module
from pandzicht.runs.plan import Dates, RunPlan, plan_run
from pandzicht.runs.run import carry_out_run
from pandzicht.runs.stage import Stage, StageOutcome, carry_out
from pandzicht.store.engine import Engine
from pandzicht.store.publish import write_json, write_pointer
from pandzicht.store.workspace import Workspace, open_workspace
from tests.desk import desk_in, opened, ran
from tests.model_city import ModelCity, silent


@pytest.fixture
def copied(model_city: ModelCity, tmp_path: Path) -> Workspace:
    """A copy of the city with its deliveries and without its runs."""
    ignored = shutil.ignore_patterns("runs", "selections", "staging", "city")
    shutil.copytree(model_city.workspace.root, tmp_path / "copy", ignore=ignored)
    return open_workspace(tmp_path / "copy")


def plan(workspace: Workspace, city: ModelCity, seed: int = 1) -> RunPlan:
    return plan_run(workspace, city.catalogue, Dates(PEILDATUM, PEILDATUM), seed)


def test_an_interrupted_run_resumes_and_gives_the_same(
    model_city: ModelCity, copied: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(stage: Stage, engine: Engine, staging: Path, beside: Executor) -> Future[StageOutcome]:
        if stage.name == "signals":
            raise KeyboardInterrupt
        return carry_out(stage, engine, staging, beside)

    monkeypatch.setattr(run_module, "carry_out", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ran(plan(copied, model_city), threads=2, progress=silent)
    assert not (copied.runs / "current").exists()
    monkeypatch.undo()
    outcome = ran(plan(copied, model_city), threads=2, progress=silent)
    assert outcome.resumed == ("sources", "addresses", "links", "indicators")
    assert outcome.manifest == model_city.outcome.manifest
    assert not list(copied.staging.iterdir())
    assert opened(copied).run_id == outcome.run_id


def test_a_run_that_was_stopped_after_it_was_published_is_cleared_up_when_it_is_asked_for_again(
    model_city: ModelCity, copied: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(path: Path) -> None:
        raise KeyboardInterrupt(path)

    monkeypatch.setattr(shutil, "rmtree", stopped)
    with pytest.raises(KeyboardInterrupt):
        ran(plan(copied, model_city), threads=2, progress=silent)
    monkeypatch.undo()
    assert list(copied.staging.iterdir())
    outcome = ran(plan(copied, model_city), threads=2, progress=silent)
    assert not outcome.computed
    assert not list(copied.staging.iterdir())


def test_another_seed_is_another_run_and_the_pointer_moves(model_city: ModelCity, copied: Workspace) -> None:
    first = ran(plan(copied, model_city), threads=2, progress=silent)
    second = ran(plan(copied, model_city, seed=2), threads=2, progress=silent)
    assert first.run_id != second.run_id
    assert opened(copied).run_id == second.run_id
    again = ran(plan(copied, model_city), threads=2, progress=silent)
    assert (again.computed, again.run_id, opened(copied).run_id) == (False, first.run_id, first.run_id)
    differing = {
        name
        for name, table in first.manifest["tables"].items()
        if table["content"] != second.manifest["tables"][name]["content"]
    }
    assert differing == {"ranking"}


@pytest.mark.parametrize(
    ("on", "known", "stays"), [(0, -1, True), (-1, 0, True), (-1, 5, True), (0, 5, False), (1, 0, False)]
)
def test_a_run_that_looks_back_is_kept_beside_the_one_in_force(
    model_city: ModelCity, copied: Workspace, on: int, known: int, stays: bool
) -> None:
    first = plan(copied, model_city)
    kept_by_hand(first)
    write_pointer(copied.runs / "current", first.run_id)
    moved = Dates(PEILDATUM + timedelta(on), PEILDATUM + timedelta(known))
    second = replace(first, dates=moved)
    kept_by_hand(second)
    outcome = ran(second, threads=2, progress=silent)
    assert outcome.in_force == open_run_id(copied) == (first.run_id if stays else second.run_id)
    forced = ran(second, threads=2, progress=silent, in_force=True)
    assert forced.in_force == open_run_id(copied) == second.run_id


def test_a_run_in_force_that_is_gone_stops_nothing(model_city: ModelCity, copied: Workspace) -> None:
    first = plan(copied, model_city)
    kept_by_hand(first)
    write_pointer(copied.runs / "current", first.run_id)
    shutil.rmtree(copied.runs / first.run_id)
    second = replace(first, dates=Dates(PEILDATUM - timedelta(1), PEILDATUM))
    kept_by_hand(second)
    assert ran(second, threads=2, progress=silent).in_force == second.run_id


def kept_by_hand(made: RunPlan) -> None:
    """Publish a run without computing it."""
    (made.workspace.runs / made.run_id).mkdir(parents=True)
    write_json(made.workspace.runs / made.run_id / "manifest.json", {"inputs": made.inputs})


def open_run_id(space: Workspace) -> str:
    """The run that people work from."""
    return (space.runs / "current").read_text(encoding="utf-8")


def test_a_day_of_which_nothing_was_known_is_refused(model_city: ModelCity, copied: Workspace) -> None:
    early = PEILDATUM.replace(year=2020)
    with pytest.raises(NotAvailable, match="no addresses are known on 2020-03-01"):
        plan_run(copied, model_city.catalogue, Dates(early, early), 1)


def test_a_source_that_hardly_links_stops_the_run_and_the_previous_one_stands(
    model_city: ModelCity, copied: Workspace
) -> None:
    first = ran(plan(copied, model_city), threads=2, progress=silent)
    catalogue = replace(model_city.catalogue, sources=dict(model_city.catalogue.sources))
    woz = catalogue.sources["woz"]
    strict = woz.expect.model_copy(update={"linked": Bounds(max=0.5)})
    catalogue.sources["woz"] = woz.model_copy(update={"expect": strict})
    asked = plan_run(copied, catalogue, Dates(PEILDATUM, PEILDATUM), 1)
    with pytest.raises(RunRefused, match="source woz: share of rows linked"):
        ran(asked, threads=2, progress=silent)
    assert opened(copied).run_id == first.run_id


def test_a_refusal_names_the_records_to_look_up_and_nothing_of_what_they_say(
    model_city: ModelCity, copied: Workspace
) -> None:
    catalogue = replace(model_city.catalogue, sources=dict(model_city.catalogue.sources))
    reports = catalogue.sources["signalen"]
    strict = reports.expect.model_copy(update={"linked": Bounds(min=0.999)})
    catalogue.sources["signalen"] = reports.model_copy(update={"expect": strict})
    with pytest.raises(RunRefused) as refused:
        ran(plan_run(copied, catalogue, Dates(PEILDATUM, PEILDATUM), 1), threads=2, progress=silent)
    said = str(refused.value)
    assert "is below the minimum 0.999" in said
    named = re.findall(r"signals\.csv, record (\d+)", said)
    assert len(named) >= 3
    delivered = pq.read_table(next(copied.deliveries.glob("signalen/*/rows.parquet"))).to_pylist()
    rows = {row["record_no"]: row for row in delivered}
    tied = pq.read_table(model_city.outcome.folder / "links.parquet", filters=[("source", "=", "signalen")]).to_pylist()
    linked = {row["row_id"] for row in tied if row["state"] in {"linked", "protected"}}
    for record in map(int, named):
        assert rows[record]["row_id"] not in linked
        assert str(rows[record]["link_postcode"]) not in said
        assert str(rows[record]["straat"]) not in said


def test_outside_a_demo_a_run_wants_definitions_that_four_eyes_saw(model_city: ModelCity, tmp_path: Path) -> None:
    asked = plan(model_city.workspace, model_city)
    desk = desk_in(tmp_path)
    what = (Action.RUN, Subject(Kind.RUN, asked.run_id), asked.purposes)
    refused = pytest.raises(NotApproved, match="no catalogue of this workspace was approved yet")
    with refused, replace(desk, demo=False).operation(*what) as operation:
        carry_out_run(asked, operation, threads=1, progress=silent)
    with desk.operation(*what) as operation:
        assert not carry_out_run(asked, operation, threads=1, progress=silent).approved
