# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What points find with and without the signals that earlier visits feed (lawful.md 44).

A list that follows earlier visits leads to where it led before, and then finds itself right. So the points are held
against the same points without those signals, on the same visits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pandzicht.learning.interval import Judged
from pandzicht.learning.labels import Labels
from pandzicht.learning.rivals import Rival, ahead, rated, tried_rounds


@dataclass(frozen=True, slots=True)
class WithoutFed:
    """Of the visited units that come first: how many have a finding by all points, and by those that nothing feeds."""

    fed: tuple[str, ...]
    whole: Judged
    without: Judged
    difference: Judged
    """All points less those without."""


def without_fed(labels: Labels, points: Mapping[str, int], fed: Sequence[str]) -> WithoutFed | None:
    """Return what points find with and without fed signals, over all rounds; nothing where none has points."""
    counted = tuple(name for name in fed if points.get(name))
    if not counted:
        return None
    bare = {name: value for name, value in points.items() if name not in counted}
    days = [int(day) for day in np.unique(labels.proposed)]
    rounds = tried_rounds(labels, days, points, bare)
    whole, without = (rated(labels, rounds, rival).seen for rival in (Rival.EXPERTS, Rival.CHALLENGER))
    return WithoutFed(counted, whole, without, ahead(labels, rounds, Rival.EXPERTS, Rival.CHALLENGER))
