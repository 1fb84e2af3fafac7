# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is signed in and what they may do, the purposes that they may choose, and the choice, for machines."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied
from pandzicht.governance.session import choose_purpose
from pandzicht_web.answering import call_route
from pandzicht_web.call import Answer, Call, Line, Question
from pandzicht_web.purposes import Served, all_served, open_to
from pandzicht_web.visit import Visit


class Held(Answer):
    """One role that the account has, and what narrows it; null where nothing does."""

    role: str
    label: str
    may: list[Action]
    purposes: list[str] | None
    areas: list[str] | None
    until: date | None


class OwnAccount(Answer):
    """Who is signed in, for which purpose, until when at most."""

    account: str
    purpose: str | None
    begun_at: datetime
    roles: list[Held]


class Purpose(Answer):
    """A purpose with the checks that it serves and the articles of law that carry it."""

    purpose: str
    checks: list[str]
    articles: list[str]
    is_chosen: bool


class Purposes(Answer):
    """The purposes that a role of the account covers."""

    purposes: list[Purpose]


class Chosen(Question):
    """The purpose to work for."""

    purpose: Line = Field(min_length=1)


def own_account(visit: Visit) -> object:
    """Answer who is signed in."""
    desk, session = visit.desk, visit.session
    if session is None:
        raise AccessDenied("nobody signed in; sign in first")
    held = [(grant, desk.roles[grant.role]) for grant in desk.actor.grants if grant.role in desk.roles]
    roles = [
        Held(
            role=grant.role,
            label=role.label.in_(visit.language),
            may=list(role.may),
            purposes=None if grant.purposes is None else sorted(grant.purposes),
            areas=None if grant.areas is None else sorted(grant.areas),
            until=grant.until,
        )
        for grant, role in held
    ]
    return OwnAccount(account=session.account, purpose=session.purpose, begun_at=session.begun_at, roles=roles)


def purposes(visit: Visit) -> object:
    """Answer the purposes that may be chosen."""
    chosen = visit.session.purpose if visit.session else None
    mine = open_to(visit.desk, all_served(visit.office))
    return Purposes(purposes=[_told(item, chosen) for item in mine])


def choose(visit: Visit, asked: Chosen) -> object:
    """Choose the purpose of the session; that of a token was chosen when it was made."""
    mine = open_to(visit.desk, all_served(visit.office))
    chosen = next((item for item in mine if item.name == asked.purpose), None)
    if chosen is None or visit.session is None:
        raise AccessDenied(f"purpose '{asked.purpose}' is not one that a role of yours covers")
    if visit.session.is_token:
        raise AccessDenied("a token keeps the purpose for which it was made; make another one for another purpose")
    with visit.operation(Action.CHOOSE_PURPOSE, purposes=chosen.purposes) as operation:
        choose_purpose(operation, visit.session)
    return _told(chosen, chosen.name)


def _told(item: Served, chosen: str | None) -> Purpose:
    return Purpose(
        purpose=item.name, checks=list(item.checks), articles=list(item.articles), is_chosen=item.name == chosen
    )


ROUTES = (
    call_route("api_own_account", "own-account", own_account, Call("Answer who is signed in", OwnAccount)),
    call_route("api_purposes", "purposes", purposes, Call("List the purposes that may be chosen", Purposes)),
    call_route(
        "api_purpose_chosen",
        "own-account/purpose",
        choose,
        Call("Choose the purpose of the session", Purpose, Chosen),
        acts=(Action.CHOOSE_PURPOSE,),
        method="PUT",
    ),
)
