# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Earlier looks at an address for the checks that ask, and how they ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pandzicht.definitions.check import Check
from pandzicht.definitions.closed_list import outcome_told
from pandzicht.definitions.source import Source
from pandzicht.dossier.reading import Reading
from pandzicht.dossier.wording import in_words
from pandzicht.language import Language
from pandzicht.ranking.outcome import Result
from pandzicht.runs.outcomes import result_of


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at the address for a check: when, by which step, and what it gave."""

    day: date
    step: str
    check: str
    result: Result
    outcome: str
    """The outcome in the words of the source; of a finding also what became of it, where the check may know."""
    source: str
    delivered_on: date
    of_pand: bool


def visits_of(reading: Reading) -> tuple[Visit, ...]:
    """Return the looks of which an outcome for one of the checks is known, the newest first."""
    found = (
        visit
        for name in reading.sources
        for check in reading.checks
        for visit in _of_source(reading, reading.source(name), check)
    )
    return tuple(sorted(found, key=lambda visit: (-visit.day.toordinal(), visit.check, visit.step)))


def _of_source(reading: Reading, source: Source, check: Check) -> Iterator[Visit]:
    told, fields, language = source.outcomes, outcome_told(source, check), reading.language
    if told is None or source.dated_by is None or not fields or not fields <= reading.told(source.source):
        return
    names = [told.of[check.check], *([told.appeal.field] if told.appeal and told.appeal.field in fields else [])]
    for row in reading.rows(source.source):
        day, result = row.values.get(source.dated_by), result_of(told, row.values.get(told.of[check.check]))
        if result is not None and isinstance(day, date) and day <= reading.run.on:
            yield Visit(
                day=day,
                step=in_words(source, told.step, row.values, language),
                check=check.label.in_(language),
                result=result,
                outcome="; ".join(_told(source, names, row.values, language)),
                source=source.label.in_(language),
                delivered_on=row.delivered_on,
                of_pand=row.of_pand,
            )


def _told(source: Source, names: Sequence[str], values: Mapping[str, object], language: Language) -> Iterator[str]:
    yield from (in_words(source, name, values, language) for name in names if values.get(name) is not None)
