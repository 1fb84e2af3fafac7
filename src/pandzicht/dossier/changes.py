# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed at an address since another run: facts and answers that were otherwise then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pandzicht.dossier.facts import Fact, fact_values
from pandzicht.dossier.reading import Reading
from pandzicht.runs.opened import OpenRun


@dataclass(frozen=True, slots=True)
class Changed:
    """One fact or answer, as it was and as it is; empty where it was or is unknown."""

    name: str
    label: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a run; of an address that it did not have only that."""

    run: str
    on: date
    was_there: bool
    facts: tuple[Changed, ...] = ()
    answers: tuple[Changed, ...] = ()

    @property
    def count(self) -> int:
        """How many facts and answers are otherwise."""
        return len(self.facts) + len(self.answers)


def changes_since(reading: Reading, facts: Sequence[Fact], previous: OpenRun) -> Changes:
    """Return what is otherwise than in a previous run; what that run did not compare did not change."""
    number = previous.book.numbers.get(str(reading.address["address_id"]))
    if number is None or not previous.seen[number]:
        return Changes(previous.run_id, previous.on, was_there=False)
    names = tuple(fact.name for fact in facts)
    before = fact_values(previous, number, names, reading.language)
    return Changes(
        run=previous.run_id,
        on=previous.on,
        was_there=True,
        facts=tuple(
            Changed(fact.name, fact.label, before[fact.name], fact.value)
            for fact in facts
            if before.get(fact.name, fact.value) != fact.value
        ),
        answers=() if reading.for_inspectors else tuple(_answers(reading, previous, number)),
    )


def _answers(reading: Reading, previous: OpenRun, number: int) -> list[Changed]:
    names = list(dict.fromkeys(name for check in reading.checks for name in check.points))
    known = [
        name for name in names if {name} <= set(reading.run.signals.column_names) & set(previous.signals.column_names)
    ]
    now = reading.run.signals.select(known).slice(reading.number, 1).to_pylist()[0] if known else {}
    then = previous.signals.select(known).slice(number, 1).to_pylist()[0] if known else {}
    signals = reading.run.catalogue.signals
    return [
        Changed(name, signals[name].question.in_(reading.language), str(then[name]), str(now[name]))
        for name in known
        if then[name] != now[name]
    ]
