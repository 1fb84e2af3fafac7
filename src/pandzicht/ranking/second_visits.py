# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which units of a list a second inspector visits too: drawn by lot over the whole list, whatever the stratum.

Nobody knows beforehand who will open, so the lot is over all. It is no part of how a unit came on the list: a unit that
is marked says no more of itself than one that is not (lawful.md 42).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from fractions import Fraction


def second_visits(units: Iterable[str], selection_id: str, share: float) -> frozenset[str]:
    """Return the units of a list that get a second visit by a colleague: a share of them, rounded up.

    The name of the selection is the seed: it follows from all that was asked, and whoever holds the list knows it, so
    that the marks tell nothing of the seed by which the strata were drawn. The order of the units changes nothing.

    >>> names = [f"unit {number}" for number in range(30)]
    >>> len(second_visits(names, "wonen-1", 0.05)), len(second_visits(names[:1], "wonen-1", 0.05))
    (2, 1)
    """

    def draw(unit: str) -> tuple[str, str]:
        return hashlib.sha256(f"second visit|{selection_id}|{unit}".encode()).hexdigest(), unit

    listed = set(units)
    wanted = Fraction(str(share)) * len(listed)
    count = -(-wanted.numerator // wanted.denominator)
    return frozenset(sorted(listed, key=draw)[:count])
