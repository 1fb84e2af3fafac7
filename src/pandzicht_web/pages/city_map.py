# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map: the worklist as it lies in the city, with the same filters, and beside it an equal list of areas."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase

from pandzicht.addresses.tile import Tile
from pandzicht.definitions.action import Action
from pandzicht.governance.desk import Operation
from pandzicht.governance.subject import Kind, Subject
from pandzicht.maps.tiles import map_areas, map_tile
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.worklist.view import View, view_of
from pandzicht_web.extent import extent_of
from pandzicht_web.filters import asked_of, asked_view, filters_of, ranges_of
from pandzicht_web.route import Form, Needs, Place, Route
from pandzicht_web.visit import Visit

TILE = "application/vnd.mapbox-vector-tile"
KEPT = "private, max-age=300"
"""How long a browser keeps a tile: as long as somebody walks over the map."""


def shown(visit: Visit) -> HttpResponseBase:
    """Show the map and the list of areas as they are asked."""
    check, view = _asked(visit)
    with visit.operation(Action.LIST, Subject(Kind.CHECK, check), visit.serves.purposes) as operation:
        run = _opened(visit, operation)
        areas = map_areas(run, check, view)
        found = asked_of(run, check, view, visit.language)
        extent = run.tables.once(extent_of)
    values = {
        "areas": [area for area in areas if area.count],
        "found": found,
        "filters": filters_of(found.facets),
        "ranges": ranges_of(view, f"check={check}"),
        "measured": found.measured,
        "query": f"check={check}" + (f"&{view.query}" if view.query else ""),
        "extent": extent,
        "is_filtered": bool(view.sorts),
    }
    part = "body" if visit.request.headers.get("HX-Request") else "map"
    return visit.page(f"pandzicht/map/{part}.html", values)


def tile(visit: Visit, zoom: int, column: int, row: int) -> HttpResponseBase:
    """Return one tile of the map, as a vector tile."""
    check, view = _asked(visit)
    with visit.operation(Action.LIST, Subject(Kind.CHECK, check), visit.serves.purposes) as operation:
        content = map_tile(_opened(visit, operation), check, view, Tile(zoom, column, row))
    return HttpResponse(content, content_type=TILE, headers={"Content-Encoding": "gzip", "Cache-Control": KEPT})


def _asked(visit: Visit) -> tuple[str, View]:
    check = visit.serves.check(visit.request.GET.get("check", "")).check
    return check, view_of(asked_view(visit.request.GET))


def _opened(visit: Visit, operation: Operation) -> OpenRun:
    return open_run(visit.office.workspace, operation, visit.serves.run_id, visit.office.shelf)


ROUTES = (
    Route(
        "map", "kaart", shown, (Action.LIST,), Needs.PURPOSE, place=Place.MAP, opens=True, pocket=True, shows_map=True
    ),
    Route(
        "tile",
        "kaart/tegels/<int:zoom>/<int:column>/<int:row>",
        tile,
        (Action.LIST,),
        Needs.PURPOSE,
        place=Place.MAP,
        form=Form.FILE,
    ),
)
