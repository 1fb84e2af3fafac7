# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The indicators of the catalogue out of linked rows: a filter and one pass of numpy or groupby for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from bench.peers.pandas_expression import Evaluator, Value, value_of
from pandzicht.definitions.aggregate import Aggregate, read_aggregate
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.expression import parsed
from pandzicht.definitions.indicator import Indicator, Per
from pandzicht.definitions.source import FieldType, Source


@dataclass(slots=True)
class Things:
    """What an indicator can be per: for each address its number, and how many there are."""

    numbers: Mapping[Per, np.ndarray]
    counts: Mapping[Per, int]


@dataclass(slots=True)
class Wide:
    """The wide table: a value per indicator and address, and the day of the newest evidence of some."""

    values: dict[str, Value] = field(default_factory=dict)
    newest: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class Rows:
    """The linked rows of a source: its fields, and the thing of each kind that a row belongs to."""

    source: Source
    frame: pd.DataFrame
    keys: Mapping[Per, np.ndarray]


def spine_indicators(
    items: Iterable[Indicator], addresses: pd.DataFrame, things: Things, evaluator: Evaluator, wide: Wide
) -> None:
    """Add the indicators on the addresses themselves."""
    for item in items:
        if item.per is Per.OBJECT:
            wide.values[item.indicator] = evaluator.of(parsed(item.aggregate))
            continue
        aggregate = read_aggregate(item.aggregate)
        keys = things.numbers[item.per]
        chosen = keys >= 0
        if aggregate.where is not None:
            chosen = chosen & evaluator.true(aggregate.where)
        frame_columns = {name: value_of(addresses[name]) for name in aggregate.fields}
        found = _aggregated(aggregate, frame_columns, keys, chosen, things.counts[item.per])
        wide.values[item.indicator] = _spread(found, things.numbers[item.per])


def source_indicators(
    items: list[Indicator], rows: Rows, things: Things, covered: np.ndarray, *, wide: Wide, on: date,
    norms: Mapping[str, Any], dated: frozenset[str],
) -> None:  # fmt: skip
    """Add the indicators of one source."""
    held: dict[str, Value] = {}

    def column(name: str) -> Value:
        if name not in held:
            held[name] = value_of(rows.frame[name])
        return held[name]

    evaluator = Evaluator(column, on, dict(norms))
    evaluator.period = _period(rows.source)
    groups = {per: np.bincount(keys[keys >= 0], minlength=things.counts[per]) > 0 for per, keys in rows.keys.items()}
    for item in items:
        aggregate = read_aggregate(item.aggregate)
        keys = rows.keys[item.per]
        chosen = keys >= 0
        if aggregate.where is not None:
            chosen = chosen & evaluator.true(aggregate.where)
        fields = {name: column(name) for name in aggregate.fields}
        found = _aggregated(aggregate, fields, keys, chosen, things.counts[item.per])
        if found.known is None:
            found = Value(found.values, groups[item.per])
        wide.values[item.indicator] = _absent(item, _spread(found, things.numbers[item.per]), covered)
        if item.indicator in dated:
            last = _largest(column(str(rows.source.dated_by)), keys, chosen, things.counts[item.per])
            wide.newest[item.indicator] = _spread(last, things.numbers[item.per])


def _period(source: Source) -> tuple[str, str, str, str] | None:
    if source.validity is None:
        return None
    names = []
    for name in (source.validity.start, source.validity.end):
        partial = source.fields[name].type is FieldType.PARTIAL_DATE
        names += [f"{name}_vroegst", f"{name}_laatst"] if partial else [name, name]
    return tuple(names)


def _absent(item: Indicator, found: Value, covered: np.ndarray) -> Value:
    """Give zero only where it is earned."""
    if item.absent != "zero":
        return found
    some = found.values != 0 if found.known is None else (found.values != 0) & found.known
    return Value(np.where(some, found.values, 0), some | covered)


def _spread(found: Value, numbers: np.ndarray) -> Value:
    """Give every address the value of its thing."""
    has = numbers >= 0
    if found.known is not None:
        has = has & found.known[numbers]
    return Value(found.values[numbers], has, found.words)


def _aggregated(
    aggregate: Aggregate, fields: Mapping[str, Value], keys: np.ndarray, chosen: np.ndarray, count: int
) -> Value:
    columns = [fields[name] for name in aggregate.fields]
    match aggregate.name:
        case "count":
            return Value(np.bincount(keys[chosen], minlength=count))
        case "count_distinct":
            return _distinct(columns[0], keys, chosen, count)
        case "sum":
            rows = _with(columns[0], chosen)
            total = np.bincount(keys[rows], weights=columns[0].values[rows], minlength=count)
            return Value(total, np.bincount(keys[rows], minlength=count) > 0)
        case "max":
            return _largest(columns[0], keys, chosen, count)
        case "nieuwste":
            return _newest(columns[0], columns[1], keys, _with(columns[1], chosen), count)
        case "mediaan":
            return _median(columns[0], keys, _with(columns[0], chosen), count)
    raise ValueError(f"cannot compute {aggregate.name}")


def _with(column: Value, chosen: np.ndarray) -> np.ndarray:
    return np.flatnonzero(chosen if column.known is None else chosen & column.known)


def _distinct(column: Value, keys: np.ndarray, chosen: np.ndarray, count: int) -> Value:
    rows = _with(column, chosen)
    codes, words = pd.factorize(column.values[rows]) if column.words is None else (column.values[rows], column.words)
    pairs = pd.unique(keys[rows].astype(np.int64) * (len(words) + 1) + codes)
    return Value(np.bincount(pairs // (len(words) + 1), minlength=count))


def _largest(column: Value, keys: np.ndarray, chosen: np.ndarray, count: int) -> Value:
    rows = _with(column, chosen)
    values = np.full(count, np.iinfo(np.int64).min)
    np.maximum.at(values, keys[rows], column.values[rows])
    return Value(values, values > np.iinfo(np.int64).min)


def _newest(column: Value, day: Value, keys: np.ndarray, rows: np.ndarray, count: int) -> Value:
    """Return the value of the latest day; of several on that day the largest."""
    values = column.values[rows]
    order = values if column.words is None else np.append(np.argsort(np.argsort(column.words.astype(str))), -1)[values]
    ranked = rows[np.lexsort((order, day.values[rows], keys[rows]))]
    last = np.flatnonzero(np.diff(keys[ranked], append=-1))
    at = ranked[last]
    found = np.zeros(count, dtype=column.values.dtype)
    known = np.zeros(count, dtype=bool)
    found[keys[at]] = column.values[at]
    known[keys[at]] = True if column.known is None else column.known[at]
    return Value(found, known, column.words)


def _median(column: Value, keys: np.ndarray, rows: np.ndarray, count: int) -> Value:
    """Return the middle value, of an even number the lower one."""
    ranked = rows[np.lexsort((column.values[rows], keys[rows]))]
    sizes = np.bincount(keys[ranked], minlength=count)
    first = np.cumsum(sizes) - sizes
    at = np.minimum(first + np.maximum((sizes + 1) // 2 - 1, 0), max(len(ranked) - 1, 0))
    values = column.values[ranked][at] if len(ranked) else np.zeros(count)
    return Value(values, sizes > 0)


def unloaded(catalogue: Catalogue, names: Iterable[str], wide: Wide, count: int) -> None:
    """Add the indicators of sources that were not delivered: unknown everywhere."""
    for name in names:
        if name not in wide.values:
            words = pd.Index([]) if catalogue.indicators[name].type == "code" else None
            wide.values[name] = Value(np.full(count, -1 if words is not None else 0), np.zeros(count, bool), words)
