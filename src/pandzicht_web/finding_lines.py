# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What became of what a round found, on the page: per stratum what stood, how serious it was, how long a look took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pandzicht.exports.finding_words import counts_of, said_days
from pandzicht.ranking.yield_estimate import Refusal
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.outcomes import severity_weights
from pandzicht.runs.rounds import HandedRound
from pandzicht_web.visit import Visit
from pandzicht_web.yield_words import NO_FIGURE, Cell, severity_cell


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One stratum of a round on the page."""

    stratum: str
    counts: Sequence[int]
    severity: Cell
    days: Sequence[str]


def finding_lines(visit: Visit, one: HandedRound) -> list[FindingLine]:
    """Return the lines of a round, by stratum; none while nobody looked."""
    if not one.outcomes:
        return []
    return [
        FindingLine(
            stratum.value,
            tuple(counts_of(told).values()),
            severity_cell(visit.say, told.severity),
            tuple(_days(visit, days) for days in (one.delays[stratum].to_look, one.delays[stratum].to_written)),
        )
        for stratum, told in one.findings.items()
    ]


def _days(visit: Visit, told: float | Refusal) -> str:
    return visit.say(NO_FIGURE[told.refused]) if isinstance(told, Refusal) else said_days(visit.language, told)


def weights_said(visit: Visit, run: OpenRun, check: str) -> str:
    """Return what each severity weighs, in the words of its source: empty where no source tells severity."""
    return ", ".join(_weights(visit, run, severity_weights(run, check)))


def _weights(visit: Visit, run: OpenRun, weights: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    for source, own in weights.items():
        definition = run.catalogue.sources[source]
        told = definition.outcomes.severity if definition.outcomes else None
        words = definition.fields[told.field].words if told else {}
        for code, weight in own.items():
            name = words[code].in_(visit.language) if code in words else code
            yield visit.say("{name} counts {weight}", name=name, weight=Decimal(f"{weight:g}"))
