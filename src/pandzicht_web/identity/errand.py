# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the browser keeps while somebody is at the identity provider, so that only who went there comes back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponseBase

from pandzicht_web.office_cookie import host_cookie

HOLDS = 600
"""Seconds in which somebody must be back."""
_SALT = "pandzicht.errand"
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Errand:
    """One errand to the provider: three values that nobody can guess, and the page to which it leads."""

    state: str
    """Comes back in the address: who comes back is who went."""
    nonce: str
    """Comes back in the token: it was made for this errand."""
    verifier: str
    """Shown when the code is handed in: a code that somebody else caught is worth nothing (PKCE)."""
    next: str

    @property
    def challenge(self) -> str:
        """What the provider is told beforehand of the verifier."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def is_of(self, state: str) -> bool:
        """Tell whether a state that came back is that of this errand."""
        return hmac.compare_digest(self.state.encode(), state.encode())


def new_errand(leads_to: str) -> Errand:
    """Return an errand with fresh values."""
    state, nonce, verifier = (secrets.token_urlsafe(_BYTES) for _ in range(3))
    return Errand(state, nonce, verifier, leads_to)


def keep_errand(response: HttpResponseBase, errand: Errand, *, is_secure: bool) -> None:
    """Give the browser its errand, signed; `Lax`, because it comes back from another site."""
    told = TimestampSigner(salt=_SALT).sign(
        base64.urlsafe_b64encode(json.dumps(asdict(errand)).encode()).decode(),
    )
    response.set_cookie(
        host_cookie("errand", is_secure=is_secure),
        told,
        max_age=HOLDS,
        secure=is_secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def errand_in(request: HttpRequest, *, is_secure: bool) -> Errand | None:
    """Return the errand of a browser; None for none, for one that took too long, or that was altered."""
    kept = request.COOKIES.get(host_cookie("errand", is_secure=is_secure), "")
    try:
        told = TimestampSigner(salt=_SALT).unsign(kept, max_age=HOLDS)
        return Errand(**json.loads(base64.urlsafe_b64decode(told)))
    except (BadSignature, ValueError, TypeError):
        return None


def forget_errand(response: HttpResponseBase, *, is_secure: bool) -> None:
    """Take the errand from the browser: it is used once."""
    response.delete_cookie(host_cookie("errand", is_secure=is_secure), path="/", samesite="Lax")
