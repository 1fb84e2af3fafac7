# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Links in doubt, one pair at a time: the row beside the address that it may mean, an answer, and the next."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.errors import Gone, NotAvailable, NotFound, PandzichtError
from pandzicht.governance.desk import Operation
from pandzicht.governance.purpose import Purpose
from pandzicht.governance.subject import Kind, Subject
from pandzicht.jobs.asking import ask, own_job, own_jobs
from pandzicht.jobs.job import Job, Standing
from pandzicht.language import message
from pandzicht.linking.judgement import Said
from pandzicht.linking.question import Agreement
from pandzicht.runs.review_round import ReviewRound, answers_waiting, hand_in, open_round, purposes_of_round
from pandzicht_web.route import Needs, Place, Route
from pandzicht_web.visit import Visit

SAID: Mapping[Said, str] = {
    Said.SAME: message("Same"),
    Said.DIFFERENT: message("Different"),
    Said.UNSURE: message("Unsure"),
}
KEYS: Mapping[Said, str] = {Said.SAME: "s", Said.DIFFERENT: "d", Said.UNSURE: "u"}
AGREEMENTS: Mapping[Agreement, tuple[str, str]] = {
    Agreement.AGREES: (message("agrees"), "settled"),
    Agreement.DIFFERS: (message("differs"), "unknown"),
    Agreement.NOT_DELIVERED: (message("not delivered"), ""),
}
SIZES = (20, 50, 100)
_TAKE_BACK = "undo"


def doubts(visit: Visit) -> HttpResponseBase:
    """Show the pair that waits in the newest round; where there is none, how to begin one."""
    job = _newest(visit)
    if job is None or job.standing is not Standing.DONE:
        return _begin(visit, job)
    try:
        return _pair(visit, job, "doubts")
    except Gone:
        return _begin(visit, None)


def begun(visit: Visit) -> HttpResponseBase:
    """Have the links chosen of which an answer changes most."""
    size, newest = visit.request.POST.get("questions", ""), _newest(visit)
    if newest and newest.standing is Standing.DONE and answers_waiting(_folder(visit, newest)):
        raise NotAvailable("answers of the round before were not handed in yet; hand them in or take them back first")
    on = visit.office.today
    known = max(on, visit.office.door.clock().date())
    arguments = {"on": on.isoformat(), "known": known.isoformat(), "questions": size}
    ask(visit.desk, visit.office.workspace, "review", arguments)
    return visit.moved("doubts")


def judged(visit: Visit, job_id: str) -> HttpResponseBase:
    """Answer the question that was shown, or take the last answer back; then show the next."""
    asked, job = visit.request.POST, _named(visit, job_id)
    with visit.operation(Action.REVIEW, Subject(Kind.JOB, job_id), _purposes(visit, job)) as operation:
        found = _opened(visit, operation, job)
        if asked.get("said") == _TAKE_BACK:
            now, told = found.taken_back(), visit.say("Taken back.")
        else:
            said = _said(asked.get("said", ""))
            now = found.answered(_number(asked.get("number", "")), said)
            told = visit.say("{said}: noted.", said=visit.say(SAID[said]))
        if visit.request.headers.get("HX-Request"):
            values = _values(visit, operation, job, now) | {"told": told, "is_part": True}
            return visit.page("pandzicht/doubts/pair.html", values)
    return visit.moved("doubts")


def handed_in(visit: Visit, job_id: str) -> HttpResponseBase:
    """Have the answers of the round count for every comparison from now on."""
    job = _named(visit, job_id)
    with visit.operation(Action.JUDGE, Subject(Kind.JOB, job_id), _purposes(visit, job)) as operation:
        found = _opened(visit, operation, job)
        who, on = visit.desk.actor.person, visit.desk.clock().astimezone().date()
        taken = hand_in(visit.office.workspace, operation, found, by=who, on=on)
    values = {
        "taken": taken,
        "on": on,
        "counts": [(SAID[said], taken.rows(said)) for said in Said],
        "contradictions": [(item, SAID[item.earlier.said]) for item in taken.contradictions],
        "catalogue": visit.office.definitions(),
    }
    return visit.page("pandzicht/doubts/taken.html", values)


def _begin(visit: Visit, job: Job | None) -> HttpResponseBase:
    values = {"job": job, "sizes": SIZES}
    part = "begin_part" if visit.request.headers.get("HX-Request") else "begin"
    return visit.page(f"pandzicht/doubts/{part}.html", values)


def _pair(visit: Visit, job: Job, template: str) -> HttpResponseBase:
    with visit.operation(Action.REVIEW, Subject(Kind.JOB, job.job_id), _purposes(visit, job)) as operation:
        values = _values(visit, operation, job, _opened(visit, operation, job))
    if visit.request.headers.get("HX-Request"):
        return visit.moved("doubts")
    return visit.page(f"pandzicht/doubts/{template}.html", values)


def _values(visit: Visit, operation: Operation, job: Job, found: ReviewRound) -> dict[str, Any]:
    left = found.open_numbers
    question = found.shown(operation, left[0]) if left else None
    return {
        "job": job,
        "question": question,
        "number": left[0] if left else None,
        "left": len(left),
        "waiting": len(found.waiting),
        "total": len(found.questions) - len(found.hidden),
        "sizes": SIZES,
        "parts": [(part, *AGREEMENTS[part.agreement]) for part in question.parts if part.agreement] if question else (),
        "answers": [(said.value, label, KEYS[said]) for said, label in SAID.items()],
        "catalogue": visit.office.definitions(),
    }


def _newest(visit: Visit) -> Job | None:
    return next((job for job in own_jobs(visit.desk) if job.kind == "review"), None)


def _named(visit: Visit, job_id: str) -> Job:
    job = own_job(visit.desk, job_id)
    if job.kind != "review" or job.standing is not Standing.DONE:
        raise NotFound(f"job '{job_id}' is no round of links in doubt; begin one first")
    return job


def _folder(visit: Visit, job: Job) -> Path:
    return visit.office.workspace.exports / job.job_id


def _purposes(visit: Visit, job: Job) -> tuple[Purpose, ...]:
    return purposes_of_round(_folder(visit, job))


def _opened(visit: Visit, operation: Operation, job: Job) -> ReviewRound:
    return open_round(visit.office.workspace, operation, _folder(visit, job))


def _said(text: str) -> Said:
    try:
        return Said(text)
    except ValueError as error:
        raise PandzichtError(f"'{text}' is no answer; choose same, different or unsure") from error


def _number(text: str) -> int:
    if not text.isdecimal():
        raise PandzichtError(f"'{text}' is no number of a question; load the page again")
    return int(text)


ROUTES = (
    Route(
        "doubts",
        "twijfel",
        doubts,
        (Action.REVIEW,),
        Needs.PURPOSE,
        place=Place.SOURCES,
        label=message("Links in doubt"),
    ),
    Route("doubts_begun", "twijfel/begin", begun, (Action.REVIEW,), Needs.PURPOSE, ("POST",), Place.SOURCES),
    Route("judged", "twijfel/<str:job_id>/oordeel", judged, (Action.REVIEW,), Needs.PURPOSE, ("POST",), Place.SOURCES),
    Route(
        "handed_in",
        "twijfel/<str:job_id>/vastleggen",
        handed_in,
        (Action.JUDGE,),
        Needs.PURPOSE,
        ("POST",),
        Place.SOURCES,
    ),
)
