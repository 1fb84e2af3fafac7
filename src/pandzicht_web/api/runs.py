# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs (comparisons) for machines: which there are, what each was made from, and what did not run and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field

from pandzicht.definitions.action import Action
from pandzicht.errors import NotFound
from pandzicht.governance.subject import Kind, Subject
from pandzicht.runs.finding import named_run, runs_of
from pandzicht.runs.manifest import idle_of
from pandzicht.store.publish import read_json
from pandzicht_web.answering import call_route
from pandzicht_web.call import Answer, Call
from pandzicht_web.visit import Visit


class Run(Answer):
    """One run: for which day, from what was known by which day, and whether people work from it."""

    run: str
    on: date
    known: date
    inputs_hash: str
    in_force: bool
    unverified_legal_basis: bool


class Runs(Answer):
    """The runs, the newest first."""

    runs: list[Run]


class TableOfRun(Answer):
    """One table of a run: how many rows it has, the hash of what they say, and that of its file."""

    name: str
    rows: int
    content: str
    sha256: str


class Idle(Answer):
    """Something of the catalogue that did not run, and why."""

    name: str
    why: str


class RunInFull(Run):
    """One run with what it was made from."""

    checks: list[str] = Field(description="The checks that were active")
    signals: list[str]
    indicators: list[str]
    tables: list[TableOfRun]
    idle: list[Idle]


def runs(visit: Visit) -> object:
    """Answer the runs."""
    space = visit.office.workspace
    with visit.operation(Action.SEE_DELIVERIES):
        manifests = [read_json(space.runs / run / "manifest.json") for run in reversed(runs_of(space))]
    in_force = named_run(space) if manifests else ""
    return Runs(runs=[Run.model_validate(_told(item, in_force)) for item in manifests])


def run(visit: Visit, run: str) -> object:
    """Answer one run."""
    space = visit.office.workspace
    if run not in runs_of(space):
        raise NotFound(f"run '{run}' does not exist; known are {', '.join(runs_of(space)) or 'none'}")
    with visit.operation(Action.SEE_DELIVERIES, Subject(Kind.RUN, run)):
        manifest = read_json(space.runs / run / "manifest.json")
    idle = [Idle(name=name, why=why.in_(visit.language)) for name, why in idle_of(manifest).items()]
    tables = [TableOfRun(name=name, **table) for name, table in manifest["tables"].items()]
    told = {**_told(manifest, named_run(space)), **manifest["active"], "tables": tables, "idle": idle}
    return RunInFull.model_validate(told)


def _told(manifest: Mapping[str, Any], in_force: str) -> dict[str, object]:
    inputs = manifest["inputs"]
    return {
        "run": manifest["run"],
        "on": inputs["date"],
        "known": inputs["known"],
        "inputs_hash": manifest["inputs_hash"],
        "in_force": manifest["run"] == in_force,
        "unverified_legal_basis": manifest["unverified_legal_basis"],
    }


_ACTS = (Action.SEE_DELIVERIES,)
ROUTES = (
    call_route("api_runs", "runs", runs, Call("List the runs, the newest first", Runs), acts=_ACTS),
    call_route("api_run", "runs/<slug:run>", run, Call("Answer one run and its inputs", RunInFull), acts=_ACTS),
)
