# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A made-up city in which two rounds were drawn and visited, by a simulated inspector who goes by one signal."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from pandzicht.modelcity.truth import Check
from pandzicht.ranking.selection import Ask
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.selecting import KeptSelection, select
from pandzicht.store.workspace import Workspace
from tests.desk import loaded, opened, ran
from tests.model_city import ModelCity

CHECK = "adreskwaliteit"
CHECKS = tuple(check.value for check in Check)
HEADS = ("bezoeknummer", "datum", "straat", "huisnummer", "huisletter", "toevoeging", "postcode", "object_id")
HEADS += ("aanleiding", "stap", "toegang", "toezichthouder", *CHECKS)
SECOND, LAST = date(2026, 3, 15), date(2026, 4, 1)
DAYS_LATER = timedelta(days=6)


Rounds = tuple[Workspace, list[KeptSelection]]


def learning_city(model_city: ModelCity, folder: Path, *, size: int = 320) -> Rounds:
    """Return a copy of a city with two visited rounds and a run in force that knows of both."""
    shutil.copytree(model_city.workspace.root, folder / "city")
    space = replace(model_city.workspace, root=folder / "city", catalogue=folder / "city/catalogue")
    first = opened(space, model_city.outcome.run_id)
    kept = [select(first, CHECK, Ask(size=size, seed=5))]
    _visited(space, model_city, kept, first.on + DAYS_LATER, folder)
    second = ran(plan_run(space, model_city.catalogue, Dates(SECOND, SECOND), 1), in_force=True).run_id
    kept.append(select(opened(space, second), CHECK, Ask(size=size // 2, seed=5)))
    _visited(space, model_city, kept[1:], SECOND + DAYS_LATER, folder)
    ran(plan_run(space, model_city.catalogue, Dates(LAST, LAST), 1), in_force=True)
    return space, kept


def _visited(space: Workspace, city: ModelCity, rounds: Sequence[KeptSelection], day: date, folder: Path) -> None:
    """Take in the visits of a round: a finding where nobody is registered, and at one in ten of the others."""
    rows = []
    for unit in rounds[0].units.to_pylist():
        is_found = "geen_bewoner_ingeschreven" in unit["reasons"] or len(rows) % 10 == 0
        found = "overtreding" if is_found else "geen_overtreding"
        seen = {"datum": day.isoformat(), "object_id": str(unit["address_id"]), "stap": "bezoek", "toegang": "ja"}
        number = {"bezoeknummer": f"L{day:%m%d}{len(rows):05d}", "toezichthouder": f"T{len(rows) % 4}"}
        rows.append({**seen, **number, CHECK: found})
    file = folder / f"bezoeken_{day.isoformat()}.csv"
    lines = [";".join(HEADS), *(";".join(row.get(name, "") for name in HEADS) for row in rows)]
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    loaded(space, city.catalogue.sources["bezoeken"], [file], on=day, today=day)
