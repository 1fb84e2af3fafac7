# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A selection, or the whole table of a run, is written in the background, for whoever asked."""

from __future__ import annotations

import json

import pytest

from pandzicht.cli.main import main
from pandzicht.errors import Gone, NotFound
from pandzicht.jobs.export import exported_file
from pandzicht.jobs.job import Standing
from tests.jobs.working import Office, office_in
from tests.runs.published_city import RUN, publish_city


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    space = publish_city(tmp_path_factory.mktemp("export") / "city")
    assert main(["select", "wonen", "--size", "4", "--seed", "3", "--workspace", str(space.root)]) == 0
    return office_in(space)


def selection(office: Office) -> str:
    return next(path.name for path in office.space.selections.iterdir())


@pytest.mark.parametrize("form", [".csv", ".xlsx", ".parquet"])
def test_a_selection_is_written_for_whoever_asked(office: Office, form: str) -> None:
    job = office.ask("export", selection=selection(office), form=form)
    office.worker().work_once()
    ended = office.job(job)
    assert (ended.standing, ended.result["rows"]) == (Standing.DONE, 4), ended.said
    assert exported_file(office.space, ended).stat().st_size > 0
    assert exported_file(office.space, ended).name == f"{selection(office)}{form}"


@pytest.mark.parametrize(("audience", "action"), [("analist", "export_selection"), ("toezichthouder", "export_facts")])
def test_whom_it_is_for_decides_which_act_it_is(office: Office, audience: str, action: str) -> None:
    job = office.ask("export", selection=selection(office), form=".csv", audience=audience)
    assert job.action == action
    assert job.purposes == ("wonen",)
    office.worker().work_once()
    assert office.job(job).standing is Standing.DONE


def test_the_whole_table_of_a_check_is_an_act_of_its_own_and_logs_whom_it_concerns(office: Office) -> None:
    job = office.ask("export", check="wonen", form=".csv")
    office.worker().work_once()
    ended = office.job(job)
    assert (ended.action, ended.standing) == ("export_run", Standing.DONE), ended.said
    assert ended.result["file"] == f"{RUN}-wonen.csv"
    with office.state.transaction(reads=True) as transaction:
        (newest, *_) = transaction.rows("SELECT line, entry_no FROM processing_entry ORDER BY entry_no DESC")
        concerned = transaction.column(
            "SELECT count(*) FROM processing_subject WHERE entry_no = :n", n=newest["entry_no"]
        )
    assert json.loads(newest["line"])["name"] == "export the whole table of a run"
    assert concerned[0] >= ended.result["rows"]


def test_what_does_not_exist_is_told_at_once(office: Office) -> None:
    with pytest.raises(NotFound):
        office.ask("export", selection="geen", form=".csv")
    with pytest.raises(NotFound, match="check 'geen' is not in run"):
        office.ask("export", check="geen", form=".csv")


def test_a_form_that_is_none_leaves_no_file(office: Office) -> None:
    job = office.ask("export", selection=selection(office), form=".doc")
    office.worker().work_once()
    assert office.job(job).standing is Standing.FAILED
    assert not (office.space.exports / job.job_id).exists()
    with pytest.raises(NotFound, match="wrote no file"):
        exported_file(office.space, office.job(job))


def test_a_file_whose_term_has_passed_is_gone(office: Office) -> None:
    job = office.ask("export", selection=selection(office), form=".csv")
    office.worker().work_once()
    exported_file(office.space, office.job(job)).unlink()
    with pytest.raises(Gone, match="ask for it again"):
        exported_file(office.space, office.job(job))
