# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rounds of a check as the public may read them: figures of many addresses at once, and none of a single one."""

from __future__ import annotations

from datetime import date

from pandzicht.errors import NotAvailable
from pandzicht.exports.public_yield import GroupRatio, PublicRound
from pandzicht.runs.fairness import GroupShares, Measure, fairness
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.rounds import HandedRound, rounds_of


def public_rounds(run: OpenRun, check_name: str) -> tuple[PublicRound, ...]:
    """Return the rounds of which the list is still there, as a run knows them; how it fell on groups of the last one.

    Raises what `rounds_of` raises.
    """
    there = [one for one in rounds_of(run, check_name) if not one.is_destroyed]
    last = there[-1] if there else None
    return tuple(
        PublicRound(one.number, date.fromisoformat(one.round.since), one.told, _groups(run, one) if one is last else ())
        for one in there
    )


def _groups(run: OpenRun, one: HandedRound) -> tuple[GroupRatio, ...]:
    try:
        found = fairness(run, one)
    except NotAvailable:  # the public page says nothing of groups that have no figures
        return ()
    by_group: dict[str, dict[Measure, GroupShares]] = {}
    for item in found:
        by_group.setdefault(item.group, {})[item.measure] = item
    return tuple(
        GroupRatio(own[Measure.SELECTED].label, own[Measure.SELECTED].shares.ratio, own[Measure.NOTHING].shares.ratio)
        for own in by_group.values()
    )
