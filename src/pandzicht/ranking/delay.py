# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long it took until somebody looked: what was so on the peildatum may have ended by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median

from pandzicht.ranking.outcome import Outcome
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import SMALLEST_CELL, Drawn, Reason, Refusal


def delays_of(units: Sequence[Drawn], outcomes: Mapping[str, Outcome], since: str) -> dict[Stratum, float | Refusal]:
    """Return per stratum the median number of days from a peildatum (ISO text) to the look that decides an outcome.

    No date of a visit is in an audit package, so that an outsider does not recompute this figure.
    """
    first = date.fromisoformat(since)
    found: dict[Stratum, list[int]] = {stratum: [] for stratum in Stratum if any(u.stratum is stratum for u in units)}
    for unit in units:
        if unit.unit_id in outcomes:
            found[unit.stratum].append((date.fromisoformat(outcomes[unit.unit_id].day) - first).days)
    return {stratum: _median(days) for stratum, days in found.items()}


def _median(days: Sequence[int]) -> float | Refusal:
    if len(days) < SMALLEST_CELL:
        return Refusal(Reason.FEW_VISITS if days else Reason.NO_OUTCOMES)
    return float(median(days))
