# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is registered where in a later month: the holdings of the first month, some ended, and those that began since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pandzicht.modelcity.holdings import MOVED, Holdings
from pandzicht.modelcity.moves import Moves

AGE_OF_NEWCOMERS = 30 * 365
"""Days: newcomers are adults, and nobody in the city is their partner or parent."""


def later_holdings(first: Holdings, months: Sequence[Moves]) -> tuple[Holdings, list[Holdings]]:
    """Return the first holdings as the moves of later months ended them, and the holdings that began in each month."""
    end, reason = first.end.copy(), first.reason.copy()
    for moves in months:
        end[moves.ended], reason[moves.ended] = moves.on, MOVED
    return replace(first, end=end, reason=reason), [_begun(first, moves) for moves in months]


def _begun(first: Holdings, moves: Moves) -> Holdings:
    """Return the holdings that began in a month: of who moved, as they were but for the place, and of newcomers."""
    moved = first.take(moves.ended)
    fresh = len(moves.newcomers)
    none, zero = np.full(fresh, -1), np.zeros(fresh, dtype=np.int64)
    columns = {
        "person": (moved.person, moves.newcomers),
        "at": (moves.to, moves.at),
        "letter_box": (moved.letter_box, zero.astype(bool)),
        "start": (moves.on, moves.since),
        "end": (np.full(len(moved), -1), none),
        "reason": (np.full(len(moved), -1), none),
        "born": (moved.born, moves.since - AGE_OF_NEWCOMERS),
        "secret": (moved.secret, zero),
        "partner": (moved.partner, none),
        "parent": (moved.parent, none),
        "second_parent": (moved.second_parent, none),
    }
    return Holdings(**{name: np.concatenate(parts) for name, parts in columns.items()})
