# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in: as a colleague in a demonstration, elsewhere by a password; who does not get in is told no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.cli.starting import make_workspace
from pandzicht.governance.credential import set_password
from pandzicht.governance.password import encoded
from pandzicht.store.state_database import Behalf
from pandzicht.store.wall import SIGN_IN
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.desk import NOW
from tests.office import office_in, visitor

PASSWORD = "paard batterij nietje juist"


def test_a_colleague_comes_in_and_goes_out(office: Office) -> None:
    client = visitor(office, "anna")
    assert client.get("/account").status_code == 200
    assert client.post("/afmelden").status_code == 302
    assert client.get("/account")["Location"].startswith("/aanmelden")


def test_nobody_comes_in_as_somebody_who_is_not_there(office: Office) -> None:
    client = visitor(office)
    answer = client.post("/aanmelden", {"colleague": "zzz"})
    assert answer.status_code == 403
    assert client.get("/account").status_code == 302


def test_a_token_that_was_made_up_opens_nothing(office: Office) -> None:
    client = visitor(office)
    client.cookies["pandzicht"] = "x" * 43
    assert client.get("/account").status_code == 302


@pytest.fixture
def real_office(tmp_path: Path) -> Office:
    """The office of a workspace that is no demonstration, with one account that has a password."""
    make_workspace(tmp_path / "stad", name="Stad", demo=False)
    settings = tmp_path / "stad" / "pandzicht.toml"
    settings.write_text(
        settings.read_text("utf-8") + '\n[office]\nlocal_accounts = true\naddress = ["testserver"]\n', encoding="utf-8"
    )
    office = office_in(open_workspace(tmp_path / "stad"))
    office.door.first("els")
    with office.door.state.on_behalf_of(Behalf("els", "els", SIGN_IN)).transaction() as transaction:
        set_password(transaction, "els", encoded(PASSWORD), now=NOW)
    return office


def test_the_right_password_lets_in_and_another_does_not(real_office: Office) -> None:
    client = visitor(real_office)
    wrong = client.post("/aanmelden", {"account": "els", "password": "iets anders dan dat"})
    assert wrong.status_code == 403
    unknown = client.post("/aanmelden", {"account": "niemand", "password": PASSWORD})
    assert unknown.status_code == 403
    assert client.post("/aanmelden", {"account": "els", "password": PASSWORD}).status_code == 302
    assert client.get("/account").status_code == 200


def test_outside_a_demonstration_nobody_walks_in(real_office: Office) -> None:
    client = visitor(real_office)
    assert client.post("/aanmelden", {"colleague": "els"}).status_code == 403
    assert "verzonnen" not in client.get("/aanmelden").content.decode()


def test_a_new_password_ends_every_other_session(real_office: Office) -> None:
    here, elsewhere = visitor(real_office), visitor(real_office)
    for client in (here, elsewhere):
        client.post("/aanmelden", {"account": "els", "password": PASSWORD})
    asked = {"before": PASSWORD, "chosen": "een heel ander lang woord", "again": "een heel ander lang woord"}
    assert here.post("/wachtwoord", asked | {"again": "anders"}).status_code == 400
    assert here.post("/wachtwoord", asked).status_code == 302
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302
