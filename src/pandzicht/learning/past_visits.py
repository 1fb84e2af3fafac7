# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table of past inspections as a backtest reads it: outcomes, days, buildings and owners, features, probabilities.

Nothing is lost silently: what cannot be read is a fault, and what is left out is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pandzicht.definitions.backtest import Backtest, BacktestFeature, MarkedRows
from pandzicht.definitions.backtest_file import BacktestFile, name_faults
from pandzicht.definitions.yaml_file import KeyPath
from pandzicht.errors import BacktestFaults, DeliveryFaults, Fault
from pandzicht.learning.feature import Feature
from pandzicht.learning.table_text import TextColumn, told
from pandzicht.ranking.estimate import Floats, Integers
from pandzicht.readers.delivered import PLACE_COLUMNS
from pandzicht.sources.draft_file import recognise
from pandzicht.sources.table_roles import are_person_numbers

MOST_WORDS = 60
"""A list of more different words than this names things rather than telling of them."""
_SAMPLE = 5_000
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PastVisits:
    """The rows of a table that can be judged, in its order."""

    days: Integers
    found: Floats
    """1 or 0; not a number where nobody went."""
    groups: tuple[Integers, ...]
    """Per column that groups rows, which of its groups a row is in; below zero for none."""
    clusters: Integers
    """Rows that share a building or an owner, also by way of others, have one number."""
    features: tuple[Feature, ...]
    old_score: Floats | None
    chance: Floats | None
    is_random: Flags | None
    steps: TextColumn | None
    is_held_out: Flags | None
    delivered: int
    not_visited: int
    """Rows left out because nobody went there and no probability is known."""

    @property
    def visited(self) -> Flags:
        """Tell of each row whether somebody went."""
        return ~np.isnan(self.found)

    @property
    def is_frame(self) -> bool:
        """Whether the rows where nobody went are there too."""
        return bool(np.any(~self.visited))


def read_past_visits(asked: BacktestFile) -> PastVisits:
    """Return the inspections that a backtest asks for; raise BacktestFaults with all that is wrong with them."""
    faults = list(name_faults(asked))
    try:
        if not asked.table.is_file():
            faults.append(asked.fault(("table",), f"there is no file '{asked.definition.table}'", "name the table"))
            raise BacktestFaults(asked.file.name, faults)
        recognised = recognise([asked.table], part=asked.definition.sheet)
    except DeliveryFaults as error:
        raise BacktestFaults(asked.file.name, [*faults, *error.faults]) from error
    except OSError as error:
        found = f"cannot be opened ({error.strerror or error})"
        faults.append(Fault(asked.table.name, "", found, "close it elsewhere, or copy it first"))
        raise BacktestFaults(asked.file.name, faults) from error
    decimal = asked.definition.decimal if recognised.reader == "csv" else "."
    reading = _Reading(asked, recognised.delivered.table, decimal, faults)
    visits = reading.visits()
    if faults:
        raise BacktestFaults(asked.file.name, faults)
    return visits


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of one table, which notes every fault and goes on."""

    asked: BacktestFile
    table: pa.Table
    decimal: str
    faults: list[Fault]

    def visits(self) -> PastVisits:
        """Return the rows that can be judged; what is in it is of no use when there are faults."""
        asked = self.asked.definition
        found, days = self._outcomes(asked), self._days(asked)
        chance = self._chances(asked, found)
        groups = tuple(self._texts(name, ("groups", at)).place for at, name in enumerate(asked.groups))
        features = tuple(self._feature(name, feature) for name, feature in asked.features.items())
        old = self._numbers(asked.old_score.column, ("old_score", "column")) if asked.old_score else None
        steps = self._texts(asked.step, ("step",)) if asked.step else None
        keys = [
            days,
            found,
            *groups,
            *(each.values for each in features),
            *(each for each in (old, chance) if each is not None),
        ]
        kept = np.lexsort(keys)  # the order of the file says nothing, so it may change nothing
        kept = kept if chance is not None else kept[~np.isnan(found[kept])]
        return PastVisits(
            days=days[kept].astype(np.int64),
            found=found[kept],
            groups=tuple(group[kept] for group in groups),
            clusters=joined([group[kept] for group in groups]),
            features=tuple(
                Feature(each.name, each.values[kept], each.words, each.direction) for each in features
            ),
            old_score=None if old is None else old[kept],
            chance=None if chance is None else chance[kept],
            is_random=self._flags(asked.random_share, "random_share", kept),
            steps=None if steps is None else TextColumn(steps.texts, steps.place[kept]),
            is_held_out=self._flags(asked.holdout, "holdout", kept),
            delivered=len(found),
            not_visited=len(found) - len(kept),
        )  # fmt: skip

    def _outcomes(self, asked: Backtest) -> Floats:
        path = ("outcome", "column")
        column = self._texts(asked.outcome.column, path)
        yes, no = column.is_one_of(asked.outcome.found), column.is_one_of(asked.outcome.not_found)
        listed = {*asked.outcome.found, *asked.outcome.not_found}
        if others := column.unread(text for text in column.texts if text not in listed):
            remedy = "list each under 'found' or 'not_found', or leave the cell empty where nobody went"
            self._fault(("outcome",), f"neither found nor not found: {told(others, self._place)}", remedy)
        if asked.outcome.column in self.table.column_names and not (yes.any() and no.any()):
            self._fault(("outcome",), "all outcomes are alike, so that nothing can be learned", "correct the lists")
        return np.where(yes, 1.0, np.where(no, 0.0, np.nan))

    def _days(self, asked: Backtest) -> Floats:
        column = self._texts(asked.day.column, ("day", "column"))
        days, unread = column.days(asked.day.format)
        if unread:
            remedy = f"correct them, or 'format', which reads {asked.day.format}"
            self._fault(("day",), f"no day: {told(unread, self._place)}", remedy)
        elif asked.day.column in self.table.column_names and np.isnan(days).any():
            count, first = int(np.isnan(days).sum()), int(np.flatnonzero(np.isnan(days))[0])
            found = f"{count} rows have no day, the first is {self._place(first)}"
            self._fault(("day", "column"), found, "give each row its day, or remove it")
        return np.nan_to_num(days)

    def _chances(self, asked: Backtest, found: Floats) -> Floats | None:
        if not asked.probability:
            return None
        chance = self._numbers(asked.probability, ("probability",))
        if asked.probability in self.table.column_names and np.isnan(chance).all():
            self._fault(("probability",), f"column '{asked.probability}' is empty", "leave 'probability' out")
        wrong = (chance < 0) | (chance > 1) | ((chance == 0) & ~np.isnan(found))
        if wrong.any():
            first = int(np.flatnonzero(wrong)[0])
            text = f"{int(wrong.sum())} rows have no probability that can be, the first is {self._place(first)}"
            self._fault(("probability",), text, "a probability lies from 0 to 1, and above 0 where somebody went")
        return chance

    def _feature(self, name: str, feature: BacktestFeature) -> Feature:
        path = ("features", name)
        column = self._texts(feature.column, (*path, "column"), missing=feature.missing)
        if meaning := self._meanings().get(feature.column):
            self._fault(path, f"column '{feature.column}' is already {meaning}", "remove it here")
        if feature.kind == "number":
            values, unread = column.numbers(self.decimal)
            if unread:
                remedy = "list what means unknown under 'missing', or declare 'kind: words'"
                self._fault(path, f"no number: {told(unread, self._place)}", remedy)
            return Feature(name, values, (), feature.direction)
        if len(column.texts) > MOST_WORDS:
            found = f"has {len(column.texts)} different words, more than {MOST_WORDS}"
            self._fault(path, found, "group them in the table, or remove it")
        return Feature(name, column.place.astype(np.float64), column.texts or ("",), feature.direction)

    def _meanings(self) -> dict[str, str]:
        """Return what columns tell that a feature may not: what was found, who was chosen, and how."""
        asked = self.asked.definition
        told = {
            asked.outcome.column: "the outcome",
            asked.day.column: "the day",
            **dict.fromkeys(asked.groups, "a group"),
        }
        told |= {name: "what was chosen by" for name in (asked.probability, asked.step) if name}
        told |= {asked.old_score.column: "the old score"} if asked.old_score else {}
        marked = (asked.random_share, asked.holdout)
        return told | {each.column: "a mark of rows" for each in marked if each}

    def _numbers(self, name: str, path: KeyPath) -> Floats:
        values, unread = self._texts(name, path).numbers(self.decimal)
        if unread:
            self._fault(path, f"no number: {told(unread, self._place)}", "correct them, or 'decimal'")
        return values

    def _flags(self, marked: MarkedRows | None, key: str, kept: Integers) -> Flags | None:
        if marked is None:
            return None
        flags = self._texts(marked.column, (key, "column")).is_one_of(marked.values)
        if marked.column in self.table.column_names and (flags.all() or not flags.any()):
            self._fault((key,), f"{'all' if flags.all() else 'no'} rows are so marked", "correct what it reads")
        return flags[kept]

    def _texts(self, name: str, path: KeyPath, *, missing: Sequence[str] = ()) -> TextColumn:
        columns = [each for each in self.table.column_names if each not in PLACE_COLUMNS]
        if name not in columns:
            listed = ", ".join(f"'{each}'" for each in columns[:30])
            self._fault(path, f"there is no column '{name}'; there are {listed}", "name one of them")
            return TextColumn((), np.full(self.table.num_rows, -1, dtype=np.int64))
        column = TextColumn.of(self.table[name], missing=missing)
        if are_person_numbers(name, [column.texts[at] for at in column.place[:_SAMPLE] if at >= 0]):
            self._fault(
                path, f"column '{name}' holds numbers of persons", "replace them by pseudonyms, or leave it out"
            )
        return column

    def _place(self, row: int) -> str:
        return f"record {self.table['record_no'][row].as_py()}"

    def _fault(self, path: KeyPath, found: str, remedy: str) -> None:
        self.faults.append(self.asked.fault(path, found, remedy))


def joined(groups: Sequence[Integers]) -> Integers:
    """Return one number for rows that share a group of any column, also by way of other rows; a row of none is alone.

    >>> joined([np.array([0, 0, 1, -1]), np.array([5, 6, 6, -1])]).tolist()
    [0, 0, 0, 3]
    """
    found = np.arange(len(groups[0]), dtype=np.int64)
    while True:
        before = found.copy()
        for group in groups:
            held = np.flatnonzero(group >= 0)
            least = np.full(int(group.max(initial=-1)) + 1, len(found), dtype=np.int64)
            np.minimum.at(least, group[held], found[held])
            found[held] = least[group[held]]
        found = found[found]
        if np.array_equal(before, found):
            return found


def counted(visits: PastVisits) -> Mapping[str, int]:
    """Return how many rows came, how many are judged, and what was found."""
    return dict(_counts(visits))


def _counts(visits: PastVisits) -> Iterator[tuple[str, int]]:
    yield "delivered", visits.delivered
    yield "not_visited", visits.not_visited
    yield "judged", len(visits.found)
    yield "visited", int(visits.visited.sum())
    yield "found", int(np.nansum(visits.found))
    yield "groups", len(np.unique(visits.clusters))
