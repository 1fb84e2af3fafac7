# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Features of past inspections as columns of a scorecard: steps of a number, words of a list.

Everything about the columns is taken from the rows that are learned from; what was not seen there says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pandzicht.definitions.backtest import Direction
from pandzicht.ranking.estimate import Floats, Integers

MOST_STEPS = 7
"""Into how many steps a number is cut at most, so that a person can read them."""
FEWEST_ROWS = 25
"""A step or a word that fewer rows have is none of its own."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of all rows: numbers (not a number where unknown), or places in a list of words (below zero)."""

    name: str
    values: Floats
    words: tuple[str, ...] = ()
    """Empty for a number."""
    direction: Direction = Direction.FREE

    @property
    def is_known(self) -> np.ndarray:
        """Tell of each row whether the feature is known."""
        return self.values >= 0 if self.words else ~np.isnan(self.values)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a scorecard: at least a number, one word, or unknown."""

    feature: str
    at_least: float | None = None
    word: str = ""
    sign: int = 0
    """1 where it may only add, -1 where it may only take away, 0 where both."""
    mean: float = 0.0
    """Its mean where it is learned from, which stands in where the feature is unknown."""


def columns_of(features: Sequence[Feature], rows: Integers) -> tuple[Column, ...]:
    """Return the columns that some rows give."""
    return tuple(column for feature in features for column in _columns(feature, rows))


def filled(columns: Sequence[Column], features: Sequence[Feature], rows: Integers) -> Floats:
    """Return the values of the columns for some rows."""
    by_name = {feature.name: feature for feature in features}
    told = [_values(column, by_name[column.feature], rows) for column in columns]
    return np.stack(told, axis=1) if told else np.zeros((len(rows), 0))


def _columns(feature: Feature, rows: Integers) -> list[Column]:
    known = feature.is_known[rows]
    values = feature.values[rows][known]
    found = _words(feature, values) if feature.words else _steps(feature, values)
    absent = len(rows) - len(values)
    if min(absent, len(values)) >= FEWEST_ROWS:
        found.append(Column(feature.name))
    return found


def _words(feature: Feature, values: Floats) -> list[Column]:
    counts = np.bincount(values.astype(np.int64), minlength=len(feature.words))
    return [
        Column(feature.name, word=feature.words[place], mean=count / max(len(values), 1))
        for place, count in enumerate(counts)
        if FEWEST_ROWS <= count <= len(values) - FEWEST_ROWS
    ]


def _steps(feature: Feature, values: Floats) -> list[Column]:
    unique = np.unique(values)
    if len(unique) > MOST_STEPS + 1:
        shares = np.arange(1, MOST_STEPS + 1) / (MOST_STEPS + 1)
        # Of a count that is mostly 0 the steps are among what is not: else all but one would fall on 0.
        above = values[values > unique[0]] if np.mean(values == unique[0]) > 0.5 else values
        unique = np.unique([unique[0], *np.quantile(above, shares, method="inverted_cdf")])
    means = [(float(step), float(np.mean(values >= step))) for step in unique[1:]]
    return [
        Column(feature.name, at_least=step, sign=feature.direction.sign, mean=mean)
        for step, mean in means
        if FEWEST_ROWS <= mean * len(values) <= len(values) - FEWEST_ROWS
    ]


def _values(column: Column, feature: Feature, rows: Integers) -> Floats:
    values, known = feature.values[rows], feature.is_known[rows]
    if column.at_least is not None:
        return np.where(known, (values >= column.at_least).astype(np.float64), column.mean)
    if column.word:
        return np.where(known, (values == feature.words.index(column.word)).astype(np.float64), column.mean)
    return (~known).astype(np.float64)
