# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long it took until somebody looked, and until that was known: what was so on the peildatum may have ended.

No date of a visit is in an audit package, so that an outsider does not recompute these figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from pandzicht.ranking.outcome import Outcome
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import SMALLEST_CELL, Drawn, Reason, Refusal


@dataclass(frozen=True, slots=True)
class Delay:
    """Medians of one stratum, in days."""

    to_look: float | Refusal
    """From the peildatum of the list to the look that decides an outcome."""
    to_written: float | Refusal
    """From that look to the day on which its outcome was written down."""


def delays_of(units: Sequence[Drawn], outcomes: Mapping[str, Outcome], since: str) -> dict[Stratum, Delay]:
    """Return the delays of every stratum of a selection since its peildatum (ISO text)."""
    found: dict[Stratum, list[Outcome]] = {}
    for unit in sorted(units, key=lambda unit: list(Stratum).index(unit.stratum)):
        own = found.setdefault(unit.stratum, [])
        own += [outcomes[unit.unit_id]] if unit.unit_id in outcomes else []
    return {stratum: _delay(told, since) for stratum, told in found.items()}


def _delay(told: Sequence[Outcome], since: str) -> Delay:
    if len(told) < SMALLEST_CELL:
        refused = Refusal(Reason.FEW_VISITS if told else Reason.NO_OUTCOMES)
        return Delay(refused, refused)
    written = [_days(each.day, each.written) for each in told if each.written]
    looked = float(median(_days(since, each.day) for each in told))
    return Delay(looked, float(median(written)) if len(written) >= SMALLEST_CELL else Refusal(Reason.NOT_TOLD))


def _days(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days
