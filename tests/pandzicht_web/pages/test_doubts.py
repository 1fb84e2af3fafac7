# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Links in doubt by browser: one pair, an answer, a step back, handed in; with the rights that the acts ask."""

from __future__ import annotations

import re
import shutil

import pytest
from django.test import Client

from pandzicht.governance.recusal import Bond, Recusal, declare
from pandzicht.jobs.asking import own_jobs
from pandzicht.jobs.worker import Worker
from pandzicht.runs.judgements import kept_judgements
from pandzicht.store.state_database import moment
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.desk import NOW
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor

PART = {"HX-Request": "true"}


@pytest.fixture
def office(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("doubts") / "city"
    shutil.copytree(model_city.workspace.root, folder)
    return office_in(open_workspace(folder))


@pytest.fixture
def anna(office: Office) -> Client:
    return visitor(office, "anna", PURPOSE)


def begun(office: Office, anna: Client) -> str:
    """The address of a round that was begun."""
    assert anna.post("/twijfel/begin", {"questions": "20"})["Location"] == "/twijfel"
    assert "worden uitgezocht" in shown(anna)
    Worker(office.workspace, office.door, "worker", lambda _text: None).work_once()
    return f"/twijfel/{own_jobs(office.door.desk('anna'))[0].job_id}"


def shown(client: Client) -> str:
    return client.get("/twijfel").content.decode()


def answered(client: Client, where: str, said: str, number: int | str = "") -> str:
    answer = client.post(f"{where}/oordeel", {"said": said, "number": number}, headers=PART)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_a_round_from_the_first_pair_to_what_counts(office: Office, anna: Client) -> None:
    assert "Begin een ronde" in shown(anna)
    where = begun(office, anna)
    first = shown(anna)
    assert "nog 20" in first
    assert "Naast elkaar" in first
    assert "<main" not in answered(anna, where, "same", 0)
    assert "nog 18" in answered(anna, where, "different", 1)
    back = answered(anna, where, "undo")
    assert "Teruggenomen." in back
    assert "nog 19" in back
    answered(anna, where, "unsure", 1)
    assert kept_judgements(office.workspace) == ()
    done = anna.post(f"{where}/vastleggen").content.decode()
    assert "Deze antwoorden tellen in elke vergelijking waarin" in done
    (kept,) = kept_judgements(office.workspace)
    assert (kept.by, sorted(answer.said.value for answer in kept.answers())) == ("anna", ["same", "unsure"])
    assert "nog 18" in shown(anna)


def test_without_the_keys_and_without_scripts_it_works_by_forms(office: Office, anna: Client) -> None:
    where = begun(office, anna)
    assert anna.post(f"{where}/oordeel", {"said": "same", "number": "0"})["Location"] == "/twijfel"
    assert "nog 19" in shown(anna)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"said": "misschien", "number": "0"}, 400),
        ({"said": "same", "number": "x"}, 400),
        ({"said": "same", "number": "99"}, 404),
        ({"said": "undo"}, 409),
        ({}, 400),
    ],
)
def test_what_is_no_answer_is_told_and_changes_nothing(
    office: Office, anna: Client, asked: dict[str, str], status: int
) -> None:
    where = begun(office, anna)
    assert anna.post(f"{where}/oordeel", asked).status_code == status
    assert anna.post(f"{where}/vastleggen").status_code == 409
    assert "nog 20" in shown(anna)


def test_a_new_round_does_not_lose_answers_that_wait(office: Office, anna: Client) -> None:
    where = begun(office, anna)
    answered(anna, where, "same", 0)
    assert anna.post("/twijfel/begin", {"questions": "20"}).status_code == 409
    assert anna.post("/twijfel/begin", {"questions": "100000"}).status_code == 409
    anna.post(f"{where}/vastleggen")
    assert anna.post("/twijfel/begin", {"questions": "100000"}).status_code == 400
    assert anna.post("/twijfel/begin", {"questions": "20"}).status_code == 302


def test_an_address_with_a_bond_is_not_asked_any_more(office: Office, anna: Client) -> None:
    begun(office, anna)
    found = re.search(r'<dd class="pz-strong">(.*?)</dd>', shown(anna))
    assert found
    run = (office.workspace.runs / "current").read_text("utf-8").strip()
    tables = office.shelf.tables(office.workspace, run)
    number = tables.addresses["adres"].to_pylist().index(found[1])
    address_id = tables.addresses["address_id"][number].as_py()
    with office.door.state.transaction() as transaction:
        declare(transaction, Recusal("1", "anna", address_id, Bond.OWN, moment(NOW)))
    assert found[1] not in shown(anna)


def test_the_round_of_somebody_else_is_not_there_and_others_may_not(office: Office, anna: Client) -> None:
    where = begun(office, anna)
    for colleague in ("bram", "chris", "dina"):
        other = visitor(office, colleague, PURPOSE)
        assert other.get("/twijfel").status_code == 403
        assert other.post(f"{where}/oordeel", {"said": "same", "number": "0"}).status_code == 403
        assert other.post(f"{where}/vastleggen").status_code == 403
    assert anna.post("/twijfel/0123456789abcdef/oordeel", {"said": "same", "number": "0"}).status_code == 404


def test_a_round_of_which_the_term_passed_begins_anew(office: Office, anna: Client) -> None:
    where = begun(office, anna)
    shutil.rmtree(office.workspace.exports)
    assert "Begin een ronde" in shown(anna)
    assert anna.post(f"{where}/oordeel", {"said": "same", "number": "0"}).status_code == 410
