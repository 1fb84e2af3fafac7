# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The description of the API itself, open to all: nothing in it is of an address or a person."""

from __future__ import annotations

from django.http import HttpResponse

from pandzicht_web.answering import call_route
from pandzicht_web.call import Call, Nothing
from pandzicht_web.openapi import described
from pandzicht_web.route import Needs
from pandzicht_web.visit import Visit

MEDIA = "application/json"


def document(visit: Visit) -> object:
    """Answer the description; pages elsewhere may read it too (NL API Design Rules, publish-openapi)."""
    del visit
    headers = {"Access-Control-Allow-Origin": "*"}
    return HttpResponse(described(), content_type=MEDIA, headers=headers)


ROUTES = (
    call_route(
        "api_description",
        "openapi.json",
        document,
        Call("Answer the description of the API", Nothing, media=MEDIA),
        needs=Needs.NOTHING,
    ),
)
