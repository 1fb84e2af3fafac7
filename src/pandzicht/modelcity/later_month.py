# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A later month of the model city: what residents, officials and inspectors did since the month before, as deliveries.

Months are counted from 1, that of the first deliveries. A month follows from the seed and from what inspectors found
in the months before it, so the same visits give the same bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from pandzicht.modelcity.appeals import appeals_of
from pandzicht.modelcity.arrays import Array, several
from pandzicht.modelcity.bag_light import write_same_bag_light
from pandzicht.modelcity.cases import write_cases
from pandzicht.modelcity.complaints import FIRST_ID, build_complaints, write_complaints
from pandzicht.modelcity.inspector import Tour, go_round
from pandzicht.modelcity.later_holdings import later_holdings
from pandzicht.modelcity.later_truth import Found, began, later_truths
from pandzicht.modelcity.moves import FIRST_NEWCOMER, Moves, write_moves
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.permits import later_permits
from pandzicht.modelcity.post import write_returned_mail
from pandzicht.modelcity.residents import write_residents
from pandzicht.modelcity.round_visits import RoundVisits, read_round, together, write_round
from pandzicht.modelcity.seriousness import seriousness_at
from pandzicht.modelcity.texts import on_day
from pandzicht.modelcity.tips import write_tips
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import PAND_CHECKS, Check, Truth
from pandzicht.modelcity.unchanged import write_unchanged
from pandzicht.modelcity.verdicts import write_checks
from pandzicht.modelcity.visits import CHECKS, DOOR, ESTABLISHED, OCCASIONS, Visits, build_visits, write_visits
from pandzicht.modelcity.world import World, build_world

MONTHS = 36
"""The months that the first deliveries tell of: reports and tips of one month are this part of theirs."""
STOPPED_AFTER = 30
"""Days after it was written down on which a violation that was found has ended."""
CROWD = 5
"""Newcomers who register at once where a dwelling begins to look overcrowded."""
_ORDINARY_VISITS = 200_000


@dataclass(frozen=True, slots=True)
class City:
    """A model city as it was asked for, the folder that it was written to, and the one of its later months."""

    addresses: int
    seed: int
    on: date
    home: Path
    rounds: Path

    @property
    def world(self) -> World:
        """The world of the first deliveries, built once."""
        return _world(self.addresses, self.seed, self.on)

    def day(self, month: int) -> date:
        """Return the day of the deliveries of a month: as far into it as the first day was into its own.

        >>> City(500, 1, date(2026, 3, 1), Path(), Path()).day(12).isoformat()
        '2027-02-01'
        """
        years, rest = divmod(self.on.month - 1 + month - 1, 12)
        return self.on.replace(year=self.on.year + years, month=rest + 1)

    @property
    def bag(self) -> Path:
        """The file of the BAG as it was delivered first."""
        return next((self.home / "deliveries" / "bag").glob(f"*_{self.on:%Y%m%d}.gpkg"))

    def folder(self, month: int) -> Path:
        """Return the folder of a month."""
        return self.rounds / f"{month:02d}"


@lru_cache(maxsize=1)
def _world(addresses: int, seed: int, on: date) -> World:
    return build_world(addresses, seed=seed, on=on)


def write_month(city: City, month: int) -> Path:
    """Write the deliveries of a later month, once, and return their folder; raise ValueError for the first month.

    Raises FileNotFoundError when inspectors did not go round in a month before.
    """
    if month < 2:
        raise ValueError(f"month {month} is not a later one; the first deliveries are the city's own")
    folder = city.folder(month)
    if (folder / "deliveries" / "deliveries.json").is_file():
        return folder / "deliveries"
    for part in ("deliveries", "truth"):
        shutil.rmtree(folder / part, ignore_errors=True)
    rounds = _rounds_before(city, month)
    truths = _truths(city, month, rounds)
    box = Outbox(folder, city.world.town, wave=1 + month)
    box.day = city.day(month)
    _write(box, city, truths, rounds)
    write_checks(folder / "truth", box.town, truths[-1])
    box.close()
    return folder / "deliveries"


def send_inspectors(city: City, month: int, check: str, addresses: list[str]) -> None:
    """Let inspectors visit addresses of a check in a month, and keep what they said; nobody else is told yet.

    Raises ValueError for a check that the city has no truth of, and for addresses that are not of it.
    """
    truth = _truths(city, month, _rounds_before(city, month))[-1]
    days = (on_day(city.day(month)) + 1, on_day(city.day(month + 1)))
    visits = go_round(city.world.town, truth, Tour(month, Check(check), addresses, *days))
    write_round(city.folder(month), visits)


def _rounds_before(city: City, month: int) -> RoundVisits:
    return together([read_round(city.folder(number)) for number in range(1, month)])


def _truths(city: City, month: int, rounds: RoundVisits) -> list[Truth]:
    """Return what is so in each month up to one, given the visits before it."""
    world = city.world
    return later_truths(world.town, world.truth, [_ended(city, number, rounds) for number in range(2, month + 1)])


def _ended(city: City, month: int, rounds: RoundVisits) -> Found:
    """Return per check the units at which what was found ended in the month before the day of a month."""
    stopped = rounds.known + STOPPED_AFTER
    hit = (rounds.outcome == ESTABLISHED) & (rounds.really > 0)
    hit &= (stopped > on_day(city.day(month - 1))) & (stopped <= on_day(city.day(month)))
    pand = city.world.town.objects.pand
    found = {}
    for number, check in enumerate(CHECKS):
        at = rounds.at[hit & (rounds.check == number)]
        found[check] = np.unique(pand[at] if check in PAND_CHECKS else at)
    return found


def _write(box: Outbox, city: City, truths: Sequence[Truth], rounds: RoundVisits) -> None:
    """Write every source that tells of the last month of which there is a truth."""
    world, town, truth, month = city.world, box.town, truths[-1], len(truths)
    days = (on_day(city.day(month - 1)), box.today)
    write_same_bag_light(box, city.bag)
    write_unchanged(box, city.home / "deliveries", month)
    reports = build_complaints(town, truth, rng=town.chance(f"signalen {month}"), share=1 / MONTHS, period=days)
    write_complaints(box, reports, first=FIRST_ID + month * 1_000_000)
    permits = later_permits(town.chance(f"vergunningen {month}"), world.permits, count=town.size(650), period=days)
    write_cases(box, permits, first=len(world.permits) + month * 100_000)
    write_tips(box, truth, share=1 / MONTHS, period=days, first=town.size(4_000) + month * 1_000)
    write_returned_mail(box, truth, count=town.size(260), period=days, first=town.size(6_000) + month * 1_000)
    _write_residents(box, city, truths, rounds)
    _write_visits(box, world, truth, (month, days), rounds)


def _write_residents(box: Outbox, city: City, truths: Sequence[Truth], rounds: RoundVisits) -> None:
    """Write who moved in the last month, and who is registered where after all months."""
    holdings, months = city.world.holdings, range(2, len(truths) + 1)
    chances = [box.town.chance(f"bewoning {month}") for month in months]
    moves = [_moves(rng, city, month, truths, rounds) for rng, month in zip(chances, months, strict=True)]
    write_moves(box, holdings, moves[-1], chances[-1], first=2_000_001 + len(truths) * 100_000)
    ended, begun = later_holdings(holdings, moves)
    write_residents(box, ended, truths[-1], begun)


def _write_visits(
    box: Outbox, world: World, truth: Truth, when: tuple[int, tuple[int, int]], rounds: RoundVisits
) -> None:
    """Write the visits of a month that follow from reports and projects, and those of rounds known since.

    Of a round that was known before a visit is told again when an appeal against what it found was made or decided.
    """
    (month, days), town = when, box.town
    own = build_visits(
        town, world.owners, world.cases, truth, subject=f"bezoeken {month}", count=town.size(640), period=days
    )
    told = _as_told(town, rounds.take(np.flatnonzero((rounds.known >= days[0]) & (rounds.known < days[1]))))
    numbers = _ORDINARY_VISITS + month * 20_000 + np.arange(len(own.at))
    absent = np.full(len(own.at), -1)
    own = replace(own, number=numbers, inspector=absent, known=absent)
    columns = {
        item.name: np.concatenate([getattr(own, item.name), getattr(told, item.name)]) for item in fields(Visits)
    }
    order = np.lexsort((columns["number"], columns["day"]))
    every = Visits(**{name: column[order] for name, column in columns.items()})
    before = rounds.take(np.flatnonzero(rounds.known < days[0]))
    appeals = appeals_of(town, before.number, before.day, before.outcome == ESTABLISHED)
    moved = np.flatnonzero(appeals.state(days[0]) != appeals.state(days[1]))
    write_visits(box, every, again=_as_told(town, before.take(moved)) if len(moved) else None)


def _as_told(town: Town, rounds: RoundVisits) -> Visits:
    """Return visits of rounds as the municipality tells them."""
    count = len(rounds)
    outcomes = np.full((count, len(CHECKS)), -1, dtype=np.int64)
    outcomes[np.arange(count), rounds.check] = rounds.outcome
    serious = np.full(count, -1, dtype=np.int64)
    for number, check in enumerate(CHECKS):
        rows = np.flatnonzero((rounds.check == number) & (rounds.outcome == ESTABLISHED))
        serious[rows] = seriousness_at(town, check, rounds.at[rows], rounds.really[rows])
    return Visits(
        at=rounds.at,
        occasion=np.full(count, OCCASIONS.index("eigen_onderzoek")),
        day=rounds.day,
        step=np.full(count, DOOR),
        entered=rounds.entered > 0,
        outcomes=outcomes,
        serious=serious,
        number=rounds.number,
        known=rounds.known,
        inspector=rounds.inspector,
    )


def _moves(rng: np.random.Generator, city: City, month: int, truths: Sequence[Truth], rounds: RoundVisits) -> Moves:
    """Return who moved in a month: some residents, whoever had to leave where too many lived, and newcomers."""
    town, holdings = city.world.town, city.world.holdings
    days = (on_day(city.day(month - 1)), on_day(city.day(month)))
    homes = np.flatnonzero(town.objects.dwelling)
    stopped = [_ended(city, number, rounds)[Check.ONRECHTMATIG_WONEN] for number in range(2, month + 1)]
    here = (holdings.end < 0) & ~holdings.letter_box & (holdings.start < town.today - 30)
    # Whoever moves by themselves does so in one month of twelve, so that nobody leaves the same dwelling twice.
    turn = here & (holdings.person % 12 == month % 12) & ~np.isin(holdings.at, np.concatenate(stopped))
    leaving = np.flatnonzero(here & np.isin(holdings.at, stopped[-1]) & _not_moved(holdings.person, month))
    leaving = leaving[_place_among(holdings.at[leaving]) >= 2]
    movers = np.union1d(several(rng, turn * 1.0, town.size(2_300)), leaving)
    new = began(Check.ONRECHTMATIG_WONEN, truths[month - 2], truths[month - 1], "kamerverhuur", "overbewoning")
    crowded = np.repeat(new, CROWD)
    at = np.concatenate([crowded, homes[rng.integers(len(homes), size=town.size(1_400))]])
    return Moves(
        ended=movers,
        to=homes[rng.integers(len(homes), size=len(movers))],
        on=rng.integers(*days, len(movers)),
        newcomers=FIRST_NEWCOMER + month * 100_000 + np.arange(len(at)),
        at=at,
        since=rng.integers(*days, len(at)),
    )


def _not_moved(person: Array, month: int) -> Array:
    """Tell of whom the month in which they may move has not been."""
    been = [number % 12 for number in range(2, month + 1)]
    moved: Array = ~np.isin(person % 12, been)
    return moved


def _place_among(groups: Array) -> Array:
    """Return the place of every member in its group, from 0, by the order in which they stand."""
    order = np.argsort(groups, kind="stable")
    place = np.empty(len(groups), dtype=np.int64)
    first = np.flatnonzero(np.r_[True, groups[order][1:] != groups[order][:-1]]) if len(groups) else order
    place[order] = np.arange(len(groups)) - np.repeat(first, np.diff(np.r_[first, len(groups)]))
    return place
