# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The proxy test: how well each indicator, signal and score stands in for a group of people (lawful.md 10, 11, 13).

Each is held against figures of whole areas that stand for a group. Four things are measured: whether its mean and its
share other than zero rise and fall with the figure from area to area, how well it tells of one address where that lies,
and of a score how often the fifth of the city where the group is largest is chosen. Found is a figure beyond the
limit of the municipality that chance does not explain among all that were measured. It is a breach where it matters at
an address: where the whole interval of an effect there lies beyond what is small. Elsewhere it is slight, which is told
and blocks nothing. Within the limit is a figure whose whole interval is. All else cannot be told, and is never taken
for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from pandzicht.ranking.estimate import Estimate, Floats, Integers, Scale, adjusted, summed
from pandzicht.ranking.proxy_limits import ProxyLimits
from pandzicht.ranking.rank_correlation import rank_correlation
from pandzicht.ranking.selection_rates import FIFTHS, SelectionRates, fifths, rarer_ratio, selection_rates
from pandzicht.ranking.separation import separation


class Kind(StrEnum):
    """What is tested."""

    INDICATOR = "indicator"
    SIGNAL = "signal"
    SCORE = "score"


class Verdict(StrEnum):
    """What the test says of a pair."""

    WITHIN = "within"
    BREACH = "breach"
    SLIGHT = "slight"
    """Beyond the limit from area to area, and too small at an address to block anything."""
    CANNOT_TELL = "cannot_tell"


class Measure(StrEnum):
    """What is measured of a pair."""

    MEAN = "mean"
    """Rank correlation of the mean per area with the figure."""
    SHARE = "share"
    """Rank correlation of the share other than zero per area with the figure."""
    SEPARATION = "separation"
    """Probability of telling an address in the fifth where the group is largest from one elsewhere."""
    RATIO = "ratio"
    """Selection rate in that fifth over the rate in the fifth where the group is smallest."""


SCALES = {
    Measure.MEAN: Scale.CORRELATION,
    Measure.SHARE: Scale.CORRELATION,
    Measure.SEPARATION: Scale.PROBABILITY,
    Measure.RATIO: Scale.RATIO,
}


@dataclass(frozen=True, slots=True)
class Feature:
    """What is tested: an indicator or signal by name, of a code one of its values, or the score of a check."""

    kind: Kind
    name: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.name}={self.value}" if self.value else self.name


@dataclass(frozen=True, slots=True)
class Tally:
    """How many units of each area have which value of a feature; of what is unknown nothing is counted."""

    feature: Feature
    area: Integers
    """Position of the area, per element."""
    values: Floats
    counts: Floats
    chosen: Floats | None = None
    """Of a score: how many of them are at the top of the order."""


@dataclass(frozen=True, slots=True)
class Group:
    """A figure per area that stands for a group, by its name `source.field`; NaN where it is not known."""

    name: str
    figures: Floats


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure of a pair; without an estimate there was too little to tell."""

    measure: Measure
    estimate: Estimate | None
    chance: float = 1.0
    """The probability of chance among all that were measured."""
    verdict: Verdict = Verdict.CANNOT_TELL


@dataclass(frozen=True, slots=True)
class Pair:
    """What was found of one feature and one group."""

    feature: Feature
    group: str
    areas: int
    measured: tuple[Measured, ...]
    rates: tuple[float | None, ...] = ()
    """Of a score: the share chosen per fifth, from where the group is smallest to where it is largest."""
    rarer: Estimate | None = None
    """How many times as often the rarer of zero and other than zero is found in the last fifth as in the first."""
    matters: bool = False
    """Whether the whole interval of an effect at an address is beyond what is small."""

    @property
    def verdict(self) -> Verdict:
        """What is beyond a limit is a breach or slight; within the limit is where all measures are; else none."""
        verdicts = {item.verdict for item in self.measured}
        if Verdict.BREACH in verdicts:
            return Verdict.BREACH if self.matters else Verdict.SLIGHT
        return Verdict.WITHIN if verdicts == {Verdict.WITHIN} else Verdict.CANNOT_TELL


def proxies_tested(
    tallies: Iterable[Tally], groups: Sequence[Group], districts: Integers, limits: ProxyLimits
) -> list[Pair]:
    """Return what was found of every feature and group; `districts` is the number of the wijk of each area."""
    found = [item for tally in tallies for item in _measured(tally, groups, districts, limits)]
    return _judged(found, limits)


@dataclass(frozen=True, slots=True)
class _PerArea:
    """The units of a feature per area: how many are known, their mean, and the share other than zero."""

    known: Floats
    mean: Floats
    share: Floats


def _per_area(tally: Tally, areas: int) -> _PerArea:
    known, total, above = (
        summed(tally.area, weights, areas)
        for weights in (tally.counts, tally.counts * tally.values, tally.counts * (tally.values != 0))
    )
    divisor = np.maximum(known, 1.0)
    return _PerArea(known, total / divisor, above / divisor)


def _measured(tally: Tally, groups: Sequence[Group], districts: Integers, limits: ProxyLimits) -> Iterator[Pair]:
    per_area = _per_area(tally, len(districts))
    for group in groups:
        usable = (per_area.known >= limits.smallest_cell) & ~np.isnan(group.figures)
        count = int(usable.sum())
        if count < limits.fewest_areas:
            nothing = tuple(Measured(measure, None) for measure in _measures(tally, per_area))
            yield Pair(tally.feature, group.name, count, nothing)
            continue
        figures, known, wijk = group.figures[usable], per_area.known[usable], districts[usable]
        found = {
            Measure.MEAN: rank_correlation(per_area.mean[usable], figures, known, wijk),
            Measure.SHARE: rank_correlation(per_area.share[usable], figures, known, wijk),
            Measure.SEPARATION: _separated(tally, usable, group, districts, per_area),
        }
        rates = _rates(tally, usable, group, districts, limits)
        found[Measure.RATIO] = rates.ratio
        measured = tuple(Measured(measure, found[measure]) for measure in _measures(tally, per_area))
        some, cell = known * per_area.share[usable], int(limits.smallest_cell)
        rarer = rarer_ratio(some, known, figures, wijk, cell)
        yield Pair(tally.feature, group.name, count, measured, rates.rates, rarer, _matters(found, rarer, limits))


def _matters(found: Mapping[Measure, Estimate | None], rarer: Estimate | None, limits: ProxyLimits) -> bool:
    """Tell whether an effect at an address is beyond what is small, with its whole interval.

    A rank correlation is none: of many addresses the means per area are so exact that a tenth more or less orders them.
    """
    effects = (
        (found[Measure.SEPARATION], limits.noticeable, Scale.PROBABILITY),
        (found[Measure.RATIO], limits.ratio, Scale.RATIO),
        (rarer, limits.ratio, Scale.RATIO),
    )
    return any(told is not None and told.is_beyond(limit, scale) for told, limit, scale in effects)


def _measures(tally: Tally, per_area: _PerArea) -> tuple[Measure, ...]:
    """Return what can differ: a value that is only ever 0 or 1 has one mean, one that is never 0 has no share."""
    plain = bool(np.isin(tally.values, (0.0, 1.0)).all())
    has_share = not plain and bool((per_area.share < 1).any())
    own = (Measure.MEAN, *((Measure.SHARE,) if has_share else ()), Measure.SEPARATION)
    return (*own, Measure.RATIO) if tally.chosen is not None else own


def _separated(
    tally: Tally, usable: NDArray[np.bool_], group: Group, districts: Integers, per_area: _PerArea
) -> Estimate | None:
    in_last = np.zeros(len(usable), dtype=bool)
    in_last[usable] = fifths(group.figures[usable], per_area.known[usable]) == FIFTHS - 1
    used = usable[tally.area]
    area = tally.area[used]
    return separation(tally.values[used], tally.counts[used], in_last[area], districts[area])


def _rates(
    tally: Tally, usable: NDArray[np.bool_], group: Group, districts: Integers, limits: ProxyLimits
) -> SelectionRates:
    if tally.chosen is None:
        return SelectionRates((), None)
    units, chosen = (summed(tally.area, weights, len(usable))[usable] for weights in (tally.counts, tally.chosen))
    return selection_rates(chosen, units, group.figures[usable], districts[usable], int(limits.smallest_cell))


def _judged(found: Sequence[Pair], limits: ProxyLimits) -> list[Pair]:
    """Give each measure its verdict, now that all are known among which chance may have played."""
    known = [item.estimate.p for tested in found for item in tested.measured if item.estimate is not None]
    chances = iter(adjusted(known))
    return [
        replace(
            tested,
            measured=tuple(
                item if item.estimate is None else _with_verdict(item, item.estimate, next(chances), limits)
                for item in tested.measured
            ),
        )
        for tested in found
    ]


def _with_verdict(item: Measured, told: Estimate, chance: float, limits: ProxyLimits) -> Measured:
    scale = SCALES[item.measure]
    limit = scale.distance(
        {Scale.CORRELATION: limits.correlation, Scale.PROBABILITY: limits.separation}.get(scale, limits.ratio)
    )
    if scale.distance(told.value) > limit and chance <= limits.false_share:
        verdict = Verdict.BREACH
    elif max(scale.distance(told.low), scale.distance(told.high)) <= limit:
        verdict = Verdict.WITHIN
    else:
        verdict = Verdict.CANNOT_TELL
    return replace(item, chance=chance, verdict=verdict)
