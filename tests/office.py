# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The office in a test: of a made-up city, at a clock that stands still, visited as one of its colleagues."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.test import Client

from pandzicht.governance.door import open_door
from pandzicht.store.state_database import open_state
from pandzicht.store.workspace import Workspace
from pandzicht_web.colleagues import make_colleagues
from pandzicht_web.handled import OFFICE
from pandzicht_web.office import Office
from pandzicht_web.server import application
from pandzicht_web.settings import set_up
from tests.desk import NOW

SECRET = "only for tests: " + "0" * 40
HOSTS = ["localhost", "127.0.0.1", "testserver"]
PURPOSE = "onrechtmatig_wonen"
_TOKEN = re.compile(r"pandzicht_[-\w]{43}")
_TOKENS: dict[tuple[str, str, str], str] = {}
"""Made before, by the folder of the office, the colleague and the purpose: an account has no more than some."""


def office_in(workspace: Workspace) -> Office:
    """The office of a made-up city, with its colleagues; as its clock stands still, programs may call for ever."""
    set_up(SECRET, HOSTS, is_secure=False)
    state = open_state(workspace.state_database, now=NOW, demo=workspace.demo)
    busy = replace(workspace, office=workspace.office.model_copy(update={"calls_per_minute": 1_000_000}))
    office = Office(busy, open_door(workspace, state, lambda: NOW, "office"), SECRET)
    make_colleagues(office)
    return office


def visitor(office: Office, colleague: str = "", purpose: str = "", *, forms: bool = False) -> Client:
    """A browser without a screen: signed in as a colleague, for a purpose; `forms` holds it to the secret of forms."""
    client = Client(enforce_csrf_checks=forms, **{OFFICE: office})  # type: ignore[arg-type]
    if colleague:
        assert client.post("/aanmelden", {"colleague": colleague}).status_code == 302
    if purpose:
        assert client.post("/doel", {"purpose": purpose}).status_code == 302
    return client


def token_of(office: Office, colleague: str, purpose: str = "") -> str:
    """A token by which a machine acts as a colleague, for a purpose, made at the page where it is made."""
    asked = (str(office.workspace.root), colleague, purpose)
    if asked not in _TOKENS:
        client = visitor(office, colleague, purpose)
        page = client.post("/account/sleutels", {"name": f"proef {secrets.token_hex(4)}", "until": str(NOW.date())})
        _TOKENS[asked] = _TOKEN.findall(page.content.decode())[0]
    return _TOKENS[asked]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:  # type: ignore[override]
        """Say nothing."""


@contextmanager
def served(office: Office) -> Iterator[str]:
    """The office as a browser reaches it: its address on this machine."""
    server = make_server("127.0.0.1", 0, application(office), _Server, _Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
