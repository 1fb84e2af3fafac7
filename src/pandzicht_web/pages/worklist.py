# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worklist: the addresses of a comparison under a check, each with why; filters, views that are kept, a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.errors import NotFound, PandzichtError
from pandzicht.exports.described import ColumnNote
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import message
from pandzicht.runs.exporting import ExportAsk
from pandzicht.runs.opened import open_run
from pandzicht.worklist.columns import columns_of
from pandzicht.worklist.criteria import Order
from pandzicht.worklist.list_file import FORMS, write_list
from pandzicht.worklist.listed import ListedCheck
from pandzicht.worklist.listing import Worklist, worklist
from pandzicht.worklist.saved_views import remove_view, rename_view, save_view, saved_views, share_view
from pandzicht.worklist.view import Density, View, view_of
from pandzicht_web import filters
from pandzicht_web.purposes import Served
from pandzicht_web.route import Form, Needs, Place, Route
from pandzicht_web.sent_file import sent
from pandzicht_web.visit import Visit
from pandzicht_web.worklist_words import ORDERS

_FORMS: tuple[tuple[str, str], ...] = (
    ("xlsx", message("Excel")),
    ("csv", message("CSV, for any program")),
    ("parquet", message("Parquet, for large lists")),
)
_CHANGES = ("rename", "share", "keep", "remove")


def listed(visit: Visit) -> HttpResponseBase:
    """Show the list as it is asked; a request for a part gets the list and its filters alone."""
    served = visit.serves
    check = served.check(visit.request.GET.get("check", ""))
    view = view_of(filters.asked_view(visit.request.GET))
    analysed = "analysis" in visit.request.GET
    with visit.operation(Action.LIST, Subject(Kind.CHECK, check.check), served.purposes) as operation:
        run = open_run(visit.office.workspace, operation, served.run_id, visit.office.shelf)
        found = worklist(run, check.check, view, visit.language, analysed=analysed)
        subject = ListedCheck(run, check.check, visit.language)
        columns, measured = columns_of(subject), filters.measured(subject)
        views = saved_views(operation, check)
    part = "list" if visit.request.headers.get("HX-Request") else "worklist"
    return visit.page(
        f"pandzicht/worklist/{part}.html",
        _values(visit, served, found, columns, analysed=analysed) | {"measured": measured, "views": views},
    )


def views(visit: Visit) -> HttpResponseBase:
    """Show the views of a check that somebody keeps or that are shared with them."""
    check = visit.serves.check(visit.request.GET.get("check", ""))
    with visit.operation(Action.LIST, Subject(Kind.CHECK, check.check), visit.serves.purposes) as operation:
        kept = saved_views(operation, check)
    values = {"views": kept, "check": check, "own": visit.desk.actor.account}
    return visit.page("pandzicht/worklist/views.html", values)


def kept(visit: Visit) -> HttpResponseBase:
    """Keep the list as it is looked at under a name, and show it again."""
    asked = visit.request.POST
    check = visit.serves.check(asked.get("check", ""))
    view = view_of(asked.get("query", ""))
    with visit.operation(Action.LIST, Subject(Kind.CHECK, check.check), visit.serves.purposes) as operation:
        made = save_view(operation, check, asked.get("name", ""), view)
    if "shared" in asked:
        with visit.operation(Action.LIST, Subject(Kind.CHECK, check.check), visit.serves.purposes) as operation:
            share_view(operation, check, made.view_id, shared=True)
    return visit.moved("worklist", query=urlencode([("check", check.check), *parse_qsl(made.query)]))


def changed(visit: Visit, view_id: str) -> HttpResponseBase:
    """Rename, share, keep to oneself again, or remove one of one's own views."""
    asked = visit.request.POST
    check, change = visit.serves.check(asked.get("check", "")), asked.get("change", "")
    if change not in _CHANGES:
        raise PandzichtError(f"change '{change}' is none of a view; choose {', '.join(_CHANGES)}")
    with visit.operation(Action.LIST, Subject(Kind.CHECK, check.check), visit.serves.purposes) as operation:
        if change == "rename":
            rename_view(operation, check, view_id, asked.get("name", ""))
        elif change == "remove":
            remove_view(operation, check, view_id)
        else:
            share_view(operation, check, view_id, shared=change == "share")
    return visit.moved("views", query=urlencode({"check": check.check}))


def file(visit: Visit, ending: str) -> HttpResponseBase:
    """Give the list exactly as it is asked, all pages of it, as a file."""
    if f".{ending}" not in FORMS:
        raise NotFound(f"a worklist is not written as .{ending}; known are {', '.join(FORMS)}")
    asked = visit.request.GET
    check, view = visit.serves.check(asked.get("check", "")), view_of(filters.asked_view(asked))
    name = f"werkvoorraad-{check.check}-{visit.serves.run_id[:10]}.{ending}"
    with (
        tempfile.TemporaryDirectory(prefix="pandzicht-") as folder,
        visit.operation(Action.EXPORT_LIST, Subject(Kind.CHECK, check.check), visit.serves.purposes) as operation,
    ):
        ask = ExportAsk(to=Path(folder) / name, language=visit.language)
        run = open_run(visit.office.workspace, operation, visit.serves.run_id, visit.office.shelf)
        write_list(run, check.check, view, ask, analysed="analysis" in asked)
        return sent(ask.to)


def _values(
    visit: Visit, served: Served, found: Worklist, columns: Iterable[ColumnNote], *, analysed: bool
) -> dict[str, Any]:
    view, own = found.view, {"check": found.check} | ({"analysis": "1"} if analysed else {})
    return {
        "found": found,
        "checks": served.checks,
        "filters": filters.filters_of(found.facets),
        "columns": [(note, note.name in view.columns) for note in columns],
        "ranges": filters.ranges_of(view, urlencode(own)),
        "orders": [(item, ORDERS[item]) for item in Order],
        "is_compact": view.density is Density.COMPACT,
        "analysed": analysed,
        "may_analyse": visit.may(Action.EXPORT_SELECTION),
        "first": _without(view, own, page=1),
        "before": _without(view, own, page=found.page - 1) if found.page > 1 else "",
        "after": _without(view, own, page=found.page + 1) if found.page < found.pages else "",
        "bare": urlencode(own),
        "query": urlencode(own) + ("&" + view.query if view.query else ""),
        "view_query": view.model_copy(update={"page": 1}).query,
        "forms": _FORMS if visit.may(Action.EXPORT_LIST) else (),
        "is_filtered": bool(view.sorts),
        "begin": (found.page - 1) * view.size + 1,
        "end": min(found.page * view.size, found.count),
    }


def _without(view: View, own: Mapping[str, str], **changed: Any) -> str:
    """Return the query string of the view with something of it otherwise."""
    query = view.model_copy(update=changed).query
    return urlencode(dict(own)) + (f"&{query}" if query else "")


ROUTES = (
    Route("worklist", "werkvoorraad", listed, (Action.LIST,), Needs.PURPOSE, place=Place.WORKLIST, opens=True),
    Route("views", "werkvoorraad/weergaven", views, (Action.LIST,), Needs.PURPOSE, place=Place.WORKLIST),
    Route(
        "kept_view",
        "werkvoorraad/weergaven/bewaren",
        kept,
        (Action.LIST,),
        Needs.PURPOSE,
        methods=("POST",),
        place=Place.WORKLIST,
    ),
    Route(
        "changed_view",
        "werkvoorraad/weergaven/<slug:view_id>",
        changed,
        (Action.LIST,),
        Needs.PURPOSE,
        methods=("POST",),
        place=Place.WORKLIST,
    ),
    Route(
        "worklist_file",
        "werkvoorraad/bestand.<slug:ending>",
        file,
        (Action.EXPORT_LIST,),
        Needs.PURPOSE,
        place=Place.WORKLIST,
        form=Form.FILE,
    ),
)
