# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The proxy test of a run is made in the background."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pandzicht.errors import NotFound
from pandzicht.jobs.job import Standing
from pandzicht.runs.finding import named_run
from pandzicht.store.workspace import open_workspace
from tests.jobs.working import Office, office_in
from tests.model_city import ModelCity


@pytest.fixture
def office(model_city: ModelCity, tmp_path: Path) -> Office:
    """A copy of the model city."""
    return office_in(open_workspace(Path(shutil.copytree(model_city.workspace.root, tmp_path / "city"))))


def test_the_run_in_force_is_tested_and_its_report_kept(office: Office) -> None:
    job = office.ask("proxy_test")
    assert (job.action, len(job.purposes)) == ("test_proxies", 1)
    office.worker().work_once()
    ended = office.job(job)
    assert ended.standing is Standing.DONE, ended.said
    assert ended.result["run"] == named_run(office.space)
    assert (office.space.proxy_tests / ended.result["run"] / ended.result["proxy_test"]).is_dir()
    assert sum(ended.result["verdicts"].values()) > 100


def test_a_run_that_does_not_exist_is_told_at_once(office: Office) -> None:
    with pytest.raises(NotFound, match="run 'geen' does not exist"):
        office.ask("proxy_test", run="geen")
