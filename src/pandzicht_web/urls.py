# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the office, made from its routes and from nothing else."""

from __future__ import annotations

from django.urls import URLPattern, path

from pandzicht_web.handled import handled
from pandzicht_web.route import refuse_undeclared
from pandzicht_web.routes import ROUTES

refuse_undeclared(ROUTES)
_VIEWS = {at: handled([route for route in ROUTES if route.path == at]) for at in {route.path for route in ROUTES}}
urlpatterns: list[URLPattern] = [path(route.path, _VIEWS[route.path], name=route.name) for route in ROUTES]
handler400 = "pandzicht_web.refused.bad_request"
handler403 = "pandzicht_web.refused.forbidden"
handler404 = "pandzicht_web.refused.not_found"
handler500 = "pandzicht_web.refused.failed"
