# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gets in and who does not, that both are logged, and that nobody learns which accounts exist (S12)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, SignInRefused
from pandzicht.governance.accounts import account_named, close_account, grant_role, make_account
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.credential import ONE_TIME_HOLDS, set_one_time_password, set_password
from pandzicht.governance.door import OFF, WRONG, Door
from pandzicht.governance.password import NOBODYS, matches
from pandzicht.governance.purpose import Purpose
from pandzicht.governance.session import IDLE, How, Session, choose_purpose, end_sessions_of
from pandzicht.governance.sign_in_attempt import FREE
from pandzicht.governance.subject import WORKSPACE
from pandzicht.governance.subject_key import SubjectKeys
from pandzicht.language import Language
from pandzicht.store.office import Office
from pandzicht.store.state_database import StateDatabase, make_state, moment, open_state
from tests.desk import ALL, NOW
from tests.state_places import walled_postgres

OFFICE = Office(oidc_issuer="https://x.example", oidc_client="p")
WONEN = Purpose("wonen", "Huisvestingswet art. 21", "wonen")
CLAIMS = {"preferred_username": "els", "amr": ["mfa"]}


@dataclass
class Clock:
    """A clock that a test sets."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Typed:
    """A password as somebody types it; it stands for its own encoding, and notes what it was held against."""

    password: str
    against: list[str] = field(default_factory=list)

    def __call__(self, kept: str) -> bool:
        self.against.append(kept)
        return kept == self.password


def door_of(state: StateDatabase, folder: Path, clock: Clock | None = None, **how: Any) -> Door:
    """A door of a workspace with two accounts, els with a password; jan has left."""
    with state.transaction() as transaction:
        for name in ("els", "jan"):
            make_account(transaction, name, person=name, name=name, at=moment(NOW))
            set_password(transaction, name, f"van {name}", now=NOW)
        els = account_named(transaction, "els")
        grant_role(transaction, els, Grant("alles"), {"alles": ALL}, by=Actor("baas", "baas"), at=moment(NOW))
        transaction.run("UPDATE account SET closed_at = :at WHERE account = 'jan'", at=moment(NOW))
    door = Door(state, {"alles": ALL}, SubjectKeys(folder / "keys"), b"geheim", clock or Clock(), "test", local=True)
    return replace(door, **how)


def lines(state: StateDatabase) -> list[tuple[str, str, str, str]]:
    """What the audit log says: who, which act, with what result, why."""
    with state.transaction(reads=True) as transaction:
        found = map(json.loads, transaction.column("SELECT line FROM audit_entry ORDER BY entry_no"))
    return [(line["actor"], line["action"], line["result"], line.get("why", "")) for line in found]


def session_at(door: Door, token: str) -> Session:
    session = door.session(token)
    assert session is not None
    return session


def refused(attempt: Callable[[], object]) -> SignInRefused:
    with pytest.raises(SignInRefused) as told:
        attempt()
    return told.value


def test_somebody_with_the_right_password_gets_in(state: StateDatabase, tmp_path: Path) -> None:
    door = door_of(state, tmp_path)
    signed_in = door.sign_in("els", Typed("van els"))
    session = session_at(door, signed_in.token)
    assert (session.account, session.how, session.must_change) == ("els", How.PASSWORD, False)
    assert lines(state) == [("els", "sign_in", "done", "by password")]
    with door.desk_of(session).operation(Action.VERIFY) as operation:
        assert operation.act.account == "els"


WRONGS = {
    "a wrong password": ("els", "verkeerd"),
    "no account": ("piet", "verkeerd"),
    "an account that was closed": ("jan", "van jan"),
    "a name that cannot be one": ("e\x00ls", "van els"),
    "a name without end": ("x" * 10_000, "van els"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("case", sorted(WRONGS))
def test_whoever_does_not_get_in_is_told_the_same_after_the_same_work(
    state: StateDatabase, tmp_path: Path, case: str
) -> None:
    name, password = WRONGS[case]
    typed = Typed(password)
    told = refused(lambda: door_of(state, tmp_path).sign_in(name, typed))
    assert (str(told), told.wait) == (WRONG, 0)
    assert len(typed.against) == 1, "a password is looked at, once"
    ((actor, action, result, why),) = lines(state)
    assert (action, result) == ("sign_in", "denied")
    assert why == ("the account is closed" if case == "an account that was closed" else "the password is wrong")
    assert actor == name if name in {"els", "jan"} else actor.startswith("unknown-")


def test_where_there_is_no_password_nobodys_is_looked_at(state: StateDatabase, tmp_path: Path) -> None:
    typed = Typed("x")
    refused(lambda: door_of(state, tmp_path).sign_in("piet", typed))
    assert typed.against == [NOBODYS]


def test_what_was_typed_as_a_name_stands_nowhere(state: StateDatabase, tmp_path: Path) -> None:
    refused(lambda: door_of(state, tmp_path).sign_in("mijn-wachtwoord", Typed("x")))
    with state.transaction(reads=True) as transaction:
        kept = str([transaction.rows(f"SELECT * FROM {table}") for table in ("audit_entry", "sign_in_attempt")])
    assert "wachtwoord" not in kept


@pytest.mark.parametrize("name", ["els", "piet"])
def test_after_some_failures_nothing_is_looked_at_for_a_while_whether_the_account_exists_or_not(
    state: StateDatabase, tmp_path: Path, name: str
) -> None:
    clock = Clock()
    door = door_of(state, tmp_path, clock)
    for _ in range(FREE["account"]):
        refused(lambda: door.sign_in(name, Typed("verkeerd")))
    typed = Typed("van els")
    told = refused(lambda: door.sign_in(name, typed))
    assert (str(told), told.wait, typed.against) == ("too many attempts failed; try again in 1 seconds", 1, [])
    assert len(lines(state)) == FREE["account"], "what is not looked at fills no log"
    clock.at += timedelta(seconds=1)
    if name == "els":
        assert door.sign_in(name, Typed("van els")).account == "els"


def test_a_password_for_once_lets_in_to_choose_another_and_for_nothing_else(
    state: StateDatabase, tmp_path: Path
) -> None:
    door = door_of(state, tmp_path)
    with state.transaction() as transaction:
        set_password(transaction, "els", "voor eens", now=NOW, must_change=True)
    first = door.sign_in("els", Typed("voor eens"))
    assert first.must_change
    assert "choose one of your own first" in str(refused(lambda: door.desk_of(session_at(door, first.token))))
    second = door.change_password(session_at(door, first.token), Typed("voor eens"), "eigen")
    assert door.session(first.token) is None
    assert door.desk_of(session_at(door, second.token)).actor.account == "els"
    assert str(refused(lambda: door.sign_in("els", Typed("voor eens")))) == WRONG
    assert door.sign_in("els", Typed("eigen")).must_change is False
    assert ("els", "change_password", "done", "") in lines(state)


def test_a_password_for_once_is_over_after_three_days(state: StateDatabase, tmp_path: Path) -> None:
    clock = Clock()
    door = door_of(state, tmp_path, clock)
    with state.transaction() as transaction:
        set_password(transaction, "els", "voor eens", now=NOW, must_change=True)
    clock.at += ONE_TIME_HOLDS + timedelta(seconds=1)
    assert str(refused(lambda: door.sign_in("els", Typed("voor eens")))) == WRONG
    assert lines(state) == [("els", "sign_in", "denied", "the password for once is over")]


def test_a_password_is_changed_by_who_knows_it(state: StateDatabase, tmp_path: Path) -> None:
    door = door_of(state, tmp_path)
    token = door.sign_in("els", Typed("van els")).token
    assert str(refused(lambda: door.change_password(session_at(door, token), Typed("geraden"), "x"))) == WRONG
    assert lines(state)[-1] == ("els", "change_password", "denied", "the password is wrong")
    assert door.session(token) is not None
    assert door.sign_in("els", Typed("van els"))


def test_a_password_that_changes_while_it_is_looked_at_lets_nobody_in(state: StateDatabase, tmp_path: Path) -> None:
    door = door_of(state, tmp_path)

    def slow(kept: str) -> bool:
        with state.transaction() as transaction:
            set_password(transaction, "els", "nieuw", now=NOW)
        return kept == "van els"

    assert str(refused(lambda: door.sign_in("els", slow))) == WRONG
    assert lines(state)[-1][3] == "the password was changed meanwhile"


def test_without_local_accounts_no_password_is_looked_at(state: StateDatabase, tmp_path: Path) -> None:
    door, typed = door_of(state, tmp_path), Typed("van els")
    token = door.sign_in("els", Typed("van els")).token
    closed = replace(door, local=False)
    assert str(refused(lambda: closed.sign_in("els", typed))) == OFF
    assert typed.against == []
    assert closed.session(token) is None, "who came in by password is out"
    assert replace(closed, demo=True).sign_in("els", typed).account == "els"


def test_an_identity_provider_lets_in_whom_it_names_with_a_second_factor(state: StateDatabase, tmp_path: Path) -> None:
    door = door_of(state, tmp_path, local=False)
    assert session_at(door, door.arrive(CLAIMS, OFFICE).token).how is How.OIDC
    for claims in ({"preferred_username": "els"}, {"amr": ["mfa"]}):
        refused(lambda claims=claims: door.arrive(claims, OFFICE))  # type: ignore[misc]
    for name in ("jan", "piet"):
        told = refused(lambda name=name: door.arrive(CLAIMS | {"preferred_username": name}, OFFICE))  # type: ignore[misc]
        assert str(told) == "you have no account here, or it was closed; ask whoever manages accounts"
    assert [line[2] for line in lines(state)] == ["done", *["denied"] * 4]
    assert lines(state)[3][:2] == ("jan", "sign_in")
    assert lines(state)[4][0].startswith("unknown-")


def test_only_in_a_demo_does_somebody_come_in_by_name_alone(state: StateDatabase, tmp_path: Path) -> None:
    door = door_of(state, tmp_path)
    assert str(refused(lambda: door.walk_in("els"))) == OFF
    demo = replace(door, demo=True)
    token = demo.walk_in("els").token
    assert session_at(demo, token).how is How.DEMO
    assert door.session(token) is None


def test_signing_out_ends_the_session_at_once_and_is_logged(state: StateDatabase, tmp_path: Path) -> None:
    door = door_of(state, tmp_path)
    token = door.sign_in("els", Typed("van els")).token
    door.sign_out(session_at(door, token))
    assert door.session(token) is None
    assert lines(state)[-1] == ("els", "sign_out", "done", "")


def test_a_request_keeps_a_session_alive(state: StateDatabase, tmp_path: Path) -> None:
    clock = Clock()
    door = door_of(state, tmp_path, clock)
    token = door.sign_in("els", Typed("van els")).token
    for _ in range(3):
        clock.at += IDLE
        assert door.session(token) is not None
    clock.at += IDLE + timedelta(seconds=1)
    assert door.session(token) is None


def test_the_desk_goes_by_the_roles_of_this_moment(state: StateDatabase, tmp_path: Path) -> None:
    door = door_of(state, tmp_path)
    session = session_at(door, door.sign_in("els", Typed("van els")).token)
    assert door.desk_of(session).actor.grants == (Grant("alles"),)
    with state.transaction() as transaction:
        close_account(transaction, account_named(transaction, "els"), at=moment(NOW))
    with pytest.raises(AccessDenied), door.desk_of(session).operation(Action.VERIFY):
        pass


def test_a_language_is_kept_for_the_session(state: StateDatabase, tmp_path: Path) -> None:
    door = door_of(state, tmp_path)
    token = door.sign_in("els", Typed("van els")).token
    door.choose_language(session_at(door, token), Language.EN)
    assert session_at(door, token).language is Language.EN


def test_the_door_works_behind_the_second_wall(tmp_path: Path) -> None:
    clock = Clock()
    with walled_postgres() as places:
        make_state(places.owner, role=places.role, now=NOW)
        above = open_state(places.superuser, now=NOW, demo=True)
        state = open_state(places.app, now=NOW)
        door = replace(door_of(above, tmp_path, clock), state=state)
        refused(lambda: door.sign_in("piet", Typed("x")))
        refused(lambda: door.sign_in("els", Typed("x")))
        token = door.sign_in("els", Typed("van els")).token
        clock.at += timedelta(minutes=5)
        session = session_at(door, token)
        assert session.seen_at == clock.at
        assert door.choose_language(session, Language.EN).language is Language.EN
        with door.desk_of(session).operation(Action.CHOOSE_PURPOSE, WORKSPACE, [WONEN]) as operation:
            choose_purpose(operation, session)
        assert session_at(door, token).purpose == "wonen"
        again = door.change_password(session, Typed("van els"), "eigen").token
        assert door.session(token) is None
        door.sign_out(session_at(door, again))
        assert door.session(again) is None
        door.arrive(CLAIMS, OFFICE)
        act = door.desk("els").operation(Action.ADMINISTER)
        with act as administering, administering.change() as transaction:
            assert end_sessions_of(transaction, "els") == 1
            set_one_time_password(transaction, "jan", now=NOW)
        assert [line[2] for line in lines(above)].count("denied") == 2
        for database in (above, state):
            database.close()


def test_the_first_one_to_come_is_made_the_first_account_and_welcomed_once(
    state: StateDatabase, tmp_path: Path
) -> None:
    roles = {"beheer": ALL.model_copy(update={"role": "beheer", "first": True})}
    door = Door(state, roles, SubjectKeys(tmp_path / "keys"), b"geheim", Clock(), "test", local=True)
    assert door.first("els")
    assert not door.first("jan")
    password = door.welcome("els")
    signed_in = door.sign_in("els", lambda kept: matches(password, kept))
    assert (signed_in.account, signed_in.must_change) == ("els", True)
    assert [line[:3] for line in lines(state)] == [
        ("els", "administer", "done"),
        ("els", "administer", "done"),
        ("els", "sign_in", "done"),
    ]
