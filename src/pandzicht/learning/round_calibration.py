# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Per round: whether what was expected of its units before they were visited came about."""

from __future__ import annotations

from collections.abc import Sequence

from pandzicht.learning.labels import Labels
from pandzicht.learning.rivals import Band, JudgedRound, calibration


def round_calibration(labels: Labels, rounds: Sequence[JudgedRound]) -> tuple[Band | None, ...]:
    """Return of each round what was expected of all units that its visits stand for, beside what they held.

    None for a round before which nothing was expected.
    """
    return tuple(next(iter(calibration(labels, [each], bands=1)), None) for each in rounds)
