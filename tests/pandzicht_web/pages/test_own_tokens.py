# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A token is made at the page of one's own account, shown once, and withdrawn there."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from pandzicht.governance.access_token import LONGEST
from pandzicht.governance.log_reading import acts
from pandzicht_web.office import Office
from tests.desk import NOW
from tests.office import PURPOSE, visitor

PAGE = "/account/sleutels"
TOKEN = re.compile(r"pandzicht_[-\w]{43}")
UNTIL = str(NOW.date() + timedelta(days=30))


def test_it_is_shown_once_works_and_is_withdrawn(office: Office) -> None:
    client = visitor(office, "bram", PURPOSE)
    made = client.post(PAGE, {"name": "Zaaksysteem", "until": UNTIL}).content.decode()
    (token,) = TOKEN.findall(made)
    assert "U ziet hem niet nog een keer." in made
    later = client.get(PAGE).content.decode()
    assert "Zaaksysteem" in later
    assert TOKEN.findall(later) == []
    shown = {"Authorization": f"Bearer {token}"}
    machine = visitor(office)
    assert machine.get("/api/v1/own-account", headers=shown).json()["purpose"] == PURPOSE
    assert "laatst gebruikt" in client.get(PAGE).content.decode() or "nog niet gebruikt" in later
    with office.door.state.transaction(reads=True) as transaction:
        assert [line["result"] for line in acts(transaction) if line["action"] == "make_token"][-2:] == [
            "allowed",
            "done",
        ]
    assert client.post(f"{PAGE}/intrekken", {"name": "Zaaksysteem"}).status_code == 302
    assert machine.get("/api/v1/own-account", headers=shown).status_code == 401


def test_the_log_says_by_which_token_something_was_done(office: Office) -> None:
    client = visitor(office, "bram", PURPOSE)
    made = client.post(PAGE, {"name": "Kaartlaag", "until": UNTIL}).content.decode()
    (token,) = TOKEN.findall(made)
    shown = {"Authorization": f"Bearer {token}"}
    visitor(office).get(f"/api/v1/checks/{PURPOSE}/units?size=1", headers=shown)
    with office.door.state.transaction(reads=True) as transaction:
        last = [line for line in acts(transaction) if line["action"] == "list"][-1]
    assert (last["actor"], last["origin"]) == ("bram", "token Kaartlaag, office, from 127.0.0.1")
    client.post(f"{PAGE}/intrekken", {"name": "Kaartlaag"})


WRONG = {
    "no name": {"name": " ", "until": UNTIL},
    "no day": {"name": "x", "until": "morgen"},
    "a day too far": {"name": "x", "until": str(NOW.date() + LONGEST + timedelta(days=1))},
    "nothing": {},
}


@pytest.mark.parametrize("what", sorted(WRONG))
def test_what_cannot_be_is_refused_and_nothing_is_made(office: Office, what: str) -> None:
    client = visitor(office, "bram", PURPOSE)
    before = client.get(PAGE).content.decode().count("Intrekken")
    answer = client.post(PAGE, WRONG[what])
    assert answer.status_code == 400
    assert TOKEN.findall(answer.content.decode()) == []
    assert client.get(PAGE).content.decode().count("Intrekken") == before


def test_one_that_is_not_there_cannot_be_withdrawn(office: Office) -> None:
    assert visitor(office, "bram", PURPOSE).post(f"{PAGE}/intrekken", {"name": "nergens"}).status_code == 404


def test_who_may_make_none_does_not_see_the_way(office: Office) -> None:
    client = visitor(office, "chris")
    assert "Toegangssleutels" not in client.get("/account").content.decode()
    assert client.get(PAGE).status_code == 403
    assert "Toegangssleutels" in visitor(office, "bram").get("/account").content.decode()
