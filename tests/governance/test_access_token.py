# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A token acts for whoever made it, for one purpose, and ends with what its maker had (S12); on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, NotFound, PandzichtError
from pandzicht.governance.access_token import LONGEST, MOST, make_token, session_of_token, tokens_of, withdraw_token
from pandzicht.governance.accounts import account_named, close_account, grant_role, make_account, withdraw_role
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.credential import set_password
from pandzicht.governance.desk import Desk
from pandzicht.governance.purpose import Purpose
from pandzicht.governance.session import How, Session, begin_session, end_sessions_of, session_of
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.state_database import StateDatabase, Transaction, moment
from tests.desk import ALL, NOW, desk_in

ROLES = {"alles": ALL, "ander": ALL.model_copy(update={"role": "ander"})}
BOSS = Actor("baas", "baas")
WONEN = Purpose("wonen", "Huisvestingswet art. 21", "wonen")
UNTIL = NOW.date() + timedelta(days=10)
OWN = Subject(Kind.ACCOUNT, "els")


@pytest.fixture
def els(state: StateDatabase, tmp_path: Path) -> tuple[Desk, Session]:
    """The desk of an account that is signed in, and its session."""
    with state.transaction() as transaction:
        make_account(transaction, "els", person="els", name="Els", at=moment(NOW))
        grant_role(transaction, account_named(transaction, "els"), Grant("alles"), ROLES, by=BOSS, at=moment(NOW))
        token = begin_session(transaction, "els", How.OIDC, NOW, origin="test")
        session = session_of(transaction, token, NOW)
    assert session is not None
    return desk_in(tmp_path, state=state, actor=Actor("els", "els", (Grant("alles"),)), roles=ROLES), session


def made(
    els: tuple[Desk, Session], name: str = "koppeling", until: date = UNTIL, purposes: Sequence[Purpose] = ()
) -> str:
    desk, session = els
    with desk.operation(Action.MAKE_TOKEN, OWN, purposes) as operation:
        return make_token(operation, session, name, until)


def test_it_acts_for_its_maker_until_its_last_day(els: tuple[Desk, Session]) -> None:
    token = made(els)
    with els[0].state.transaction() as transaction:
        found = session_of_token(transaction, token, NOW + timedelta(days=10))
        assert found is not None
        assert (found.account, found.how, found.purpose, found.is_token) == ("els", How.OIDC, None, True)
        assert session_of_token(transaction, token, NOW + timedelta(days=11)) is None
        assert session_of_token(transaction, token[:-1], NOW) is None
        assert session_of_token(transaction, found.session_id, NOW) is None, "what is kept lets nobody in"
        assert session_of(transaction, token, NOW) is None, "it is no session of a browser"


def test_what_is_kept_does_not_hold_the_token(els: tuple[Desk, Session]) -> None:
    token = made(els)
    with els[0].state.transaction() as transaction:
        rows = transaction.rows("SELECT * FROM access_token")
    assert token not in str(rows)


def test_it_is_for_the_purpose_that_was_chosen_and_no_other(els: tuple[Desk, Session]) -> None:
    desk, session = els
    chosen = replace(session, purpose="wonen")
    token = made((desk, chosen), purposes=[WONEN])
    with desk.state.transaction() as transaction:
        found = session_of_token(transaction, token, NOW)
    assert found is not None
    assert found.purpose == "wonen"
    with pytest.raises(AccessDenied, match="choose the purpose first"):
        made(els, "ander", purposes=[WONEN])
    with pytest.raises(AccessDenied, match="choose the purpose first"):
        made((desk, chosen), "ander")


ENDINGS = {
    "a role granted": lambda t: grant_role(t, account_named(t, "els"), Grant("ander"), ROLES, by=BOSS, at=moment(NOW)),
    "a role withdrawn": lambda t: withdraw_role(t, account_named(t, "els"), "alles"),
    "closed": lambda t: close_account(t, account_named(t, "els"), at=moment(NOW)),
    "another password": lambda t: set_password(t, "els", "x", now=NOW),
    "signed out everywhere": lambda t: end_sessions_of(t, "els"),
}


@pytest.mark.parametrize("how", sorted(ENDINGS))
def test_it_ends_with_the_sessions_of_its_account(els: tuple[Desk, Session], how: str) -> None:
    token = made(els)

    def works(transaction: Transaction) -> bool:
        return session_of_token(transaction, token, NOW) is not None

    with els[0].state.transaction() as transaction:
        assert works(transaction)
        ENDINGS[how](transaction)
        assert not works(transaction)


def test_a_token_or_a_password_for_once_makes_no_token(els: tuple[Desk, Session]) -> None:
    desk, session = els
    for other in (replace(session, is_token=True), replace(session, must_change=True), replace(session, account="jan")):
        with pytest.raises(AccessDenied, match="made by whoever is signed in"):
            made((desk, other))


@pytest.mark.parametrize("until", [NOW.date() - timedelta(days=1), NOW.date() + LONGEST + timedelta(days=1)])
def test_a_last_day_that_passed_or_is_too_far_is_refused(els: tuple[Desk, Session], until: date) -> None:
    with pytest.raises(PandzichtError, match="cannot be the last day"):
        made(els, until=until)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\x00b", "regel\x1bvoer"])
def test_a_name_that_is_none_is_refused(els: tuple[Desk, Session], name: str) -> None:
    with pytest.raises(PandzichtError, match="is no name for a token"):
        made(els, name)


def test_a_name_is_used_once_and_there_are_not_too_many(els: tuple[Desk, Session]) -> None:
    made(els, "een")
    with pytest.raises(PandzichtError, match="a token 'een' already"):
        made(els, "een")
    for number in range(1, MOST):
        made(els, f"nog {number}")
    with pytest.raises(PandzichtError, match="withdraw one"):
        made(els, "te veel")


def test_one_that_is_withdrawn_works_no_more(els: tuple[Desk, Session]) -> None:
    desk, _ = els
    token = made(els)
    with desk.operation(Action.MAKE_TOKEN, OWN) as operation:
        withdraw_token(operation, "els", "koppeling")
    with desk.state.transaction() as transaction:
        assert session_of_token(transaction, token, NOW) is None
        assert tokens_of(transaction, "els") == ()
    with pytest.raises(NotFound, match="has no token 'koppeling'"), desk.operation(Action.MAKE_TOKEN, OWN) as operation:
        withdraw_token(operation, "els", "koppeling")


def test_that_of_somebody_else_is_for_who_manages_accounts(els: tuple[Desk, Session], tmp_path: Path) -> None:
    made(els)
    other = desk_in(tmp_path, state=els[0].state, actor=Actor("jan", "jan", (Grant("alles"),)), roles=ROLES)
    with pytest.raises(AccessDenied, match="who manages accounts"), other.operation(Action.MAKE_TOKEN) as operation:
        withdraw_token(operation, "els", "koppeling")
    with other.operation(Action.ADMINISTER, OWN) as operation:
        withdraw_token(operation, "els", "koppeling")
