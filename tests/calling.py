# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine in a test: it calls the API as a colleague, by a session or by a token."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client

from pandzicht_web.call import PREFIX
from pandzicht_web.office import Office
from tests.office import PURPOSE, token_of, visitor


@dataclass
class Machine:
    """Who calls, and what it shows with every call."""

    client: Client
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> HttpResponse:
        """Ask something."""
        found: HttpResponse = self.client.get(f"/{PREFIX}/{path}", headers=self.headers | headers)
        return found

    def send(self, method: str, path: str, document: object = None, **headers: str) -> HttpResponse:
        """Send a document, or nothing."""
        body = {} if document is None else {"data": json.dumps(document), "content_type": "application/json"}
        call = getattr(self.client, method.lower())
        found: HttpResponse = call(f"/{PREFIX}/{path}", headers=self.headers | headers, **body)
        return found


def by_session(office: Office, colleague: str, purpose: str = PURPOSE) -> Machine:
    """Somebody who is signed in."""
    return Machine(visitor(office, colleague, purpose))


def by_token(office: Office, colleague: str, purpose: str = PURPOSE) -> Machine:
    """A machine with a token of a colleague, and without any cookie."""
    token = token_of(office, colleague, purpose)
    return Machine(visitor(office, forms=True), {"Authorization": f"Bearer {token}"})


def problem(answer: HttpResponse, status: int) -> dict[str, Any]:
    """The problem document of an answer that is one."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = json.loads(answer.content)
    assert document["status"] == status
    return document
