# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of the program beside the list of people, on the page: a line per list, their difference, and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pandzicht.exports.uplift_words import LISTS, said_uplift
from pandzicht.ranking.slots import Turn
from pandzicht.ranking.uplift import Side, Uplift
from pandzicht_web.visit import Visit
from pandzicht_web.yield_words import Cell, difference_cell, share_cell


@dataclass(frozen=True, slots=True)
class ListLine:
    """What the slots of one list gave."""

    name: str
    side: Side
    cell: Cell


@dataclass(frozen=True, slots=True)
class UpliftPart:
    """Both lists, how much the one finds more than the other, and what may be said of that."""

    lines: Sequence[ListLine]
    difference: Cell
    sentences: Sequence[str]


def uplift_part(visit: Visit, told: Uplift | None) -> UpliftPart | None:
    """Return what the page tells of a comparison; nothing where no list was compared."""
    if told is None:
        return None
    lines = [
        ListLine(visit.say(LISTS[turn]), side, share_cell(visit.say, side.per_visited))
        for turn, side in ((Turn.CHECK, told.check), (Turn.PEOPLE, told.people))
    ]
    return UpliftPart(lines, difference_cell(visit.say, told.difference), list(said_uplift(visit.say, told)))
