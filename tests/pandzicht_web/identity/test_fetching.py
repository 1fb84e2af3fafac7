# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A provider is asked over TLS and straight; an answer that is no document of reasonable size is none."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pandzicht_web.identity.fetching import MOST_BYTES, ProviderFault, fetched

ANSWERS: dict[str, tuple[int, bytes]] = {
    "/sound": (200, b'{"a": 1}'),
    "/list": (200, b"[1]"),
    "/html": (200, b"<html></html>"),
    "/nothing": (200, b""),
    "/much": (200, json.dumps({"a": "x" * MOST_BYTES}).encode()),
    "/broken": (500, b"{}"),
    "/elsewhere": (302, b"{}"),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, content = ANSWERS[self.path]
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/sound")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args: object) -> None:  # type: ignore[override]
        """Say nothing."""


@pytest.fixture(scope="module")
def place() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_document_is_fetched(place: str) -> None:
    assert fetched(f"{place}/sound") == {"a": 1}


@pytest.mark.parametrize("path", sorted(set(ANSWERS) - {"/sound"}))
def test_what_is_no_document_is_a_fault(place: str, path: str) -> None:
    with pytest.raises(ProviderFault, match=path):
        fetched(f"{place}{path}")


@pytest.mark.parametrize(
    "address",
    [
        "http://login.example/token",
        "file:///etc/hostname",
        "ftp://login.example/x",
        "http://localhost.example/",
        "http://127.0.0.1.example/",
        "HTTPS//login.example",
        "",
    ],
)
def test_an_address_that_is_not_over_tls_is_not_asked(address: str) -> None:
    with pytest.raises(ProviderFault, match="must begin with https://"):
        fetched(address)


def test_nobody_there_is_a_fault() -> None:
    with pytest.raises(ProviderFault, match="does not answer"):
        fetched("http://127.0.0.1:9/x")
