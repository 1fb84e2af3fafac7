# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is really so, per check; and which units look so in the registers, rightly or not.

The registers are written from the *looks*, visits are decided by the *truth*. So a random unit is in violation as
often as the share says, and however good a ranking is, the units that look worst are in violation no more often than
the looks are right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pandzicht.modelcity.arrays import Array, several
from pandzicht.modelcity.branches import BRANCHES
from pandzicht.modelcity.firms import Firms
from pandzicht.modelcity.objects import FORMED, HORECA, VERBLIJFSOBJECT, WINKEL, WINKEL_WONEN
from pandzicht.modelcity.owners import Owners, Tenure
from pandzicht.modelcity.panden import IN_USE, REBUILT, UNMEASURED, Kind
from pandzicht.modelcity.town import Town

SHOWN = 0.56
"""Share of the violations that the registers show at all."""
RIGHT = 0.64
"""Share of the units that look in violation and are."""


class Check(StrEnum):
    """The eight purposes."""

    ONRECHTMATIG_WONEN = "onrechtmatig_wonen"
    ADRESKWALITEIT = "adreskwaliteit"
    HENNEP = "hennep"
    ILLEGALE_BOUW = "illegale_bouw"
    ACHTERSTALLIG_ONDERHOUD = "achterstallig_onderhoud"
    BRANDVEILIGHEID = "brandveiligheid"
    WINKELGEBIED = "winkelgebied"
    BRANCHES = "branches"


KINDS: Mapping[Check, tuple[str, ...]] = {
    Check.ONRECHTMATIG_WONEN: (
        "kamerverhuur",
        "overbewoning",
        "onttrekking",
        "toeristisch",
        "onderhuur",
        "splitsing",
        "zonder_woonfunctie",
    ),
    Check.ADRESKWALITEIT: ("vertrokken", "niet_ingeschreven", "schijnadres", "te_veel_ingeschreven"),
    Check.HENNEP: ("kwekerij", "opslag", "lab"),
    Check.ILLEGALE_BOUW: ("aanbouw", "dakopbouw", "dakterras", "bijgebouw"),
    Check.ACHTERSTALLIG_ONDERHOUD: ("vocht", "gevel", "constructie"),
    Check.BRANDVEILIGHEID: ("vluchtweg", "kamergewijs_zonder_melding", "strijdig_gebruik"),
    Check.WINKELGEBIED: ("leegstand", "gevel", "reclame_zonder_vergunning", "afval"),
    Check.BRANCHES: ("zonder_vergunning", "dekmantel", "verhuurbemiddeling", "heropening"),
}
PAND_CHECKS = (Check.ILLEGALE_BOUW, Check.ACHTERSTALLIG_ONDERHOUD, Check.BRANDVEILIGHEID, Check.WINKELGEBIED)
SHARES: Mapping[Check, float] = {
    Check.ONRECHTMATIG_WONEN: 0.12,
    Check.ADRESKWALITEIT: 0.12,
    Check.HENNEP: 0.01,
    Check.ILLEGALE_BOUW: 0.05,
    Check.ACHTERSTALLIG_ONDERHOUD: 0.13,
    Check.BRANDVEILIGHEID: 0.12,
    Check.WINKELGEBIED: 0.13,
    Check.BRANCHES: 0.10,
}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """One check over all its units (objects or panden, by position)."""

    check: Check
    frame: Array
    really: Array
    """1-based kind of the violation, 0 for none."""
    shown: Array
    """1-based kind that the registers show, 0 for none."""

    def looks(self, *kinds: str) -> Array:
        """Which units look like one of the kinds; any kind when none is named."""
        codes = [KINDS[self.check].index(kind) + 1 for kind in kinds]
        return np.isin(self.shown, codes) if codes else self.shown > 0

    def is_so(self, *kinds: str) -> Array:
        """Which units really are of one of the kinds; any kind when none is named."""
        codes = [KINDS[self.check].index(kind) + 1 for kind in kinds]
        return np.isin(self.really, codes) if codes else self.really > 0


@dataclass(frozen=True, slots=True)
class Truth:
    """The verdicts of all checks."""

    verdicts: Mapping[Check, Verdicts]

    def of(self, check: Check) -> Verdicts:
        """Return the verdicts of one check."""
        return self.verdicts[check]


def build_truth(town: Town, owners: Owners, firms: Firms) -> Truth:
    """Plant the violations of every check."""
    housing = _housing(town, owners)
    return Truth(
        {
            Check.ONRECHTMATIG_WONEN: housing,
            Check.ADRESKWALITEIT: _registration(town, housing),
            Check.HENNEP: _hemp(town, housing),
            Check.ILLEGALE_BOUW: _building(town, owners),
            Check.ACHTERSTALLIG_ONDERHOUD: _upkeep(town, owners),
            Check.BRANDVEILIGHEID: _fire(town, housing),
            Check.WINKELGEBIED: _shops(town),
            Check.BRANCHES: _branches(town, firms),
        }
    )


def _planted(town: Town, check: Check, frame: Array, weight: Array, kinds: tuple[Array | float, ...]) -> Verdicts:
    """Draw who is in violation and of which kind, and who looks so."""
    rng = town.chance(f"truth {check}")
    weight = np.where(frame, weight, 0.0)
    number = round(SHARES[check] * int(frame.sum()))
    table = np.cumsum(np.stack([np.broadcast_to(np.asarray(kind, dtype=float), frame.shape) for kind in kinds]), axis=0)
    really = np.zeros(len(frame), dtype=np.int8)
    guilty = several(rng, weight, number)
    really[guilty] = _kind(rng, table[:, guilty])
    shown = np.where(rng.random(len(frame)) < SHOWN, really, 0).astype(np.int8)
    innocent = several(rng, np.where(really == 0, weight, 0.0), round(number * SHOWN * (1 / RIGHT - 1)))
    shown[innocent] = _kind(rng, table[:, innocent])
    return Verdicts(check, frame, really, shown)


def _kind(rng: np.random.Generator, table: Array) -> Array:
    draw = rng.random(table.shape[1]) * table[-1]
    kind: Array = 1 + (table <= draw).sum(axis=0)
    return kind


def _housing(town: Town, owners: Owners) -> Verdicts:
    rng = town.chance("lived in")
    objects = town.objects
    home = objects.dwelling
    elsewhere = objects.standing & ~home & (objects.soort == VERBLIJFSOBJECT) & (objects.status != FORMED)
    frame = home | (elsewhere & (rng.random(len(home)) < 0.06))
    landlord = owners.legal & (owners.tenure == Tenure.PARTICULIER)
    careless = landlord & owners.careless[np.where(landlord, owners.owner, 0)]
    held = np.array([0.6, 0.9, 1.7])[owners.tenure] * np.where(careless, 2.4, 1.0)
    social, bought = owners.tenure == Tenure.CORPORATIE, owners.tenure == Tenure.KOOP
    kinds = (
        home * np.where(social, 0.3, 1.6) * (objects.area > 60),
        home * np.where(objects.area < 75, 1.5, 0.7),
        home * np.where(social, 0.2, 1.2),
        home * np.where(social, 0.1, 0.8),
        home * np.where(social, 3.0, 0.0),
        home * np.where(social, 0.05, 0.8) * (objects.area > 80) + home * 0.01,
        ~home * 1.0,
    )
    weight = town.areas.risk[objects.buurt] * held * np.where(bought, 0.9, 1.0) * np.where(home, 1.0, 4.0)
    return _planted(town, Check.ONRECHTMATIG_WONEN, frame, weight, kinds)


def _registration(town: Town, housing: Verdicts) -> Verdicts:
    objects = town.objects
    weight = town.areas.risk[objects.buurt] * np.where(housing.is_so(), 3.0, 1.0) * np.where(housing.looks(), 1.5, 1.0)
    kinds = (1.8, 1.0, 0.6, 0.6)
    return _planted(town, Check.ADRESKWALITEIT, objects.dwelling, weight, kinds)


def _hemp(town: Town, housing: Verdicts) -> Verdicts:
    objects = town.objects
    frame = objects.standing & (objects.soort == VERBLIJFSOBJECT) & (objects.status != FORMED)
    odd = housing.is_so("onttrekking", "onderhuur", "kamerverhuur")
    weight = town.areas.risk[objects.buurt] * np.where(odd, 5.0, 1.0)
    return _planted(town, Check.HENNEP, frame, weight, (1.0, 0.3, 0.1))


def _standing(town: Town) -> Array:
    return np.isin(town.panden.status, (IN_USE, REBUILT, UNMEASURED)) & (town.panden.units > 0)


def _of_pand(town: Town, marks: Array) -> Array:
    """Count the marked objects of each pand."""
    pand = town.objects.pand[marks & (town.objects.pand >= 0)]
    return np.bincount(pand, minlength=len(town.panden))


def _careless(town: Town, owners: Owners) -> Array:
    private = owners.legal & (owners.tenure == Tenure.PARTICULIER)
    return _of_pand(town, private & owners.careless[np.where(private, owners.owner, 0)]) > 0


def _building(town: Town, owners: Owners) -> Verdicts:
    panden = town.panden
    low = np.isin(panden.kind, (Kind.EENGEZINS, Kind.BOVEN_BENEDEN, Kind.GESPLITST))
    weight = np.where(low, 1.5, 0.6) * np.where(_careless(town, owners), 1.6, 1.0)
    kinds = (np.where(low, 1.2, 0.3), 1.0, 1.0, 0.6)
    return _planted(town, Check.ILLEGALE_BOUW, _standing(town), weight, kinds)


def _upkeep(town: Town, owners: Owners) -> Verdicts:
    panden = town.panden
    frame = _standing(town) & (panden.year < 1995)
    value = np.clip(400 / town.areas.woz[town.streets.buurt[panden.street]], 0.6, 1.6)
    weight = np.clip((2000 - panden.year) / 60, 0.2, 2.0) * value * np.where(_careless(town, owners), 2.5, 1.0)
    return _planted(town, Check.ACHTERSTALLIG_ONDERHOUD, frame, weight, (1.2, 0.9, 0.4))


def _fire(town: Town, housing: Verdicts) -> Verdicts:
    panden = town.panden
    rooms = _of_pand(town, housing.is_so("kamerverhuur", "overbewoning", "splitsing"))
    looked = _of_pand(town, housing.looks("kamerverhuur"))
    frame = _standing(town) & ((_of_pand(town, town.objects.dwelling) >= 4) | (rooms > 0) | (looked > 0))
    weight = (1.0 + 2.0 * (rooms > 0)) * np.clip((2010 - panden.year) / 60, 0.3, 2.0)
    kinds = (1.0, np.where(rooms + looked > 0, 2.0, 0.1), np.where(panden.kind == Kind.WINKEL_WONEN, 0.8, 0.2))
    return _planted(town, Check.BRANDVEILIGHEID, frame, weight, kinds)


def _shops(town: Town) -> Verdicts:
    shop = np.isin(town.objects.use, (WINKEL, HORECA, WINKEL_WONEN)) & town.objects.standing
    frame = _standing(town) & (_of_pand(town, shop) > 0)
    weight = town.areas.risk[town.streets.buurt[town.panden.street]]
    return _planted(town, Check.WINKELGEBIED, frame, weight, (1.0, 0.8, 0.8, 0.6))


def _branches(town: Town, firms: Firms) -> Verdicts:
    objects = town.objects
    frame = np.zeros(len(objects), dtype=bool)
    active = firms.active(town.today)
    frame[firms.at[active]] = True
    frame &= objects.standing
    wanted = np.zeros(len(objects), dtype=bool)
    marked = np.array([branch.vulnerable for branch in BRANCHES])[firms.branch]
    wanted[firms.at[active & marked]] = True
    weight = np.where(wanted, 3.0, 0.8) * town.areas.risk[objects.buurt]
    home = objects.dwelling
    kinds = (np.where(wanted, 2.0, 0.01), 1.0, np.where(home, 0.8, 0.05), np.where(home, 0.05, 0.5))
    return _planted(town, Check.BRANCHES, frame, weight, kinds)
