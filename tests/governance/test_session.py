# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A session lasts while somebody works, and not beyond what ends it (S12); on both databases."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied
from pandzicht.governance.accounts import account_named, close_account, grant_role, make_account, withdraw_role
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.credential import set_password
from pandzicht.governance.purpose import Purpose
from pandzicht.governance.session import (
    How,
    begin_session,
    choose_language,
    choose_purpose,
    end_session,
    end_sessions_of,
    session_of,
    touch_session,
)
from pandzicht.governance.subject import WORKSPACE
from pandzicht.language import Language
from pandzicht.store.state_database import StateDatabase, Transaction, moment
from tests.desk import ALL, NOW, desk_in

ROLES = {"alles": ALL, "ander": ALL.model_copy(update={"role": "ander"})}
ROOT = Actor("baas", "baas")
AT = moment(NOW)
MINUTE = timedelta(minutes=1)
WONEN, ENERGIE = Purpose("wonen", "Huisvestingswet art. 21", "wonen"), Purpose("energie", "Wm art. 1", "energie")


def els(transaction: Transaction) -> str:
    """The token of a session of an account that was just made."""
    make_account(transaction, "els", person="els", name="Els", at=AT)
    grant_role(transaction, account_named(transaction, "els"), Grant("alles"), ROLES, by=ROOT, at=AT)
    return begin_session(transaction, "els", How.OIDC, NOW, origin="test")


def test_a_token_leads_to_its_session_and_no_other_does(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        token = els(transaction)
        found = session_of(transaction, token, NOW)
        assert found is not None
        assert (found.account, found.how, found.origin, found.purpose, found.language) == (
            "els",
            How.OIDC,
            "test",
            None,
            None,
        )
        assert session_of(transaction, token + "x", NOW) is None
        assert session_of(transaction, found.session_id, NOW) is None, "what is kept lets nobody in"


def test_a_token_has_256_bits_and_is_kept_nowhere(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        tokens = {els(transaction), *(begin_session(transaction, "els", How.OIDC, NOW, origin="t") for _ in range(50))}
        kept = str(transaction.rows("SELECT * FROM session"))
    assert len(tokens) == 51
    assert min(map(len, tokens)) >= 43
    assert not [token for token in tokens if token in kept]


@pytest.mark.parametrize(("after", "holds"), [(30 * MINUTE, True), (30 * MINUTE + timedelta(seconds=1), False)])
def test_it_ends_after_half_an_hour_without_a_request(state: StateDatabase, after: timedelta, holds: bool) -> None:
    with state.transaction() as transaction:
        assert (session_of(transaction, els(transaction), NOW + after) is not None) is holds


@pytest.mark.parametrize(("hours", "holds"), [(7.9, True), (8, True), (8.1, False)])
def test_it_ends_after_a_working_day_however_busy(state: StateDatabase, hours: float, holds: bool) -> None:
    until = NOW + timedelta(hours=hours)
    with state.transaction() as transaction:
        token, now = els(transaction), NOW
        while (now := now + 20 * MINUTE) < until:
            session = session_of(transaction, token, now)
            assert session is not None
            touch_session(transaction, session, now)
        assert (session_of(transaction, token, until) is not None) is holds


def test_a_request_is_noted_once_a_minute(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        session = session_of(transaction, els(transaction), NOW)
        assert session is not None
        assert touch_session(transaction, session, NOW + timedelta(seconds=59)) == session
        assert touch_session(transaction, session, NOW + MINUTE).seen_at == NOW + MINUTE
        assert transaction.column("SELECT seen_at FROM session") == [moment(NOW + MINUTE)]


def grant_other(transaction: Transaction) -> None:
    grant_role(transaction, account_named(transaction, "els"), Grant("ander"), ROLES, by=ROOT, at=AT)


def grant_again(transaction: Transaction) -> None:
    limits = Grant("alles", areas=frozenset({"BU0518"}))
    grant_role(transaction, account_named(transaction, "els"), limits, ROLES, by=ROOT, at=AT)


def withdraw(transaction: Transaction) -> None:
    withdraw_role(transaction, account_named(transaction, "els"), "alles")


def close(transaction: Transaction) -> None:
    close_account(transaction, account_named(transaction, "els"), at=AT)


def change_password(transaction: Transaction) -> None:
    set_password(transaction, "els", "encoded", now=NOW)


def sign_outs(transaction: Transaction) -> None:
    assert end_sessions_of(transaction, "els") == 1


@pytest.mark.parametrize("change", [grant_other, grant_again, withdraw, close, change_password, sign_outs])
def test_it_is_dead_in_the_request_after_a_change_of_its_account(state: StateDatabase, change: object) -> None:
    assert callable(change)
    with state.transaction() as transaction:
        token = els(transaction)
        make_account(transaction, "jan", person="jan", name="Jan", at=AT)
        other = begin_session(transaction, "jan", How.OIDC, NOW, origin="test")
    with state.transaction() as transaction:
        change(transaction)
    with state.transaction(reads=True) as transaction:
        assert session_of(transaction, token, NOW) is None
        assert session_of(transaction, other, NOW) is not None, "of somebody else it is not"


def test_a_closed_account_has_no_session_even_where_one_is_left(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        token = els(transaction)
        transaction.run("UPDATE account SET closed_at = :at", at=AT)
        assert session_of(transaction, token, NOW) is None


def test_signing_out_ends_this_session_only(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        token = els(transaction)
        phone = begin_session(transaction, "els", How.OIDC, NOW, origin="phone")
        session = session_of(transaction, token, NOW)
        assert session is not None
        end_session(transaction, session)
        assert session_of(transaction, token, NOW) is None
        assert session_of(transaction, phone, NOW) is not None


def test_what_is_over_goes_when_somebody_signs_in_again(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        els(transaction)
        begin_session(transaction, "els", How.OIDC, NOW + 31 * MINUTE, origin="test")
        assert transaction.column("SELECT begun_at FROM session") == [moment(NOW + 31 * MINUTE)]


def test_a_language_is_kept_with_the_session(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        token = els(transaction)
        session = session_of(transaction, token, NOW)
        assert session is not None
        assert choose_language(transaction, session, Language.EN) == session_of(transaction, token, NOW)


def test_the_purpose_that_somebody_chose_is_kept_and_logged(state: StateDatabase, tmp_path: Path) -> None:
    with state.transaction() as transaction:
        token = els(transaction)
        session = session_of(transaction, token, NOW)
    assert session is not None
    desk = desk_in(tmp_path, actor=Actor("els", "els", (Grant("alles"),)), state=state)
    with desk.operation(Action.CHOOSE_PURPOSE, WORKSPACE, [WONEN]) as operation:
        chosen = choose_purpose(operation, session)
    with state.transaction(reads=True) as transaction:
        assert session_of(transaction, token, NOW) == chosen
        lines = transaction.column("SELECT line FROM audit_entry ORDER BY entry_no")
    assert chosen.purpose == "wonen"
    assert ['"action":"choose_purpose"' in line and '"purposes":["wonen"]' in line for line in lines] == [True, True]


def test_a_purpose_that_no_role_covers_is_not_chosen(state: StateDatabase, tmp_path: Path) -> None:
    narrow = Actor("els", "els", (Grant("alles", purposes=frozenset({"energie"})),))
    desk = desk_in(tmp_path, actor=narrow, state=state)
    with (
        pytest.raises(AccessDenied, match="does not cover purpose 'wonen'"),
        desk.operation(Action.CHOOSE_PURPOSE, WORKSPACE, [WONEN]),
    ):
        pass


@pytest.mark.parametrize(("account", "purposes"), [("jan", [WONEN]), ("els", []), ("els", [WONEN, ENERGIE])])
def test_one_purpose_is_chosen_for_ones_own_session(
    state: StateDatabase, tmp_path: Path, account: str, purposes: list[Purpose]
) -> None:
    with state.transaction() as transaction:
        session = session_of(transaction, els(transaction), NOW)
    assert session is not None
    desk = desk_in(tmp_path, actor=Actor(account, account, (Grant("alles"),)), state=state)
    with (
        pytest.raises(AccessDenied, match="for one's own session, one at a time"),
        desk.operation(Action.CHOOSE_PURPOSE, WORKSPACE, purposes) as operation,
    ):
        choose_purpose(operation, session)
