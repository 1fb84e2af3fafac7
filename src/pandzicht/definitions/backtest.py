# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A backtest: a table of past inspections, what its columns mean, and what is to be judged on it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from pandzicht.definitions.check import Points
from pandzicht.definitions.words import Definition, Duration, Name, Text

Heading = Annotated[str, StringConstraints(min_length=1)]
"""The name of a column, letter for letter as it stands in the table."""


class Direction(StrEnum):
    """Which way the points of a number may go as it rises."""

    UP = "up"
    DOWN = "down"
    FREE = "free"

    @property
    def sign(self) -> int:
        """The sign that its points may have; 0 for any."""
        return {Direction.UP: 1, Direction.DOWN: -1, Direction.FREE: 0}[self]


class Carrier(StrEnum):
    """Of what a feature tells that is no trait of an address."""

    INSPECTOR = "inspector"
    TEAM = "team"
    DAY = "day"
    AREA = "area"


class OutcomeColumn(Definition):
    """The column that tells what a visit found; where it is empty nobody went."""

    column: Heading
    found: tuple[str, ...] = Field(min_length=1)
    """What it reads where something was found."""
    not_found: tuple[str, ...] = Field(min_length=1)
    """What it reads where somebody went and found nothing."""

    @model_validator(mode="after")
    def _apart(self) -> OutcomeColumn:
        both = sorted(set(self.found) & set(self.not_found))
        if both:
            raise ValueError(f"'{both[0]}' is both found and not found")
        return self


class DateColumn(Definition):
    """The column with the day of the visit."""

    column: Heading
    format: str = "%Y-%m-%d"
    """As of strptime."""


class MarkedRows(Definition):
    """The rows that a column marks."""

    column: Heading
    values: tuple[str, ...] = Field(min_length=1)
    """What the column reads in a row that is marked."""


class OldScore(Definition):
    """The column with the score by which was chosen until now."""

    column: Heading
    since: date | None = None
    """From which day it was computed before the visits, and not afterwards from their outcomes; empty: not known."""


class BacktestFeature(Definition):
    """One feature that may be learned from."""

    column: Heading
    kind: Literal["number", "words"] = "number"
    direction: Direction = Direction.FREE
    missing: tuple[str, ...] = ()
    """Texts that mean that it is not known, beside an empty cell."""
    tells_of: Carrier | None = None
    """Of an inspector, a team, a day or an area, and so not of the address; then it is judged apart and never used."""

    @model_validator(mode="after")
    def _only_numbers_rise(self) -> BacktestFeature:
        if self.kind == "words" and self.direction is not Direction.FREE:
            raise ValueError("words have no direction; declare one for numbers only")
        return self


class Windows(Definition):
    """How often, and with how much time in between, what is learned is held against what came after."""

    count: int = Field(default=6, ge=6, le=24)
    first: float = Field(default=0.4, ge=0.2, le=0.7)
    """The share of the rows, from the earliest, that is only learned from."""
    gap: Duration = Duration("P30D")
    """How long it takes until an outcome is known."""


class Backtest(Definition):
    """A judgement of a rule or a model on any table of past inspections."""

    backtest: Name
    label: Text
    table: str = Field(min_length=1)
    """The file: .csv, .xlsx or .parquet, from the folder of this definition."""
    sheet: str = ""
    decimal: Literal[".", ","] = "."
    outcome: OutcomeColumn
    day: DateColumn
    groups: tuple[Heading, ...] = Field(min_length=1)
    """The columns that name the building and, where known, the owner: none of them is both learned from and judged."""
    features: dict[Name, BacktestFeature] = Field(min_length=1)
    rule: dict[Name, Points] = Field(default_factory=dict)
    """Expert points: feature -> its points where it is above zero."""
    old_score: OldScore | None = None
    probability: Heading | None = None
    """The column with the probability with which a row was drawn and visited; empty for one that was added by hand."""
    random_share: MarkedRows | None = None
    """The rows that were drawn at random from all addresses, whatever their score."""
    step: Heading | None = None
    """The column with how somebody looked (desk, letter, visit)."""
    known_as_of: Literal["selection", "later", "unknown"] = "unknown"
    """Whether the features are as they were known on the day of the selection."""
    windows: Windows = Windows()
    holdout: MarkedRows | None = None
    """The rows that were judged in a division that somebody made before: all others were learned from."""
    capacity: float = Field(default=0.2, gt=0, le=0.5)
    """The share of the addresses of a window for which there are inspectors."""
    admitted: dict[str, Annotated[str, StringConstraints(min_length=10)]] = Field(default_factory=dict)
    """Column of which the gate is not sure -> why it says nothing of who somebody is."""
    seed: int = Field(default=1, ge=0)

    @model_validator(mode="after")
    def _rule_of_features(self) -> Backtest:
        for name in self.rule:
            if name not in self.features:
                raise ValueError(f"the rule has points for '{name}', which is no feature")
            if self.features[name].kind == "words":
                raise ValueError(f"the rule has points for '{name}', which holds words and is never above zero")
        return self
