# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One box: an address in any spelling, a postcode, an id, an owner, a selection; it answers as one types."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.language import message
from pandzicht.runs.opened import open_run
from pandzicht.searching.found import Found, Kind
from pandzicht.searching.search import search
from pandzicht_web.addresses import address_of
from pandzicht_web.route import Needs, Place, Route
from pandzicht_web.visit import Visit

KINDS = {
    Kind.ADDRESS: message("address"),
    Kind.POSTCODE: message("postcode"),
    Kind.STREET: message("street"),
    Kind.PAND: message("building"),
    Kind.CASE: message("case"),
    Kind.OWNER: message("owner"),
    Kind.RUN: message("comparison"),
    Kind.SELECTION: message("selection"),
}


def box(visit: Visit) -> HttpResponseBase:
    """Show the box, in which nothing stands yet."""
    return visit.page("pandzicht/search/search.html", {"asked": "", "found": ()})


def found(visit: Visit) -> HttpResponseBase:
    """Show what the text in the box means; it may be a name, so it comes in the body and stands in no address."""
    text = visit.request.POST.get("q", "")
    things: tuple[Found, ...] = ()
    if text.strip():
        with visit.operation(Action.SEARCH, purposes=visit.serves.purposes) as operation:
            run = open_run(visit.office.workspace, operation, visit.serves.run_id, visit.office.shelf)
            things = search(run, text, visit.language)
    shown = [(item, KINDS[item.kind], _target(item)) for item in things]
    part = "found" if visit.request.headers.get("HX-Request") else "search"
    return visit.page(f"pandzicht/search/{part}.html", {"asked": text, "found": shown})


def _target(item: Found) -> str:
    """Return where a found thing leads; empty for what has no page of its own."""
    match item.kind:
        case Kind.ADDRESS | Kind.CASE:
            return address_of("dossier", item.target)
        case Kind.RUN:
            return address_of("comparison", item.target)
        case Kind.SELECTION:
            return address_of("selection", item.target)
        case Kind.POSTCODE | Kind.STREET:
            return f"{address_of('worklist')}?{urlencode({'text': item.target})}"
        case _:
            return ""


ROUTES = (
    Route(
        "search",
        "zoeken",
        box,
        (Action.SEARCH,),
        Needs.PURPOSE,
        place=Place.SEARCH,
        opens=True,
        pocket=True,
    ),
    Route("found", "zoeken", found, (Action.SEARCH,), Needs.PURPOSE, ("POST",), Place.SEARCH, pocket=True),
)
