# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Holds every form to its secret, so that no other site sends one in somebody's name."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware

from pandzicht_web.headers import API


class FormSecret(CsrfViewMiddleware):
    """Asks the secret of a form for every change, except of a machine that shows a token.

    Another site cannot make a browser show a token, and a request to the API that shows one is known by no cookie.
    """

    def process_view(
        self, request: HttpRequest, callback: Any, callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseForbidden | None:
        """Refuse a change that comes without the secret; None lets it through."""
        if request.path.startswith(API) and request.headers.get("Authorization", "").lower().startswith("bearer "):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)
