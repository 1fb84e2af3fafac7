# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who the identity provider vouches for comes in; whatever is not right in what it says keeps them out (S12).

The provider is a small one on this machine: it signs real tokens, and is asked over HTTP as any other.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from pandzicht.cli.starting import make_workspace
from pandzicht.governance.log_reading import acts
from pandzicht.store.workspace import open_workspace
from pandzicht_web.identity.errand import HOLDS
from pandzicht_web.identity.provider import Provider
from pandzicht_web.office import Office
from tests.desk import NOW
from tests.identity_provider import (
    CLIENT,
    OTHER,
    SECRET,
    FakeProvider,
    identity_provider,
    signed,
    signed_with_the_public_key,
    unsigned,
)
from tests.office import office_in, visitor

BEGIN, BACK = "/aanmelden/organisatie", "/aanmelden/organisatie/terug"
SECOND = int(NOW.timestamp())


@dataclass
class Town:
    """An office that is no demonstration, with one account, and the provider by which people come."""

    office: Office
    provider: FakeProvider

    def sent(self, client: Client, query: str = "") -> HttpResponse:
        """Somebody is sent to the provider."""
        answer = client.get(f"{BEGIN}{query}")
        if answer.status_code == 302:
            self.provider.meets(answer["Location"])
        return answer

    def back(self, client: Client, **otherwise: str) -> HttpResponse:
        """Somebody comes back from the provider."""
        asked = {"code": "de-code", "state": self.provider.sent_to.get("state", "")} | otherwise
        return client.get(BACK, asked)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with identity_provider() as provider:
        make_workspace(tmp_path / "stad", name="Stad", demo=False)
        settings = tmp_path / "stad" / "pandzicht.toml"
        told = f'[office]\naddress = ["testserver"]\noidc_issuer = "{provider.issuer}"\noidc_client = "{CLIENT}"\n'
        settings.write_text(f"{settings.read_text('utf-8')}\n{told}", encoding="utf-8")
        office = office_in(open_workspace(tmp_path / "stad"))
        office.door.first("els")
        yield Town(replace(office, provider=Provider(provider.issuer, CLIENT, SECRET)), provider)


def test_who_the_provider_vouches_for_comes_in_where_they_were_going(town: Town) -> None:
    client = visitor(town.office)
    sent = town.sent(client, "?next=/account")
    asked = town.provider.sent_to
    assert sent["Location"].startswith(f"{town.provider.address}/auth?")
    assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
    assert asked["redirect_uri"] == f"http://testserver{BACK}"
    answer = town.back(client)
    assert (answer.status_code, answer["Location"]) == (302, "/account")
    assert client.get("/account").status_code == 200
    with town.office.door.state.transaction(reads=True) as transaction:
        last = [line for line in acts(transaction) if line["action"] == "sign_in"][-1]
    assert (last["actor"], last["result"], last["why"]) == ("els", "done", "by oidc")


def test_the_cookie_of_an_errand_is_safe_and_gone_afterwards(town: Town) -> None:
    client = visitor(town.office)
    town.sent(client)
    cookie = client.cookies["pandzicht_errand"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", HOLDS)
    town.back(client)
    assert client.cookies["pandzicht_errand"].value == ""
    assert town.back(client).status_code == 400, "a code is handed in once"


def test_a_session_that_was_there_ends(town: Town) -> None:
    client = visitor(town.office)
    for _ in range(2):
        town.sent(client)
        town.back(client)
        before = client.cookies["pandzicht"].value
    town.sent(client)
    town.back(client)
    assert client.cookies["pandzicht"].value != before
    client.cookies["pandzicht"] = before
    assert client.get("/account").status_code == 302


def test_somebody_is_never_led_to_another_site(town: Town) -> None:
    client = visitor(town.office)
    for elsewhere in ("https://elders.example/", "//elders.example", "/\\elders.example"):
        town.sent(client, f"?next={elsewhere}")
        assert town.back(client)["Location"] == "/"


WRONG: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://elders.example"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "ander"},
    "no audience": {"aud": None},
    "for several, and not for whom": {"aud": [CLIENT, "ander"]},
    "for several, and for another": {"aud": [CLIENT, "ander"], "azp": "ander"},
    "another nonce": {"nonce": "x" * 43},
    "no nonce": {"nonce": None},
    "expired": {"exp": SECOND - 61},
    "never expires": {"exp": None},
    "from the future": {"iat": SECOND + 3600},
    "made long ago": {"iat": SECOND - 3600},
    "not valid yet": {"nbf": SECOND + 3600},
    "nobody": {"sub": None},
    "numbers that are none": {"exp": "morgen"},
}
FORGED: dict[str, Callable[[dict[str, Any]], str]] = {
    "alg none": unsigned,
    "HMAC with the public key": signed_with_the_public_key,
    "the key of somebody else": lambda claims: signed(claims, OTHER),
    "altered afterwards": lambda claims: signed(claims)[:-8] + "AAAAAAAA",
    "no token at all": lambda _claims: "geen token",
}


def refused(town: Town, client: Client, answer: HttpResponse, says: str, status: int = 403) -> None:
    """Somebody is told in plain Dutch why they are not in, and nothing of how it is checked."""
    text = answer.content.decode()
    assert answer.status_code == status
    assert says in text
    assert "U bent niet aangemeld." in text
    assert not any(word in text for word in ("Traceback", "iss", "nonce", "JoseError", town.provider.address))
    assert client.get("/account").status_code == 302
    assert client.cookies["pandzicht_errand"].value == ""


@pytest.mark.parametrize("what", sorted(WRONG))
def test_what_the_provider_says_is_wrong(town: Town, what: str, caplog: pytest.LogCaptureFixture) -> None:
    client = visitor(town.office)
    town.provider.claims = WRONG[what]
    town.sent(client)
    refused(town, client, town.back(client), "klopt niet")
    assert "token" in caplog.text, "whoever runs the office is told"


@pytest.mark.parametrize("what", sorted(FORGED))
def test_what_comes_is_not_signed_by_the_provider(town: Town, what: str) -> None:
    client = visitor(town.office)
    town.provider.sign = FORGED[what]
    town.sent(client)
    refused(town, client, town.back(client), "klopt niet")


@pytest.mark.parametrize("said", [None, "pwd", ["pwd"], [], "xmfax", {"mfa": True}])
def test_without_a_second_factor_nobody_comes_in(town: Town, said: object) -> None:
    client = visitor(town.office)
    town.provider.claims = {"amr": said}
    town.sent(client)
    refused(town, client, town.back(client), "zonder tweede stap")
    with town.office.door.state.transaction(reads=True) as transaction:
        last = acts(transaction)[-1]
    assert (last["actor"], last["action"], last["result"]) == ("els", "sign_in", "denied")


@pytest.mark.parametrize("who", ["niemand", None, "", 7])
def test_who_has_no_account_does_not_come_in(town: Town, who: object) -> None:
    client = visitor(town.office)
    town.provider.claims = {"preferred_username": who}
    town.sent(client)
    refused(town, client, town.back(client), "geen account")


def test_only_who_went_comes_back(town: Town) -> None:
    went, other = visitor(town.office), visitor(town.office)
    town.sent(went)
    for client, otherwise in ((other, {}), (went, {"state": "x" * 43}), (went, {"state": ""})):
        answer = town.back(client, **otherwise)
        assert answer.status_code == 400
        assert "een ander venster" in answer.content.decode()
        assert client.get("/account").status_code == 302


def test_an_errand_that_was_altered_is_none(town: Town) -> None:
    client = visitor(town.office)
    town.sent(client)
    kept = client.cookies["pandzicht_errand"].value
    client.cookies["pandzicht_errand"] = "A" + kept[1:]
    assert town.back(client).status_code == 400


def test_a_code_of_somebody_else_or_an_error_lets_nobody_in(town: Town) -> None:
    client = visitor(town.office)
    town.sent(client)
    refused(town, client, town.back(client, code="gestolen"), "klopt niet")
    town.sent(client)
    refused(town, client, town.back(client, error="access_denied", code=""), "niet af")


@pytest.mark.parametrize("status", [500, 302, 404])
def test_a_provider_that_does_not_answer_is_told_as_that(town: Town, status: int) -> None:
    client = visitor(town.office)
    town.provider.status = status
    answer = town.sent(client)
    assert answer.status_code == 502
    assert "antwoordt niet" in answer.content.decode()


def test_a_provider_that_says_it_is_another_is_not_believed(town: Town) -> None:
    town.provider.metadata = {"issuer": "https://elders.example"}
    assert town.sent(visitor(town.office)).status_code == 502


def test_a_provider_that_leads_away_from_tls_is_not_asked(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    client = visitor(town.office)
    town.provider.metadata = {"token_endpoint": "http://elders.example/token"}
    town.sent(client)
    assert town.back(client).status_code == 502
    assert "must begin with https://" in caplog.text


def test_new_keys_of_the_provider_are_fetched_when_they_are_needed(town: Town) -> None:
    moment = [NOW]
    office = replace(town.office, door=replace(town.office.door, clock=lambda: moment[0]))
    client = visitor(office)
    town.sent(client)
    assert town.back(client).status_code == 302
    town.provider.keys, town.provider.sign = [OTHER], lambda claims: signed(claims, OTHER)
    town.sent(client)
    assert town.back(client).status_code == 403, "within half a minute the provider is not asked again"
    moment[0] += timedelta(seconds=40)
    town.sent(client)
    assert town.back(client).status_code == 302


def test_who_signs_out_is_shown_the_way_out_there_too(town: Town) -> None:
    client = visitor(town.office)
    town.sent(client)
    town.back(client)
    answer = client.post("/afmelden")
    assert answer["Location"] == "/aanmelden?left=1"
    assert "nog niet bij uw organisatie" in client.get("/aanmelden?left=1").content.decode()
    out = client.get("/aanmelden/organisatie/afmelden")["Location"]
    assert out.startswith(f"{town.provider.address}/out?client_id={CLIENT}")
    assert client.get("/account").status_code == 302


def test_there_are_no_passwords_where_nobody_asked_for_them(town: Town) -> None:
    client = visitor(town.office)
    page = client.get("/aanmelden").content.decode()
    assert 'type="password"' not in page
    assert client.post("/aanmelden", {"account": "els", "password": "x" * 20}).status_code == 403


def test_without_a_provider_there_is_nowhere_to_go(town: Town) -> None:
    client = visitor(replace(town.office, provider=None))
    for path in (BEGIN, BACK, "/aanmelden/organisatie/afmelden"):
        assert client.get(path).status_code == 404


def test_the_secret_goes_to_the_provider_and_nowhere_else(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = visitor(town.office)
    sent = town.sent(client)
    town.provider.claims = {"nonce": "ander"}
    answer = town.back(client)
    everything = f"{sent['Location']}{answer.content.decode()}{client.cookies}{caplog.text}"
    assert SECRET not in everything
    assert town.provider.asked[-1]["code_verifier"] not in everything
