# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asks the identity provider something: one JSON document, over TLS, of no more than is reasonable, within a time."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

MOST_BYTES = 1024 * 1024
SECONDS = 10
_SAFE = re.compile(r"https://|http://(localhost|127\.0\.0\.1)(:\d+)?/")
"""Over TLS; a provider on this machine is for trying."""


class ProviderFault(Exception):
    """The identity provider does not answer, or not as it should; for whoever runs the office."""


class _Straight(HTTPRedirectHandler):
    """Follows no redirect: what is asked holds a secret, and goes where the provider said and nowhere else."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        """Return nothing, so that a redirect is a fault."""
        return


def fetched(
    address: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the JSON document at an address, after a form was sent there if one is given; raise ProviderFault."""
    if not _SAFE.match(address):
        raise ProviderFault(f"{address} is not asked: its address must begin with https://")
    body = urlencode(form).encode() if form is not None else None
    told = {"Accept": "application/json", **(headers or {})}
    try:
        request = Request(address, data=body, headers=told)  # noqa: S310 # nosec B310 - its scheme was looked at
        with build_opener(_Straight).open(request, timeout=SECONDS) as response:
            content = response.read(MOST_BYTES + 1)
        document = json.loads(content) if len(content) <= MOST_BYTES else None
    except (OSError, ValueError, HTTPException) as error:
        raise ProviderFault(f"{address} does not answer as it should: {type(error).__name__}") from error
    if not isinstance(document, dict):
        raise ProviderFault(f"{address} answers with something else than one JSON document")
    return document
