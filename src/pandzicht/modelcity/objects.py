# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Adresseerbare objecten: their numbers, letters, postcodes, uses and floor areas.

The first part are the objects that exist; behind them stand the withdrawn ones, which only the BAG extract still knows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from pandzicht.modelcity.areas import Areas
from pandzicht.modelcity.arrays import Array, ordinals, several, starts, stream
from pandzicht.modelcity.panden import LICENSED, REBUILT, UNMEASURED, Kind, Panden
from pandzicht.modelcity.postcodes import postcodes_of
from pandzicht.modelcity.streets import Streets

USES = (
    "woonfunctie",
    "winkelfunctie",
    "kantoorfunctie",
    "industriefunctie",
    "onderwijsfunctie",
    "gezondheidszorgfunctie",
    "bijeenkomstfunctie",
    "logiesfunctie",
    "sportfunctie",
    "overige gebruiksfunctie",
    "winkelfunctie,woonfunctie",
    "kantoorfunctie,woonfunctie",
    "bijeenkomstfunctie,winkelfunctie",
)
(
    WONEN,
    WINKEL,
    KANTOOR,
    INDUSTRIE,
    ONDERWIJS,
    ZORG,
    BIJEENKOMST,
    LOGIES,
    SPORT,
    OVERIG,
    WINKEL_WONEN,
    KANTOOR_WONEN,
    HORECA,
) = range(13)
STATUSES = (
    "Verblijfsobject in gebruik",
    "Verblijfsobject gevormd",
    "Verblijfsobject in gebruik (niet ingemeten)",
    "Verbouwing verblijfsobject",
    "Verblijfsobject buiten gebruik",
    "Verblijfsobject ingetrokken",
)
IN_USE, FORMED, NOT_MEASURED, REBUILDING, OUT_OF_USE, WITHDRAWN = range(6)
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LAST_ADDITION = 60
TAILS: tuple[str | None, ...] = (
    None,
    *UPPER,
    *UPPER.lower(),
    *(str(n) for n in range(1, LAST_ADDITION + 1)),
    "BIS",
    "II",
    "HS",
)
"""What may stand behind a number: letters and additions in one list, so that one can stand in the other's field."""
LETTER, SMALL, ADDITION, BIS = 1, 27, 53, 53 + LAST_ADDITION
VERBLIJFSOBJECT, LIGPLAATS, STANDPLAATS = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Objects:
    """All objects: columns of equal length, existing ones first."""

    existing: int
    """How many exist; the rest is withdrawn."""
    soort: Array
    """1 verblijfsobject, 2 ligplaats, 3 standplaats: the digits of its id."""
    pand: Array
    """Position in the panden, -1 for a ligplaats or standplaats."""
    second_pand: Array
    street: Array
    number: Array
    letter: Array
    """Position in TAILS."""
    addition: Array
    postcode: Array
    """Position in the postcodes."""
    use: Array
    status: Array
    area: Array
    area_delivered: Array
    x: Array
    y: Array
    buurt: Array
    kind: Array
    """Kind of its pand."""
    year: Array
    postcodes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.soort)

    @property
    def ids(self) -> Array:
        """The 16 digits of each object."""
        return 9999_00_0000000001 + self.soort * 10**10 + np.arange(len(self.soort))

    @property
    def nummeraanduidingen(self) -> Array:
        """The 16 digits of the hoofdadres of each object."""
        return 9999_20_0000000001 + np.arange(len(self.soort))

    @property
    def dwelling(self) -> Array:
        """Which objects are lived in by right: woonfunctie, existing, in use."""
        lived = np.isin(self.use, (WONEN, WINKEL_WONEN, KANTOOR_WONEN)) & np.isin(
            self.status, (IN_USE, NOT_MEASURED, REBUILDING)
        )
        return lived & (np.arange(len(self.soort)) < self.existing)

    @property
    def standing(self) -> Array:
        """Which objects exist now."""
        return np.arange(len(self.soort)) < self.existing

    def postcode_texts(self) -> pa.Array:
        """Return the postcodes twice: as they are, and as people write them (`9911 ab`)."""
        return pa.array(self.postcodes + tuple(f"{text[:4]} {text[4:].lower()}" for text in self.postcodes))


def build_objects(areas: Areas, streets: Streets, panden: Panden, *, addresses: int, seed: int) -> Objects:
    """Return the numbered objects of every pand, the places without a pand, and the objects that were withdrawn."""
    rng = stream(seed, "objects")
    pand = np.repeat(np.arange(len(panden)), panden.units)
    nth = ordinals(panden.units)
    kind = panden.kind[pand]
    slot, letter, addition = _numbered(rng, streets, panden, pand, nth)
    side = panden.side[pand]
    use, area = _used(rng, kind, nth, areas.size[streets.buurt[panden.street[pand]]])
    count = len(pand)
    dummy = rng.random(count)
    width = panden.width[pand]
    objects = Objects(
        existing=count,
        soort=np.full(count, VERBLIJFSOBJECT),
        pand=pand,
        second_pand=_second(rng, panden, pand),
        street=panden.street[pand],
        number=2 * slot + 1 + side,
        letter=letter,
        addition=addition,
        postcode=slot // 12 * 2 + side,
        use=use,
        status=_status(rng, panden.status[pand]),
        area=area,
        area_delivered=np.where(dummy < 0.003, 1, np.where(dummy < 0.005, 9999, np.where(dummy < 0.006, 999999, area))),
        x=np.round(panden.x[pand] + width * (nth + 0.5) / panden.units[pand], 3),
        y=np.round(panden.y[pand] + panden.depth[pand] * 0.5, 3),
        buurt=streets.buurt[panden.street[pand]],
        kind=kind,
        year=panden.year[pand],
        postcodes=(),
    )
    return _with_postcodes(_withdrawn(rng, _places(rng, streets, objects, addresses)), areas, streets)


def _numbered(
    rng: np.random.Generator, streets: Streets, panden: Panden, pand: Array, nth: Array
) -> tuple[Array, Array, Array]:
    """Return the place along its side of the street, the letter and the addition of every object.

    Each dwelling of a porch has a number of its own; the parts of a split house share one and have letters, sometimes
    in lower case, sometimes an addition; a few galleries have one number with additions.
    """
    count = len(panden)
    kind, style = panden.kind, rng.random(count)
    lettered = (kind == Kind.GESPLITST) | ((kind == Kind.WINKEL_WONEN) & (style < 0.55))
    added = (kind == Kind.GALERIJ) & (style < 0.06) | (kind == Kind.GESPLITST) & (style > 0.88)
    lettered &= ~added
    one = lettered | added | (panden.units == 0)
    numbers = np.where(one, np.minimum(panden.units, 1), panden.units) + (rng.random(count) < 0.05)
    lane = panden.street * 2 + panden.side
    order = np.argsort(lane, kind="stable")
    slot_of = np.empty(count, dtype=np.int64)
    sizes = np.bincount(lane, minlength=2 * len(streets.names))
    slot_of[order] = np.cumsum(numbers[order]) - numbers[order]
    base = np.concatenate([[0], np.cumsum(numbers[order])])[starts(sizes)]
    slot_of -= base[lane]
    slot = slot_of[pand] + np.where(one[pand], 0, nth)
    bare = (rng.random(count) < 0.5)[pand]
    small = (rng.random(count) < 0.13)[pand]
    letter = np.where(lettered[pand], nth + np.where(bare, 0, 1), 0)
    letter = np.where((letter > 0) & small, letter + SMALL - LETTER, letter)
    addition = np.where(added[pand], ADDITION + nth, 0)
    bis = lettered[pand] & (nth == 1) & (rng.random(len(pand)) < 0.03) & bare
    return slot, np.where(bis, 0, letter), np.where(bis, BIS, addition)


def _used(rng: np.random.Generator, kind: Array, nth: Array, household: Array) -> tuple[Array, Array]:
    count = len(kind)
    draw = rng.random(count)
    shop = (kind == Kind.WINKEL_WONEN) & (nth == 0)
    use = np.where(shop, np.where(draw < 0.62, WINKEL, np.where(draw < 0.85, HORECA, KANTOOR)), WONEN)
    use = np.where((kind == Kind.KANTOOR), KANTOOR, use)
    use = np.where((kind == Kind.BEDRIJF), np.where(draw < 0.8, INDUSTRIE, OVERIG), use)
    services = np.array([ONDERWIJS, ZORG, BIJEENKOMST, LOGIES, SPORT, OVERIG])
    use = np.where(kind == Kind.VOORZIENING, services[(draw * 6).astype(int)], use)
    homes = use == WONEN
    use = np.where(homes & (draw < 0.004), KANTOOR_WONEN, np.where(homes & (draw > 0.996), WINKEL_WONEN, use))
    means = np.array([118, 68, 72, 84, 58, 66, 260, 420, 900, 1])[kind] * np.clip(household / 2.0, 0.9, 1.25)
    means = np.where(shop, 115, means)
    spread = np.where(kind >= Kind.KANTOOR, 0.6, 0.22)
    return use, np.clip(np.round(means * rng.lognormal(0, spread)), 18, 9000).astype(int)


def _status(rng: np.random.Generator, pand: Array) -> Array:
    draw = rng.random(len(pand))
    status = np.where(draw < 0.004, OUT_OF_USE, np.where(draw < 0.006, FORMED, IN_USE))
    status = np.where(pand == LICENSED, FORMED, status)
    return np.where(pand == REBUILT, REBUILDING, np.where(pand == UNMEASURED, NOT_MEASURED, status))


def _second(rng: np.random.Generator, panden: Panden, pand: Array) -> Array:
    """Return a neighbouring pand for the objects that lie in two."""
    chosen = (rng.random(len(pand)) < 0.011) & (pand + 1 < len(panden))
    neighbour = np.minimum(pand + 1, len(panden) - 1)
    return np.where(chosen & (panden.street[neighbour] == panden.street[pand]), neighbour, -1)


def _places(rng: np.random.Generator, streets: Streets, objects: Objects, addresses: int) -> Objects:
    """Add ligplaatsen and standplaatsen until the city has its number of addresses."""
    missing = addresses - len(objects)
    soort = np.where(np.arange(missing) < round(missing * 0.75), LIGPLAATS, STANDPLAATS)
    street = objects.street[rng.integers(len(objects), size=missing)]
    order = np.lexsort((street, soort))
    soort, street = soort[order], street[order]
    nth = np.arange(missing)
    none = np.full(missing, -1)
    zero = np.zeros(missing, dtype=np.int64)
    parts = Objects(
        existing=missing, soort=soort, pand=none, second_pand=none, street=street, number=2001 + nth,
        letter=zero, addition=zero, postcode=zero + 900, use=none, status=zero, area=none, area_delivered=none,
        x=np.round(streets.x[street] + nth * 11 % 300, 3), y=np.round(streets.y[street], 3),
        buurt=streets.buurt[street], kind=none, year=zero + 1990, postcodes=(),
    )  # fmt: skip
    return _behind(objects, parts, existing=addresses)


def _behind(first: Objects, then: Objects, *, existing: int) -> Objects:
    columns = [name for name in Objects.__slots__ if name not in ("existing", "postcodes")]
    both = {name: np.concatenate([getattr(first, name), getattr(then, name)]) for name in columns}
    return Objects(existing=existing, postcodes=(), **both)


def _withdrawn(rng: np.random.Generator, objects: Objects) -> Objects:
    """Add objects that were withdrawn: one per hundred addresses, at numbers beside or above those in use."""
    count = max(2, round(objects.existing * 0.01))
    real = np.flatnonzero(objects.soort == VERBLIJFSOBJECT)
    like = real[several(rng, np.ones(len(real)), count)]
    columns = {
        name: getattr(objects, name)[like] for name in Objects.__slots__ if name not in ("existing", "postcodes")
    }
    split = (objects.letter[like] > 0) & (rng.random(len(like)) < 0.9)
    columns["status"] = np.full(len(like), WITHDRAWN)
    columns["addition"] = np.where(split, 0, ADDITION + 40 + np.arange(len(like)) % 20)
    columns["letter"] = np.where(split, 0, columns["letter"])
    columns["second_pand"] = np.full(len(like), -1)
    columns["area"] = np.where(split, columns["area"] * 2, columns["area"])
    columns["area_delivered"] = columns["area"]
    gone = Objects(existing=0, postcodes=(), **columns)
    kept = _unlike(objects, gone)
    columns = {name: column[kept] for name, column in columns.items()}
    return _behind(objects, Objects(existing=0, postcodes=(), **columns), existing=objects.existing)


def _unlike(objects: Objects, gone: Objects) -> Array:
    """Return the withdrawn objects whose address nobody else has or had."""
    existing, former = (
        ((o.street.astype(np.int64) * 8192 + o.number) * 64 + o.letter) * 128 + o.addition for o in (objects, gone)
    )
    _, first = np.unique(former, return_index=True)
    return np.sort(first[~np.isin(former[first], existing)])


def _with_postcodes(objects: Objects, areas: Areas, streets: Streets) -> Objects:
    """Turn blocks along a side of a street into postcodes."""
    code, texts = postcodes_of(objects.street.astype(np.int64) * 1000 + objects.postcode, areas, streets)
    return replace(objects, postcode=code, postcodes=texts)
