# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The units of a check as somebody may see them, in the order of the check, with the answers and points of each.

What is withheld is not there: a pand speaks by the addresses of it that may be seen, and the order is that of a run
without the others. What is disputed is told and counts for nothing. A filter is made over addresses or over units, and
`any_of` brings the one to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pandzicht.exports.address_columns import id_text
from pandzicht.runs.disputed import COUNTS_AS, answers_with, ranked_anew
from pandzicht.runs.frames import frame_of
from pandzicht.runs.opened import seen_by
from pandzicht.runs.shelf import RunTables

Numbers = NDArray[np.int64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.uint8]
ANSWERS = ("no", "disputed", "unknown", "yes")
"""An answer by its code: of the addresses of a pand the last in this order speaks."""
NO, DISPUTED, UNKNOWN, YES = range(len(ANSWERS))


class Sighted(NamedTuple):
    """A check, what of it is disputed now, and what whoever asks may see: on these depends which units there are."""

    check: str
    disputed: tuple[tuple[str, frozenset[int]], ...] = ()
    areas: frozenset[str] | None = None
    bonds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Units:
    """The units of a check in order; position 0 is first. `members` holds the addresses of each, unit by unit."""

    is_of_panden: bool
    members: Numbers
    starts: Numbers
    """Where the members of each unit begin."""
    names: pa.Array
    """The address_id, or the pand's id as text of 16 digits."""
    points: Mapping[str, int]
    """Of the signals that ran, in the order of the check."""
    answers: Mapping[str, Codes]
    """Per signal the answer of every member."""
    in_part: Bools
    """Whether some address of its pand may not be seen."""

    @property
    def count(self) -> int:
        """How many units there are."""
        return len(self.starts)

    @cached_property
    def named(self) -> Numbers:
        """The address that names each unit: of a pand its first."""
        return self.members[self.starts]

    @cached_property
    def sizes(self) -> Numbers:
        """How many addresses each unit has in the frame."""
        return np.diff(self.starts, append=len(self.members))

    @cached_property
    def codes(self) -> Mapping[str, Codes]:
        """Per signal the answer of every unit."""
        return {name: self._of_units(answers, np.maximum) for name, answers in self.answers.items()}

    @cached_property
    def score(self) -> NDArray[np.int32]:
        """The points of the signals that are yes."""
        return self._sum(YES)

    @cached_property
    def score_max(self) -> NDArray[np.int32]:
        """The most it could be if every unknown were yes."""
        return self._sum(UNKNOWN)

    def members_of(self, position: int) -> Numbers:
        """Return the addresses of a unit."""
        return self.members[self.starts[position] : self.starts[position] + self.sizes[position]]

    def any_of(self, marked: Bools) -> Bools:
        """Return which units have an address that is marked; `marked` is per address of the run."""
        return self._of_units(marked[self.members], np.logical_or)

    def newest(self, values: Numbers) -> Numbers:
        """Return the largest value among the addresses of each unit; `values` is per address of the run."""
        return self._of_units(values[self.members], np.maximum)

    def _of_units(self, of_members: NDArray[Any], join: np.ufunc) -> NDArray[Any]:
        """Return one value per unit of values per member."""
        if self.is_of_panden and self.count:
            joined: NDArray[Any] = join.reduceat(of_members, self.starts)
            return joined
        return of_members

    def _sum(self, least: int) -> NDArray[np.int32]:
        total = np.zeros(self.count, dtype=np.int32)
        for name, value in self.points.items():
            total += np.int32(value) * (self.codes[name] >= least)
        return total


def units_of(tables: RunTables, sighted: Sighted) -> Units:
    """Return the units of a check of a run, as whoever asks may see them."""
    check = tables.catalogue.checks[sighted.check]
    active = tables.manifest["active"]["signals"]
    points = {name: value for name, value in check.points.items() if name in active}
    seen: Bools = tables.once(seen_by, sighted.areas, sighted.bonds)
    framed = tables.once(frame_of, sighted.check) & seen
    of_panden = check.unit == "pand"
    order = _order(tables, sighted, tuple(points), seen)
    unit_of = _positions(tables.addresses["pand_no"], order, of_panden=of_panden)
    members = np.flatnonzero(framed)
    members = members[np.argsort(unit_of[members], kind="stable")]
    starts = np.flatnonzero(np.diff(unit_of[members], prepend=-1))
    codes = {name: _codes(tables, name, dict(sighted.disputed))[members] for name in points}
    names, in_part = _names(tables, members[starts], seen, of_panden=of_panden)
    return Units(of_panden, members, starts, names, points, codes, in_part)


def _order(tables: RunTables, sighted: Sighted, signals: Sequence[str], seen: Bools) -> pa.Table:
    """Return address_no and pand_no of the units in order: as published, or as a run without what is hidden has it."""
    check = tables.catalogue.checks[sighted.check]
    shown = pa.array(seen)
    if not sighted.disputed and (seen.all() or check.unit == "object"):
        ranking = tables.ranking.select(["check", "address_no", "pand_no"])
        ranking = ranking.filter(pc.equal(ranking["check"], sighted.check))
        return ranking.filter(shown.take(ranking["address_no"].combine_chunks()))
    signals_told = pq.read_table(tables.path("signals"), columns=["address_no", *signals])
    anew = {
        "addresses": tables.addresses.select(["address_no", "address_id", "pand_no", "pand_id"]),
        "indicators": tables.indicators,
        "signals": answers_with(signals_told, dict(sighted.disputed), COUNTS_AS),
    }
    hidden = {name: table.filter(shown) for name, table in anew.items()}
    return ranked_anew(hidden, {sighted.check: check}, tables.context, tables.seed)


def _positions(pand_nos: pa.ChunkedArray, order: pa.Table, *, of_panden: bool) -> Numbers:
    """Return per address the position of its unit, whether it is in the frame or not; -1 without one."""
    places = np.arange(order.num_rows)
    found = np.full(len(pand_nos), -1)
    found[order["address_no"].to_numpy()] = places
    if not of_panden:
        return found
    panden = pand_nos.fill_null(-1).to_numpy()
    named = order["pand_no"].fill_null(-1).to_numpy()
    of_pand = np.full(int(panden.max(initial=-1)) + 2, -1)
    of_pand[named[named >= 0]] = places[named >= 0]
    return np.where(panden >= 0, of_pand[panden], found)


def _codes(tables: RunTables, signal: str, disputed: Mapping[str, Iterable[int]]) -> Codes:
    """Return the code of an answer per address; what is no stays no where it is disputed."""
    column = pq.read_table(tables.path("signals"), columns=[signal], read_dictionary=[signal])[signal]
    told = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    codes: Codes = np.array([ANSWERS.index(answer) for answer in told.dictionary.to_pylist()] or [NO], dtype=np.uint8)
    codes = codes[told.indices.to_numpy()]
    places = np.array(sorted(disputed.get(signal, ())), dtype=np.int64)
    codes[places] = np.minimum(codes[places], DISPUTED)
    return codes


def _names(tables: RunTables, named: Numbers, seen: Bools, *, of_panden: bool) -> tuple[pa.Array, Bools]:
    """Return the names of units by the address that names each, and whether something of their pand is hidden."""
    at = pa.array(named)
    ids = tables.addresses["address_id"].take(at).combine_chunks()
    if not of_panden:
        return ids, np.zeros(len(named), dtype=bool)
    panden = tables.addresses["pand_no"].fill_null(-1).to_numpy()
    hidden = np.zeros(int(panden.max(initial=-1)) + 2, dtype=bool)
    hidden[panden[~seen & (panden >= 0)]] = True
    own = id_text(tables.addresses["pand_id"].take(at)).combine_chunks()
    return pc.coalesce(own, ids), hidden[panden[named]] & (panden[named] >= 0)
