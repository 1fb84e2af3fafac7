# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole wide table of a run for one check: one row per address, its indicators, answers and place in the order.

This is what an analyst has today in Access, from the tables of a run that stand in the same order of addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pandzicht.exports.address_columns import NAMES, NOTES, address_columns, id_text
from pandzicht.exports.described import About, ColumnNote, DescribedTable

SIGNAL_PREFIX = "signaal_"
"""A signal's column is named after it with this in front, so that it never meets an indicator of the same name."""
INDICATOR_PREFIX = "indicator_"
"""In front of an indicator only where its name is that of another column of the table."""

_UNIT = ColumnNote("unit_id", "Eenheid", "Unit that the check counts: the address or the building")
_FRAMED = ColumnNote("in_frame", "In het kader", "Whether the address is in the frame of the check")
_PLACED = (
    ColumnNote("score", "Punten", "Points of the signals that are yes"),
    ColumnNote("score_max", "Punten, ten hoogste", "Points if every unknown were yes"),
    ColumnNote("unknown_count", "Onbekende signalen", "Signals that are unknown"),
    ColumnNote("rank", "Plaats", "Place of the unit in the order; 1 is first"),
)
_DRAWN = (
    ColumnNote("stratum", "Stratum", "Why the unit was drawn: top, challenger, control, manual"),
    ColumnNote("inclusion_probability", "Insluitkans", "Probability with which the unit could have been drawn"),
    *_PLACED,
    ColumnNote("reasons", "Signalen die ja zijn", "Signals that are yes, joined by |"),
    ColumnNote("manual_reason", "Reden van handmatig toevoegen", "Why a person added the unit by hand"),
)
CLOSING = (
    ColumnNote("run", "Run", "The comparison"),
    ColumnNote("peildatum", "Peildatum", "The day for which it holds"),
    ColumnNote("caveat", "Voorbehoud", "What must be known before use"),
)
RESERVED = frozenset({*NAMES, *(note.name for note in (_UNIT, _FRAMED, *_DRAWN, *CLOSING))})


@dataclass(frozen=True, slots=True)
class CheckTables:
    """The tables of a run in the order of addresses, with only the indicators and signals that are wanted."""

    addresses: pa.Table
    indicators: pa.Table
    signals: pa.Table
    notes: Sequence[ColumnNote]
    """One per indicator and then one per signal."""
    unit: str
    """What the check counts: object or pand."""


def wide_of_run(tables: CheckTables, ranking: pa.Table, in_frame: NDArray[np.bool_], about: About) -> DescribedTable:
    """Return every address of the run with its place in the check's order (empty outside the frame)."""
    units = _units(tables)
    places = pc.index_in(units, value_set=ranking["unit_id"].combine_chunks())
    ranked = ranking.take(pc.if_else(pa.array(in_frame), places, None))
    leading = {"unit_id": units, "in_frame": pa.chunked_array([pa.array(in_frame)])}
    placed = {note.name: ranked[note.name] for note in _PLACED}
    return _described(tables, about, (leading, (_UNIT, _FRAMED)), (placed, _PLACED))


def wide_of_selection(
    tables: CheckTables, units: pa.Table, about: About, *, positions: NDArray[np.int64]
) -> DescribedTable:
    """Return the addresses of a selection with what the draw says of their units.

    `positions` holds per row of `tables` the position of its unit in `units`.
    """
    drawn = units.take(pa.array(positions))
    reasons = pa.array(["|".join(names) for names in drawn["reasons"].to_pylist()], pa.string())
    columns = {note.name: drawn[note.name] for note in _DRAWN} | {"reasons": pa.chunked_array([reasons])}
    leading = {"unit_id": id_text(drawn["unit_id"])}
    return _described(tables, about, (leading, (_UNIT,)), (columns, _DRAWN))


def facts_of_selection(
    tables: CheckTables, units: pa.Table, about: About, *, positions: NDArray[np.int64]
) -> DescribedTable:
    """Return the addresses of a selection with facts only: nothing in it depends on why or how a unit was drawn."""
    leading = {"unit_id": id_text(units["unit_id"].take(pa.array(positions)))}
    return _described(tables, about, (leading, (_UNIT,)), ({}, ()))


_Part = tuple[dict[str, pa.ChunkedArray], Sequence[ColumnNote]]


def _described(tables: CheckTables, about: About, leading: _Part, placed: _Part) -> DescribedTable:
    addresses = address_columns(tables.addresses)
    shown = {note.name: note for note in NOTES}
    values = [*tables.indicators.columns, *tables.signals.columns]
    count = tables.addresses.num_rows
    columns = [*leading[0].values(), *addresses.columns, *placed[0].values(), *values, *closing_columns(about, count)]
    notes = (*leading[1], *(shown[name] for name in addresses.column_names), *placed[1], *tables.notes, *CLOSING)
    return DescribedTable(pa.table(columns, names=[note.name for note in notes]), notes, about)


def closing_columns(about: About, count: int) -> list[pa.Array]:
    """Return the columns that close every row of a file, whatever the others are."""
    told = [(about.run, pa.string()), (about.on, pa.date32()), (about.mark, pa.string())]
    return [pa.repeat(pa.scalar(value, kind), count) for value, kind in told]


def column_names(indicators: Iterable[str], signals: Iterable[str]) -> dict[str, str]:
    """Return indicator -> column and (prefixed) signal -> column, no two alike.

    >>> column_names(["bewoners_aantal", "score"], ["overbewoning"])
    {'bewoners_aantal': 'bewoners_aantal', 'score': 'indicator_score', 'signaal_overbewoning': 'signaal_overbewoning'}
    """
    signalled = {f"{SIGNAL_PREFIX}{name}": f"{SIGNAL_PREFIX}{name}" for name in signals}
    taken = RESERVED | set(signalled)
    return {name: f"{INDICATOR_PREFIX}{name}" if name in taken else name for name in indicators} | signalled


def _units(tables: CheckTables) -> pa.ChunkedArray:
    """Return per address the name of its unit: the pand where a pand counts and there is one, else the address."""
    names = tables.addresses["address_id"]
    return pc.coalesce(id_text(tables.addresses["pand_id"]), names) if tables.unit == "pand" else names
