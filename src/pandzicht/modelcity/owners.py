# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who owns what: owner-occupiers, housing corporations, private landlords; natural persons only as a key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.panden import Kind
from pandzicht.modelcity.town import Town

CORPORATIONS = ("Woonstichting Helmgras", "Stichting Rietwonen", "Woningbouwvereniging Zandrif")


class Tenure(IntEnum):
    """How an object is held."""

    KOOP = 0
    CORPORATIE = 1
    PARTICULIER = 2


@dataclass(frozen=True, slots=True)
class Owners:
    """Per object its tenure and owner; per legal owner its number and whether it often breaks the rules."""

    tenure: Array
    legal: Array
    owner: Array
    """Position among the legal owners, or among the natural ones."""
    legal_names: tuple[str, ...]
    careless: Array
    """Which legal owners more often have something wrong in what they let."""


def build_owners(town: Town) -> Owners:
    """Divide the objects over owner-occupiers, corporations and landlords in the proportions of each wijk."""
    rng = town.chance("owners")
    objects, count = town.objects, len(town.objects)
    tenure = _tenure(rng, town)
    pand = np.where(objects.pand < 0, count + np.arange(count), objects.pand)
    portfolio = _per_pand(rng, pand)
    landlord = tenure == Tenure.PARTICULIER
    legal = (tenure == Tenure.CORPORATIE) | (landlord & (_per_pand(rng, pand) < 0.5))
    legal |= ~objects.dwelling & (rng.random(count) < 0.6)
    companies = town.size(3_400) + len(CORPORATIONS)
    company = len(CORPORATIONS) + (portfolio**2.5 * (companies - len(CORPORATIONS))).astype(int)
    corporation = (_per_pand(rng, pand) ** 1.3 * len(CORPORATIONS)).astype(int)
    person = np.where(landlord, count + (portfolio**1.6 * town.size(28_000)).astype(int), np.arange(count))
    owner = np.where(tenure == Tenure.CORPORATIE, corporation, np.where(legal, company, person))
    careless = rng.random(companies) < 0.10
    careless[: len(CORPORATIONS)] = False
    return Owners(tenure, legal, owner, _names(rng, companies), careless)


def _tenure(rng: np.random.Generator, town: Town) -> Array:
    objects = town.objects
    owned = town.areas.owned[objects.buurt]
    pand = np.where(objects.pand < 0, np.arange(len(objects)) + len(town.panden), objects.pand)
    block = np.isin(objects.kind, (Kind.PORTIEK, Kind.GALERIJ))
    corporate = (1 - owned) * np.where(block, 0.78, np.where(objects.kind == Kind.EENGEZINS, 0.35, 0.25))
    social = (_per_pand(rng, pand) < corporate) & objects.dwelling
    free = np.clip(owned / np.maximum(1 - corporate, 0.05), 0.1, 0.95)
    bought = rng.random(len(objects)) < free
    return np.where(social, Tenure.CORPORATIE, np.where(bought & objects.dwelling, Tenure.KOOP, Tenure.PARTICULIER))


def _per_pand(rng: np.random.Generator, pand: Array) -> Array:
    """Return one uniform draw per pand, for each of its objects."""
    draws: Array = rng.random(int(pand.max()) + 1)[pand]
    return draws


def _names(rng: np.random.Generator, count: int) -> tuple[str, ...]:
    first = ("Vastgoed", "Beheermaatschappij", "Exploitatie", "Woonfonds", "Beleggingen", "Huizenbezit")
    second = (
        "Kamgras",
        "Helmduin",
        "Rietvliet",
        "Zandhorn",
        "Kwartsrif",
        "Barnsteen",
        "Veenhoek",
        "Kleibeemd",
        "Dauwweide",
    )
    a, b = rng.integers(len(first), size=count), rng.integers(len(second), size=count)
    made = tuple(f"{first[i]} {second[j]} {n} B.V." for n, (i, j) in enumerate(zip(a, b, strict=True)))
    return CORPORATIONS + made[len(CORPORATIONS) :]
