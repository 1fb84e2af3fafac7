# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tiles and areas of the map for whoever asks: the worklist of a check, or the plain addresses.

They hold what may be seen of what was asked for, and nothing else. A list on the map is the list: the same act, the
same filters. Whom it tells something about is logged before it goes out, whoever drew it first.
"""

from __future__ import annotations

import numpy as np

from pandzicht.addresses.tile import Tile
from pandzicht.definitions.action import Action
from pandzicht.maps.areas import AreaCount
from pandzicht.maps.drawing import MapDrawing, drawing
from pandzicht.runs.opened import OpenRun
from pandzicht.worklist.criteria import Criteria
from pandzicht.worklist.filters import Filtered
from pandzicht.worklist.listed import ListedCheck
from pandzicht.worklist.neighbourhoods import boundary_files


def map_tile(run: OpenRun, check: str, criteria: Criteria, tile: Tile) -> bytes:
    """Return a tile (gzip) of the addresses that a list of a check has; every one it tells about is logged.

    Raises CriteriaFaults with all that cannot be asked of this check.
    """
    drawn = _listed(run, check, criteria).tile(tile)
    run.concerned(drawn.concerned.tolist(), check)
    return drawn.content


def map_areas(run: OpenRun, check: str, criteria: Criteria) -> tuple[AreaCount, ...]:
    """Return the areas with how many addresses of a list each has, for who cannot use a map. It is logged.

    Raises CriteriaFaults with all that cannot be asked of this check.
    """
    areas = _listed(run, check, criteria).areas
    run.concerned(areas.concerned.tolist(), check)
    return areas.listed()


def plain_tile(run: OpenRun, tile: Tile) -> bytes:
    """Return a tile (gzip) of the addresses as the BAG has them; it tells of none of them what is known there."""
    run.operation.allows(Action.SEARCH)
    return drawing(run.tables, boundary_files(run), None, run.seen).tile(tile).content


def _listed(run: OpenRun, check: str, criteria: Criteria) -> MapDrawing:
    run.operation.allows(Action.LIST)
    listed = ListedCheck(run, check)
    units = listed.units
    members = units.members[np.repeat(Filtered(listed, criteria).units, units.sizes)]
    shown = np.zeros(run.addresses.num_rows, dtype=bool)
    shown[members] = True
    return drawing(run.tables, boundary_files(run), None if listed.stopped else listed.sighted, shown)
