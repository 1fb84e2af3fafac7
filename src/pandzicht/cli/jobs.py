# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht jobs` and `pandzicht work`: what is done in the background, and the worker that does it."""

from __future__ import annotations

import os
import platform
import secrets
import signal
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at, door_at
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.governance.subject import Kind, Subject
from pandzicht.jobs.asking import all_jobs, cancel, cancel_for, own_jobs
from pandzicht.jobs.beside import own_input, stop_when_closed
from pandzicht.jobs.job import STANDINGS, WHOLE, Job, Standing
from pandzicht.jobs.kinds import KINDS
from pandzicht.jobs.worker import Worker
from pandzicht.language import Language, message
from pandzicht.store.workspace import open_workspace

HEADINGS = (message("job"), message("work"), message("account"), message("asked"), message("standing"), message("part"))


def jobs(
    everybodys: Annotated[bool, typer.Option("--all", help="Everybody's, for whoever manages accounts.")] = False,
    stopped: Annotated[str, typer.Option("--cancel", help="Stop this one; nothing of it is published.")] = "",
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """List the work that you asked for in the background and how far it is, or stop some of it."""
    output = Output(language, as_json=as_json)
    desk = desk_at(open_workspace(workspace), output)
    if everybodys:
        subject = Subject(Kind.JOB, stopped)
        with desk.operation(Action.ADMINISTER, subject) as operation:
            if stopped:
                cancel_for(operation, stopped)
            found = all_jobs(operation)
    else:
        if stopped:
            cancel(desk, stopped)
        found = own_jobs(desk)
    output.answer([asdict(job) for job in found], lambda to: _show(to, found))


def work(
    once: Annotated[bool, typer.Option("--once", help="Do one job, if one waits, and stop.")] = False,
    until_closed: Annotated[
        bool, typer.Option("--until-closed", help="Stop when the input closes, as beside an office.")
    ] = False,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Do the work that people asked for in the background, until stopped; what was interrupted is taken up."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    name = f"{platform.node()}-{os.getpid()}-{secrets.token_hex(2)}"
    worker = Worker(space, door_at(space, f"worker on {platform.node()}"), name, output.note)
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, lambda _number, _frame: worker.stop.set())
    if until_closed:
        stop_when_closed(own_input(), worker.stop)
    if not once:
        worker.forever()
        return
    job = worker.work_once()
    document = {"job": job.job_id, "kind": job.kind} if job else {}

    def show(page: Page) -> None:
        if job is None:
            page.line(page.say("No work waits."))
        else:
            page.line(page.say("{work} {job}: taken up.", work=page.say(KINDS[job.kind].label), job=job.job_id))

    output.answer(document, show)


def _show(page: Page, found: Sequence[Job]) -> None:
    if not found:
        page.line(page.say("No work waits."))
        return
    rows = [
        [
            job.job_id,
            page.say(KINDS[job.kind].label),
            job.account,
            job.asked_at[:16],
            page.say(STANDINGS[job.standing]),
            f"{100 * job.part // WHOLE}%",
        ]
        for job in found
    ]
    page.table([page.say(heading) for heading in HEADINGS], rows)
    for job in found:
        if job.standing is Standing.FAILED and job.said:
            page.line(f"{job.job_id}: {job.said}", hang=2)
