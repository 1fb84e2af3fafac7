# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the list of a check differs between two runs: which units came on it or left it, and which signal turned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.definitions.action import Action
from pandzicht.errors import NotAvailable, NotFound
from pandzicht.language import Language
from pandzicht.runs.opened import OpenRun
from pandzicht.worklist.listed import ListedCheck
from pandzicht.worklist.units import ANSWERS, YES, Bools, Numbers, Units

SHOWN = 200
"""Units that are named at once."""


class Way(StrEnum):
    """How units can differ between two runs; the last two are of one signal."""

    CAME = "came"
    LEFT = "left"
    NOW_YES = "now_yes"
    NO_LONGER_YES = "no_longer_yes"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which units are named: those that differ in one way, for the last two ways of one signal."""

    way: Way = Way.CAME
    signal: str = ""


@dataclass(frozen=True, slots=True)
class SignalTurn:
    """A signal that answers otherwise for a unit; empty where it was not asked of it."""

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MovedUnit:
    """A unit that differs, by the address that names it, and the signals that explain it."""

    address_id: str
    line: str
    turns: tuple[SignalTurn, ...]
    is_new: bool
    """Whether only one of the runs looks at it at all."""


@dataclass(frozen=True, slots=True)
class SignalCounts:
    """How many units a signal says yes of in both runs, and of how many that turned."""

    signal: str
    question: str
    yes_before: int
    yes_after: int
    now_yes: int
    no_longer_yes: int


@dataclass(frozen=True, slots=True)
class RunDifference:
    """How one list differs: the counts, each of which can be opened, and the units that are named now."""

    check: str
    label: str
    unit: str
    before: str
    after: str
    count_before: int
    count_after: int
    came: int
    left: int
    signals: tuple[SignalCounts, ...]
    asked: Asked
    shown: tuple[MovedUnit, ...]
    shown_of: int

    @property
    def turned(self) -> tuple[SignalCounts, ...]:
        """The signals that answer otherwise for some unit."""
        return tuple(one for one in self.signals if one.now_yes or one.no_longer_yes)

    @property
    def unturned(self) -> tuple[SignalCounts, ...]:
        """The signals of which no yes came or went."""
        return tuple(one for one in self.signals if not one.now_yes and not one.no_longer_yes)


def run_difference(
    before: OpenRun, after: OpenRun, check: str, asked: Asked, language: Language = Language.NL
) -> RunDifference:
    """Return how the list of a check differs between two runs; the units that are named are logged first.

    Raises NotFound for a check that did not run in both or a signal that it does not ask, NotAvailable while it is
    stopped.
    """
    after.operation.allows(Action.LIST)
    pair = _Pair(ListedCheck(before, check, language), ListedCheck(after, check, language))
    if asked.signal and asked.signal not in pair.signals:
        raise NotFound(f"signal '{asked.signal}' is not asked by check '{check}'; it asks {', '.join(pair.signals)}")
    found = pair.differing(asked)
    listed = pair.new.subject.check
    answer = RunDifference(
        check=check,
        label=listed.label.in_(language),
        unit=listed.unit,
        before=before.run_id,
        after=after.run_id,
        count_before=int((pair.old.units.score > 0).sum()),
        count_after=int((pair.new.units.score > 0).sum()),
        came=len(pair.differing(Asked(Way.CAME))),
        left=len(pair.differing(Asked(Way.LEFT))),
        signals=tuple(pair.counts()),
        asked=asked,
        shown=tuple(pair.moved(found[:SHOWN], asked)),
        shown_of=len(found),
    )
    pair.log(found[:SHOWN], asked)
    return answer


class _Pair:
    """One check in two runs, with the place of every unit in the other."""

    def __init__(self, old: ListedCheck, new: ListedCheck) -> None:
        if old.stopped or new.stopped:
            raise NotAvailable(f"check '{new.sighted.check}' was stopped: its signals are not used, nor compared")
        self.old, self.new = old, new
        self._old_in_new = _places(old.units, new.units)
        self._new_in_old = _places(new.units, old.units)
        self.signals = tuple(dict.fromkeys((*new.units.points, *old.units.points)))

    def differing(self, asked: Asked) -> Numbers:
        """Return the positions of the units that differ: of what left in the old run, of what came in the new one."""
        if asked.way is Way.CAME:
            return _only(self.new.units.score > 0, self.old.units.score > 0, self._new_in_old)
        if asked.way is Way.LEFT:
            return _only(self.old.units.score > 0, self.new.units.score > 0, self._old_in_new)
        old, new = (self._yes(listed, asked.signal) for listed in (self.old, self.new))
        if asked.way is Way.NOW_YES:
            return _only(new, old, self._new_in_old)
        return _only(old, new, self._old_in_new)

    def counts(self) -> Iterator[SignalCounts]:
        """Yield per signal how many units it says yes of, those that turn most first."""
        found = [
            SignalCounts(
                signal=name,
                question=self._question(name),
                yes_before=int(self._yes(self.old, name).sum()),
                yes_after=int(self._yes(self.new, name).sum()),
                now_yes=len(self.differing(Asked(Way.NOW_YES, name))),
                no_longer_yes=len(self.differing(Asked(Way.NO_LONGER_YES, name))),
            )
            for name in self.signals
        ]
        yield from sorted(found, key=lambda one: -(one.now_yes + one.no_longer_yes))

    def moved(self, positions: Numbers, asked: Asked) -> Iterator[MovedUnit]:
        """Yield units that differ with the signals that turned."""
        listed = self._side(asked)
        places = self._new_in_old if listed is self.new else self._old_in_new
        addresses = listed.run.addresses
        for position in positions.tolist():
            number, there = int(listed.units.named[position]), int(places[position])
            here = {"new": position, "old": there} if listed is self.new else {"new": there, "old": position}
            yield MovedUnit(
                str(addresses["address_id"][number]),
                str(addresses["adres"][number]),
                tuple(self._turns(here["old"], here["new"])),
                there < 0,
            )

    def log(self, positions: Numbers, asked: Asked) -> None:
        """Log the addresses of the units that are named."""
        listed = self._side(asked)
        numbers = [number for position in positions.tolist() for number in listed.units.members_of(position).tolist()]
        listed.run.concerned(numbers, listed.sighted.check, listed.subject.sources)

    def _side(self, asked: Asked) -> ListedCheck:
        return self.new if asked.way in {Way.CAME, Way.NOW_YES} else self.old

    def _turns(self, old: int, new: int) -> Iterator[SignalTurn]:
        for name in self.signals:
            before, after = _answer(self.old.units, name, old), _answer(self.new.units, name, new)
            if before != after and ANSWERS[YES] in {before, after}:
                yield SignalTurn(self._question(name), before, after)

    def _yes(self, listed: ListedCheck, signal: str) -> Bools:
        codes = listed.units.codes.get(signal)
        found: Bools = np.zeros(listed.units.count, dtype=bool) if codes is None else codes == YES
        return found

    def _question(self, name: str) -> str:
        known = self.new.run.catalogue.signals.get(name) or self.old.run.catalogue.signals[name]
        return known.question.in_(self.new.language)


def _places(units: Units, others: Units) -> Numbers:
    """Return the position of each unit among others by its name; -1 where it is not among them."""
    found: Numbers = pc.fill_null(pc.index_in(units.names, value_set=pa.array(others.names)), -1).to_numpy()
    return found


def _only(here: Bools, there: Bools, places: Numbers) -> Numbers:
    """Return the positions where something holds here and not there."""
    also = np.zeros(len(here), dtype=bool)
    known = places >= 0
    also[known] = there[places[known]]
    return np.flatnonzero(here & ~also)


def _answer(units: Units, signal: str, position: int) -> str:
    codes = units.codes.get(signal)
    return "" if codes is None or position < 0 else ANSWERS[int(codes[position])]
