# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changing a definition in the office: faults by line, a trial for a purpose, a proposal to decide on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.test import Client

from pandzicht.governance.folder_in_force import file_of
from pandzicht.governance.log_reading import acts
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor

SIGNAL = "/catalogus/signalen/overbewoning"
WHEN = ":norm_overbewoning_personen"
PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def own_office(model_city: ModelCity, tmp_path: Path) -> Office:
    """An office of which the state and the folder may be changed."""
    shutil.copytree(model_city.workspace.root, tmp_path / "city")
    return office_in(open_workspace(tmp_path / "city"))


def text_of(office: Office) -> str:
    return file_of(office.workspace.catalogue, "signals", "overbewoning").read_text(encoding="utf-8")


def checked(office: Office, text: str) -> str:
    answer = visitor(office, "anna", PURPOSE).post(f"{SIGNAL}/nagaan", {"text": text}, **PART)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return answer.content.decode()


def suggested(client: Client, text: str, because: str = "vanaf zes personen") -> str:
    answer = client.post(f"{SIGNAL}/voorstellen", {"text": text, "because": because})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"]).rsplit("/", 1)[-1]


def test_the_text_stands_in_a_plain_area_with_its_lines(office: Office) -> None:
    page = visitor(office, "anna", PURPOSE).get(f"{SIGNAL}/wijzigen").content.decode()
    assert "signal: overbewoning" in page
    assert "geen fouten" in page
    assert page.count("<span>") >= text_of(office).count("\n")


def test_faults_come_with_their_line_as_it_is_typed(office: Office) -> None:
    told = checked(office, text_of(office).replace("bewoners_aantal >=", "bewoners_aantaal >="))
    assert "1 fout" in told
    assert 'data-line="10"' in told
    assert "did you mean &#x27;bewoners_aantal&#x27;?" in told
    assert "<!doctype" not in told


def test_what_changes_and_what_the_examples_answer_is_shown(office: Office) -> None:
    told = checked(office, text_of(office).replace("gebruiksoppervlakte_m2 <", "gebruiksoppervlakte_m2 <="))
    assert "<del>" in told
    assert "niet zoals verwacht" in told


def test_markup_in_a_definition_stays_text(office: Office) -> None:
    told = checked(office, text_of(office).replace("when: >-", "<script>alert(1)</script>: >-"))
    assert "<script>alert" not in told


def test_a_trial_counts_for_the_purpose_and_is_logged(own_office: Office) -> None:
    text = text_of(own_office).replace(WHEN, "6")
    answer = visitor(own_office, "anna", PURPOSE).post(f"{SIGNAL}/proef", {"text": text}, **PART)  # type: ignore[arg-type]
    assert 'data-turned="' in answer.content.decode()
    with own_office.door.state.transaction(reads=True) as transaction:
        last = acts(transaction)[-1]
    assert (last["action"], last["result"], last["actor"]) == ("try_out", "done", "anna")


def test_a_trial_of_another_purpose_or_of_faults_shows_no_address(office: Office) -> None:
    text = text_of(office).replace(WHEN, "6")
    other = visitor(office, "anna", "hennep").post(f"{SIGNAL}/proef", {"text": text}, **PART)  # type: ignore[arg-type]
    assert "Niets van dit doel steunt hierop" in other.content.decode()
    assert "/adres/" not in other.content.decode()
    wrong = text.replace("bewoners_aantal >=", "bewoners_aantal >= >")
    answer = visitor(office, "anna", PURPOSE).post(f"{SIGNAL}/proef", {"text": wrong}, **PART)  # type: ignore[arg-type]
    assert answer.status_code == 400


@pytest.mark.parametrize("colleague", ["bram", "chris", "dina", "esra", "femke", "gijs"])
def test_only_who_may_propose_changes_a_definition(office: Office, colleague: str) -> None:
    purpose = PURPOSE if colleague in {"bram", "chris", "dina"} else ""
    client = visitor(office, colleague, purpose)
    assert client.get(f"{SIGNAL}/wijzigen").status_code == 403
    assert client.post(f"{SIGNAL}/voorstellen", {"text": "x"}).status_code == 403
    assert "/wijzigen" not in client.get(SIGNAL).content.decode()


def test_a_proposal_with_faults_or_without_a_reason_is_shown_again(own_office: Office) -> None:
    client, text = visitor(own_office, "anna", PURPOSE), text_of(own_office)
    wrong = text.replace("bewoners_aantal >=", "bewoners_aantaal >=")
    faulty = client.post(f"{SIGNAL}/voorstellen", {"text": wrong, "because": "omdat het beter is"})
    assert (faulty.status_code, "bewoners_aantaal" in faulty.content.decode()) == (400, True), "nothing typed is lost"
    unsaid = client.post(f"{SIGNAL}/voorstellen", {"text": text.replace(WHEN, "4"), "because": ""})
    assert unsaid.status_code == 400
    same = client.post(f"{SIGNAL}/voorstellen", {"text": text, "because": "omdat het beter is"})
    assert (same.status_code, "says what it said" in same.content.decode()) == (400, True)
    assert "Niets wacht" in client.get("/toezicht/voorstellen").content.decode()


def test_somebody_else_sees_the_difference_and_approves(own_office: Office) -> None:
    analyst, approver = visitor(own_office, "anna", PURPOSE), visitor(own_office, "esra")
    reference = suggested(analyst, text_of(own_office).replace("ends_on: 2027-12-31", "ends_on: 2028-12-31"))
    own = analyst.get(f"/toezicht/voorstellen/{reference}").content.decode()
    assert "iemand anders" in own
    assert analyst.post(f"/toezicht/voorstellen/{reference}/besluit", {"decision": "approve"}).status_code == 403
    shown = approver.get(f"/toezicht/voorstellen/{reference}").content.decode()
    assert "signals/overbewoning" in shown
    assert "2028-12-31" in shown
    assert approver.post(f"/toezicht/voorstellen/{reference}/besluit", {"decision": "approve"}).status_code == 302
    assert "geldt" in approver.get(f"/toezicht/voorstellen/{reference}").content.decode()
    versions = analyst.get(f"{SIGNAL}/versies").content.decode()
    assert "vanaf zes personen" in versions


def test_a_second_change_becomes_part_of_the_open_proposal(own_office: Office) -> None:
    client = visitor(own_office, "anna", PURPOSE)
    first = suggested(client, text_of(own_office).replace("ends_on: 2027-12-31", "ends_on: 2028-12-31"))
    page = client.get("/catalogus/signalen/tip_bewoning/wijzigen").content.decode()
    assert first in page
    file = file_of(own_office.workspace.catalogue, "signals", "tip_bewoning").read_text(encoding="utf-8")
    text = file.replace("ends_on: 2027-12-31", "ends_on: 2028-06-30")
    answer = client.post(
        "/catalogus/signalen/tip_bewoning/voorstellen", {"text": text, "because": "ook deze loopt langer door"}
    )
    second = answer["Location"].rsplit("/", 1)[-1]
    assert second == f"{first.partition('-')[0]}-2"
    shown = visitor(own_office, "esra").get(f"/toezicht/voorstellen/{second}").content.decode()
    assert "signals/overbewoning" in shown
    assert "signals/tip_bewoning" in shown


def test_whoever_proposed_it_takes_it_back_and_nobody_else(own_office: Office) -> None:
    client = visitor(own_office, "anna", PURPOSE)
    reference = suggested(client, text_of(own_office).replace("ends_on: 2027-12-31", "ends_on: 2028-12-31"))
    path = f"/toezicht/voorstellen/{reference}/intrekken"
    assert visitor(own_office, "esra").post(path).status_code == 403
    assert client.post(path).status_code == 302
    assert "ingetrokken" in client.get(f"/toezicht/voorstellen/{reference}").content.decode()
    assert client.post(path).status_code == 400
    assert reference not in client.get(f"{SIGNAL}/wijzigen").content.decode()


@pytest.mark.parametrize("path", ["/catalogus/bronnen/bag/wijzigen", "/catalogus/indicatoren/bouwjaar/wijzigen"])
def test_what_is_not_changed_here_says_so(office: Office, path: str) -> None:
    answer = visitor(office, "anna", PURPOSE).get(path)
    assert (answer.status_code, "not changed in the office" in answer.content.decode()) == (400, True)


def test_what_is_not_there_is_not_found(office: Office) -> None:
    client = visitor(office, "anna", PURPOSE)
    assert client.get("/catalogus/signalen/geen/wijzigen").status_code == 404
    assert client.get("/catalogus/geen/overbewoning/wijzigen").status_code == 404


def test_a_folder_that_cannot_be_read_is_told_with_its_faults(own_office: Office) -> None:
    file_of(own_office.workspace.catalogue, "norms", "norm_vow").write_text("norm: [", encoding="utf-8")
    answer = visitor(own_office, "anna", PURPOSE).get(f"{SIGNAL}/wijzigen")
    assert (answer.status_code, "norms/norm_vow.yaml" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize("place", ["normen/norm_m2_per_persoon", f"controles/{PURPOSE}"])
def test_a_norm_and_a_check_are_changed_in_the_same_way(office: Office, place: str) -> None:
    answer = visitor(office, "anna", PURPOSE).get(f"/catalogus/{place}/wijzigen")
    assert (answer.status_code, "geen fouten" in answer.content.decode()) == (200, True)
