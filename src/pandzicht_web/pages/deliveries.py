# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delivery by browser: sent, looked at before anything of it is kept, and only then taken in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.definitions.source import DeliveryKind, Source
from pandzicht.errors import Fault, Gone, NotFound, PandzichtError
from pandzicht.jobs.asking import ask, cancel, own_job, own_jobs
from pandzicht.jobs.job import Job
from pandzicht.language import message
from pandzicht.sources.audit import Fate
from pandzicht.sources.fault_words import said_fault, said_text
from pandzicht.sources.uploads import drop_upload, place_of, refuse_dropped
from pandzicht_web.route import Place, Route
from pandzicht_web.visit import Visit

FATES: Mapping[Fate, str] = {
    Fate.UNKNOWN: message("Unknown to the definition: this stops the delivery"),
    Fate.MISSING: message("Missing: this stops the delivery"),
    Fate.READ: message("Read and kept"),
    Fate.INNER: message("Looked at to protect people, not kept"),
    Fate.LOOKED_BY: message("Who looked: kept as a pseudonym, only to tell how often inspectors agree"),
    Fate.REFUSED: message("Refused: may never be used, is not kept"),
    Fate.IGNORED: message("Ignored: not needed, not kept"),
    Fate.ABSENT: message("Not delivered, and that is allowed"),
}
"""What becomes of the columns, those that stop a delivery first."""
KINDS: Mapping[DeliveryKind, str] = {
    DeliveryKind.FULL: message("everything that holds: what is not in it has ended"),
    DeliveryKind.CHANGES: message("changes: what is not in it stays as it was"),
    DeliveryKind.EVENTS: message("things that happened: nothing vanishes"),
}
"""What a delivery is."""
_DECISIONS = ("take_in", "drop")


def upload(visit: Visit, name: str) -> HttpResponseBase:
    """Take the files of a delivery, sealed, and have them looked at."""
    asked, source = visit.request.POST, _source(visit, name)
    arguments = {
        "source": source.source,
        "upload": visit.upload,
        "on": _day(asked.get("on", "")).isoformat(),
        "full": "full" in asked,
    }
    job = ask(visit.desk, visit.office.workspace, "preview", arguments)
    return visit.moved("delivery_preview", name, job.job_id)


def preview(visit: Visit, name: str, job_id: str) -> HttpResponseBase:
    """Show what taking in the delivery would do; until that is known, how far the looking is."""
    source, job = _source(visit, name), _job(visit, name, job_id)
    document = job.result
    values = {
        "source": source,
        "job": job,
        "document": document,
        "names": _names(document),
        "before_on": _before_on(document),
        "kind": KINDS[DeliveryKind(document["kind"])] if document else "",
        "columns": _by_fate(document.get("columns", ())),
        "aside": [item | _said(visit, item) for item in document.get("aside", ())],
        "faults": [said_fault(fault, visit.say) for fault in _own_faults(document)],
        "unknown": _counted(document, Fate.UNKNOWN),
        "missing": _counted(document, Fate.MISSING),
        "waits": place_of(visit.office.workspace, job.arguments["upload"]).is_there,
        "is_taken": _is_taken(visit, job),
    }
    is_part = bool(visit.request.headers.get("HX-Request"))
    part = "preview_part" if is_part else "preview"
    return visit.page(f"pandzicht/sources/{part}.html", values | {"is_part": is_part})


def decide(visit: Visit, name: str, job_id: str) -> HttpResponseBase:
    """Take in exactly the files that were looked at, or destroy them."""
    decision = visit.request.POST.get("decision", "")
    if decision not in _DECISIONS:
        raise PandzichtError(f"decision '{decision}' is none; choose {' or '.join(_DECISIONS)}")
    job, space = _job(visit, name, job_id), visit.office.workspace
    if _is_taken(visit, job):
        return visit.moved("work")
    if decision == "drop":
        if job.is_open:
            cancel(visit.desk, job_id)
        drop_upload(space, job.arguments["upload"])
        return visit.moved("source", name)
    refuse_dropped(space, job.arguments["upload"])
    if not job.result.get("can_be_taken_in"):
        raise Gone("what was looked at cannot be taken in; upload a delivery that can")
    ask(visit.desk, space, "load", job.arguments)
    return visit.moved("work")


def _source(visit: Visit, name: str) -> Source:
    source: Source = visit.office.definitions().named("sources", name)
    return source


def _job(visit: Visit, name: str, job_id: str) -> Job:
    """Return somebody's own look at a delivery of a source; raise NotFound for any other."""
    job = own_job(visit.desk, job_id)
    if job.kind != "preview" or job.arguments["source"] != name or not job.arguments["upload"]:
        raise NotFound(f"job '{job_id}' is no look at a delivery of '{name}'; upload the files again")
    return job


def _is_taken(visit: Visit, job: Job) -> bool:
    """Tell whether the taking in of what was looked at was asked already."""
    upload = job.arguments["upload"]
    return any(item.kind == "load" and item.arguments["upload"] == upload for item in own_jobs(visit.desk))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PandzichtError(f"'{text}' is no day; give the day that the delivery is of") from error


def _names(document: Mapping[str, Any]) -> str:
    return ", ".join(name for name, _ in document.get("files", ()))


def _before_on(document: Mapping[str, Any]) -> date | None:
    found = document.get("difference")
    return date.fromisoformat(found["before_on"]) if found else None


def _by_fate(columns: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Return the columns by what becomes of them, in the order in which they matter."""
    found = [(label, [item for item in columns if item["fate"] == fate]) for fate, label in FATES.items()]
    return [(label, items) for label, items in found if items]


def _counted(document: Mapping[str, Any], fate: Fate) -> int:
    return sum(item["fate"] == fate for item in document.get("columns", ()))


def _own_faults(document: Mapping[str, Any]) -> list[Fault]:
    """Return the faults that the list of columns does not tell already."""
    told = {f"field '{item['column']}'" for item in document.get("columns", ()) if item["fate"] == Fate.UNKNOWN}
    told |= {
        "field " + " or ".join(f"'{name}'" for name in item["column"].split(" / "))
        for item in document.get("columns", ())
        if item["fate"] == Fate.MISSING
    }
    return [Fault(**item) for item in document.get("faults", ()) if item["place"] not in told]


def _said(visit: Visit, item: Mapping[str, Any]) -> dict[str, str]:
    return {"reason": said_text(item["reason"], visit.say), "first": said_text(item["first"], visit.say)}


ROUTES = (
    Route(
        "upload",
        "bronnen/<slug:name>/levering",
        upload,
        (Action.LOAD,),
        methods=("POST",),
        place=Place.SOURCES,
        takes_files=True,
    ),
    Route(
        "delivery_preview", "bronnen/<slug:name>/levering/<str:job_id>", preview, (Action.LOAD,), place=Place.SOURCES
    ),
    Route(
        "delivery_decided",
        "bronnen/<slug:name>/levering/<str:job_id>/besluit",
        decide,
        (Action.LOAD,),
        methods=("POST",),
        place=Place.SOURCES,
    ),
)
