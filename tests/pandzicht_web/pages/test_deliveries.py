# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delivery by browser: seen before it is kept, taken in once, refused where it must be, never readable on disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pandzicht.jobs.worker import Worker
from pandzicht.sources.delivery import deliveries_of
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor

RESIDENTS = "brp_bewoning"
SECRET = "999990639"


@pytest.fixture(scope="module")
def office(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office of its own: deliveries change it."""
    folder = tmp_path_factory.mktemp("deliveries") / "city"
    shutil.copytree(model_city.workspace.root, folder)
    return office_in(open_workspace(folder))


@pytest.fixture
def anna(office: Office) -> Client:
    return visitor(office, "anna", PURPOSE)


@pytest.fixture(autouse=True)
def nothing_waits(office: Office) -> Iterator[None]:
    yield
    while work(office):
        pass


def work(office: Office) -> bool:
    return Worker(office.workspace, office.door, "worker", lambda _text: None).work_once() is not None


def delivered(office: Office) -> bytes:
    """The delivery of the residents as the made-up city has it."""
    return (office.workspace.root / "city/deliveries/brp_bewoning/brp_bewoning_20260301.csv").read_bytes()


def sent(client: Client, content: bytes, *, name: str = "in.csv", on: str = "2026-03-02", source: str = RESIDENTS):
    file = SimpleUploadedFile(name, content)
    return client.post(f"/bronnen/{source}/levering", {"on": on, "files": [file]})


def on_disk(folder: Path, secret: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and secret in path.read_bytes()]


def one_row_less(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(lines[:-1])


def test_a_good_delivery_is_seen_first_and_taken_in_after(office: Office, anna: Client) -> None:
    before = deliveries_of(office.workspace, RESIDENTS)
    answer = sent(anna, one_row_less(delivered(office)))
    assert answer.status_code == 302
    page = answer["Location"]
    assert "wachten tot ze worden bekeken" in anna.get(page).content.decode()
    work(office)
    shown = anna.get(page).content.decode()
    assert "Wordt opgenomen" in shown
    assert "in de levering van 01-03-2026" in shown
    assert "Geweigerd: mag nooit worden gebruikt" in shown or "Gelezen en bewaard" in shown
    assert "Er is nog niets bewaard" in shown
    assert deliveries_of(office.workspace, RESIDENTS) == before
    assert anna.post(f"{page}/besluit", {"decision": "take_in"})["Location"] == "/werk"
    assert anna.post(f"{page}/besluit", {"decision": "take_in"})["Location"] == "/werk"
    assert "U vroeg om deze levering op te nemen" in anna.get(page).content.decode()
    work(office)
    assert work(office) is False
    assert len(deliveries_of(office.workspace, RESIDENTS)) == len(before) + 1
    assert "rijen opgenomen" in anna.get("/werk").content.decode()


def test_what_waits_cannot_be_read_and_is_gone_when_it_is_dropped(office: Office, anna: Client) -> None:
    line = delivered(office).splitlines()[5][:40]
    page = sent(anna, one_row_less(one_row_less(delivered(office))))["Location"]
    assert on_disk(office.workspace.state / "staging", line) == []
    anna.post(f"{page}/besluit", {"decision": "drop"})
    assert not list((office.workspace.state / "staging").glob("upload-*"))
    assert work(office) is False
    assert "Het bekijken is gestopt" in anna.get(page).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("in.csv", b"%PDF-1.7 \n", "in.csv: is een PDF, verwacht wordt tekst."),
        ("in.xlsx", b"", "in.xlsx: het bestand is leeg."),
        ("in.csv", b'a;b\n1;"x\n', "in.csv, regel 2, teken 3: het aanhalingsteken dat hier begint"),
        ("in.csv", b"bsn;naam\n999990639;x\n", "1 kolom kent de definitie niet."),
    ],
)
def test_a_wrong_file_is_told_in_one_dutch_sentence_and_destroyed(
    office: Office, anna: Client, name: str, content: bytes, told: str
) -> None:
    page = sent(anna, content, name=name)["Location"]
    work(office)
    shown = anna.get(page).content.decode()
    assert told in shown
    assert SECRET not in shown
    assert "Neem de levering op" not in shown
    assert anna.post(f"{page}/besluit", {"decision": "take_in"}).status_code == 410
    assert not list((office.workspace.state / "staging").glob("upload-*"))


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"on": "2026-02-28"}, "no file came"),
        ({"on": "morgen", "files": [SimpleUploadedFile("a.csv", b"x")]}, "&#x27;morgen&#x27; is no day"),
        ({"on": "", "files": [SimpleUploadedFile("a.csv", b"x")]}, "is no day"),
        ({"on": "2026-02-28", "files": [SimpleUploadedFile("a.csv", b"x")] * 2}, "two files are called"),
    ],
)
def test_a_form_with_something_wrong_leaves_nothing(
    office: Office, anna: Client, form: dict[str, object], told: str
) -> None:
    answer = anna.post(f"/bronnen/{RESIDENTS}/levering", form)
    assert (answer.status_code, told in answer.content.decode()) == (400, True)
    assert not list((office.workspace.state / "staging").glob("upload-*"))


def test_an_unknown_source_and_one_without_a_basis_are_refused(office: Office, anna: Client) -> None:
    assert sent(anna, b"x", source="bestaat_niet").status_code == 404
    page = sent(anna, b"x", source="energie")["Location"]
    work(office)
    assert "no basis for its delivery" in anna.get(page).content.decode()
    assert not list((office.workspace.state / "staging").glob("upload-*"))


def test_too_much_is_refused_and_leaves_nothing(office: Office) -> None:
    small = office.workspace.office.model_copy(update={"largest_upload_mib": 1})
    other = office_in(open_workspace(office.workspace.root))
    object.__setattr__(other.workspace, "office", small)
    answer = sent(visitor(other, "anna", PURPOSE), b"x" * (1 << 20))
    assert (answer.status_code, "larger than 1 MiB" in answer.content.decode()) == (400, True)
    assert not list((office.workspace.state / "staging").glob("upload-*"))


def test_somebody_without_the_right_is_refused_before_the_files_are_let_in(office: Office) -> None:
    answer = sent(visitor(office, "bram", PURPOSE), delivered(office))
    assert answer.status_code == 403
    assert "U mag dit niet doen" in answer.content.decode()
    assert not list((office.workspace.state / "staging").glob("upload-*"))
    assert "Een levering aanbieden" not in visitor(office, "femke").get(f"/bronnen/{RESIDENTS}").content.decode()


def test_a_form_from_elsewhere_leaves_nothing(office: Office) -> None:
    client = visitor(office, "anna", PURPOSE)
    client.handler.enforce_csrf_checks = True
    assert sent(client, delivered(office)).status_code == 403
    assert not list((office.workspace.state / "staging").glob("upload-*"))


def test_the_look_of_somebody_else_is_not_there(office: Office, anna: Client) -> None:
    page = sent(anna, delivered(office))["Location"]
    other = visitor(office, "anna", PURPOSE)
    assert other.get(page).status_code == 200
    with office.door.state.transaction() as transaction:
        transaction.run("UPDATE job SET account = 'iemand' WHERE kind = 'preview' AND standing = 'waiting'")
    assert other.get(page).status_code == 404
    assert other.post(f"{page}/besluit", {"decision": "take_in"}).status_code == 404
    with office.door.state.transaction() as transaction:
        transaction.run("UPDATE job SET account = 'anna' WHERE account = 'iemand'")
    other.post(f"{page}/besluit", {"decision": "drop"})


def test_files_come_nowhere_else(office: Office, anna: Client) -> None:
    answer = anna.post("/werk/toetsen", {"run": "geen", "files": [SimpleUploadedFile("a.csv", b"x" * 5_000_000)]})
    assert answer.status_code == 404
    assert not list((office.workspace.state / "staging").glob("upload-*"))


def test_the_same_delivery_again_changes_nothing(office: Office, anna: Client) -> None:
    content = one_row_less(one_row_less(one_row_less(delivered(office))))
    first = sent(anna, content)["Location"]
    work(office)
    anna.post(f"{first}/besluit", {"decision": "take_in"})
    work(office)
    again = sent(anna, content)["Location"]
    work(office)
    assert "al eerder opgenomen" in anna.get(again).content.decode()


@pytest.mark.parametrize("who", ["anna", "gijs"])
def test_files_of_work_that_is_stopped_before_it_began_are_destroyed(office: Office, anna: Client, who: str) -> None:
    page = sent(anna, one_row_less(delivered(office)))["Location"]
    job_id, place = page.rsplit("/", 1)[1], "/werk" if who == "anna" else "/werk/allemaal"
    assert list((office.workspace.state / "staging").glob("upload-*"))
    assert visitor(office, who).post(f"{place}/{job_id}/stop").status_code == 302
    assert not list((office.workspace.state / "staging").glob("upload-*"))
    assert not list((office.workspace.state / "keys").glob("upload-*"))
