# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Links to look at are chosen in the background, for whoever asked, as `pandzicht review` chooses them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import JobRefused, NotAvailable
from pandzicht.jobs.job import Standing
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.review_round import open_round, purposes_of_round
from pandzicht.runs.reviewing import review_queue
from pandzicht.store.workspace import open_workspace
from tests.desk import operating
from tests.jobs.working import Office, office_in
from tests.model_city import ModelCity, silent

ON = "2026-03-01"


@pytest.fixture
def office(model_city: ModelCity, tmp_path: Path) -> Office:
    shutil.copytree(model_city.workspace.root, tmp_path / "city", ignore=shutil.ignore_patterns("state.sqlite*"))
    return office_in(open_workspace(tmp_path / "city"))


def test_the_round_has_what_the_queue_asks(office: Office, model_city: ModelCity) -> None:
    job = office.ask("review", on=ON, known=ON, questions=15)
    office.worker().work_once()
    ended = office.job(job)
    assert (ended.standing, ended.said) == (Standing.DONE, '{"questions": 15}')
    folder = office.space.exports / job.job_id
    day = date.fromisoformat(ON)
    plan = plan_run(office.space, model_city.catalogue, Dates(day, day), 1)
    with operating(office.space, Action.REVIEW, purposes=purposes_of_round(folder)) as operation:
        kept = open_round(office.space, operation, folder).questions
        queue = review_queue(plan, operation, questions=15, threads=1, progress=silent)
    assert kept == queue.questions


@pytest.mark.parametrize("questions", [0, 201, "veel"])
def test_too_many_or_none_is_refused(office: Office, questions: object) -> None:
    with pytest.raises(JobRefused, match="questions"):
        office.ask("review", on=ON, known=ON, questions=questions)


def test_before_anything_was_loaded_there_is_nothing_to_ask(office: Office) -> None:
    with pytest.raises(NotAvailable):
        office.ask("review", on="1999-01-01", known="1999-01-01")
