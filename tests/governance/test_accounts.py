# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Accounts and their roles: the first manages, nobody grants to themselves, roles that exclude each other do."""

from __future__ import annotations

from datetime import date

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.role import Role
from pandzicht.definitions.words import Text
from pandzicht.errors import AccessDenied, NotFound, PandzichtError
from pandzicht.governance.accounts import (
    account_named,
    accounts,
    close_account,
    grant_role,
    make_account,
    make_first_account,
    withdraw_role,
)
from pandzicht.governance.actor import Actor, Grant
from pandzicht.store.state_database import StateDatabase, Transaction

AT = "2026-03-01T08:00:00.000000Z"


def role(name: str, **how: object) -> Role:
    return Role.model_validate({"role": name, "label": Text(nl=name), "may": (Action.HIT,), **how})


ROLES = {
    item.role: item
    for item in (
        role("beheerder", first=True),
        role("analist"),
        role("vaststeller", excludes=("analist",)),
        role("demonstratie", demo=True),
    )
}
ROOT = Actor("baas", "baas")


def with_els(transaction: Transaction, *grants: Grant) -> None:
    make_account(transaction, "els", person="els", name="Els", at=AT)
    for grant in grants:
        grant_role(transaction, account_named(transaction, "els"), grant, ROLES, by=ROOT, at=AT)


@pytest.mark.parametrize(("demo", "expected"), [(False, ["beheerder"]), (True, ["beheerder", "demonstratie"])])
def test_the_first_account_gets_the_roles_of_the_first(state: StateDatabase, demo: bool, expected: list[str]) -> None:
    with state.transaction() as transaction:
        assert make_first_account(transaction, "els", ROLES, demo=demo, at=AT)
        assert not make_first_account(transaction, "jan", ROLES, demo=demo, at=AT)
        (found,) = accounts(transaction)
    assert [grant.role for grant in found.grants] == expected


def test_a_grant_is_kept_with_its_limits(state: StateDatabase) -> None:
    limits = Grant("analist", frozenset({"wonen"}), frozenset({"BU0518"}), date(2026, 12, 31))
    with state.transaction() as transaction:
        with_els(transaction, limits, Grant("beheerder"))
        assert account_named(transaction, "els").grants == (limits, Grant("beheerder"))
        grant_role(transaction, account_named(transaction, "els"), Grant("analist"), ROLES, by=ROOT, at=AT)
        assert account_named(transaction, "els").grants == (Grant("analist"), Grant("beheerder"))


def test_nobody_grants_a_role_to_themselves_by_whatever_account(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        with_els(transaction)
        second = Actor("els-2", "els")
        with pytest.raises(AccessDenied, match="nobody grants a role to themselves"):
            grant_role(transaction, account_named(transaction, "els"), Grant("analist"), ROLES, by=second, at=AT)


@pytest.mark.parametrize(("has", "asked"), [("analist", "vaststeller"), ("vaststeller", "analist")])
def test_roles_that_exclude_each_other_are_not_granted_together(state: StateDatabase, has: str, asked: str) -> None:
    with state.transaction() as transaction:
        with_els(transaction, Grant(has))
        with pytest.raises(AccessDenied, match=f"has role '{has}', which nobody may have beside '{asked}'"):
            grant_role(transaction, account_named(transaction, "els"), Grant(asked), ROLES, by=ROOT, at=AT)


def test_a_role_that_is_not_there_is_told_with_those_that_are(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        with_els(transaction)
        with pytest.raises(NotFound, match="role 'analyst' is not in the catalogue; known are analist, beheerder"):
            grant_role(transaction, account_named(transaction, "els"), Grant("analyst"), ROLES, by=ROOT, at=AT)
        with pytest.raises(NotFound, match="account 'els' has no role 'analist'; it has none"):
            withdraw_role(transaction, account_named(transaction, "els"), "analist")
        with pytest.raises(NotFound, match="account 'jan' does not exist here; known are els"):
            account_named(transaction, "jan")


def test_a_name_is_taken_once(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        with_els(transaction)
        with pytest.raises(AccessDenied, match="account 'els' exists already"):
            make_account(transaction, "els", person="x", name="x", at=AT)


def test_a_role_that_is_withdrawn_and_an_account_that_is_closed_may_nothing(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        with_els(transaction, Grant("analist"), Grant("beheerder"))
        withdraw_role(transaction, account_named(transaction, "els"), "analist")
        assert account_named(transaction, "els").actor.grants == (Grant("beheerder"),)
        close_account(transaction, account_named(transaction, "els"), at=AT)
        assert account_named(transaction, "els").actor.grants == ()
        assert account_named(transaction, "els").closed_at == AT


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "/", " els", "els ", "e\x00", "e\nls", "e\u2028", "x" * 201])
def test_a_name_that_cannot_stand_in_an_address_of_the_office_is_refused(state: StateDatabase, name: str) -> None:
    with state.transaction() as transaction, pytest.raises(PandzichtError, match="cannot be the name of an account"):
        make_account(transaction, name, person="x", name="x", at=AT)


@pytest.mark.parametrize("name", ["e", "els.de.vries", "els@gemeente.example", "GEMEENTE\\els", "x" * 200, "Zoë"])
def test_a_name_as_organisations_give_them_is_taken(state: StateDatabase, name: str) -> None:
    with state.transaction() as transaction:
        make_account(transaction, name, person=name, name=name, at=AT)
        assert account_named(transaction, name).account == name
