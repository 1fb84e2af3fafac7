# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The order of a check beside the list of people, over all rounds whose selection had comparison slots."""

from __future__ import annotations

from collections.abc import Iterable

from pandzicht.ranking.uplift import Uplift, uplift_of
from pandzicht.runs.kept_slots import kept_slots
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.rounds import HandedRound


def uplift_over(run: OpenRun, rounds: Iterable[HandedRound]) -> Uplift | None:
    """Return the comparison over rounds, as `rounds_of` gives them; None when none of them has slots.

    Of a list that was destroyed nothing counts, and a unit with which whoever asks has a bond is left out.
    """
    folders = run.workspace.selections
    found = (([*kept_slots(folders / one.selection_id)], one) for one in rounds if not one.is_destroyed)
    return uplift_of([([slot for slot in slots if slot.unit_id in one.rows], one.outcomes) for slots, one in found])
