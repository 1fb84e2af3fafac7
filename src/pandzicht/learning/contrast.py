# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How much more one stratum of a round gave than the random share of the same round, and whether that may be said.

The claim of a yield is its lift over the whole frame (`ranking/yield_estimate.py`). Over the random share alone a lift
is somewhat flattering, because what was drawn for its points is no longer in it; it needs no weights, so that everybody
can check it. The difference stands beside it: of a small share twice as much is still little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pandzicht.learning.interval import Refused, newcombe, ratio
from pandzicht.ranking.outcome import Outcome
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import DIGITS, Drawn, Figure, Reason, Refusal, StratumYield, Yield


@dataclass(frozen=True, slots=True)
class Contrast:
    """One stratum against the random share: the ratio of what a visit established, and the difference of the shares."""

    ratio: Figure | Refusal
    difference: Figure | Refusal


def contrasts(units: Sequence[Drawn], outcomes: Mapping[str, Outcome], told: Yield) -> dict[Stratum, Contrast]:
    """Return every stratum of a round but the random share against that share."""
    control = told.strata.get(Stratum.CONTROL)
    found: dict[Stratum, Contrast] = {}
    for stratum, own in told.strata.items():
        if stratum is not Stratum.CONTROL:
            steps = {
                outcomes[unit.unit_id].step
                for unit in units
                if unit.stratum in {stratum, Stratum.CONTROL} and unit.unit_id in outcomes
            }
            found[stratum] = _contrast(own, control, steps)
    return found


def _contrast(own: StratumYield, control: StratumYield | None, steps: set[str]) -> Contrast:
    if control is None:
        return _refused(Reason.NO_CONTROL)
    one, other = own.per_visited, control.per_visited
    if isinstance(one, Refusal):
        return _refused(one.refused)
    if isinstance(other, Refusal):
        return _refused(other.refused)
    if len(steps) > 1:
        return _refused(Reason.STEPS_DIFFER)
    low, high = newcombe(own.established, own.visited, control.established, control.visited)
    times = ratio(one, other)
    return Contrast(
        Refusal(Reason.NOTHING_FOUND) if isinstance(times, Refused) else _rounded(times),
        _rounded(Figure(one.value - other.value, low, high, own.visited)),
    )


def _rounded(told: Figure) -> Figure:
    return Figure(*(round(each, DIGITS) for each in (told.value, told.low, told.high, told.of)))


def _refused(reason: Reason) -> Contrast:
    return Contrast(Refusal(reason), Refusal(reason))
