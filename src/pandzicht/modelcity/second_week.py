# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The week after: changes, new events and a few full deliveries, so that a second run shows what changed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np

from pandzicht.modelcity.arrays import Array, several
from pandzicht.modelcity.bag_light import write_later_bag_light
from pandzicht.modelcity.cases import write_cases
from pandzicht.modelcity.complaints import FIRST_ID, build_complaints, write_complaints
from pandzicht.modelcity.holdings import Holdings
from pandzicht.modelcity.letting import write_registrations
from pandzicht.modelcity.moves import FIRST_NEWCOMER, Moves, write_moves
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.permits import later_permits
from pandzicht.modelcity.post import write_returned_mail
from pandzicht.modelcity.tips import write_tips
from pandzicht.modelcity.visits import build_visits, write_visits
from pandzicht.modelcity.world import World

DAYS = 7
CROSSINGS = 12
"""Addresses at which the new registrations make many persons on few square metres."""


def open_second_week(box: Outbox) -> None:
    """Move the outbox a week on."""
    box.wave = 2
    box.day = box.town.on + timedelta(days=DAYS)


def write_second_week(box: Outbox, world: World, *, bag: Path, letting: Array) -> None:
    """Write all deliveries of the second week; `bag` is the file of the first."""
    town, truth = box.town, world.truth
    open_second_week(box)
    days = (town.today, box.today)
    write_later_bag_light(box, bag)
    _write_changes(box, world.holdings)
    reports = build_complaints(town, truth, rng=town.chance("signalen week 2"), share=2 / 300, period=days)
    write_complaints(box, reports, first=FIRST_ID + 1_000_000, subfolder=f"{box.day:%Y%m%d}")
    rng, count = town.chance("vergunningen week 2"), town.size(150)
    write_cases(box, later_permits(rng, world.permits, count=count, period=days), first=len(world.permits) + 1)
    count = town.size(160)
    visits = build_visits(town, world.owners, world.cases, truth, subject="bezoeken week 2", count=count, period=days)
    write_visits(box, visits, first=town.size(25_000) + 1)
    write_tips(box, truth, share=25 / 4_000, period=days, first=town.size(4_000) + 100)
    dropped = town.chance("registrations week 2").random(len(letting)) < 0.01
    write_registrations(box, letting, dropped=dropped)
    write_returned_mail(box, truth, count=town.size(60), period=days, first=town.size(6_000) + 1)


def _write_changes(box: Outbox, holdings: Holdings) -> None:
    """Write the moves within the city and the newcomers of the week."""
    town = box.town
    rng = town.chance("bewoning week 2")
    holds = (holdings.end < 0) & ~holdings.letter_box & (holdings.start < town.today - 30)
    mover = several(rng, holds * 1.0, town.size(550))
    homes = np.flatnonzero(town.objects.dwelling)
    to = homes[rng.integers(len(homes), size=len(mover))]
    moved_on = rng.integers(town.today, box.today, len(mover))
    crowded, newcomers = _crossings(box, holdings, homes, rng)
    fresh = rng.integers(town.today, box.today, len(crowded))
    moves = Moves(mover, to, moved_on, newcomers, crowded, fresh)
    write_moves(box, holdings, moves, rng, first=2_000_001)


def _crossings(box: Outbox, holdings: Holdings, homes: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """Return where newcomers register: five at once at a few small homes, single ones elsewhere."""
    town = box.town
    now = np.bincount(holdings.at[holdings.end < 0], minlength=len(town.objects))
    tight = several(rng, ((now >= 2) & (now <= 4) & (town.objects.area < 75) & town.objects.dwelling) * 1.0, CROSSINGS)
    single = homes[rng.integers(len(homes), size=max(1, town.size(340)))]
    at = np.concatenate([np.repeat(tight, 5), single])
    return at, FIRST_NEWCOMER + np.arange(len(at))
