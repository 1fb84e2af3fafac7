# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why two rows are one party, or are not: the shortest way of pairs between what they say, each with its reason."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from pandzicht.definitions.words import Text
from pandzicht.linking.reason import reason_of
from pandzicht.parties.joining import Parties, PartyJoin
from pandzicht.parties.party_tier import PARTY_MEANINGS


@dataclass(frozen=True, slots=True)
class PartyReason:
    """One step: two sayings, why they are or may be one, in words, and what differs between them."""

    one: int
    other: int
    reason: Text
    differs: tuple[str, ...]


def why_one_party(parties: Parties, one: int, other: int) -> tuple[PartyReason, ...]:
    """Return the steps from one saying to another of the same party; none when they say the same or are not one.

    Of the ways with the fewest steps it is the one over the lowest sayings: the same parties give the same explanation.
    """
    beside: dict[int, dict[int, PartyJoin]] = {}
    for join in parties.joins:
        if join.joined:
            beside.setdefault(join.one, {})[join.other] = join
            beside.setdefault(join.other, {})[join.one] = join
    came_from: dict[int, int] = {one: one}
    open_ = deque([one])
    while open_ and other not in came_from:
        here = open_.popleft()
        for there in sorted(beside.get(here, ())):
            if there not in came_from:
                came_from[there] = here
                open_.append(there)
    steps: list[PartyReason] = []
    while other in came_from and other != one:
        before = came_from[other]
        steps.append(_told(beside[before][other], before, other))
        other = before
    return tuple(reversed(steps))


def why_not_one_party(parties: Parties, one: int, other: int) -> tuple[PartyReason, ...]:
    """Return why two sayings resemble each other and yet were not joined; none when nothing made them candidates."""
    found = (join for join in parties.doubts if {join.one, join.other} == {one, other})
    return tuple(_told(join, one, other) for join in found)


def _told(join: PartyJoin, one: int, other: int) -> PartyReason:
    return PartyReason(one, other, reason_of(PARTY_MEANINGS[join.tier]), join.disagreed)
