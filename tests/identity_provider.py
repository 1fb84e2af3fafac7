# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small identity provider on this machine: it publishes itself and its keys, and signs what a test has it say."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.desk import NOW

CLIENT, SECRET = "pandzicht", "geheim: van de/proef"
KEY, OTHER = RSAKey.generate_key(2048, auto_kid=True), RSAKey.generate_key(2048, auto_kid=True)
Claims = dict[str, Any]


def signed(claims: Claims, key: RSAKey = KEY, algorithm: str = "RS256") -> str:
    """A token as a provider signs it."""
    return jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key, algorithms=[algorithm])


@dataclass
class FakeProvider:
    """What the provider answers, and what it was asked."""

    address: str = ""
    issuer: str = ""
    claims: Claims = field(default_factory=dict)
    """Said beside what a sound token says; None takes a claim out."""
    sign: Callable[[Claims], str] = signed
    keys: list[RSAKey] = field(default_factory=lambda: [KEY])
    metadata: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    token: str | None = None
    """Answered instead of a signed one."""
    sent_to: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    def meets(self, address: str) -> None:
        """Take in to which address somebody was sent."""
        self.sent_to = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}

    def answer(self, path: str) -> Claims:
        """The document at a path."""
        if path.endswith("/openid-configuration"):
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.address}/auth",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "end_session_endpoint": f"{self.address}/out",
                **self.metadata,
            }
        return {"keys": [key.as_dict(private=False) for key in self.keys]}

    def said(self) -> Claims:
        """What the token says."""
        now = int(NOW.timestamp())
        sound = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "0f3a",
            "iat": now,
            "exp": now + 300,
            "nonce": self.sent_to.get("nonce"),
            "preferred_username": "els",
            "amr": ["pwd", "mfa"],
        }
        return {name: value for name, value in (sound | self.claims).items() if value is not None}

    def handed_in(self, form: dict[str, str], shown: str) -> Claims:
        """The answer to a code: only to who began, shows the secret, and has the verifier (PKCE)."""
        self.asked.append(form)
        self.shown.append(shown)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        pair = base64.b64decode(shown.removeprefix("Basic ")).decode()
        right = (
            challenge == self.sent_to["code_challenge"]
            and form["redirect_uri"] == self.sent_to["redirect_uri"]
            and [unquote(part) for part in pair.split(":")] == [CLIENT, SECRET]
            and form["code"] == "de-code"
        )
        if not right:
            return {"error": "invalid_grant"}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.token or self.sign(self.said())}


def unsigned(claims: Claims) -> str:
    """A token that says that it has no signature."""
    return f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(claims)}."


def signed_with_the_public_key(claims: Claims) -> str:
    """A token signed by HMAC with what everybody knows: the public key."""
    said = f"{_part({'alg': 'HS256', 'kid': KEY.kid})}.{_part(claims)}"
    return f"{said}.{_base64(hmac.digest(KEY.as_pem(private=False), said.encode(), 'sha256'))}"


def _part(document: dict[str, Any]) -> str:
    return _base64(json.dumps(document).encode())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@contextmanager
def identity_provider() -> Iterator[FakeProvider]:
    """A provider that answers on this machine until the test ends."""
    provider = FakeProvider()

    class Handler(BaseHTTPRequestHandler):
        def _send(self, document: dict[str, Any]) -> None:
            self.send_response(provider.status)
            if provider.status == 302:
                self.send_header("Location", f"{provider.address}/keys")
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(document).encode())

        def do_GET(self) -> None:
            self._send(provider.answer(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._send(provider.handed_in(form, self.headers.get("Authorization", "")))

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    provider.address = provider.issuer = f"http://127.0.0.1:{server.server_port}"
    yield provider
    server.shutdown()
    server.server_close()
