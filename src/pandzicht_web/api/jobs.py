# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Long work for machines: asked for, followed, stopped, and the file that it wrote."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.http import HttpResponse
from pydantic import Field, StringConstraints

from pandzicht.definitions.action import Action
from pandzicht.definitions.ai_act import RiskClass
from pandzicht.errors import PurposeMissing
from pandzicht.exports.audience import Audience
from pandzicht.jobs.asking import ask, cancel, own_job, own_jobs
from pandzicht.jobs.export import exported_file
from pandzicht.jobs.job import Job as Kept
from pandzicht.jobs.job import Standing
from pandzicht.jobs.kinds import work_of
from pandzicht.runs.learned_step import Step
from pandzicht_web.addresses import address_of
from pandzicht_web.answering import call_route
from pandzicht_web.call import Answer, Call, Line, Made, Nothing, Question
from pandzicht_web.route import Needs
from pandzicht_web.visit import Visit

FILE = "application/octet-stream"
_ACTS = (Action.RUN, Action.LEARN, Action.TEST_PROXIES, Action.EXPORT_RUN, Action.EXPORT_SELECTION, Action.EXPORT_FACTS)
_SHOWN = (Action.EXPORT_RUN, Action.EXPORT_SELECTION, Action.EXPORT_FACTS)
"""Work that shows something of addresses: for the purpose that was chosen and no other."""
Named = Annotated[str, StringConstraints(max_length=120, pattern=r"^[-a-zA-Z0-9_]*$")]


class RunWork(Question):
    """Work of comparing for a day, from what was known by a day."""

    kind: Literal["run"]
    on: date
    known: date
    seed: int = Field(default=1, ge=1, le=2**31)


class ExportWork(Question):
    """Work of writing a file: of a selection, or where a check is named of the whole table of a run."""

    kind: Literal["export"]
    selection: Named = ""
    run: Named = ""
    check: Named = ""
    form: Literal[".xlsx", ".csv", ".parquet", ".gpkg", ".sqlite"]
    audience: Audience = Audience.ANALIST
    decimal_comma: bool = False


class ProxyTestWork(Question):
    """Test a run, by default the one in force, for what stands in for groups of people."""

    kind: Literal["proxy_test"]
    run: Named = ""


class ReproductionWork(Question):
    """Work of computing a published run again, to see whether every table comes out the same."""

    kind: Literal["reproduction"]
    run: Annotated[Named, StringConstraints(min_length=1)]


class LearningWork(Question):
    """Work of learning the points of a check; with `propose` also of proposing what may follow, for somebody else."""

    kind: Literal["learning"]
    check: Annotated[Named, StringConstraints(min_length=1)]
    propose: Step | None = None
    because: str = Field(default="", max_length=500)
    ai_class: RiskClass | None = Field(default=None, description="What the check is under the AI act with these points")
    ai_reason: str = Field(default="", max_length=1_000)


class JobAsked(Question):
    """Which work is to be done. Loading is not among it: a delivery is put in place by who answers for it."""

    work: Annotated[RunWork | ExportWork | ProxyTestWork | ReproductionWork | LearningWork, Field(discriminator="kind")]


class Job(Answer):
    """One job: where it stands, how far it is (in thousandths), and what it brought or why it failed."""

    job_id: str
    kind: str
    action: Action
    purposes: list[str]
    asked_at: str
    begun_at: str | None
    ended_at: str | None
    standing: Standing
    phase: Line
    part: int
    said: str = Field(description="Of a job that failed the fault; of one that is done a JSON document")
    cancel_asked: bool


class Jobs(Answer):
    """One's own jobs: those that are open and the last that ended, the newest first."""

    jobs: list[Job]


def jobs(visit: Visit) -> object:
    """Answer one's own jobs."""
    return Jobs(jobs=[Job.model_validate(item) for item in own_jobs(visit.desk)])


def asked(visit: Visit, question: JobAsked) -> object:
    """Ask for work: the same act as doing it."""
    arguments = question.work.model_dump(mode="json", exclude={"kind"}, exclude_defaults=True)
    kind, space = question.work.kind, visit.office.workspace
    act = work_of(kind, arguments).act(space)
    if act.action in (*_SHOWN, Action.LEARN) and not set(act.purposes) <= set(visit.serves.purposes):
        raise PurposeMissing(f"this work is not for purpose '{visit.serves.name}', which was chosen; choose its own")
    job = ask(visit.desk, space, kind, arguments)
    return Made(job, address_of("api_job", job.job_id))


def job(visit: Visit, job_id: str) -> object:
    """Answer one job of one's own."""
    return own_job(visit.desk, job_id)


def stopped(visit: Visit, job_id: str) -> object:
    """Stop a job of one's own; one that has ended stays as it is."""
    return cancel(visit.desk, job_id)


def file(visit: Visit, job_id: str) -> object:
    """Give the file that a job of one's own wrote, once more as an act of whoever asks."""
    return _file_of(visit, own_job(visit.desk, job_id))


def _file_of(visit: Visit, kept: Kept) -> HttpResponse:
    act = work_of(kept.kind, kept.arguments).act(visit.office.workspace)
    if not set(act.purposes) <= set(visit.serves.purposes):
        raise PurposeMissing(f"this file is not for purpose '{visit.serves.name}', which was chosen; choose its own")
    path = exported_file(visit.office.workspace, kept)
    with visit.operation(act.action, act.subject, act.purposes):
        content = path.read_bytes()
    attached = {"Content-Disposition": f'attachment; filename="{path.name}"'}
    return HttpResponse(content, content_type=FILE, headers=attached)


ROUTES = (
    call_route("api_jobs", "jobs", jobs, Call("List one's own jobs", Jobs)),
    call_route(
        "api_job_asked",
        "jobs",
        asked,
        Call("Ask for long work: a run, a run again, an export, a proxy test, learning", Job, JobAsked, status=201),
        acts=_ACTS,
        needs=Needs.PURPOSE,
        method="POST",
    ),
    call_route("api_job", "jobs/<slug:job_id>", job, Call("Answer one job of one's own", Job)),
    call_route(
        "api_job_stopped",
        "jobs/<slug:job_id>/cancellation",
        stopped,
        Call("Stop a job of one's own; nothing of it is published", Job),
        method="PUT",
    ),
    call_route(
        "api_job_file",
        "jobs/<slug:job_id>/file",
        file,
        Call("Give the file that a job wrote", Nothing, media=FILE),
        acts=_SHOWN,
        needs=Needs.PURPOSE,
    ),
)
