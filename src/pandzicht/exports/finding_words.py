# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How it is said what became of findings: whether they stood, how serious they were, and how long a look took."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pandzicht.exports.yield_words import REFUSED
from pandzicht.language import Language, Say, message, shown
from pandzicht.ranking.findings import Findings
from pandzicht.ranking.outcome import Appeal
from pandzicht.ranking.yield_estimate import Figure, Refusal

APPEALS: Mapping[Appeal, str] = {
    Appeal.STANDS: message("stands"),
    Appeal.RUNNING: message("objection or appeal runs"),
    Appeal.UNDONE: message("did not stand after objection or appeal"),
}
"""How a finding stands."""
SEVERITY = message("severity per visit")
DELAYS = (message("half were looked at within (days)"), message("half were written down after that within (days)"))
"""What the two delays are called; both are medians."""


def counts_of(told: Findings) -> dict[Appeal, int]:
    """Return how many findings of a stratum stand in each way; together they are what was established."""
    return {Appeal.STANDS: told.standing, Appeal.RUNNING: told.running, Appeal.UNDONE: told.undone}


def said_severity(say: Say, told: Figure | Refusal) -> str:
    """Return what findings weigh per visit with its interval, or why that is not claimed."""
    if isinstance(told, Refusal):
        return say(REFUSED[told.refused])
    value, low, high = (Decimal(f"{part:.2f}") for part in (told.value, told.low, told.high))
    return say("{value} (95 %: {low} to {high})", value=value, low=low, high=high)


def said_days(language: Language, told: float) -> str:
    """Return a number of days, with a half where there is one.

    >>> said_days(Language.NL, 20.5), said_days(Language.EN, 7.0)
    ('20,5', '7')
    """
    return shown(Decimal(f"{told:g}"), language)
