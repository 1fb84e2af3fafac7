# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a change of a definition would do to the lists (a trial, proef): which answers turn and where, who comes on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pyarrow as pa

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.edit import Edited
from pandzicht.definitions.reads import sources_of_signal
from pandzicht.errors import PandzichtError
from pandzicht.governance.activity import activity_of_comparison
from pandzicht.language import Language, message
from pandzicht.runs.frames import frame_of
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.trial import answers_with
from pandzicht.worklist.neighbourhoods import buurten_of, neighbourhoods
from pandzicht.worklist.trial_list import ListTrial, list_trial
from pandzicht.worklist.units import Bools, Numbers

SHOWN = 10
"""Addresses that are named of each turn."""
_WIJK = len("BU051801")


class Turn(StrEnum):
    """How an answer turns."""

    NOW_YES = "now_yes"
    NO_LONGER_YES = "no_longer_yes"
    NOW_UNKNOWN = "now_unknown"
    NO_LONGER_UNKNOWN = "no_longer_unknown"


TURNS: Mapping[Turn, str] = {
    Turn.NOW_YES: message("now yes"),
    Turn.NO_LONGER_YES: message("no longer yes"),
    Turn.NOW_UNKNOWN: message("now unknown"),
    Turn.NO_LONGER_UNKNOWN: message("no longer unknown, but no"),
}
"""What is said of answers that turn in a trial."""


@dataclass(frozen=True, slots=True)
class Turned:
    """An address of which an answer turns."""

    address_id: str
    line: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AreaTurns:
    """How many answers turn in one wijk."""

    code: str
    buurten: tuple[str, ...]
    """The names of the buurten in it where one turns."""
    counts: Mapping[Turn, int]


@dataclass(frozen=True, slots=True)
class SignalTrial:
    """What a change does to the answers of one signal, over the addresses that the checks look at."""

    signal: str
    question: str
    of: int
    """How many addresses were looked at."""
    counts: Mapping[Turn, int]
    areas: tuple[AreaTurns, ...]
    examples: Mapping[Turn, tuple[Turned, ...]]

    @property
    def count(self) -> int:
        """How many answers turn."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Trial:
    """What a change does in one run: to the answers it touches, and to the lists on which these count."""

    run: str
    signals: tuple[SignalTrial, ...]
    lists: tuple[ListTrial, ...]


def trial(run: OpenRun, change: Edited, checks: Sequence[str], language: Language = Language.NL) -> Trial:
    """Return what a change would do in a run to the lists of some checks; whom it names is logged before it is given.

    Nothing is kept. Raises as `answers_with`; NotAvailable for a check of which the run lacks what its frame reads.
    """
    run.operation.allows(Action.TRY_OUT)
    if not change.is_readable:
        raise PandzichtError(f"{change.edit.label} has faults as it stands; mend them, then try it out")
    asking = [name for name in checks if _asks(change, name)]
    names = [name for name in change.affected if any(name in change.catalogue.checks[one].signals for one in asking)]
    looked_at = _looked_at(run, asking or checks)
    answers = answers_with(run, change.catalogue, asking, names) if names else pa.table({})
    signals = tuple(_signal_trial(run, change.catalogue, name, answers[name], looked_at, language) for name in names)
    lists = tuple(list_trial(run, change.catalogue, name, answers, language) for name in asking)
    _log(run, change.catalogue, asking, signals, lists)
    return Trial(run.run_id, signals, lists)


def _asks(change: Edited, check: str) -> bool:
    """Tell whether a change touches a check: itself, or a signal that counts in it."""
    if change.edit.folder == "checks":
        return change.edit.name == check
    return bool(set(change.affected) & set(change.catalogue.checks[check].signals))


def _looked_at(run: OpenRun, checks: Collection[str]) -> Bools:
    """Return which addresses some check looks at, of those that whoever asks may see."""
    found: Bools = np.zeros(run.addresses.num_rows, dtype=bool)
    for check in checks:
        found |= run.tables.once(frame_of, check)
    return found & run.seen


def _signal_trial(
    run: OpenRun, definitions: Catalogue, name: str, answers: pa.ChunkedArray, looked_at: Bools, language: Language
) -> SignalTrial:
    has_it = name in run.tables.signals.column_names
    before = _words(run.tables.signals[name]) if has_it else np.full(len(answers), "no", dtype="U8")
    after = _words(answers)
    counted = looked_at.copy()
    counted[list(run.disputed.get(name, ()))] = False
    places = {turn: np.flatnonzero(mask & counted) for turn, mask in _turns(before, after).items()}
    return SignalTrial(
        signal=name,
        question=definitions.signals[name].question.in_(language),
        of=int(counted.sum()),
        counts={turn: len(found) for turn, found in places.items()},
        areas=tuple(_areas(run, places)),
        examples={turn: tuple(_turned(run, found[:SHOWN], before, after)) for turn, found in places.items()},
    )


def _words(answers: pa.ChunkedArray) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    return np.array(answers.cast(pa.string()).to_pylist(), dtype="U8")


def _turns(before: np.ndarray, after: np.ndarray) -> Mapping[Turn, Bools]:
    return {
        Turn.NOW_YES: (after == "yes") & (before != "yes"),
        Turn.NO_LONGER_YES: (after == "no") & (before == "yes"),
        Turn.NOW_UNKNOWN: (after == "unknown") & (before != "unknown"),
        Turn.NO_LONGER_UNKNOWN: (after == "no") & (before == "unknown"),
    }


def _areas(run: OpenRun, places: Mapping[Turn, Numbers]) -> Iterator[AreaTurns]:
    """Yield the wijken in which answers turn, those with most first."""
    named = neighbourhoods(run)
    _, of_address = run.tables.once(buurten_of)
    counts: dict[str, dict[Turn, int]] = {}
    buurten: dict[str, dict[str, None]] = {}
    for turn, found in places.items():
        for buurt in of_address[found].tolist():
            code, name = (named.codes[buurt], named.names[buurt]) if buurt < len(named.codes) else ("", "")
            wijk = f"WK{code[2:_WIJK]}" if code else ""
            here = counts.setdefault(wijk, dict.fromkeys(Turn, 0))
            here[turn] += 1
            buurten.setdefault(wijk, {})[name] = None
    for wijk, here in sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        yield AreaTurns(wijk, tuple(sorted(filter(None, buurten[wijk]))), here)


def _turned(run: OpenRun, numbers: Numbers, before: np.ndarray, after: np.ndarray) -> Iterator[Turned]:
    for number in numbers.tolist():
        line = str(run.addresses["adres"][number])
        yield Turned(str(run.addresses["address_id"][number]), line, str(before[number]), str(after[number]))


def _log(
    run: OpenRun,
    definitions: Catalogue,
    checks: Sequence[str],
    signals: Sequence[SignalTrial],
    lists: Sequence[ListTrial],
) -> None:
    """Log the addresses that are named, per check for which was asked; without any, that something was tried."""
    if not checks:
        run.operation.concerns((), activity=activity_of_comparison(run.catalogue), run=run.run_id)
    named = {one.address_id for item in signals for turned in item.examples.values() for one in turned}
    for check in checks:
        own = {one.address_id for item in lists if item.check == check for one in item.named}
        sources = {source for item in signals for source in sources_of_signal(definitions, item.signal)}
        numbers = [run.book.numbers[name] for name in named | own]
        run.concerned(numbers, check, sorted(sources))
