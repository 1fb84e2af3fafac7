# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Visits of the made-up city, as its own source of visits delivers them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.modelcity.truth import Check
from pandzicht.ranking.outcome import Result
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.store.workspace import Workspace
from tests.desk import loaded, ran

HEADS = ("bezoeknummer", "datum", "straat", "huisnummer", "huisletter", "toevoeging", "postcode", "object_id")
HEADS += ("aanleiding", "stap", "toegang", "toezichthouder", *(check.value for check in Check))
HEADS += ("geregistreerd", "ernst", "bezwaar", "bezwaar_datum")
WORDS = {Result.ESTABLISHED: "overtreding", Result.NOTHING: "geen_overtreding", Result.NOT_SEEN: "niet_vastgesteld"}
Visit = Mapping[str, str]


def visit(address_id: str, day: str, check: str, result: Result, step: str = "bezoek") -> Visit:
    """One look at an address for a check."""
    access = "nee" if result is Result.NOT_SEEN else "ja"
    return {"datum": day, "object_id": address_id, "stap": step, "toegang": access, check: WORDS[result]}


def number_of(on: date, place: int) -> str:
    """The number of a visit by the day of its delivery and its place in it."""
    return f"X{on:%m%d}{place:05d}"


def deliver_visits(space: Workspace, catalogue: Catalogue, folder: Path, visits: Sequence[Visit], on: date) -> None:
    """Deliver visits on a day; one with a number of its own replaces the earlier one."""
    numbered = [{"bezoeknummer": number_of(on, number), **row} for number, row in enumerate(visits)]
    lines = [";".join(HEADS), *(";".join(row.get(name, "") for name in HEADS) for row in numbered)]
    file = folder / f"bezoeken_{on}.csv"
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    loaded(space, catalogue.sources["bezoeken"], [file], on=on, today=on)


def compare_on(space: Workspace, catalogue: Catalogue, on: date) -> str:
    """Compare on a day with all that was known by then, and put the run in force; return its name."""
    return ran(plan_run(space, catalogue, Dates(on, on), 1), in_force=True).run_id
