# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How fast an account may call the API: so many at once, and from then on evenly spread over each minute."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from threading import Lock

MINUTE = timedelta(minutes=1)


class Pace:
    """The calls that each account made of late, as one process of the office answers them."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._paid_until: dict[str, datetime] = {}
        """Per account when all its calls are a minute's share each behind it."""

    def wait(self, account: str, per_minute: int, now: datetime) -> int:
        """Count a call of an account and return 0, or return after how many seconds it may call again.

        A call that is too soon is not counted, so that trying again does not make it later.

        >>> pace, noon = Pace(), datetime.fromisoformat("2026-03-02T12:00:00Z")
        >>> [pace.wait("els", 2, noon) for _ in range(3)], pace.wait("jan", 2, noon)
        ([0, 0, 30], 0)
        """
        with self._guard:
            until = max(self._paid_until.get(account, now), now) + MINUTE / per_minute
            if until - now > MINUTE:
                return math.ceil((until - now - MINUTE).total_seconds())
            self._paid_until[account] = until
        return 0
