# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Long work by browser: asked with a right, followed, stopped, its file fetched by whoever asked and nobody else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import pytest
from django.test import Client

from pandzicht.governance.log_reading import acts
from pandzicht.jobs.asking import own_jobs
from pandzicht.jobs.job import Job, Standing
from pandzicht.jobs.worker import Worker
from pandzicht.store.publish import write_json
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor

DAY = {"on": "2026-03-01", "known": "2026-03-01"}


@pytest.fixture(scope="module")
def office(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office of its own: work changes it."""
    folder = tmp_path_factory.mktemp("work") / "city"
    shutil.copytree(model_city.workspace.root, folder)
    return office_in(open_workspace(folder))


@pytest.fixture
def anna(office: Office) -> Client:
    return visitor(office, "anna", PURPOSE)


@pytest.fixture(autouse=True)
def nothing_waits(office: Office) -> Iterator[None]:
    yield
    with office.door.state.transaction() as transaction:
        transaction.run("UPDATE job SET standing = 'cancelled' WHERE standing = 'waiting'")


def worked(office: Office) -> None:
    Worker(office.workspace, office.door, "worker", lambda _text: None).work_once()


def jobs(office: Office, account: str = "anna") -> tuple[Job, ...]:
    return own_jobs(office.door.desk(account))


def waiting(office: Office) -> Job:
    (job,) = [job for job in jobs(office) if job.standing is Standing.WAITING]
    return job


def now(office: Office, job: Job) -> Job:
    return next(item for item in jobs(office) if item.job_id == job.job_id)


def run_in_force(office: Office) -> str:
    return (office.workspace.runs / "current").read_text("utf-8").strip()


def text_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_comparison_is_asked_and_told_in_words(office: Office, anna: Client) -> None:
    assert 'action="/werk/vergelijken"' in text_of(anna, "/vergelijkingen")
    assert anna.post("/werk/vergelijken", DAY)["Location"] == "/werk"
    shown = text_of(anna, "/werk")
    assert "van 01-03-2026, bekend op 01-03-2026" in shown
    assert 'hx-trigger="every 2s"' in shown
    worked(office)
    shown = text_of(anna, "/werk")
    assert "adressen vergeleken; hiermee wordt nu gewerkt." in shown
    assert 'hx-trigger="every 2s"' not in shown
    assert "<main" not in anna.get("/werk", headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"on": "morgen", "known": "2026-03-01"},
        {"on": "2026-03-01", "known": ""},
        {"on": "1999-01-01", "known": "1999-01-01"},
    ],
)
def test_a_day_that_is_none_or_of_which_nothing_is_known_is_told(
    office: Office, anna: Client, asked: dict[str, str]
) -> None:
    before = len(jobs(office))
    answer = anna.post("/werk/vergelijken", asked)
    assert answer.status_code in {400, 409}
    assert len(jobs(office)) == before


def test_work_that_waits_is_stopped_by_who_asked(office: Office, anna: Client) -> None:
    anna.post("/werk/vergelijken", DAY | {"known": "2026-03-02"})
    job = waiting(office)
    assert visitor(office, "bram", PURPOSE).post(f"/werk/{job.job_id}/stop").status_code == 404
    assert anna.post(f"/werk/{job.job_id}/stop").status_code == 302
    assert "op verzoek gestopt" in text_of(anna, "/werk")
    assert now(office, job).standing is Standing.CANCELLED


def test_whoever_manages_sees_and_stops_everybodys_and_not_what_came_of_it(office: Office, anna: Client) -> None:
    anna.post("/werk/vergelijken", DAY | {"known": "2026-03-03"})
    job, gijs = waiting(office), visitor(office, "gijs")
    shown = text_of(gijs, "/werk/allemaal")
    assert job.job_id in shown
    assert "adressen vergeleken" not in shown
    assert gijs.post(f"/werk/allemaal/{job.job_id}/stop").status_code == 302
    assert gijs.post(f"/werk/allemaal/{job.job_id}/stop").status_code == 404
    assert now(office, job).standing is Standing.CANCELLED
    assert anna.get("/werk/allemaal").status_code == 403


def test_a_file_is_written_and_fetched_as_the_act_that_it_is(office: Office, anna: Client) -> None:
    run = run_in_force(office)
    assert "Schrijf het bestand" in text_of(anna, f"/vergelijkingen/{run}")
    assert anna.post("/werk/uitvoeren", {"run": run, "check": PURPOSE, "form": ".csv"}).status_code == 302
    job = waiting(office)
    worked(office)
    assert f"/werk/{job.job_id}/bestand" in text_of(anna, "/werk")
    answer = anna.get(f"/werk/{job.job_id}/bestand")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).count(b"\n") > 1_000  # type: ignore[attr-defined]
    assert answer["Cache-Control"] == "no-store"
    with office.door.state.transaction(reads=True) as transaction:
        done = [line for line in acts(transaction) if line["action"] == "export_run" and line["result"] == "done"]
    assert len(done) >= 2, "the writing and the fetching"
    other = visitor(office, "anna", "brandveiligheid")
    assert other.get(f"/werk/{job.job_id}/bestand").status_code == 404
    assert visitor(office, "bram", PURPOSE).get(f"/werk/{job.job_id}/bestand").status_code == 404


@pytest.mark.parametrize(
    "asked",
    [{"check": "bestaat_niet", "form": ".csv"}, {"check": "brandveiligheid", "form": ".csv"}, {"selection": "x"}],
)
def test_a_file_of_another_purpose_or_of_nothing_is_not_asked(
    office: Office, anna: Client, asked: dict[str, str]
) -> None:
    before = len(jobs(office))
    assert anna.post("/werk/uitvoeren", asked).status_code == 404
    assert len(jobs(office)) == before


def test_work_that_failed_says_why(office: Office, anna: Client) -> None:
    anna.post("/werk/uitvoeren", {"run": run_in_force(office), "check": PURPOSE, "form": ".doc"})
    job = waiting(office)
    worked(office)
    shown = text_of(anna, "/werk")
    assert "mislukt" in shown
    assert "Waarom het niet lukte" in shown
    assert now(office, job).standing is Standing.FAILED


def test_the_proxy_test_is_asked_of_the_run_that_is_shown(office: Office, anna: Client) -> None:
    run = run_in_force(office)
    assert anna.post("/werk/toetsen", {"run": run}).status_code == 302
    worked(office)
    assert "paren getoetst" in text_of(anna, "/werk")


def test_a_comparison_is_computed_again_from_its_page_and_told_in_words(office: Office, anna: Client) -> None:
    run = run_in_force(office)
    assert 'action="/werk/narekenen"' in text_of(anna, f"/vergelijkingen/{run}")
    assert anna.post("/werk/narekenen", {"run": run})["Location"] == "/werk"
    assert "wacht op zijn beurt" in text_of(anna, "/werk")
    assert 'href="/werk"' in text_of(anna, f"/vergelijkingen/{run}").partition('id="again"')[2].partition("<form")[0]
    worked(office)
    for path in ("/werk", f"/vergelijkingen/{run}"):
        assert "Gelijk tot op de laatste rij" in text_of(anna, path), path
    assert "Gelijk tot op de laatste rij" not in text_of(visitor(office, "bram", PURPOSE), f"/vergelijkingen/{run}"), (
        "what came of it is of whoever asked"
    )
    assert anna.post("/werk/narekenen", {"run": "geen"}).status_code == 404


@pytest.mark.parametrize(
    ("other", "told"),
    [({}, "Het is uit hetzelfde gemaakt"), ({"code": "0.0.1"}, "<dt>Versie van Pandzicht</dt><dd><del>0.0.1</del>")],
)
def test_what_did_not_come_out_the_same_is_told_table_by_table(
    office: Office, anna: Client, other: dict[str, str], told: str
) -> None:
    run = run_in_force(office)
    path = office.workspace.runs / run / "manifest.json"
    published = path.read_text("utf-8")
    manifest = json.loads(published)
    manifest["tables"]["signals"] |= {"content": "0" * 64, "rows": 3}
    manifest["inputs"] |= other
    with office.door.state.transaction() as transaction:
        transaction.run("DELETE FROM job")  # the clock stands still: of two there is no last one
    try:
        write_json(path, manifest)
        anna.post("/werk/narekenen", {"run": run})
        worked(office)
        page = text_of(anna, f"/vergelijkingen/{run}")
    finally:
        path.write_text(published, "utf-8")
    assert "Niet gelijk: signals." in page
    assert told in page


def test_who_may_not_is_refused_and_asks_nothing(office: Office) -> None:
    bram = visitor(office, "bram", PURPOSE)
    again = ("/werk/narekenen", {"run": run_in_force(office)})
    for path, asked in (
        ("/werk/vergelijken", DAY), ("/werk/toetsen", {}), ("/werk/uitvoeren", {"check": PURPOSE}), again
    ):  # fmt: skip
        answer = bram.post(path, asked)
        assert answer.status_code in {403, 400}, path
    assert jobs(office, "bram") == ()
    assert "U hebt geen werk gevraagd" in text_of(bram, "/werk")
    assert 'action="/werk/vergelijken"' not in text_of(visitor(office, "femke"), "/vergelijkingen")


def test_work_goes_on_over_a_restart_of_the_office(office: Office, anna: Client) -> None:
    anna.post("/werk/toetsen", {"run": run_in_force(office)})
    job = waiting(office)
    again = office_in(open_workspace(office.workspace.root))
    assert job.job_id in text_of(visitor(again, "anna", PURPOSE), "/werk")
    worked(again)
    assert "paren getoetst" in text_of(visitor(again, "anna", PURPOSE), "/werk")
