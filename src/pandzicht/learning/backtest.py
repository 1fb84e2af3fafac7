# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A backtest: past inspections, and what rules and learned points would have made of them, as far as they can tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pandzicht.definitions.backtest import Backtest, Carrier
from pandzicht.learning.admissibility import carriers
from pandzicht.learning.contender import Contender, Scored, scored
from pandzicht.learning.drift import Drift, Share, drift_of, share_moved
from pandzicht.learning.feature import Feature
from pandzicht.learning.frame import Round, lifted, round_of, value_of
from pandzicht.learning.interval import Judged
from pandzicht.learning.leak import leaks_in
from pandzicht.learning.off_policy import Value
from pandzicht.learning.past_visits import PastVisits, counted
from pandzicht.learning.scorecard import Scorecard
from pandzicht.learning.trial import Standing, Trial, first_half_as_done, standing
from pandzicht.learning.windows import Window, rolling_windows, window_of

FEWEST_LEARNED = 100
"""Fewer visits than this teach nothing."""
FEWEST_FINDINGS = 10
Tell = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What some windows say together: of the visited addresses, and where that can be told of all."""

    windows: tuple[Window, ...]
    skipped: int
    """Windows from which too little could be learned."""
    visited: tuple[int, ...]
    found: tuple[int, ...]
    standings: Mapping[Contender, Standing]
    as_done: Judged
    rounds: tuple[Round, ...]
    whole: Round
    values: Mapping[Contender, Value]
    lifts: Mapping[Contender, Judged]


@dataclass(frozen=True, slots=True)
class Division:
    """A division into learned and judged that somebody made before, and what it would flatter."""

    is_in_time: bool
    """Whether all that was learned from came before all that is judged."""
    shared: int
    """Judged rows whose building or owner was learned from too."""
    judgement: Judgement | None
    """Nothing where the division is not in time."""


@dataclass(frozen=True, slots=True)
class Backtested:
    """All that a backtest says."""

    asked: Backtest
    counts: Mapping[str, int]
    first: int
    last: int
    rolling: Judgement | None
    """Nothing where no window can be judged."""
    division: Division | None
    carriers: Mapping[str, Carrier]
    leaks: Mapping[str, float]
    drifts: tuple[Drift, ...]
    found_moved: Share | None
    """How the share with a finding moved between the rows before the windows and the last window."""
    card: Scorecard | None
    """The points as learned for the last window."""
    largest: float
    """The share of the rows that the largest cluster has."""
    has_frame: bool


def backtest(asked: Backtest, visits: PastVisits, progress: Tell = lambda _label, _part: None) -> Backtested:
    """Return what a table of past inspections says of rules and of learned points."""
    found = carriers(asked.features, visits.features, visits.days)
    leaks = leaks_in(visits)
    admissible = tuple(each for each in visits.features if each.name not in found and each.name not in leaks)
    windows = rolling_windows(
        visits.days,
        visits.groups,
        count=asked.windows.count,
        first=asked.windows.first,
        gap=asked.windows.gap.months * 30 + asked.windows.gap.days,
    )
    useful = [window for window in windows if _teaches(visits, window)]
    learned: list[Scored] = []
    for at, window in enumerate(useful):
        progress("learning from each window", at / (len(useful) + 1))
        learned.append(scored(asked, visits, admissible, window))
    rolling = _judged(asked, visits, learned, len(windows) - len(useful)) if learned else None
    drifts, found_moved = _moved(visits, windows)
    return Backtested(
        asked=asked,
        counts=counted(visits),
        first=int(visits.days.min()),
        last=int(visits.days.max()),
        rolling=rolling,
        division=_division(asked, visits, admissible),
        carriers=found,
        leaks=leaks,
        drifts=drifts,
        found_moved=found_moved,
        card=learned[-1].card if learned else None,
        largest=float(np.bincount(visits.clusters).max() / len(visits.clusters)),
        has_frame=visits.is_frame,
    )


def _teaches(visits: PastVisits, window: Window) -> bool:
    """Tell whether a window has enough to learn from, and something to judge."""
    found = visits.found[window.learned]
    known = found[~np.isnan(found)]
    told = min(known.sum(), len(known) - known.sum())
    seen = visits.visited[window.judged].any()
    return len(known) >= FEWEST_LEARNED and told >= FEWEST_FINDINGS and bool(seen)


def _judged(asked: Backtest, visits: PastVisits, learned: Sequence[Scored], skipped: int = 0) -> Judgement:
    trials = [Trial.of(each, visits) for each in learned]
    contenders = tuple(each for each in Contender if all(each in one.scores for one in learned))
    rows = [each.window.judged for each in learned]
    whole = round_of(visits, np.concatenate(rows))
    values = {each: value_of(visits, learned, each, asked.capacity) for each in contenders}
    return Judgement(
        windows=tuple(each.window for each in learned),
        skipped=skipped,
        visited=tuple(len(trial.found) for trial in trials),
        found=tuple(int(trial.found.sum()) for trial in trials),
        standings={each: standing(trials, each, asked.capacity, seed=asked.seed) for each in contenders},
        as_done=first_half_as_done(trials, seed=asked.seed),
        rounds=tuple(round_of(visits, each) for each in rows),
        whole=whole,
        values=values,
        lifts={each: lifted(value.hajek, whole.frame) for each, value in values.items()},
    )


def _division(asked: Backtest, visits: PastVisits, admissible: tuple[Feature, ...]) -> Division | None:
    """Return what a division says that somebody made before: nothing where it is not in time."""
    if visits.is_held_out is None:
        return None
    judged, learned = np.flatnonzero(visits.is_held_out), np.flatnonzero(~visits.is_held_out)
    window = window_of(visits.days, visits.groups, judged, gap=0)
    is_in_time = bool(visits.days[learned].max() < window.first)
    shared = np.zeros(len(judged), dtype=bool)
    for group in visits.groups:
        shared |= np.isin(group[judged], group[learned]) & (group[judged] >= 0)
    as_made = Window(window.first, window.last, judged, learned, 0, 0)
    judgement = None
    if is_in_time and _teaches(visits, as_made):
        judgement = _judged(asked, visits, [scored(asked, visits, admissible, as_made)])
    return Division(is_in_time, int(shared.sum()), judgement)


def _moved(visits: PastVisits, windows: Sequence[Window]) -> tuple[tuple[Drift, ...], Share | None]:
    """Return how features and findings moved between the rows before the windows and those of the last window."""
    if not windows:
        return (), None
    before, after = np.flatnonzero(visits.days < windows[0].first), windows[-1].judged
    drifts = tuple(drift_of(feature, before, after) for feature in visits.features)
    seen = [visits.found[rows][visits.visited[rows]] > 0 for rows in (before, after)]
    return drifts, share_moved(*seen) if all(len(each) for each in seen) else None
