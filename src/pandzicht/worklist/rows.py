# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a worklist says of a unit: which, why it is there in words, its object, its area, when it was last visited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from pandzicht.definitions.reads import indicators_of_signal
from pandzicht.signals.sentences import sentence
from pandzicht.worklist.columns import values_of
from pandzicht.worklist.criteria import Status
from pandzicht.worklist.facts import FIRST_DAY, NEVER
from pandzicht.worklist.filters import status_marks
from pandzicht.worklist.listed import ListedCheck
from pandzicht.worklist.units import DISPUTED, UNKNOWN, YES, Numbers
from pandzicht.worklist.uses import object_told, pand_told

_READ = (
    "address_id",
    "adres",
    "postcode",
    "woonplaats",
    "soort",
    "gebruiksdoelen",
    "pand_bouwjaar",
    "oppervlakte_m2",
)


@dataclass(frozen=True, slots=True)
class Analysis:
    """Where a unit stands and by how many points: for analysts, on request."""

    place: int
    of: int
    score: int
    score_max: int


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of a list."""

    unit_id: str
    address_id: str
    """Of a pand that of its first address."""
    adres: str
    line: str
    """Street and number, without the postcode and what comes after it."""
    postcode: str
    reasons: tuple[str, ...]
    """The sentences of the signals that are yes, the heaviest first; none while the check is stopped."""
    yes: int
    unknown: int
    disputed: int
    what: str
    """The object in words: its use, year and floor area; of a pand with several how many they are."""
    objects: int
    """How many addresses of it the check looks at."""
    area: str
    last_visit: date | None
    """None when it was never visited, or the check does not read visits."""
    statuses: tuple[Status, ...]
    values: tuple[object, ...]
    """Of the chosen columns, in their order."""
    analysis: Analysis | None = None

    @property
    def why(self) -> str:
        """All reasons as one text."""
        return " ".join(self.reasons)


def rows_of(
    listed: ListedCheck, positions: Numbers, columns: Sequence[str] = (), *, analysed: bool = False
) -> Iterator[Row]:
    """Yield units by their positions, each with the values of some columns."""
    units = listed.units
    named = pa.array(units.named[positions])
    told = {name: listed.run.addresses[name].take(named).to_pylist() for name in _READ}
    values = values_of(listed, columns, positions).to_pylist() if columns else [{}] * len(positions)
    marks = {status: status_marks(listed, status)[positions] for status in Status}
    names = units.names.take(pa.array(positions)).to_pylist()
    whys = _Reasons(listed, positions)
    counts = {code: _count(listed, positions, code) for code in (YES, UNKNOWN, DISPUTED)}
    for at, position in enumerate(positions.tolist()):
        address = {name: column[at] for name, column in told.items()}
        objects = int(units.sizes[position])
        yield Row(
            unit_id=names[at],
            address_id=address["address_id"],
            adres=address["adres"] or "",
            line=_line(address),
            postcode=address["postcode"] or "",
            reasons=whys.reasons(position),
            yes=int(counts[YES][at]),
            unknown=int(counts[UNKNOWN][at]),
            disputed=int(counts[DISPUTED][at]),
            what=_what(listed, address, objects),
            objects=objects,
            area=_area(listed, position),
            last_visit=_visited(listed, position),
            statuses=tuple(status for status in Status if marks[status][at]),
            values=tuple(values[at].values()),
            analysis=_analysis(listed, position) if analysed else None,
        )


class _Reasons:
    """Why units are on the list, from what the registers say of the address that speaks for each signal."""

    def __init__(self, listed: ListedCheck, positions: Numbers) -> None:
        self._listed = listed
        points = listed.units.points
        heaviest = sorted(listed.signals, key=lambda name: -points[name])
        self._signals = {name: listed.run.catalogue.signals[name] for name in heaviest}
        self._speaking = {position: tuple(self._speakers(position)) for position in positions.tolist()}
        numbers = sorted({number for said in self._speaking.values() for _, number in said})
        read = dict.fromkeys(name for item in self._signals.values() for name in indicators_of_signal(item))
        rows = listed.run.indicators.select(list(read)).take(pa.array(numbers, pa.int64())).to_pylist()
        self._values: Mapping[int, Mapping[str, Any]] = dict(zip(numbers, rows, strict=True))

    def reasons(self, position: int) -> tuple[str, ...]:
        """Return the sentences of a unit."""
        said = tuple(self._sentence(name, number) for name, number in self._speaking[position])
        return said if said or not self._signals else (self._listed.say("No signal is yes."),)

    def _speakers(self, position: int) -> Iterator[tuple[str, int]]:
        """Yield the signals that are yes, each with the first address for which it is."""
        units = self._listed.units
        start, size = int(units.starts[position]), int(units.sizes[position])
        for name in self._signals:
            if units.codes[name][position] == YES:
                first = int(np.argmax(units.answers[name][start : start + size] == YES))
                yield name, int(units.members[start + first])

    def _sentence(self, name: str, number: int) -> str:
        values = {**self._listed.run.context.norms, **self._values[number]}
        return sentence(self._signals[name], values, self._listed.language)


def _count(listed: ListedCheck, positions: Numbers, code: int) -> Numbers:
    """Return per unit how many signals say something."""
    total = np.zeros(len(positions), dtype=np.int64)
    for name in listed.signals:
        total += listed.units.codes[name][positions] == code
    return total


def _line(address: Mapping[str, Any]) -> str:
    """Return street and number: the line of address without the postcode and town behind it."""
    end = " ".join(filter(None, (address["postcode"], address["woonplaats"])))
    return str(address["adres"] or "").removesuffix(f", {end}")


def _what(listed: ListedCheck, address: Mapping[str, Any], objects: int) -> str:
    if objects > 1:
        return pand_told(address, objects, listed.say)
    return object_told(address, listed.say)


def _area(listed: ListedCheck, position: int) -> str:
    names = listed.neighbourhoods.names
    place = int(listed.facts.buurten[position])
    return names[place] if place < len(names) else ""


def _visited(listed: ListedCheck, position: int) -> date | None:
    if not listed.tells_visits or listed.facts.visits[position] == NEVER:
        return None
    return FIRST_DAY + timedelta(days=int(listed.facts.visits[position]))


def _analysis(listed: ListedCheck, position: int) -> Analysis | None:
    units = listed.units
    if listed.stopped:
        return None
    return Analysis(position + 1, units.count, int(units.score[position]), int(units.score_max[position]))
