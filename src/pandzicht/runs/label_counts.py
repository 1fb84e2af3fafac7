# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many outcomes teach a check: per round, by what drew the units at which somebody looked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pandzicht.ranking.outcome import Look, Result, deciding_look
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.rounds import HandedRound


@dataclass(frozen=True, slots=True)
class RoundLabels:
    """The outcomes of one round, by the stratum of their units."""

    number: int
    selection_id: str
    on: str
    """The peildatum of the list, ISO text."""
    counts: Mapping[Stratum, int]
    is_destroyed: bool

    @property
    def drawn(self) -> int:
        """How many were drawn with a known probability: only these teach."""
        return sum(count for stratum, count in self.counts.items() if stratum is not Stratum.MANUAL)


def told_looks(handed: HandedRound) -> Mapping[str, Look]:
    """Return the look that decides of each unit at which somebody could see; that nobody could is no label."""
    told = {unit: deciding_look(item.look for item in found) for unit, found in handed.looks.items()}
    return {unit: look for unit, look in told.items() if look.result is not Result.NOT_SEEN}


def label_counts(rounds: Sequence[HandedRound]) -> tuple[RoundLabels, ...]:
    """Return how many outcomes each round has; of a list that was destroyed nothing is learned."""
    return tuple(_counted(one) for one in rounds)


def _counted(one: HandedRound) -> RoundLabels:
    seen = Counter(one.round.units[unit].stratum for unit in told_looks(one))
    counts = {stratum: seen[stratum] for stratum in Stratum}
    return RoundLabels(one.number, one.selection_id, one.round.since, counts, one.is_destroyed)
