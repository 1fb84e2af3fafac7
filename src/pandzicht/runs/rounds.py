# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rounds of a check: every list that was handed over, in order, with the looks that count for it.

A run tells the looks as it knows them, so that a later run knows more of the same round. A look counts for the last
round that proposed its unit (`ranking/round.py`); an audit package goes by the same rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.definitions.check import Check
from pandzicht.errors import AccessDenied, Gone, NotFound
from pandzicht.governance.handover import Handover, ever_handed
from pandzicht.governance.purpose import purpose_of
from pandzicht.learning.contrast import Contrast, contrasts
from pandzicht.ranking.delay import Delay, delays_of
from pandzicht.ranking.findings import Findings, findings_of
from pandzicht.ranking.outcome import Outcome, outcome_of
from pandzicht.ranking.round import Round, round_of
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Drawn, Yield, yield_of
from pandzicht.runs.channel_mark import refuse_after_term
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.outcomes import ToldLook, heaviest_finding, looks_since, sources_of_outcomes
from pandzicht.runs.selecting import KeptSelection, kept_selection

Rows = Mapping[str, Mapping[str, Any]]
Looks = Mapping[str, Sequence[ToldLook]]
"""Unit -> the looks at it, the first one first."""
_DAY = len("2026-03-01")


@dataclass(frozen=True)
class HandedRound:
    """One round of a check: when its list was handed over, the rows of that list, and the looks that count for it."""

    number: int
    handover: Handover
    round: Round
    rows: Rows
    """Unit -> its row in the list; nothing where the list was destroyed."""
    looks: Looks
    heaviest: float = 0.0
    """The most that a finding of the check weighs, 0 where no source tells how serious one is."""

    @property
    def is_destroyed(self) -> bool:
        """Whether the list is there no more, so that nothing of the round can be told but that it was."""
        return not self.rows

    @property
    def selection_id(self) -> str:
        """The selection that was handed over."""
        return self.round.name

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """The one outcome of each unit that was looked at."""
        return {unit: outcome_of(item.look for item in looks) for unit, looks in self.looks.items()}

    @cached_property
    def told(self) -> Yield:
        """What the round yielded: per stratum, of the whole frame, and the lift over that."""
        return yield_of(tuple(self.round.units.values()), self.outcomes)

    @cached_property
    def findings(self) -> Mapping[Stratum, Findings]:
        """What became of what each stratum found, beside the yield."""
        return findings_of(tuple(self.round.units.values()), self.outcomes, self.heaviest)

    @cached_property
    def delays(self) -> Mapping[Stratum, Delay]:
        """How long it took per stratum until somebody looked, and until that was written down."""
        return delays_of(tuple(self.round.units.values()), self.outcomes, self.round.since)

    @cached_property
    def contrasts(self) -> Mapping[Stratum, Contrast]:
        """Each stratum against the random share of the same round."""
        return contrasts(tuple(self.round.units.values()), self.outcomes, self.told)


def rounds_of(run: OpenRun, check_name: str) -> tuple[HandedRound, ...]:
    """Return the rounds of a check, the first one first, with all that the run knows of their looks.

    Every address at which somebody looked is logged before it is given. Units with which whoever asks has a bond are
    left out. Raises NotFound for a check that the run does not have, AccessDenied for who may not see all areas.
    """
    run.operation.allows(Action.SEE_YIELD, Action.LEARN)
    check = _check(run, check_name)
    run.operation.serves(purpose_of(check))
    refuse_after_term(run.manifest, run.today)
    if run.operation.sight.areas is not None:
        raise AccessDenied("a yield is of the whole frame of a check, and your role covers some areas only")
    found = tuple(_handed(run, check_name))
    looks = _looks(run, check, [item.round for item in found])
    heaviest = heaviest_finding(run, check_name)
    told = tuple(replace(item, looks=looks[at], heaviest=heaviest) for at, item in enumerate(found))
    run.concerned(_looked_at(run, told), check_name, sorted(sources_of_outcomes(run, check_name)))
    return told


def rounds_named(check_name: str, rounds: Sequence[HandedRound], selection_id: str) -> tuple[HandedRound, ...]:
    """Return the round whose selection is named, or all where none is; raises NotFound for a name that is no round."""
    if selection_id not in {"", *(one.selection_id for one in rounds)}:
        raise NotFound(f"selection '{selection_id}' is no round of check '{check_name}'; a round was handed over")
    return tuple(one for one in rounds if selection_id in {"", one.selection_id})


def outcomes_of_selection(run: OpenRun, check: Check, kept: KeptSelection) -> dict[str, Outcome]:
    """Return the outcomes that count for a kept selection (unit -> outcome), as a run knows them.

    A look that belongs to a later round does not count. One that was not handed over stands before those of its day
    that were. Notes whom the rows concern, as `looks_since` does.
    """
    handed = [item.round for item in _handed(run, check.check)]
    names = [item.name for item in handed]
    own = _round(kept, "", _rows(run, kept))
    if own.name not in names:
        handed = sorted([own, *handed], key=lambda one: one.since)
    here = [one.name for one in handed].index(own.name)
    looks = _looks(run, check, handed, only=own.units)[here]
    return {unit: outcome_of(item.look for item in items) for unit, items in looks.items()}


def _check(run: OpenRun, name: str) -> Check:
    if name not in run.catalogue.checks:
        there = ", ".join(run.manifest["active"]["checks"]) or "none"
        raise NotFound(f"check '{name}' is not in run {run.run_id}; it has {there}")
    return run.catalogue.checks[name]


def _handed(run: OpenRun, check_name: str) -> Iterator[HandedRound]:
    """Yield the rounds of a check in order, without looks: by the day of their comparison, then by their handover."""
    with run.operation.state.transaction(reads=True) as transaction:
        handovers = ever_handed(transaction, check_name)
    by_selection: dict[str, list[Handover]] = {}
    for item in handovers:
        by_selection.setdefault(item.selection_id, []).append(item)
    found = [_unnumbered(run, items) for items in by_selection.values()]
    firsts = {name: items[0].handed_at for name, items in by_selection.items()}
    found.sort(key=lambda one: (one.round.since, firsts[one.selection_id], one.selection_id))
    yield from (replace(one, number=number) for number, one in enumerate(found, 1))


def _unnumbered(run: OpenRun, handovers: Sequence[Handover]) -> HandedRound:
    name, last = handovers[0].selection_id, handovers[-1]
    ends = [item.withdrawn_at or "" for item in handovers]
    until = "" if "" in ends else max(ends)[:_DAY]
    try:
        kept = kept_selection(run.workspace, name)
    except (Gone, NotFound):
        return HandedRound(0, last, Round(name, handovers[0].handed_at[:_DAY], until, {}), {}, {})
    rows = _rows(run, kept)
    return HandedRound(0, last, _round(kept, until, rows), rows, {})


def _rows(run: OpenRun, kept: KeptSelection) -> Rows:
    bonds = run.operation.sight.recused
    return {str(unit["unit_id"]): unit for unit in kept.units.to_pylist() if unit["address_id"] not in bonds}


def _round(kept: KeptSelection, until: str, rows: Rows) -> Round:
    units = {name: Drawn(name, Stratum(row["stratum"]), row["inclusion_probability"]) for name, row in rows.items()}
    return Round(kept.selection_id, str(kept.account["on"]), until, units)


def _looks(
    run: OpenRun, check: Check, rounds: Sequence[Round], only: Mapping[str, Drawn] | None = None
) -> list[dict[str, list[ToldLook]]]:
    """Return per round the looks that count for it, at all units or at some only."""
    shared: list[dict[str, list[ToldLook]]] = [{} for _ in rounds]
    units = set(only) if only is not None else {unit for one in rounds for unit in one.units}
    if units:
        since = date.fromisoformat(min(one.since for one in rounds))
        for unit, looks in looks_since(run, check, units, since).items():
            for told in looks:
                at = round_of(rounds, unit, told.look.day)
                if at is not None:
                    shared[at].setdefault(unit, []).append(told)
    return shared


def _looked_at(run: OpenRun, rounds: Iterable[HandedRound]) -> set[int]:
    """Return the numbers of the addresses of the units that were looked at."""
    numbers = run.book.numbers
    found = {str(one.rows[unit]["address_id"]) for one in rounds for unit in one.looks}
    return {numbers[name] for name in found if name in numbers}
