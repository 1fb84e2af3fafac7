# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in with the account of the organisation: to its identity provider, back, and out there too."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from http import HTTPStatus

from django.http import HttpResponseBase
from django.shortcuts import redirect

from pandzicht.errors import NotFound, SecondFactorMissing, SignInRefused
from pandzicht.governance.door import SignedIn
from pandzicht.language import message
from pandzicht_web.addresses import address_of
from pandzicht_web.identity.errand import Errand, errand_in, forget_errand, keep_errand, new_errand
from pandzicht_web.identity.fetching import ProviderFault
from pandzicht_web.identity.provider import Provider, TokenRefused
from pandzicht_web.letting_in import let_in
from pandzicht_web.next_page import next_page
from pandzicht_web.refused import LOGGER
from pandzicht_web.route import Needs, Route
from pandzicht_web.visit import Visit


class Why(Enum):
    """Why somebody does not get in, as they are told."""

    ERRAND = message("It took too long, or you began in another window. Sign in again.")
    THERE = message("You did not finish signing in at your organisation. Sign in again.")
    SILENT = message("The sign-in service of your organisation does not answer. Try again later.")
    UNTRUSTED = message(
        "What the sign-in service says about you is not right, or no longer. Sign in again. If that does not help, ask "
        "whoever manages Pandzicht."
    )
    FACTOR = message(
        "You signed in at your organisation without a second step. Sign in again with a code, an app or a key."
    )
    ACCOUNT = message("You have no account here, or it was closed. Ask whoever manages the accounts.")


class NotLetIn(Exception):
    """Somebody does not get in, and what whoever runs the office is told of it."""

    def __init__(self, why: Why, told: str = "") -> None:
        super().__init__(told)
        self.why, self.told = why, told


STATUS: Mapping[Why, HTTPStatus] = {Why.SILENT: HTTPStatus.BAD_GATEWAY, Why.ERRAND: HTTPStatus.BAD_REQUEST}


def begin(visit: Visit) -> HttpResponseBase:
    """Send somebody to the identity provider."""
    provider, errand = _provider(visit), new_errand(next_page(visit.request))
    try:
        response = redirect(provider.begin(errand, _back(visit), visit.office.door.clock()))
    except ProviderFault as fault:
        return _refused(visit, Why.SILENT, str(fault))
    keep_errand(response, errand, is_secure=visit.office.is_secure)
    return response


def came_back(visit: Visit) -> HttpResponseBase:
    """Let in who comes back from the provider, when all that it says is right."""
    errand = errand_in(visit.request, is_secure=visit.office.is_secure)
    try:
        response = let_in(visit, _arrived(visit, errand), errand.next if errand else "/")
    except NotLetIn as fault:
        return _refused(visit, fault.why, fault.told)
    forget_errand(response, is_secure=visit.office.is_secure)
    return response


def _arrived(visit: Visit, errand: Errand | None) -> SignedIn:
    """Return who came back; raise NotLetIn, saying why."""
    provider, asked = _provider(visit), visit.request.GET
    if errand is None or not errand.is_of(asked.get("state", "")):
        raise NotLetIn(Why.ERRAND)
    if "error" in asked or not asked.get("code"):
        raise NotLetIn(Why.THERE)
    try:
        claims = provider.claims(asked["code"], errand, _back(visit), visit.office.door.clock())
        return visit.door.arrive(claims, visit.office.workspace.office)
    except ProviderFault as fault:
        raise NotLetIn(Why.SILENT, str(fault)) from fault
    except TokenRefused as fault:
        raise NotLetIn(Why.UNTRUSTED, str(fault)) from fault
    except SecondFactorMissing as fault:
        raise NotLetIn(Why.FACTOR) from fault
    except SignInRefused as fault:
        raise NotLetIn(Why.ACCOUNT) from fault


def left(visit: Visit) -> HttpResponseBase:
    """Send somebody who signed out here to where they sign out at the provider too."""
    back = visit.request.build_absolute_uri(address_of("sign_in"))
    return redirect(_provider(visit).sign_out(back, visit.office.door.clock()) or "sign_in")


def _refused(visit: Visit, why: Why, told: str = "") -> HttpResponseBase:
    """Show why somebody does not get in; whoever runs the office is told what is not for everybody."""
    if told:
        LOGGER.warning("signing in through the organisation: %s", told)
    page = visit.page("pandzicht/not_let_in.html", {"why": why.value}, status=STATUS.get(why, HTTPStatus.FORBIDDEN))
    forget_errand(page, is_secure=visit.office.is_secure)
    return page


def _provider(visit: Visit) -> Provider:
    if visit.office.provider is None:
        raise NotFound("no identity provider is set; sign in with a password, or set oidc_issuer in pandzicht.toml")
    return visit.office.provider


def _back(visit: Visit) -> str:
    return visit.request.build_absolute_uri(address_of("oidc_return"))


ROUTES = (
    Route("oidc_begin", "aanmelden/organisatie", begin, needs=Needs.NOTHING, pocket=True),
    Route("oidc_return", "aanmelden/organisatie/terug", came_back, needs=Needs.NOTHING, pocket=True),
    Route("oidc_left", "aanmelden/organisatie/afmelden", left, needs=Needs.NOTHING, pocket=True),
)
