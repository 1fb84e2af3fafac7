# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Street names put together from neutral parts, and the ways they are shortened."""

from __future__ import annotations

import numpy as np

from pandzicht.modelcity.arrays import Array

_FIRST_WORDS = """
Zilver Kam Helm Riet Zand Mos Klei Veen Dauw Wind Golf Kiezel Schelp Barnsteen Lelie Varen Linde Berken
Esdoorn Iepen Meidoorn Sleedoorn Vlier Hazel Braam Klaver Tijm Salie Munt Anijs Saffraan Koper Tin Lood Zink
Staal Glas Leem Turf Steen Marmer Graniet Leisteen Kwarts Robijn Topaas Opaal Parel Koraal Kobalt Oker Amber
Purper Scharlaken Vermiljoen Zeeë Reünie Coöperatie Poëzie Symfonie Sonate Fuga Ballade Hymne Echo Nevel Mist
Rijp Sneeuw Hagel Regen Wolken Maan Ster Zon Komeet Planeet Kompas Anker Boei Sluis Dijk Polder Molen Brug
Haven Kade
"""
_SECOND_WORDS = """
duin gras rif bank veld weide beemd kamp hoek horn zoom rand kant kreek beek bron vliet wiel plas ven meer bos
woud hout heg haag tuin gaarde hoeve stede burcht toren poort wacht kroon krans schip zeil mast touw net vogel
mees vink lijster uil reiger zwaan eend haas hert ree das otter bever
"""
_FIRST, _SECOND = tuple(_FIRST_WORDS.split()), tuple(_SECOND_WORDS.split())
_TYPES: tuple[tuple[str, str, float], ...] = (
    ("straat", "str.", 0.50),
    ("laan", "ln", 0.17),
    ("weg", "wg", 0.08),
    ("plein", "pln", 0.05),
    ("kade", "kd", 0.04),
    ("hof", "hf", 0.04),
    ("plantsoen", "plnts.", 0.03),
    ("singel", "sgl", 0.03),
    ("dreef", "dr", 0.03),
    ("pad", "pd", 0.02),
    ("steeg", "stg", 0.01),
)
_BEFORE: tuple[tuple[str, str, float], ...] = (
    ("", "", 0.86),
    ("Kleine ", "Kl. ", 0.015),
    ("Oude ", "O. ", 0.02),
    ("Nieuwe ", "Nw. ", 0.015),
    ("Korte ", "K. ", 0.015),
    ("Lange ", "L. ", 0.015),
    ("Eerste ", "1e ", 0.01),
    ("Tweede ", "2e ", 0.01),
    ("Burgemeester ", "Burg. ", 0.01),
    ("Prinses ", "Pr. ", 0.015),
    ("Kapitein ", "Kapt. ", 0.01),
    ("'t ", "'t ", 0.005),
)


def invented_names(
    rng: np.random.Generator, count: int, taken: set[str] | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return different names, none of them taken before, and their abbreviations."""
    used = set(taken or ())
    names: list[str] = []
    shorts: list[str] = []
    while len(names) < count:
        first = rng.integers(len(_FIRST), size=count)
        second = rng.integers(len(_SECOND), size=count)
        kind = rng.choice(len(_TYPES), size=count, p=_shares(_TYPES))
        before = rng.choice(len(_BEFORE), size=count, p=_shares(_BEFORE))
        for a, b, c, d in zip(first, second, kind, before, strict=True):
            stem = _FIRST[a] + _SECOND[b]
            name = _BEFORE[d][0] + stem + _TYPES[c][0]
            if name not in used and len(names) < count:
                used.add(name)
                names.append(name)
                shorts.append(_BEFORE[d][1] + stem + _TYPES[c][1])
    return tuple(names), tuple(shorts)


def _shares(rows: tuple[tuple[str, str, float], ...]) -> Array:
    weights = np.array([row[2] for row in rows])
    shares: Array = weights / weights.sum()
    return shares


def slipped(name: str, turn: int) -> str:
    """Exchange two different neighbouring letters inside a name, further on with each turn.

    >>> slipped("Zilverduinstraat", 0)
    'Zilverudinstraat'
    """
    first = 1 + (turn + 2) * (len(name) - 3) // 5
    places = [at for at in range(1, len(name) - 1) if name[at] != name[at + 1]]
    at = min(places, key=lambda place: (abs(place - first), place))
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
