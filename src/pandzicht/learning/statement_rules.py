# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""When which statement is made: of the features, the division, the windows, the frame and what is compared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pandzicht.definitions.backtest import Carrier
from pandzicht.definitions.refused import proxy_listing
from pandzicht.learning.backtest import Backtested, Division, Judgement
from pandzicht.learning.contender import Contender
from pandzicht.learning.interval import Ground, Refused
from pandzicht.learning.off_policy import SMALLEST_SAMPLE
from pandzicht.learning.statement import CARRIERS, CONTENDERS, Kind, Statement, percent
from pandzicht.ranking.yield_estimate import SMALLEST_CELL, Figure

LARGEST_CLUSTER = 0.2
"""A cluster with a larger share of the rows makes intervals of no use."""
_OF_FRAME = {
    Ground.NO_CONTROL: Kind.NO_RANDOM_SHARE,
    Ground.STEPS_DIFFER: Kind.STEPS_DIFFER,
    Ground.FEW_ROWS: Kind.FEW_CONTROLS,
}


def statements(tested: Backtested) -> tuple[Statement, ...]:
    """Return all that must be said beside the figures, what refuses a claim first."""
    found = [*_of_features(tested), *_of_division(tested.division), *_of_table(tested)]
    if tested.rolling is None:
        found.append(Statement(Kind.NO_WINDOWS))
    else:
        found += [*_of_windows(tested.rolling), *_of_frame(tested, tested.rolling), *_of_contenders(tested.rolling)]
    return tuple(sorted(found, key=lambda one: (one.weight, list(Kind).index(one.kind))))


def _of_features(tested: Backtested) -> Iterator[Statement]:
    for carrier in Carrier:
        names = tuple(name for name, each in tested.carriers.items() if each is carrier)
        if names:
            yield Statement(Kind.INADMISSIBLE, {"names": names, "carrier": CARRIERS[carrier]})
    listed = {name: feature.column for name, feature in tested.asked.features.items() if name not in tested.carriers}
    stands_in = tuple(name for name, column in listed.items() if proxy_listing(name) or proxy_listing(column))
    if stands_in:
        yield Statement(Kind.STANDS_IN, {"names": stands_in})
    if tested.leaks:
        yield Statement(Kind.LEAK, {"names": tuple(tested.leaks)})
    yield from _worth(tested)
    moved = tuple(each.feature for each in tested.drifts if each.moved)
    if moved:
        yield Statement(Kind.DRIFT, {"names": moved})
    if tested.found_moved and tested.found_moved.moved:
        shares = {"before": percent(tested.found_moved.before), "after": percent(tested.found_moved.after)}
        yield Statement(Kind.FOUND_MOVED, shares)


def _worth(tested: Backtested) -> Iterator[Statement]:
    """Yield what a figure owes to features that may not be used."""
    judged = tested.division.judgement if tested.division and tested.division.judgement else tested.rolling
    if judged and Contender.INADMISSIBLE in judged.standings:
        halves = [judged.standings[each].first_half for each in (Contender.INADMISSIBLE, Contender.MODEL)]
        told = [percent(each.value) for each in (*halves, judged.as_done) if isinstance(each, Figure)]
        if len(told) == 3:
            yield Statement(
                Kind.WORTH_OF_INADMISSIBLE, dict(zip(("whole", "admissible", "done"), told, strict=True))
            )  # fmt: skip


def _of_division(division: Division | None) -> Iterator[Statement]:
    if division is None:
        return
    if not division.is_in_time:
        yield Statement(Kind.RANDOM_SPLIT)
    if division.shared:
        yield Statement(Kind.SAME_GROUPS, {"count": division.shared})


def _of_table(tested: Backtested) -> Iterator[Statement]:
    asked = tested.asked
    if tested.largest > LARGEST_CLUSTER:
        yield Statement(Kind.LARGE_CLUSTER, {"share": percent(tested.largest)})
    if asked.known_as_of == "later":
        yield Statement(Kind.KNOWN_LATER)
    if asked.known_as_of == "unknown":
        yield Statement(Kind.NOT_KNOWN_WHEN)
    if asked.old_score and asked.old_score.since is None:
        yield Statement(Kind.UNDATED_SCORE)
    if asked.old_score and asked.old_score.since and tested.rolling:
        first = date.fromordinal(tested.rolling.windows[0].first)
        if first < asked.old_score.since:
            yield Statement(Kind.SCORE_LEFT_OUT, {"since": asked.old_score.since})
    if asked.probability and not tested.has_frame:
        yield Statement(Kind.NO_UNVISITED)


def _of_windows(judged: Judgement) -> Iterator[Statement]:
    yield Statement(Kind.ORDER, {"count": len(judged.windows)})
    tiny = sum(isinstance(each, Refused) for each in judged.standings[Contender.MODEL].per_window)
    if tiny:
        yield Statement(Kind.TINY_CELLS, {"count": tiny, "least": SMALLEST_CELL})
    if judged.skipped:
        yield Statement(Kind.SKIPPED, {"count": judged.skipped})


def _of_frame(tested: Backtested, judged: Judgement) -> Iterator[Statement]:
    frame = judged.whole.frame
    if isinstance(frame, Refused):
        values = {"count": int(frame.of), "least": SMALLEST_CELL} if frame.ground is Ground.FEW_ROWS else {}
        yield Statement(_OF_FRAME.get(frame.ground, Kind.NO_RANDOM_SHARE), values)
    else:
        told = {name: percent(getattr(frame, name)) for name in ("value", "low", "high")}
        yield Statement(Kind.OF_ALL, told)
    value = judged.values[Contender.MODEL]
    if tested.asked.probability and isinstance(value.hajek, Refused):
        if value.hajek.ground is Ground.NO_OVERLAP:
            yield Statement(Kind.NO_OVERLAP)
        if value.hajek.ground is Ground.SMALL_SAMPLE:
            yield Statement(Kind.SMALL_SAMPLE, {"sample": int(value.sample), "least": SMALLEST_SAMPLE})


def _of_contenders(judged: Judgement) -> Iterator[Statement]:
    for contender in (Contender.LOT, Contender.EXPERTS, Contender.OLD_SCORE):
        standing = judged.standings.get(contender)
        less = standing.less_than_model if standing else None
        if isinstance(less, Figure):
            names = {"less": less.value, "low": less.low, "high": less.high}
            values = {name: percent(value) for name, value in names.items()}
            kind = Kind.BETTER if less.low > 0 else Kind.NOT_BETTER
            yield Statement(kind, {"other": CONTENDERS[contender], **values})
