# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an export tells of one unit of a selection: the unit and its source rows for everybody, the analysis apart.

A dossier holds nothing of why or how a unit was selected; that stands in its analysis, which an export for inspectors
is never given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pandzicht.exports.described import About, DescribedTable


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit as it stands in a list: the address that names it, and how many addresses it has."""

    unit_id: str
    address_id: str
    adres: str
    postcode: str
    woonplaats: str
    pand_id: str
    addresses: int = 1
    has_second_visit: bool = False
    """Whether a second inspector goes there too, which says nothing of the unit."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A row of a source behind what is said of an address, and what it is said for."""

    address_id: str
    source: str
    delivered_on: date
    place: str
    row_id: str
    said_for: tuple[str, ...]
    values: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """The facts of one unit: the same for whichever reason it was drawn."""

    unit: ListedUnit
    rows: tuple[SourceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A signal's answer for a unit: what it says, what it counts, and what would be if it were otherwise."""

    question: str
    answer: str
    text: str
    points: int
    """What the signal counts when it is yes."""
    legal_basis: str
    other_score: int | None = None
    other_rank: int | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a unit came into the selection."""

    stratum: str
    inclusion_probability: float | None
    rank: int | None
    score: int
    score_max: int
    unknown_count: int
    manual_reason: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Why a unit stands where it stands: for analysts and auditors."""

    drawn: Drawn
    answers: tuple[AnswerLine, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """The sentences of the signals that are yes."""
        return tuple(answer.text for answer in self.answers if answer.answer == "yes")


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One line of the account: the part it belongs to, what, its value, and a note."""

    part: str
    name: str
    value: str | int | float | date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that a workbook of a selection shows; without analyses it holds facts only."""

    about: About
    selection: str
    unit: str
    """What is counted: object or pand."""
    table: DescribedTable
    """The addresses of the units, with facts and indicators."""
    dossiers: tuple[Dossier, ...]
    """In the order of the list."""
    account: tuple[AccountLine, ...]
    analyses: Mapping[str, Analysis] = field(default_factory=dict)
    """Unit -> analysis; empty in what an inspector gets."""
