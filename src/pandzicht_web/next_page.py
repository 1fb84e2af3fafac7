# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where somebody goes on after signing in or choosing: a page of this office, never another site."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def next_page(request: HttpRequest, otherwise: str = "/") -> str:
    """Return the page that was asked for before; anything that leads elsewhere is left out."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_own = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_own else otherwise
