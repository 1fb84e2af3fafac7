# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Comparisons: which there are, what each was made from, and what did not run and why."""

from __future__ import annotations

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.definitions.difference import differences
from pandzicht.errors import NotFound, PandzichtError
from pandzicht.governance.subject import Kind, Subject
from pandzicht.jobs.asking import own_jobs
from pandzicht.language import message
from pandzicht.runs.finding import named_run, runs_of
from pandzicht.runs.input_difference import input_difference
from pandzicht.runs.manifest import idle_of
from pandzicht.runs.opened import open_run
from pandzicht.store.publish import read_json
from pandzicht.worklist.run_difference import Asked, Way, run_difference
from pandzicht_web.chapters import CHANGES
from pandzicht_web.job_words import ToldJob, told_of
from pandzicht_web.route import Needs, Place, Route
from pandzicht_web.visit import Visit


def comparisons(visit: Visit) -> HttpResponseBase:
    """Show the comparisons, the newest first, and which one is in force."""
    space = visit.office.workspace
    with visit.operation(Action.SEE_DELIVERIES):
        manifests = [read_json(space.runs / run / "manifest.json") for run in reversed(runs_of(space))]
    names = [manifest["run"] for manifest in manifests]
    values = {
        "manifests": manifests,
        "in_force": named_run(space) if manifests else "",
        "pair": (names[1], names[0]) if len(names) > 1 and visit.may(Action.LIST) else (),
        "may_compare": visit.may(Action.RUN),
        "today": visit.office.today,
        "known": max(visit.office.today, visit.office.door.clock().date()),
    }
    return visit.page("pandzicht/selections/comparisons.html", values)


def comparison(visit: Visit, run: str) -> HttpResponseBase:
    """Show one comparison: its inputs with their hashes, its tables, and what did not run."""
    space = visit.office.workspace
    _run_named(visit, run)
    with visit.operation(Action.SEE_DELIVERIES, Subject(Kind.RUN, run)):
        manifest = read_json(space.runs / run / "manifest.json")
    values = {
        "manifest": manifest,
        "idle": idle_of(manifest),
        "is_in_force": named_run(space) == run,
        "catalogue": visit.office.shelf.tables(space, run).catalogue,
        "checks": visit.served.checks if visit.served and visit.may(Action.EXPORT_RUN) else {},
        "may_test": visit.may(Action.TEST_PROXIES),
        "may_compute": visit.may(Action.RUN) and visit.served is not None,
        "again": _again(visit, run),
    }
    return visit.page("pandzicht/selections/comparison.html", values)


def _again(visit: Visit, run: str) -> ToldJob | None:
    """Return the last time that whoever asks had a comparison computed again, None when they did not yet."""
    asked = (job for job in own_jobs(visit.desk) if (job.kind, job.arguments.get("run")) == ("reproduction", run))
    last = max(asked, key=lambda job: job.asked_at, default=None)
    return told_of(last, visit.say) if last else None


def difference(visit: Visit) -> HttpResponseBase:
    """Show in what two comparisons differ: inputs, definitions, and the list of a check with why it differs."""
    space, asked, serves = visit.office.workspace, visit.request.GET, visit.serves
    check = serves.check(asked.get("check", ""))
    way = asked.get("way", Way.CAME.value)
    if way not in set(Way):
        raise PandzichtError(f"'{way}' is no way in which lists differ; choose {', '.join(Way)}")
    chosen = Asked(Way(way), asked.get("signal", ""))
    names = [_run_named(visit, asked.get(side, "")) for side in ("before", "after")]
    with visit.operation(Action.LIST, Subject(Kind.CHECK, check.check), serves.purposes) as operation:
        before, after = (open_run(space, operation, name, visit.office.shelf) for name in names)
        found = run_difference(before, after, check.check, chosen, visit.language)
        documents = [run.catalogue.document() for run in (before, after)]
        inputs = input_difference(before.manifest["inputs"], after.manifest["inputs"])
    values = {
        "found": found,
        "inputs": inputs,
        "definitions": [(CHANGES[one.change], one) for one in differences(documents[0], documents[1])],
        "checks": serves.checks,
        "runs": list(reversed(runs_of(space))),
        "catalogue": after.catalogue,
        "is_in_force": named_run(space) == names[1],
        "rest": {"before": names[0], "after": names[1]},
    }
    return visit.page("pandzicht/selections/difference.html", values)


def _run_named(visit: Visit, name: str) -> str:
    known = runs_of(visit.office.workspace)
    if name not in known:
        raise NotFound(f"comparison '{name}' does not exist; known are {', '.join(known) or 'none'}")
    return name


ROUTES = (
    Route(
        "comparisons",
        "vergelijkingen",
        comparisons,
        (Action.SEE_DELIVERIES,),
        place=Place.SELECTIONS,
        label=message("Comparisons"),
    ),
    Route(
        "difference",
        "vergelijkingen/verschil",
        difference,
        (Action.LIST,),
        Needs.PURPOSE,
        place=Place.SELECTIONS,
    ),
    Route(
        "comparison",
        "vergelijkingen/<str:run>",
        comparison,
        (Action.SEE_DELIVERIES,),
        place=Place.SELECTIONS,
    ),
)
