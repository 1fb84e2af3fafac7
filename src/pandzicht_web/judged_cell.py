# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a figure of learning stands in a cell: as a figure of the yield does, or in two words why there is none."""

from __future__ import annotations

from pandzicht.exports.told_figure import GROUNDS
from pandzicht.language import Say
from pandzicht.learning.interval import Judged, Refused
from pandzicht.learning.statement import percent
from pandzicht_web.yield_words import Cell, difference_cell, ratio_cell, share_cell


def judged_share(say: Say, told: Judged) -> Cell:
    """Return a share that was judged, as a percentage with its interval."""
    return _refused(say, told) if isinstance(told, Refused) else share_cell(say, told)


def judged_difference(say: Say, told: Judged) -> Cell:
    """Return the difference of two shares that were judged, in percentage points."""
    return _refused(say, told) if isinstance(told, Refused) else difference_cell(say, told)


def judged_ratio(say: Say, told: Judged) -> Cell:
    """Return how many times as much is found, with its interval."""
    return _refused(say, told) if isinstance(told, Refused) else ratio_cell(say, told)


def plain_share(say: Say, share: float | None) -> Cell:
    """Return a share that has no interval of its own: a median, a worst round, a bound."""
    return Cell("–") if share is None else Cell(say("{value} %", value=percent(share)), is_whole=True)


def _refused(say: Say, told: Refused) -> Cell:
    return Cell(say(GROUNDS[told.ground]))
