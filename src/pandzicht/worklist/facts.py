# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What filters look at again and again, per unit of a check, made once for all who see the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.definitions.reads import LAST_VISIT
from pandzicht.runs.shelf import RunTables
from pandzicht.worklist.criteria import Order
from pandzicht.worklist.neighbourhoods import buurten_of
from pandzicht.worklist.units import DISPUTED, Bools, Numbers, Sighted, Units, units_of
from pandzicht.worklist.uses import Uses, uses_of

NEVER = -1
"""Stands for the day of a visit that never was; other days are counted from the first."""
FIRST_DAY = date(1970, 1, 1)
_WALK = ("woonplaats", "straat", "huisnummer", "huisletter", "huisnummertoevoeging", "address_id")


@dataclass(frozen=True)
class UnitFacts:
    """The units of a check with their buurt, uses, last visit, and the orders in which they can stand."""

    tables: RunTables
    units: Units

    @cached_property
    def buurten(self) -> Numbers:
        """The place of the buurt in which each unit lies: of a pand that of its first address."""
        return self.tables.once(buurten_of)[1][self.units.named]

    @cached_property
    def by_buurt(self) -> Numbers:
        """How many units each buurt has, and last how many lie in none."""
        return np.bincount(self.buurten, minlength=len(self.tables.once(buurten_of)[0]) + 1)

    @cached_property
    def kinds(self) -> Mapping[str, Bools]:
        """Per use that occurs which units have it."""
        uses: Uses = self.tables.once(uses_of)
        marked = {name: self.units.any_of(uses.marked(name)) for name in uses.names}
        return {name: marks for name, marks in marked.items() if marks.any()}

    @cached_property
    def visits(self) -> Numbers:
        """The day on which each unit was last visited, in days since the first."""
        return self.units.newest(self.tables.once(_last_visits))

    @cached_property
    def disputed(self) -> Bools:
        """Which units have a signal that is disputed now."""
        marked = np.zeros(self.units.count, dtype=bool)
        for codes in self.units.codes.values():
            marked |= codes == DISPUTED
        return marked

    @cached_property
    def orders(self) -> Mapping[Order, Numbers]:
        """The positions of the units in the orders that follow from what they are."""
        walk = np.argsort(self.tables.once(_walked)[self.units.named], kind="stable")
        visited = self.units.count and LAST_VISIT in self.tables.indicators.column_names
        orders = {Order.ADDRESS: walk}
        return orders | ({Order.LAST_VISIT: np.argsort(self.visits, kind="stable")} if visited else {})


def facts_of(tables: RunTables, sighted: Sighted) -> UnitFacts:
    """Return the facts of the units of a check, as whoever asks may see them."""
    return UnitFacts(tables, tables.once(units_of, sighted))


def lines_of(tables: RunTables) -> pa.Array:
    """Return per address of a run its line in small letters, to look for a part of it."""
    lines = tables.addresses["adres"].combine_chunks().fill_null("")
    return pc.utf8_lower(pc.replace_substring_regex(lines, r"\s+", " "))


def _last_visits(tables: RunTables) -> Numbers:
    """Return per address of a run the day of its last visit."""
    days = tables.indicators[LAST_VISIT].cast(pa.int32()).fill_null(NEVER)
    return np.asarray(days.to_numpy(), dtype=np.int64)


def _walked(tables: RunTables) -> Numbers:
    """Return per address of a run its place in the order in which one walks past."""
    columns = {name: tables.addresses[name] for name in _WALK}
    filled = {name: column.fill_null(0 if name == "huisnummer" else "") for name, column in columns.items()}
    order = pc.sort_indices(pa.table(filled), sort_keys=[(name, "ascending") for name in _WALK]).to_numpy()
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places
