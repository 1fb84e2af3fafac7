# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The identity provider: where people are sent, and what it says of who comes back, verified by its own keys."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import quote, urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from pandzicht.store.office import Office as Settings
from pandzicht_web.identity.errand import Errand
from pandzicht_web.identity.fetching import ProviderFault, fetched

Fetch = Callable[..., dict[str, Any]]
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""By which a token may be signed: with a key of which only the provider has the secret half. Never none, never HMAC."""
KEPT_FOR = timedelta(hours=1)
"""How long what the provider publishes of itself is kept."""
_AGAIN_AFTER = timedelta(seconds=30)
"""A key that is not known is asked for this often at most."""
_LEEWAY = 60
"""Seconds that clocks may differ."""
_LATEST = 600
"""Seconds after which a token is too old to begin a session with."""
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class TokenRefused(Exception):
    """What the provider says of somebody cannot be trusted; for whoever runs the office."""


@dataclass(slots=True)
class _Published:
    """What the provider publishes, and since when it is kept here."""

    documents: dict[str, tuple[datetime, dict[str, Any]]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


@dataclass(frozen=True, slots=True)
class Provider:
    """One identity provider, and what the office is called there."""

    issuer: str
    client: str
    secret: str
    acr_values: tuple[str, ...] = ()
    fetch: Fetch = fetched
    _published: _Published = field(default_factory=_Published, compare=False)

    def begin(self, errand: Errand, back: str, now: datetime) -> str:
        """Return the address to which somebody is sent to sign in; raise ProviderFault when it cannot be known."""
        asked = {
            "response_type": "code",
            "client_id": self.client,
            "redirect_uri": back,
            "scope": "openid profile",
            "state": errand.state,
            "nonce": errand.nonce,
            "code_challenge": errand.challenge,
            "code_challenge_method": "S256",
            **({"acr_values": " ".join(self.acr_values)} if self.acr_values else {}),
        }
        return _with(str(self._metadata(now)["authorization_endpoint"]), asked)

    def claims(self, code: str, errand: Errand, back: str, now: datetime) -> Mapping[str, object]:
        """Return what the provider says of who came back with a code.

        Raises ProviderFault when it does not answer, TokenRefused when what it says is not its own, not for this
        office, not of this errand, or over.
        """
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "client_id": self.client,
            "code_verifier": errand.verifier,
        }
        answer = self.fetch(str(self._metadata(now)["token_endpoint"]), form, self._shown())
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise TokenRefused("there is no id_token in the answer of the provider")
        return self._verified(token, errand, now)

    def sign_out(self, back: str, now: datetime) -> str:
        """Return the address at which somebody signs out there; empty where the provider has none."""
        try:
            address = self._metadata(now).get("end_session_endpoint")
        except ProviderFault:
            return ""
        return _with(str(address), {"client_id": self.client, "post_logout_redirect_uri": back}) if address else ""

    def _shown(self) -> dict[str, str]:
        """Return by which header the office shows who it is (client_secret_basic); none without a secret."""
        if not self.secret:
            return {}
        pair = f"{quote(self.client, safe='')}:{quote(self.secret, safe='')}"
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}

    def _verified(self, token: str, errand: Errand, now: datetime) -> Mapping[str, object]:
        moment = int(now.timestamp())
        expected = jwt.JWTClaimsRegistry(
            now=moment,
            leeway=_LEEWAY,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": errand.nonce},
        )
        try:
            claims = self._decoded(token, now).claims
            expected.validate(claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise TokenRefused(f"the token is refused: {type(error).__name__} {error}"[:300]) from error
        _refuse_others(claims, self.client, moment)
        return claims

    def _decoded(self, token: str, now: datetime) -> jwt.Token:
        """Return a token whose signature is right; keys are asked for anew when it is of one that is not known."""
        try:
            return jwt.decode(token, self._keys(now, KEPT_FOR), algorithms=list(ALGORITHMS))
        except (JoseError, ValueError):
            return jwt.decode(token, self._keys(now, _AGAIN_AFTER), algorithms=list(ALGORITHMS))

    def _keys(self, now: datetime, kept_for: timedelta) -> KeySet:
        document: Any = self._known(str(self._metadata(now)["jwks_uri"]), now, kept_for)
        return KeySet.import_key_set(document)

    def _metadata(self, now: datetime) -> dict[str, Any]:
        """Return what the provider says of itself (OIDC Discovery); raise ProviderFault when it is another."""
        found = self._known(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration", now, KEPT_FOR)
        if found.get("issuer") != self.issuer:
            raise ProviderFault(f"{self.issuer} says that it is {str(found.get('issuer'))[:200]}; correct oidc_issuer")
        missing = [name for name in _NEEDED if not isinstance(found.get(name), str)]
        if missing:
            raise ProviderFault(f"{self.issuer} does not say its {', '.join(missing)}")
        return found

    def _known(self, address: str, now: datetime, kept_for: timedelta) -> dict[str, Any]:
        """Return a document of the provider, asked for when it was not kept or for longer than it may be."""
        with self._published.lock:
            since, document = self._published.documents.get(address, (None, {}))
            if since is None or now - since > kept_for:
                document = self.fetch(address)
                self._published.documents[address] = (now, document)
        return document


def provider_of(settings: Settings, secret: str) -> Provider | None:
    """Return the identity provider that the settings name; None where there is none."""
    if not settings.oidc_issuer:
        return None
    return Provider(settings.oidc_issuer, settings.oidc_client, secret, settings.oidc_acr_values)


def _refuse_others(claims: Mapping[str, object], client: str, moment: int) -> None:
    """Raise TokenRefused for a token that was made for another office beside this one, or too long ago."""
    audience = claims["aud"]
    party = claims.get("azp")
    if (isinstance(audience, list) and len(audience) > 1 and party is None) or (party not in {None, client}):
        raise TokenRefused("the token is for somebody else than this office (azp)")
    made = claims["iat"]
    if not isinstance(made, int | float) or made < moment - _LATEST:
        raise TokenRefused("the token was made too long ago (iat)")


def _with(address: str, asked: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"
