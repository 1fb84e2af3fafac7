# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Invented Dutch and Frisian street names of every make: compounds, persons, particles, ordinals, years, accents."""

from __future__ import annotations

import numpy as np

STEMS = (
    "Eiken", "Beuken", "Linden", "Wilgen", "Kastanje", "Populieren", "Berken", "Iepen", "Lijster", "Merel", "Vinken",
    "Zwaluw", "Reiger", "Kievit", "Uilen", "Rozen", "Tulpen", "Anjer", "Lelie", "Klaver", "Brem", "Heide", "Molen",
    "Kerk", "School", "Dorps", "Haven", "Zee", "Duin", "Polder", "Ringvaart", "Sluis", "Brug", "Toren", "Poort",
    "Wagen", "Smeden", "Bakkers", "Wevers", "Kuipers", "Touw", "Zilver", "Goud", "Koper", "Tin", "Graan", "Haver",
    "Gerst", "Vlas", "Turf", "Zand", "Klei", "Veen", "Water", "Meer", "Stroom", "Bron", "Wind", "Zonne", "Sterren",
    "Maan", "Noord", "Zuider", "Ooster", "Wester", "Hertog", "Graven", "Ridder", "Bisschop", "Abdij", "Klooster",
    "Kasteel", "Jager", "Herders", "Schapen", "Ossen", "Paarden", "Vissers", "Haring", "Schelpen", "Anker", "Boei",
    "Loods", "Werf", "Spoor", "Station", "Markt", "Vlees", "Boter", "Kaas", "Appel", "Peren", "Kersen", "Noten",
    "Druiven", "Bessen", "Varen", "Mos", "Riet", "Bies", "Lis",
)  # fmt: skip
ENDINGS = (
    "straat", "laan", "weg", "plein", "gracht", "kade", "dijk", "singel", "hof", "park", "pad", "steeg", "dreef",
    "veld", "plantsoen", "plaats", "haven", "burg", "horst", "oord", "dwarsstraat", "markt",
)  # fmt: skip
TITLES = (
    "Burgemeester", "Professor", "Doctor", "Meester", "Dominee", "Pastoor", "Generaal", "Admiraal", "Kapitein",
    "Wethouder", "Minister", "Ingenieur", "Monseigneur", "Kardinaal", "Jonkheer", "Koningin", "Prins", "Prinses",
    "Graaf", "Sint", "Notaris", "Kolonel",
)  # fmt: skip
PARTICLES = ("", "", "", "van ", "van der ", "van den ", "van de ", "de ", "ter ", "van 't ", "ten ")
ADJECTIVES = ("Nieuwe", "Oude", "Korte", "Lange", "Grote", "Kleine", "Hoge", "Lage", "Eerste", "Tweede", "1e", "2e",
              "3e", "4e")  # fmt: skip
FRISIAN = ("strjitte", "wei", "paad", "hiem", "leane", "finne", "mar", "buorren")
HEADS = ("Veld", "Horst", "Berg", "Daal", "Brink", "Lind", "Molen", "Haag", "Wold", "Rade", "Schel", "Grun", "Tin",
         "Wyl", "Bor", "Kes", "Van", "Mir", "Dun", "Oos", "Zel", "Hel", "Rin", "Ster", "Bran", "Kool")  # fmt: skip
TAILS = ("hof", "man", "stra", "inga", "ema", "kamp", "donk", "beek", "ink", "huis", "hoven", "aert", "mans", "sma",
         "dijk", "rode", "loo", "els", "érus", "ström", "ën", "sen", "ves", "tijn")  # fmt: skip
FIRST_NAMES = ("Jan", "Anna", "Willem", "Maria", "Pieter", "Johanna", "Hendrik", "Cornelia", "Jacob", "Elisabeth")


def street_names(count: int, rng: np.random.Generator) -> list[str]:
    """Return so many different names, in the order in which they were thought of."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[_name(rng)] = None
    return list(found)


def _name(rng: np.random.Generator) -> str:
    kind = rng.random()
    if kind < 0.34:
        return f"{_pick(STEMS, rng)}{_pick(ENDINGS, rng)}".capitalize()
    if kind < 0.56:
        return f"{_pick(TITLES, rng)} {_pick(PARTICLES, rng)}{_surname(rng)}{_pick(ENDINGS[:10], rng)}"
    if kind < 0.70:
        particle = _pick(PARTICLES[3:], rng)
        return f"{particle[0].upper()}{particle[1:]}{_surname(rng)}{_pick(ENDINGS[:14], rng)}"
    if kind < 0.78:
        return f"{_pick(FIRST_NAMES, rng)} {_pick(PARTICLES, rng)}{_surname(rng)}{_pick(ENDINGS[:8], rng)}"
    if kind < 0.90:
        return f"{_pick(ADJECTIVES, rng)} {_pick(STEMS, rng)}{_pick(ENDINGS, rng)}"
    return _odd_name(rng)


def _odd_name(rng: np.random.Generator) -> str:
    kind = rng.integers(6)
    if kind == 0:
        return f"Plein {1800 + rng.integers(160)}"
    if kind == 1:
        return f"'s-{_surname(rng)}{_pick(ENDINGS[:8], rng)}"
    if kind == 2:
        return f"{_pick(STEMS, rng)}{_pick(FRISIAN, rng)}"
    if kind == 3:
        return f"It {_surname(rng)}{_pick(FRISIAN, rng)}"
    if kind == 4:
        return f"{_pick(('Achter de', 'Buiten de', 'Onder de', 'Aan het'), rng)} {_pick(STEMS, rng)}{_pick(TAILS, rng)}"
    return f"De {_surname(rng)}"


def _surname(rng: np.random.Generator) -> str:
    return f"{_pick(HEADS, rng)}{_pick(TAILS, rng)}"


def _pick(options: tuple[str, ...], rng: np.random.Generator) -> str:
    return options[rng.integers(len(options))]
