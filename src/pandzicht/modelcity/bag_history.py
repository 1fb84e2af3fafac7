# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed in the BAG: the voorkomens of objects that were withdrawn, split, renumbered, altered or are planned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pandzicht.modelcity.arrays import Array, several
from pandzicht.modelcity.objects import FORMED, IN_USE, KANTOOR, TAILS, VERBLIJFSOBJECT, WITHDRAWN
from pandzicht.modelcity.panden import Kind
from pandzicht.modelcity.texts import new_year
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth

OLD_NUMBER = 5_000_000_000
SIDE_NUMBER = 6_000_000_000
"""Nummeraanduidingen of former and of side addresses are numbered from here."""
FORMER_TAIL, SIDE_TAIL = TAILS.index("HS"), TAILS.index("II")
ISSUED, REVOKED = 0, 1
FIRST_REGISTERED = 40_300
"""Day number before which the registration did not exist (2010)."""


@dataclass(frozen=True, slots=True)
class Dwellings:
    """Voorkomens of verblijfsobjecten: columns of equal length, days as numbers, -1 for open."""

    at: Array
    turn: Array
    begin: Array
    end: Array
    status: Array
    area: Array
    use: Array
    observed: Array
    """Geconstateerd: changed without a decision."""
    main: Array
    """Number of the nummeraanduiding of the hoofdadres (the last ten digits)."""
    side: Array
    """Number of a nevenadres, -1 for none."""
    razed: Array
    """Whether its pand was demolished with it."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Voorkomens of nummeraanduidingen."""

    number: Array
    at: Array
    turn: Array
    begin: Array
    end: Array
    status: Array
    tail: Array
    """Addition in place of the object's own, 0 for its own."""


def changed_groups(town: Town, truth: Truth) -> dict[str, Array]:
    """Return which objects changed in which way; no object in two groups."""
    rng = town.chance("bag_historie")
    objects = town.objects
    real = objects.standing & (objects.soort == VERBLIJFSOBJECT)
    gone = np.flatnonzero(~objects.standing)
    lane = objects.street.astype(np.int64) * 8192 + objects.number
    whole = gone[(objects.letter[gone] == 0) & (objects.addition[gone] == 0)]
    free = real & (objects.status != FORMED)
    heirs = np.flatnonzero(free & (objects.letter > 0) & np.isin(lane, lane[whole]))
    free[heirs] = False
    suspect = truth.of(Check.ILLEGALE_BOUW).looks()[np.maximum(objects.pand, 0)] & (objects.kind == Kind.EENGEZINS)
    groups = {"gone": gone, "heirs": heirs, "planned": np.flatnonzero(real & (objects.status == FORMED))}
    shares = {"changed": 0.004, "renumbered": 0.003, "side": 0.004}
    for name, share in shares.items():
        weight = free * (np.where(suspect, 12.0, 1.0) if name == "changed" else 1.0)
        groups[name] = several(rng, weight, max(1, round(town.addresses * share)))
        free[groups[name]] = False
    return groups


def build_dwellings(town: Town, truth: Truth, groups: dict[str, Array]) -> Dwellings:
    """Return the voorkomens of all changed objects, sorted by object."""
    rng = town.chance("voorkomens")
    objects = town.objects
    at = np.concatenate(list(groups.values()))
    group = np.repeat(np.arange(len(groups)), [len(rows) for rows in groups.values()])
    name = np.array(list(groups))[group]
    born = np.maximum(new_year(np.maximum(objects.year[at], 1901)), FIRST_REGISTERED)
    turned = change_days(town)[at]
    twice = ~np.isin(name, ("planned", "side"))
    born = np.where(name == "planned", town.today - rng.integers(20, 400, len(at)), born)
    born = np.where(name == "heirs", turned - 120, np.minimum(born, turned - 200))
    suspect = truth.of(Check.ILLEGALE_BOUW).looks()[np.maximum(objects.pand[at], 0)]
    noticed = (name == "changed") & (rng.random(len(at)) < np.where(suspect, 0.8, 0.12))
    number = at + 1
    former = Dwellings(
        at=at,
        turn=np.ones(len(at), dtype=np.int64),
        begin=born,
        end=np.where(twice, turned, -1),
        status=np.where(name == "heirs", FORMED, np.where(name == "gone", IN_USE, objects.status[at])),
        area=np.where(
            name == "changed", np.maximum(objects.area[at] * 0.7, 15).astype(np.int64), objects.area_delivered[at]
        ),
        use=np.where((name == "changed") & (rng.random(len(at)) < 0.15), KANTOOR, objects.use[at]),
        observed=np.zeros(len(at), dtype=bool),
        main=np.where(name == "renumbered", OLD_NUMBER + number, number),
        side=np.where(name == "side", SIDE_NUMBER + number, -1),
        razed=(name == "gone") & (objects.addition[at] > 0) & (at % 5 == 0),
    )
    return _with_later(town, former, name, turned, noticed)


def _with_later(town: Town, former: Dwellings, name: Array, turned: Array, noticed: Array) -> Dwellings:
    """Add the second voorkomen of everything that changed."""
    objects, at, number = town.objects, former.at, former.at + 1
    rows = np.flatnonzero(former.end >= 0)
    later = {field: getattr(former, field)[rows] for field in Dwellings.__slots__}
    later |= {
        "turn": np.full(len(rows), 2),
        "begin": turned[rows],
        "end": np.full(len(rows), -1),
        "status": np.where(name[rows] == "gone", WITHDRAWN, objects.status[at[rows]]),
        "area": objects.area_delivered[at[rows]],
        "use": objects.use[at[rows]],
        "observed": noticed[rows],
        "main": number[rows],
    }
    both = {field: np.concatenate([getattr(former, field), later[field]]) for field in Dwellings.__slots__}
    order = np.lexsort((both["turn"], both["at"]))
    return Dwellings(**{field: column[order] for field, column in both.items()})


def change_days(town: Town) -> Array:
    """Return for every object the day on which it changed, if it did; the parts of a house changed together."""
    objects = town.objects
    lane = objects.street.astype(np.int64) * 8192 + objects.number
    mixed = (lane.astype(np.uint64) + np.uint64(town.seed % 1_000_003)) * np.uint64(0x9E3779B97F4A7C15)
    days: Array = town.today - 40 - (mixed >> np.uint64(33)).astype(np.int64) % 3_000
    return days


def build_numbers(town: Town, dwellings: Dwellings, groups: dict[str, Array]) -> Numbers:
    """Return the voorkomens of the nummeraanduidingen that the objects have or had."""
    first = dwellings.turn == 1
    at, begin = dwellings.at[first], dwellings.begin[first]
    changed = change_days(town)[at]
    renumbered, gone, side = (np.isin(at, groups[name]) for name in ("renumbered", "gone", "side"))
    none = np.full(len(at), -1)
    one = np.ones(len(at), dtype=np.int64)
    zero = np.zeros(len(at), dtype=np.int64)
    parts = [
        (at + 1, at, one, np.where(renumbered, changed, begin), np.where(gone, changed, none), zero, zero),
        *((column[gone] for column in (at + 1, at, one * 2, changed, none, one * REVOKED, zero)),),
        *((column[renumbered] for column in (OLD_NUMBER + at + 1, at, one, begin, changed, zero, one * FORMER_TAIL)),),
        *(
            (
                column[renumbered]
                for column in (OLD_NUMBER + at + 1, at, one * 2, changed, none, one * REVOKED, one * FORMER_TAIL)
            ),
        ),
        *((column[side] for column in (SIDE_NUMBER + at + 1, at, one, begin, none, zero, one * SIDE_TAIL)),),
    ]
    columns = [np.concatenate(list(column)) for column in zip(*(tuple(part) for part in parts), strict=True)]
    order = np.lexsort((columns[2], columns[0]))
    return Numbers(*(column[order] for column in columns))
