# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is really so in a later month: some violations began, some ended by themselves, and what was found ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from pandzicht.modelcity.arrays import Array, several
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import KINDS, PAND_CHECKS, RIGHT, SHOWN, Check, Truth, Verdicts

BEGIN = 0.015
"""Violations that begin in a month, as a share of those there are."""
END = 0.01
"""Share of the violations that end in a month with nobody looking; registers show them for longer."""
Found = Mapping[Check, Array]
"""Per check the units (positions of objects or panden) at which a violation was found and has ended."""


def later_truths(town: Town, first: Truth, ended: Sequence[Found]) -> list[Truth]:
    """Return the truth of the first month and of every month after it; `ended` tells per month what ended as found.

    A unit that was found stays clean; registers that only show what is new no longer show it.
    """
    truths = [first]
    clean = {check: np.zeros(len(first.of(check).frame), dtype=bool) for check in Check}
    for number, found in enumerate(ended, start=2):
        for check, units in found.items():
            clean[check][units] = True
        truths.append(Truth({check: _month_on(town, truths[-1].of(check), clean[check], number) for check in Check}))
    return truths


def _month_on(town: Town, before: Verdicts, clean: Array, month: int) -> Verdicts:
    """Return the verdicts of a check one month on."""
    rng = town.chance(f"truth {before.check} month {month}")
    over = (rng.random(len(before.frame)) < END) | clean
    really = np.where(over, 0, before.really).astype(np.int8)
    shown = np.where(clean, 0, before.shown).astype(np.int8)
    able = before.frame & (really == 0) & (shown == 0) & ~clean & _ordinary(town, before.check)
    donors = before.really[(before.really > 0) & _ordinary(town, before.check)]
    if len(donors) == 0:
        return replace(before, really=really, shown=shown)
    number = int(BEGIN * int(before.is_so().sum()) + rng.random())
    innocent = round(number * SHOWN * (1 / RIGHT - 1))
    weight = np.where(able, _risk(town, before.check), 0.0)
    units = rng.permutation(several(rng, weight, number + innocent))
    kinds = donors[rng.integers(len(donors), size=len(units))]
    really[units[:number]] = kinds[:number]
    seen = (rng.random(len(units)) < SHOWN) | (np.arange(len(units)) >= number)
    shown[units[seen]] = kinds[seen]
    return replace(before, really=really, shown=shown)


def _ordinary(town: Town, check: Check) -> Array:
    """Return the units in which a violation of any kind of the check can begin."""
    if check in PAND_CHECKS:
        return np.ones(len(town.panden), dtype=bool)
    return town.objects.dwelling if check is Check.ONRECHTMATIG_WONEN else town.objects.standing


def _risk(town: Town, check: Check) -> Array:
    """Return how often things go wrong around every unit of a check."""
    buurt = town.streets.buurt[town.panden.street] if check in PAND_CHECKS else town.objects.buurt
    risk: Array = town.areas.risk[buurt]
    return risk


def began(check: Check, before: Truth, now: Truth, *kinds: str) -> Array:
    """Return the units that look like one of the kinds of a check now and did not a month before."""
    wanted = kinds or KINDS[check]
    return np.flatnonzero(now.of(check).looks(*wanted) & ~before.of(check).looks())
