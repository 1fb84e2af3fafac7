# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tells the one role that may know it that an address is protected, and why (lawful.md 23a).

Whoever may not know it gets the answer of an address that does not exist, whatever was asked and without looking.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pandzicht.addresses.protected_objects import name_protected
from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import catalogue_of
from pandzicht.definitions.source import About, Source
from pandzicht.definitions.words import Text
from pandzicht.errors import NotFound
from pandzicht.governance.activity import activity_of_comparison
from pandzicht.governance.concerned import address
from pandzicht.governance.desk import Operation
from pandzicht.runs.finding import named_run, unknown_address
from pandzicht.runs.opened import open_run
from pandzicht.runs.plan import Dates, RunPlan, plan_spine
from pandzicht.runs.spine_stage import make_spine, pointed_to, protecting
from pandzicht.store.engine import Engine
from pandzicht.store.publish import read_json
from pandzicht.store.workspace import Workspace

_MEMORY_MIB = 2_000
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Reason:
    """One source by which an address is protected, and what in it says so."""

    source: str
    label: Text
    because: Text


@dataclass(frozen=True, slots=True)
class Protectedness:
    """Whether an address of a run is protected, and by what; without reasons it is not."""

    run: str
    address_id: str
    reasons: tuple[Reason, ...]


def why_protected(workspace: Workspace, operation: Operation, asked: str) -> Protectedness:
    """Return by what an address is protected on the day of the run in force; it is logged before it is told.

    Raises NotFound for an id that names no address, and for everybody who may not know of protected addresses.
    """
    operation.allows(Action.HIT)
    run_id = named_run(workspace)
    refusal = NotFound(unknown_address(asked, run_id))
    if not operation.sight.protected or len(asked) != _DIGITS or not asked.isdecimal():
        raise refusal
    inputs = read_json(workspace.runs / run_id / "manifest.json")["inputs"]
    catalogue = catalogue_of(read_json(workspace.runs / run_id / "definitions.json"))
    dates = Dates(date.fromisoformat(inputs["date"]), date.fromisoformat(inputs["known"]))
    reasons = _reasons(plan_spine(workspace, catalogue, dates), int(asked))
    if not reasons and asked not in open_run(workspace, operation, run_id).book.numbers:
        raise refusal
    operation.concerns([address(asked)], activity=activity_of_comparison(catalogue), run=run_id)
    return Protectedness(run_id, asked, reasons)


def _reasons(plan: RunPlan, object_id: int) -> tuple[Reason, ...]:
    """Return the sources of which protected rows name an object, among the names of the protected ones."""
    found = []
    with Engine(threads=2, memory_mib=_MEMORY_MIB) as engine:
        make_spine(plan, engine)
        engine.run("CREATE OR REPLACE TEMP TABLE object_names AS FROM protected_names")
        for name, places in protecting(plan, engine).items():
            name_protected(engine, pointed_to(plan, engine, places))
            if engine.value("SELECT count(*) FROM spine_protected WHERE object_id = ?", [object_id]):
                source = plan.catalogue.sources[name]
                found.append(Reason(name, source.label, _because(source)))
    return tuple(found)


def _because(source: Source) -> Text:
    if source.about is About.PROTECTED or source.protected is None:
        return Text.of("on the list of protected objects")
    return Text.of("a row with the mark '{field}' names it", field=source.protected.field)
