# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The headers of every answer: nothing is loaded from elsewhere, no code is inline, no personal page is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponseBase

from pandzicht_web.call import VERSION

POLICY = "Content-Security-Policy"


def content_policy(pictures_from: str = "") -> str:
    """Return what a page may load: what the office serves, and on a map pictures of the land from one other place.

    >>> "img-src 'self' data: blob: https://kaart.example;" in content_policy("https://kaart.example")
    True
    """
    own = f"'self' {pictures_from}".strip()
    pictures = f"'self' data: blob: {pictures_from}".strip()
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src {pictures}; font-src 'self'; "
        f"connect-src {own}; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


ALWAYS: Mapping[str, str] = {
    POLICY: content_policy(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
API = "/api/"
HTTPS_ONLY = "max-age=31536000; includeSubDomains"


class Headers:
    """Adds to each answer what it must have; an answer that has its own caching keeps it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the headers that the answer lacks."""
        response = self._answer(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith(API):
            response.headers["API-Version"] = VERSION
        if request.is_secure():
            response.headers["Strict-Transport-Security"] = HTTPS_ONLY
        return response
