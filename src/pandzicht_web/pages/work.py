# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Long work in the background: what somebody asked for, how far it is, what came of it, and its files."""

from __future__ import annotations

from django.http import FileResponse, HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.errors import NotFound
from pandzicht.governance.subject import Kind, Subject
from pandzicht.jobs.asking import all_jobs, ask, cancel, cancel_for, own_job, own_jobs
from pandzicht.jobs.export import exported_file
from pandzicht.jobs.job import Job, Standing
from pandzicht.jobs.kinds import work_of
from pandzicht.language import message
from pandzicht.runs.selecting import kept_selection
from pandzicht.sources.uploads import drop_upload
from pandzicht_web.job_words import told_of
from pandzicht_web.route import Form, Needs, Place, Route
from pandzicht_web.visit import Visit


def work(visit: Visit) -> HttpResponseBase:
    """Show one's own work, what is open first; a request for a part gets the list alone."""
    jobs = [told_of(job, visit.say) for job in own_jobs(visit.desk)]
    values = {"jobs": jobs, "is_open": any(item.job.is_open for item in jobs)}
    part = "job_list" if visit.request.headers.get("HX-Request") else "my_jobs"
    return visit.page(f"pandzicht/jobs/{part}.html", values)


def everybodys(visit: Visit) -> HttpResponseBase:
    """Show everybody's work to whoever manages, and not what came of it."""
    with visit.operation(Action.ADMINISTER) as operation:
        jobs = [told_of(job, visit.say) for job in all_jobs(operation)]
    return visit.page("pandzicht/jobs/everybodys.html", {"jobs": jobs})


def stopped(visit: Visit, job_id: str) -> HttpResponseBase:
    """Stop one's own work; files that waited for it are destroyed."""
    _destroy_files(visit, cancel(visit.desk, job_id))
    return visit.moved("work")


def stopped_for(visit: Visit, job_id: str) -> HttpResponseBase:
    """Stop the work of somebody else."""
    with visit.operation(Action.ADMINISTER, Subject(Kind.JOB, job_id)) as operation:
        cancel_for(operation, job_id)
        found = next((job for job in all_jobs(operation) if job.job_id == job_id), None)
    if found:
        _destroy_files(visit, found)
    return visit.moved("everybodys_work")


def _destroy_files(visit: Visit, job: Job) -> None:
    """Destroy what was sent for work that never began; work that is busy does so by itself when it stops."""
    if job.standing is Standing.CANCELLED and job.arguments.get("upload"):
        drop_upload(visit.office.workspace, job.arguments["upload"])


def file(visit: Visit, job_id: str) -> HttpResponseBase:
    """Give the file that one's own work wrote; that is the same act as writing it, and asks the same right."""
    job, space = own_job(visit.desk, job_id), visit.office.workspace
    if set(job.purposes) - {visit.serves.name}:
        raise NotFound(
            f"the file of job '{job_id}' is of another purpose than the one that was chosen; choose that one"
        )
    path = exported_file(space, job)
    work = work_of(job.kind, job.arguments)
    act = work.act(space.within(work.channel))
    with visit.operation(act.action, act.subject, act.purposes):
        return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def compared(visit: Visit) -> HttpResponseBase:
    """Ask for a comparison of a day, from what was known by a day."""
    asked = visit.request.POST
    arguments = {"on": asked.get("on", ""), "known": asked.get("known", ""), "in_force": "in_force" in asked}
    ask(visit.desk, visit.office.workspace, "run", arguments)
    return visit.moved("work")


def tested(visit: Visit) -> HttpResponseBase:
    """Ask for the proxy test of a comparison."""
    ask(visit.desk, visit.office.workspace, "proxy_test", {"run": visit.request.POST.get("run", "")})
    return visit.moved("work")


def recomputed(visit: Visit) -> HttpResponseBase:
    """Ask for a comparison to be computed again, to see whether it comes out the same."""
    ask(visit.desk, visit.office.workspace, "reproduction", {"run": visit.request.POST.get("run", "")})
    return visit.moved("work")


def exported(visit: Visit) -> HttpResponseBase:
    """Ask for the whole table of a comparison for a check, or for a selection, as a file."""
    asked, space = visit.request.POST, visit.office.workspace
    named = asked.get("selection", "")
    visit.serves.check(str(kept_selection(space, named).account["check"]) if named else asked.get("check", ""))
    arguments = {name: asked[name] for name in ("run", "check", "selection", "audience") if asked.get(name)}
    arguments |= {"form": asked.get("form", ""), "language": visit.language.value}
    ask(visit.desk, space, "export", arguments)
    return visit.moved("work")


ROUTES = (
    Route("work", "werk", work, place=Place.SOURCES, label=message("My work")),
    Route("stopped", "werk/<str:job_id>/stop", stopped, methods=("POST",), place=Place.SOURCES),
    Route(
        "work_file",
        "werk/<str:job_id>/bestand",
        file,
        (Action.EXPORT_RUN, Action.EXPORT_SELECTION, Action.EXPORT_FACTS),
        Needs.PURPOSE,
        place=Place.SOURCES,
        form=Form.FILE,
    ),
    Route("compared", "werk/vergelijken", compared, (Action.RUN,), Needs.PURPOSE, ("POST",), Place.SELECTIONS),
    Route("recomputed", "werk/narekenen", recomputed, (Action.RUN,), Needs.PURPOSE, ("POST",), Place.SELECTIONS),
    Route("tested", "werk/toetsen", tested, (Action.TEST_PROXIES,), methods=("POST",), place=Place.SELECTIONS),
    Route(
        "exported",
        "werk/uitvoeren",
        exported,
        (Action.EXPORT_RUN, Action.EXPORT_SELECTION, Action.EXPORT_FACTS),
        Needs.PURPOSE,
        ("POST",),
        Place.SELECTIONS,
    ),
    Route(
        "everybodys_work",
        "werk/allemaal",
        everybodys,
        (Action.ADMINISTER,),
        place=Place.ADMINISTRATION,
        label=message("Everybody's work"),
    ),
    Route(
        "stopped_for",
        "werk/allemaal/<str:job_id>/stop",
        stopped_for,
        (Action.ADMINISTER,),
        methods=("POST",),
        place=Place.ADMINISTRATION,
    ),
)
