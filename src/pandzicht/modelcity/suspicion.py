# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drawing objects for a register: partly at random, partly where something looks wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pandzicht.modelcity.arrays import Array, weighted
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import PAND_CHECKS, Check, Truth

RIGHT_LOOKS = 1.15
"""How much more often a register notices what is really so than what only looks so."""


@dataclass(frozen=True, slots=True)
class Pull:
    """A share of the rows that goes to what looks like these kinds of a check."""

    check: Check
    kinds: tuple[str, ...]
    share: float


def pull(check: Check, share: float, *kinds: str) -> Pull:
    """Return a pull towards some kinds of a check, all kinds when none is named."""
    return Pull(check, kinds, share)


def looks_of(town: Town, truth: Truth, item: Pull) -> Array:
    """Return a weight per object: positive where it, or its pand, looks so."""
    verdicts = truth.of(item.check)
    weight = verdicts.looks(*item.kinds) * np.where(verdicts.is_so(), RIGHT_LOOKS, 1.0)
    if item.check not in PAND_CHECKS:
        return weight
    pand = np.maximum(town.objects.pand, 0)
    there = (town.objects.pand >= 0) & town.objects.standing
    shared: Array = np.where(there, weight[pand] / np.maximum(town.panden.units[pand], 1), 0.0)
    return shared


def drawn(
    rng: np.random.Generator, town: Town, truth: Truth, *, background: Array, pulls: Sequence[Pull], count: int
) -> Array:
    """Draw objects with replacement: each pull its share, the rest in proportion to the background, mixed."""
    parts = []
    for item in pulls:
        part = weighted(rng, looks_of(town, truth, item), round(count * item.share))
        parts.append(part)
    rest = count - sum(len(part) for part in parts)
    parts.append(weighted(rng, background, rest))
    at = np.concatenate(parts)
    return at[rng.permutation(len(at))]
