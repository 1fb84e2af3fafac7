# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A run that is computed again gives the same tables, or it is told which differ; nothing published changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied
from pandzicht.governance.subject import Kind, Subject
from pandzicht.runs.reproduction import Reproduction, plan_again, reproduce
from pandzicht.store.publish import read_json, write_json
from pandzicht.store.workspace import Workspace, open_workspace
from tests.desk import begun, desk_of, silent
from tests.model_city import ModelCity
from tests.sources.making import files_under


@pytest.fixture
def space(model_city: ModelCity, tmp_path: Path) -> Workspace:
    """A copy of the city."""
    shutil.copytree(model_city.workspace.root, tmp_path / "city")
    return open_workspace(tmp_path / "city")


def again(space: Workspace, run_id: str, action: Action = Action.RUN) -> Reproduction:
    plan = plan_again(space, run_id)
    act = begun(desk_of(space), action, Subject(Kind.RUN, run_id), plan.purposes)
    return reproduce(plan, act, run_id, threads=2, progress=silent)


def test_a_run_comes_out_the_same_and_stays_as_it_was(space: Workspace, model_city: ModelCity) -> None:
    run_id = model_city.outcome.run_id
    before = files_under(space.runs)
    found = again(space, run_id)
    assert found.is_equal
    assert {table.name for table in found.tables} == set(model_city.outcome.manifest["tables"])
    assert (found.inputs.own, found.inputs.deliveries, found.inputs.definitions) == ((), (), False)
    assert files_under(space.runs) == before
    assert not list(space.staging.glob("again-*"))


def test_a_table_that_was_published_otherwise_is_named(space: Workspace, model_city: ModelCity) -> None:
    run_id = model_city.outcome.run_id
    manifest = read_json(space.runs / run_id / "manifest.json")
    manifest["tables"]["signals"]["content"] = "0" * 64
    write_json(space.runs / run_id / "manifest.json", manifest)
    found = again(space, run_id)
    assert [table.name for table in found.tables if not table.is_equal] == ["signals"]
    assert not found.is_equal


def test_another_act_computes_nothing(space: Workspace, model_city: ModelCity) -> None:
    with pytest.raises(AccessDenied, match="this is run"):
        again(space, model_city.outcome.run_id, Action.SELECT)
