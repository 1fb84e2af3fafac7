# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which units of a check answer to what is asked: per sort of filter a mark for every unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.definitions.indicator import ValueType
from pandzicht.definitions.words import Duration
from pandzicht.errors import Fault
from pandzicht.runs.points import within
from pandzicht.runs.shelf import RunTables
from pandzicht.worklist.columns import column_faults
from pandzicht.worklist.criteria import Between, Criteria, CriteriaFaults, Order, Owner, Status
from pandzicht.worklist.facts import FIRST_DAY, lines_of
from pandzicht.worklist.listed import ListedCheck
from pandzicht.worklist.owners import TOLD_BY, owners_told
from pandzicht.worklist.units import ANSWERS, Bools, Sighted, Units, units_of
from pandzicht.worklist.view import View

_READ: Mapping[ValueType, Callable[[str], object]] = {
    ValueType.INTEGER: int,
    ValueType.DECIMAL: Decimal,
    ValueType.DATE: date.fromisoformat,
}
"""How an end of a range is read; of other types there is no range."""
_POSTCODE = re.compile(r"\b(\d{4}) ([a-z]{2})\b")


class Filtered:
    """What is asked of a check, as marks: by all sorts of filters together, and by all but one."""

    def __init__(self, listed: ListedCheck, criteria: Criteria) -> None:
        """Raise CriteriaFaults with everything that is asked of this check and cannot be."""
        faults = sorted(_faults(listed, criteria))
        if faults:
            raise CriteriaFaults(f"check '{listed.sighted.check}'", faults)
        self.marks = {name: MARKS[name](listed, criteria) for name in criteria.sorts}
        self._everything = np.ones(listed.units.count, dtype=bool)

    @property
    def units(self) -> Bools:
        """The units that answer to all that is asked."""
        return self.without("")

    def without(self, sort: str) -> Bools:
        """Return the units that answer to all that is asked, one sort of filters left aside."""
        found = self._everything
        for name, marked in self.marks.items():
            found = found if name == sort else found & marked
        return found


def _areas(listed: ListedCheck, criteria: Criteria) -> Bools:
    meant = [listed.neighbourhoods.meant_by(text) for text in criteria.areas]
    found: Bools = np.any(meant, axis=0)[listed.facts.buurten]
    return found


def _signals(listed: ListedCheck, criteria: Criteria) -> Bools:
    codes = listed.units.codes
    says = [codes[item.signal] == ANSWERS.index(item.answer) for item in criteria.signals]
    found: Bools = np.all(says, axis=0) if criteria.every else np.any(says, axis=0)
    return found


def _ranges(listed: ListedCheck, criteria: Criteria) -> Bools:
    marks = [_within(listed.run.tables, listed.units, item) for item in criteria.ranges]
    found: Bools = np.all(marks, axis=0)
    return found


def _within(tables: RunTables, units: Units, asked: Between) -> Bools:
    """Return which units have an address of which an indicator is known and lies between two values."""
    column = tables.indicators[asked.indicator]
    read = _READ[tables.catalogue.indicators[asked.indicator].type]
    least = pc.greater_equal(column, pa.scalar(read(asked.least))) if asked.least else True
    most = pc.less_equal(column, pa.scalar(read(asked.most))) if asked.most else True
    marked = pc.fill_null(pc.and_(least, most), fill_value=False)
    return units.any_of(marked.to_numpy())


def _statuses(listed: ListedCheck, criteria: Criteria) -> Bools:
    found: Bools = np.any([status_marks(listed, status) for status in criteria.statuses], axis=0)
    return found


def status_marks(listed: ListedCheck, status: Status) -> Bools:
    """Return which units stand like this on the list."""
    if status is Status.DRAWN:
        return listed.drawn
    if status is Status.DISPUTED and not listed.stopped:
        return listed.facts.disputed
    nobody = np.zeros(listed.units.count, dtype=bool)
    return listed.new if status is Status.NEW and listed.new is not None else nobody


def _owners(listed: ListedCheck, criteria: Criteria) -> Bools:
    found: Bools = np.any([owner_marks(listed, owner) for owner in criteria.owners], axis=0)
    return found


def owner_marks(listed: ListedCheck, owner: Owner) -> Bools:
    """Return which units have an owner of a sort."""
    return listed.run.tables.once(_owner_marks, listed.sighted, owner)


def _owner_marks(tables: RunTables, sighted: Sighted, owner: Owner) -> Bools:
    return _within(tables, tables.once(units_of, sighted), TOLD_BY[owner])


def _kinds(listed: ListedCheck, criteria: Criteria) -> Bools:
    found: Bools = np.any([listed.facts.kinds[kind] for kind in criteria.kinds], axis=0)
    return found


def _not_visited(listed: ListedCheck, criteria: Criteria) -> Bools:
    return unvisited_marks(listed, criteria.not_visited)


def unvisited_marks(listed: ListedCheck, months: int) -> Bools:
    """Return which units were not visited in the months before the peildatum, or never."""
    since = Duration(f"P{months}M").before(listed.run.on)
    return listed.facts.visits <= (since - FIRST_DAY).days


def _drawn(listed: ListedCheck, criteria: Criteria) -> Bools:
    if criteria.drawn is None:
        return np.ones(listed.units.count, dtype=bool)
    return listed.units.any_of(listed.run.tables.once(within, criteria.drawn))


def _text(listed: ListedCheck, criteria: Criteria) -> Bools:
    lines = listed.run.tables.once(lines_of)
    words = _POSTCODE.sub(r"\1\2", criteria.text.lower()).split()
    marks = [pc.match_substring(lines, word).to_numpy(zero_copy_only=False) for word in words]
    return listed.units.any_of(np.all(marks, axis=0))


MARKS: Mapping[str, Callable[[ListedCheck, Criteria], Bools]] = {
    "areas": _areas,
    "signals": _signals,
    "ranges": _ranges,
    "statuses": _statuses,
    "owners": _owners,
    "kinds": _kinds,
    "not_visited": _not_visited,
    "drawn": _drawn,
    "text": _text,
}
"""How each sort of filter marks the units."""


def _faults(listed: ListedCheck, criteria: Criteria) -> Iterator[Fault]:
    """Yield what is asked and is not there in this check of this run."""
    yield from column_faults(listed, criteria.columns if isinstance(criteria, View) else ())
    yield from _unknown("area", (text for text in criteria.areas if not listed.neighbourhoods.meant_by(text).any()))
    kinds = listed.facts.kinds
    yield from _unknown("kind", (kind for kind in criteria.kinds if kind not in kinds), kinds)
    told = owners_told(listed.subject.indicators)
    yield from _unknown("owner", (owner for owner in criteria.owners if owner not in told), told)
    visits = {"not_visited": criteria.not_visited > 0, "order": criteria.order is Order.LAST_VISIT}
    for key in (key for key, asked in visits.items() if asked and not listed.tells_visits):
        yield Fault("filter", key, "the check does not read visits", "leave it out")
    ranged = ranged_indicators(listed)
    yield from _unknown("range", (item.indicator for item in criteria.ranges if item.indicator not in ranged), ranged)
    for item in criteria.ranges:
        yield from _unread(listed, item) if item.indicator in ranged else ()
    if listed.stopped:
        yield from _stopped(listed, criteria)
        return
    names = listed.signals
    yield from _unknown("signal", (item.signal for item in criteria.signals if item.signal not in names), names)
    if listed.new is None and Status.NEW in criteria.statuses:
        yield Fault("filter", "status", "there is no comparison of an earlier day to be new since", "leave 'new' out")


def ranged_indicators(listed: ListedCheck) -> tuple[str, ...]:
    """Return the indicators of the check that are numbers or days, so that a range of them may be asked."""
    indicators = listed.run.catalogue.indicators
    return tuple(name for name in listed.subject.indicators if indicators[name].type in _READ)


def _unknown(key: str, asked: Iterable[str], there: Iterable[str] = ()) -> Iterator[Fault]:
    known = f"known are {', '.join(there) or 'none'}"
    remedy = "see the counts beside the list" if key == "area" else known
    for text in dict.fromkeys(asked):
        yield Fault("filter", key, f"'{text}' is not in this check", remedy)


def _unread(listed: ListedCheck, item: Between) -> Iterator[Fault]:
    kind = listed.run.catalogue.indicators[item.indicator].type
    for end in filter(None, (item.least, item.most)):
        try:
            _READ[kind](end)
        except ValueError:
            yield Fault("filter", "range", f"'{item}': '{end}' is no {kind}", "write 12, 2.5 or 2026-03-01")


def _stopped(listed: ListedCheck, criteria: Criteria) -> Iterator[Fault]:
    asked = [*(["signal"] if criteria.signals else []), *criteria.statuses]
    for name in asked:
        if name != Status.DRAWN:
            found = f"the check was stopped ({listed.stopped}), so its signals are not used"
            yield Fault("filter", name, found, "leave it out until the check is released")
