# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a round fell on groups of people, per fifth of the city: from where a group is smallest to where it is largest.

The groups are those of the proxy test, by figures of whole areas; nobody is counted one by one (lawful.md 13 and 14).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pandzicht.definitions.action import Action
from pandzicht.definitions.words import Text
from pandzicht.errors import NotAvailable, PurposeMissing
from pandzicht.ranking.estimate import Floats, Integers, summed
from pandzicht.ranking.outcome import Outcome, Result
from pandzicht.ranking.selection_rates import SelectionRates, selection_rates
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import DIGITS, SMALLEST_CELL, Figure, Reason, Refusal, wilson
from pandzicht.runs.area_figures import PURPOSE, GroupFigures, area_figures
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.outcomes import numbers_of_units
from pandzicht.runs.rounds import HandedRound
from pandzicht.runs.selecting import kept_selection
from pandzicht.store.engine import Engine

_WIJK = len("BU051801")
_BY_ORDER = (Stratum.TOP, Stratum.CHALLENGER, Stratum.MANUAL)


class Measure(StrEnum):
    """What is told per fifth: a share of the frame, or of what was visited."""

    SELECTED = "selected"
    """Chosen for its points or by hand, of the frame: what was drawn at random falls on all alike."""
    NOTHING = "nothing"
    """Visited without finding anything, of the frame: the burden."""
    ESTABLISHED = "established"
    """Established, of what was visited: the yield."""
    NO_ACCESS = "no_access"
    """Nobody could see it, of what was visited."""


@dataclass(frozen=True, slots=True)
class GroupShares:
    """One measure of a round beside one group: the share per fifth, and the last fifth over the first."""

    group: str
    label: Text
    measure: Measure
    shares: SelectionRates


@dataclass(frozen=True, slots=True)
class AreaShares:
    """What a round did in one wijk: units of its frame, those visited, and every measure with its interval."""

    area: str
    """Code of the wijk as CBS writes it."""
    frame: int
    visited: int
    shares: dict[Measure, Figure | Refusal]
    """Refused where fewer than the smallest cell were there to be selected or visited."""


class NoGroups(StrEnum):
    """Why nothing is told of groups of people."""

    NO_PURPOSE = "no_purpose"
    """Figures of areas may not be read by whoever asks."""
    NO_FIGURES = "no_figures"
    """None are known to the run."""


@dataclass(frozen=True, slots=True)
class Fairness:
    """How a round fell: on groups of people by fifths of the city, unless that is refused, and on each wijk."""

    groups: tuple[GroupShares, ...]
    refused: NoGroups | None
    areas: tuple[AreaShares, ...]


@dataclass(frozen=True, slots=True)
class _Counts:
    """Units per area: of the frame, visited, and by measure."""

    frame: Floats
    visited: Floats
    of: dict[Measure, Floats]

    def whole(self, measure: Measure) -> Floats:
        return self.frame if measure in {Measure.SELECTED, Measure.NOTHING} else self.visited


def fairness(run: OpenRun, one: HandedRound) -> tuple[GroupShares, ...]:
    """Return every measure of a round beside every group that is tested on the peildatum of a run.

    Without a ratio there was too little to tell. Raises NotAvailable when no figures of areas are known to the run.
    """
    run.operation.allows(Action.SEE_YIELD)
    run.operation.serves(PURPOSE)
    areas = _buurten(run)
    with Engine(threads=1, memory_mib=500) as engine:
        groups = area_figures(engine, run, areas)
    counts = _counts(run, one, areas)
    _, districts = np.unique([area[:_WIJK] for area in areas], return_inverse=True)
    return tuple(
        GroupShares(item.group.name, item.label, measure, _shares(item, measure, counts, districts.astype(np.int64)))
        for item in groups
        for measure in Measure
    )


def fairness_of(run: OpenRun, one: HandedRound) -> Fairness:
    """Return how a round fell on groups and on wijken, as far as whoever asks may see the groups."""
    try:
        groups, refused = fairness(run, one), None
    except PurposeMissing:
        groups, refused = (), NoGroups.NO_PURPOSE
    except NotAvailable:
        groups, refused = (), NoGroups.NO_FIGURES
    return Fairness(groups, refused, fairness_by_area(run, one))


def fairness_by_area(run: OpenRun, one: HandedRound) -> tuple[AreaShares, ...]:
    """Return every measure of a round in each wijk of its frame, with intervals and the smallest cell."""
    run.operation.allows(Action.SEE_YIELD)
    areas = _buurten(run)
    counts = _counts(run, one, areas)
    districts, place = np.unique([area[:_WIJK] for area in areas], return_inverse=True)

    def per_district(amounts: Floats) -> Floats:
        return summed(place.astype(np.int64), amounts, len(districts))

    frame, visited = per_district(counts.frame), per_district(counts.visited)
    parts = {measure: (per_district(counts.of[measure]), per_district(counts.whole(measure))) for measure in Measure}
    return tuple(
        AreaShares(
            f"WK{district[2:]}",
            int(frame[at]),
            int(visited[at]),
            {measure: _share(part[at], whole[at]) for measure, (part, whole) in parts.items()},
        )
        for at, district in enumerate(districts)
        if frame[at]
    )


def _share(part: float, whole: float) -> Figure | Refusal:
    if whole < SMALLEST_CELL:
        return Refusal(Reason.FEW_VISITS if whole else Reason.NO_OUTCOMES)
    share = min(part / whole, 1.0)
    return Figure(*(round(each, DIGITS) for each in (share, *wilson(share, whole), whole)))


def _buurten(run: OpenRun) -> list[str]:
    return sorted({code for code in run.addresses["buurtcode"].unique().to_pylist() if code})


def _shares(item: GroupFigures, measure: Measure, counts: _Counts, districts: Integers) -> SelectionRates:
    usable = ~np.isnan(item.group.figures) & (counts.whole(measure) > 0)
    chosen, whole, figures = counts.of[measure][usable], counts.whole(measure)[usable], item.group.figures[usable]
    return selection_rates(chosen, whole, figures, districts[usable], SMALLEST_CELL)


def _counts(run: OpenRun, one: HandedRound, areas: Sequence[str]) -> _Counts:
    kept = kept_selection(run.workspace, one.selection_id)
    place = {area: at for at, area in enumerate(areas)}
    numbers = run.tables.once(numbers_of_units, str(kept.account["unit"]))
    codes = run.addresses["buurtcode"].to_pylist()

    def per_area(units: Iterable[str]) -> Floats:
        found = [place.get(codes[numbers[unit][0]] or "", -1) for unit in units if unit in numbers]
        here = np.array([at for at in found if at >= 0], dtype=np.int64)
        return np.bincount(here, minlength=len(areas)).astype(np.float64)

    def where(holds: Callable[[Outcome], bool]) -> Floats:
        return per_area(unit for unit, outcome in one.outcomes.items() if holds(outcome))

    by_hand = (name for name, unit in one.round.units.items() if unit.stratum is Stratum.MANUAL)
    frame = dict.fromkeys([*kept.frame["unit_id"].to_pylist(), *by_hand])
    chosen = (name for name, unit in one.round.units.items() if unit.stratum in _BY_ORDER)
    of = {
        Measure.SELECTED: per_area(chosen),
        Measure.NOTHING: where(lambda told: told.result is Result.NOTHING),
        Measure.ESTABLISHED: where(lambda told: told.result is Result.ESTABLISHED),
        Measure.NO_ACCESS: where(lambda told: told.result is Result.NOT_SEEN),
    }
    return _Counts(per_area(frame), where(lambda _: True), of)
