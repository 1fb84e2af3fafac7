# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The made-up city after two rounds in which the order of a check was held against a list of people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pandzicht.ranking.outcome import Result
from pandzicht.ranking.selection import Against, Ask, Manual
from pandzicht.ranking.slots import Turn
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.selecting import KeptSelection, select
from pandzicht.store.workspace import Workspace
from tests.desk import opened
from tests.model_city import ModelCity
from tests.office import PURPOSE
from tests.rounds_city import handed_over
from tests.visits import Visit, compare_on, deliver_visits, visit

SLOTS = (60, 40)
FINDS = {Turn.CHECK: 4, Turn.PEOPLE: 0}
"""Of every five slots of a list that are visited so many have something."""
NOT_VISITED = 9
"""Every ninth slot is not visited."""


@dataclass(frozen=True)
class SlotsCity:
    """The workspace, and the two selections with slots."""

    space: Workspace
    kept: tuple[KeptSelection, KeptSelection]


def people(run: OpenRun, start: int) -> tuple[Manual, ...]:
    """A list of people: addresses in the order of the register, which says nothing of what is found there."""
    ids = run.addresses["address_id"].to_pylist()
    return tuple(Manual(str(ids[number]), f"tip {number} van de buurt") for number in range(start, start + 90))


def visits_of(kept: KeptSelection, day: str) -> Iterator[Visit]:
    """The visits of a round: of the slots, and of all others without anything found."""
    counts = dict.fromkeys(Turn, 0)
    slots = {slot.unit_id: slot for slot in kept.slots}
    for unit in map(str, kept.units["unit_id"].to_pylist()):
        slot = slots.get(unit)
        if slot is None:
            yield visit(unit, day, PURPOSE, Result.NOTHING)
        elif slot.number % NOT_VISITED:
            is_found = counts[slot.turn] % 5 < FINDS[slot.turn]
            counts[slot.turn] += 1
            yield visit(unit, day, PURPOSE, Result.ESTABLISHED if is_found else Result.NOTHING)


def city_with_slots(city: ModelCity, folder: Path) -> SlotsCity:
    """Draw against a list of people, hand over and visit, twice."""
    shutil.copytree(city.workspace.root, folder / "city")
    space = replace(city.workspace, root=folder / "city", catalogue=folder / "city/catalogue")
    kept: list[KeptSelection] = []
    name, day = city.outcome.run_id, date(2026, 3, 10)
    for start, slots in enumerate(SLOTS):
        run = opened(space, name)
        kept.append(select(run, PURPOSE, Ask(size=120, seed=5, against=Against(people(run, 300 * start), slots))))
        handed_over(space, kept[-1])
        day = day.replace(day=10 + 10 * start)
        rows = list(visits_of(kept[-1], day.isoformat()))
        deliver_visits(space, city.catalogue, folder, rows, day.replace(day=day.day + 1))
        name = compare_on(space, city.catalogue, day.replace(day=day.day + 2))
    return SlotsCity(space, (kept[0], kept[1]))
