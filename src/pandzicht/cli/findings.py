# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What became of what a round found: per stratum what stood, how serious it was, and how long a look took."""

from __future__ import annotations

from pandzicht.cli.page import Page
from pandzicht.exports.finding_words import APPEALS, DELAYS, SEVERITY, counts_of, said_days, said_severity
from pandzicht.exports.yield_words import REFUSED
from pandzicht.ranking.yield_estimate import Refusal
from pandzicht.runs.rounds import HandedRound


def show_findings(page: Page, one: HandedRound) -> None:
    """Say what became of the findings of a round; nothing of a round in which nobody looked yet."""
    say = page.say
    if not one.outcomes:
        return
    page.line(say("What became of what was established; it stands unless its source says otherwise:"), indent=2, hang=2)
    headings = [say("stratum"), *(say(name) for name in APPEALS.values()), say(SEVERITY), *map(say, DELAYS)]
    rows = [
        (
            stratum.value,
            *counts_of(told).values(),
            said_severity(say, told.severity),
            _days(page, one.delays[stratum].to_look),
            _days(page, one.delays[stratum].to_written),
        )
        for stratum, told in one.findings.items()
    ]
    page.table(headings, rows)


def _days(page: Page, told: float | Refusal) -> str:
    return page.say(REFUSED[told.refused]) if isinstance(told, Refusal) else said_days(page.language, told)
