# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How serious a violation of the model city is: by its kind, and by how large it is at its place."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import PAND_CHECKS, Check

SERIOUSNESS = ("licht", "ernstig", "zeer_ernstig")
_BY_KIND: Mapping[Check, tuple[int, ...]] = {
    Check.ONRECHTMATIG_WONEN: (1, 1, 1, 0, 0, 1, 1),
    Check.ADRESKWALITEIT: (0, 0, 1, 0),
    Check.HENNEP: (1, 1, 2),
    Check.ILLEGALE_BOUW: (0, 1, 0, 0),
    Check.ACHTERSTALLIG_ONDERHOUD: (0, 1, 2),
    Check.BRANDVEILIGHEID: (2, 1, 1),
    Check.WINKELGEBIED: (0, 0, 0, 0),
    Check.BRANCHES: (1, 2, 1, 2),
}
"""Of every kind of a check how serious it mostly is, in the order of the kinds."""
_LARGER, _SMALLER = 0.2, 0.15
"""How often one is a step more serious than its kind, and a step less."""


def seriousness_at(town: Town, check: Check, at: Array, really: Array) -> Array:
    """Return how serious what is called a violation at objects is, from 0; a finding where nothing is, is minor.

    `really` is the 1-based kind of the violation, 0 for none. A place is as serious whenever it is looked at.
    """
    kinds = np.array((0, *_BY_KIND[check]))
    place = town.objects.pand[at] if check in PAND_CHECKS else at
    size = town.chance(f"ernst van {check}").random(len(town.panden.ids if check in PAND_CHECKS else town.objects.ids))
    drawn = size[np.maximum(place, 0)]
    step = np.where(drawn < _LARGER, 1, 0) - np.where(drawn > 1 - _SMALLER, 1, 0)
    told: Array = np.where(really > 0, np.clip(kinds[really] + step, 0, len(SERIOUSNESS) - 1), 0)
    return told
