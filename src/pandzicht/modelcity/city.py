# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The model city as a whole: one call writes every register of it, and the truth beside them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pandzicht.errors import WorkspaceFault
from pandzicht.modelcity import aerial, figures, restrictions
from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.bag_extract import write_bag_extract
from pandzicht.modelcity.bag_light import write_bag_light
from pandzicht.modelcity.cases import write_cases
from pandzicht.modelcity.complaints import FIRST_ID, build_complaints, write_complaints
from pandzicht.modelcity.enforcement import write_enforcement
from pandzicht.modelcity.housing import write_containers, write_corporation_stock
from pandzicht.modelcity.labels import write_labels
from pandzicht.modelcity.letting import registered_at, write_nights, write_registrations
from pandzicht.modelcity.outbox import Entry, Outbox
from pandzicht.modelcity.ownership import write_ownership
from pandzicht.modelcity.post import write_returned_mail
from pandzicht.modelcity.public_ground import build_places, write_places
from pandzicht.modelcity.residents import write_events, write_residents
from pandzicht.modelcity.second_week import write_second_week
from pandzicht.modelcity.survey import write_facades, write_shops
from pandzicht.modelcity.tips import write_tips
from pandzicht.modelcity.trade_register import write_trade_register
from pandzicht.modelcity.values import write_values
from pandzicht.modelcity.verdicts import write_verdicts
from pandzicht.modelcity.visits import build_visits, write_visits
from pandzicht.modelcity.world import World, build_world

Progress = Callable[[str, float], None]
"""Told the stage that begins and the share that is done, 0 to 1."""


@dataclass(frozen=True, slots=True)
class CitySummary:
    """What was written."""

    folder: Path
    addresses: int
    entries: tuple[Entry, ...]
    in_violation: dict[str, float]
    """Share of the units of each check's frame that really are in violation."""

    @property
    def rows(self) -> int:
        """The number of rows of all deliveries."""
        return sum(entry.rows or 0 for entry in self.entries)


def build_city(folder: Path, *, addresses: int, seed: int, on: date, progress: Progress) -> CitySummary:
    """Write the deliveries and the truth of a city into an empty or absent folder, or over an earlier model city.

    The same addresses, seed and date give the same bytes. Raises ValueError for fewer than 200 addresses,
    WorkspaceFault when the folder holds anything else than a model city.
    """
    progress("town", 0.0)
    world = build_world(addresses, seed=seed, on=on)
    _clear(folder)
    box = Outbox(folder, world.town)
    progress("bag", 0.05)
    bag = write_bag_light(box)
    write_bag_extract(box, world.truth)
    progress("residents", 0.25)
    write_residents(box, world.holdings, world.truth)
    write_events(box, world.holdings, world.truth)
    progress("value, owners, firms, labels", 0.5)
    _write_property(box, world)
    progress("reports, cases, visits", 0.65)
    _write_work(box, world)
    progress("housing, letting, street", 0.85)
    letting = _write_lists(box, world)
    places = build_places(world.town, world.permits)
    write_places(box, places, world.permits)
    aerial.write_changes(box, world.permits, world.truth)
    restrictions.write_restrictions(box, world.cases, world.truth)
    progress("areas and codes", 0.92)
    _write_areas(box, world)
    progress("the second week", 0.94)
    write_second_week(box, world, bag=bag, letting=letting)
    progress("truth", 0.97)
    box.close()
    shares = write_verdicts(box, world.truth, places)
    progress("done", 1.0)
    return CitySummary(folder, addresses, tuple(box.entries), shares)


def _write_property(box: Outbox, world: World) -> None:
    write_values(box, world.owners, world.households.size, world.truth)
    write_ownership(box, world.owners, world.truth)
    write_trade_register(box, world.owners, world.firms, world.truth)
    write_labels(box, world.truth)


def _write_work(box: Outbox, world: World) -> None:
    """Write what residents reported and officials did."""
    town, truth = world.town, world.truth
    reports = build_complaints(town, truth, rng=town.chance("signalen"), share=1.0, period=world.recent)
    write_complaints(box, reports, first=FIRST_ID)
    write_cases(box, world.permits)
    write_enforcement(box, world.cases, world.owners)
    count = town.size(25_000)
    visits = build_visits(town, world.owners, world.cases, truth, subject="bezoeken", count=count, period=world.recent)
    write_visits(box, visits)
    write_tips(box, truth, share=1.0, period=world.recent)
    write_returned_mail(box, truth, count=town.size(6_000), period=(town.today - 540, town.today))


def _write_lists(box: Outbox, world: World) -> Array:
    truth = world.truth
    write_corporation_stock(box, world.owners, world.households.size, truth)
    letting = registered_at(world.town, world.owners, truth)
    write_registrations(box, letting)
    write_nights(box, letting, truth)
    write_containers(box, truth)
    write_facades(box, truth)
    write_shops(box, world.firms, truth)
    aerial.write_monuments(box)
    restrictions.write_protected(box, world.households.protected)
    restrictions.write_energy(box, truth)
    return letting


def _write_areas(box: Outbox, world: World) -> None:
    found = figures.regions(world.town, world.households)
    figures.write_areas(box, found)
    figures.write_key_figures(box, found)
    figures.write_liveability(box)
    figures.write_crime(box, found)
    figures.write_branches(box)


def _clear(folder: Path) -> None:
    """Remove an earlier model city; refuse a folder that holds anything else."""
    parts = ("deliveries", "truth")
    if folder.is_dir():
        strange = sorted(path.name for path in folder.iterdir() if path.name not in parts)
        written = (folder / "deliveries" / "deliveries.json").exists() or not any(folder.iterdir())
        if strange or not written:
            named = f" ({strange[0]})" if strange else ""
            raise WorkspaceFault(f"{folder} holds something else than a model city{named}; name an empty or new folder")
        for part in parts:
            shutil.rmtree(folder / part, ignore_errors=True)
    elif folder.exists():
        raise WorkspaceFault(f"{folder} is a file; name an empty or new folder")
    folder.mkdir(parents=True, exist_ok=True)
