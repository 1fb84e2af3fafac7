# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Accounts and their roles: made, granted, withdrawn and closed; nobody grants to themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.errors import PandzichtError
from pandzicht.governance.accounts import (
    account_named,
    accounts,
    close_account,
    grant_role,
    make_account,
    withdraw_role,
)
from pandzicht.governance.actor import Grant
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import message
from pandzicht.store.state_database import moment
from pandzicht_web.purposes import all_served
from pandzicht_web.route import Place, Route
from pandzicht_web.visit import Visit


def listed(visit: Visit) -> HttpResponseBase:
    """Show the accounts with their roles, those in use first."""
    with visit.operation(Action.ADMINISTER) as operation, operation.state.transaction(reads=True) as transaction:
        found = accounts(transaction)
    shown = sorted(found, key=lambda item: (item.closed_at is not None, item.account))
    return visit.page("pandzicht/administration/accounts.html", {"accounts": shown, "roles": visit.desk.roles})


def account(visit: Visit, name: str) -> HttpResponseBase:
    """Show one account and what may be done with it."""
    subject = Subject(Kind.ACCOUNT, name)
    with (
        visit.operation(Action.ADMINISTER, subject) as operation,
        operation.state.transaction(reads=True) as transaction,
    ):
        found = account_named(transaction, name)
    values = {
        "account": found,
        "roles": visit.desk.roles,
        "held": {grant.role for grant in found.grants},
        "purposes": [item.name for item in all_served(visit.office)],
        "is_own": found.person == visit.desk.actor.person,
    }
    return visit.page("pandzicht/administration/account.html", values)


def made(visit: Visit) -> HttpResponseBase:
    """Make an account without any role."""
    asked = visit.request.POST
    name = asked.get("account", "").strip()
    if not name:
        raise PandzichtError("an account needs a name: that by which it signs in")
    at = moment(visit.office.door.clock())
    with (
        visit.operation(Action.ADMINISTER, Subject(Kind.ACCOUNT, name)) as operation,
        operation.change() as transaction,
    ):
        make_account(transaction, name, person=name, name=asked.get("name", "").strip() or name, at=at)
    return visit.moved("account", name)


def changed(visit: Visit, name: str) -> HttpResponseBase:
    """Grant or withdraw a role, or close the account."""
    asked, at = visit.request.POST, moment(visit.office.door.clock())
    with (
        visit.operation(Action.ADMINISTER, Subject(Kind.ACCOUNT, name)) as operation,
        operation.change() as transaction,
    ):
        known = account_named(transaction, name)
        match asked.get("change"):
            case "grant":
                grant_role(transaction, known, _grant(asked), visit.desk.roles, by=visit.desk.actor, at=at)
            case "withdraw":
                withdraw_role(transaction, known, asked.get("role", ""))
            case "close":
                close_account(transaction, known, at=at)
            case other:
                raise PandzichtError(f"change '{other}' is none; grant or withdraw a role, or close the account")
    return visit.moved("account", name)


def _grant(asked: Mapping[str, str]) -> Grant:
    purpose, areas = asked.get("purpose", ""), asked.get("areas", "").replace(",", " ").split()
    return Grant(
        asked.get("role", ""),
        frozenset({purpose}) if purpose else None,
        frozenset(areas) if areas else None,
        _day(asked.get("until", "")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise PandzichtError(f"'{text}' is no day; write it as 2027-12-31") from error


ROUTES = (
    Route(
        "accounts",
        "beheer",
        listed,
        (Action.ADMINISTER,),
        place=Place.ADMINISTRATION,
        opens=True,
        label=message("Accounts"),
    ),
    Route("made", "beheer/nieuw", made, (Action.ADMINISTER,), methods=("POST",), place=Place.ADMINISTRATION),
    Route("account", "beheer/<str:name>", account, (Action.ADMINISTER,), place=Place.ADMINISTRATION),
    Route(
        "account_changed",
        "beheer/<str:name>/wijzig",
        changed,
        (Action.ADMINISTER,),
        methods=("POST",),
        place=Place.ADMINISTRATION,
    ),
)
