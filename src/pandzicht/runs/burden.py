# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the visits of rounds fall on the city: per wijk how many, what they found, and how many found nothing.

A visit that finds nothing is a burden for whoever lives there; where it falls is told beside the yield (lawful.md 13).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pandzicht.ranking.outcome import Result
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import DIGITS, SMALLEST_CELL, Figure, Reason, Refusal, wilson
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.rounds import HandedRound
from pandzicht.runs.shelf import RunTables

_WIJK = len("BU051801")


@dataclass(frozen=True, slots=True)
class Burden:
    """What fell on one wijk: units that were visited, each once per round, and shares of its addresses.

    A share below the smallest cell is refused: a few visits in a small wijk say nothing of it.
    """

    area: str
    """Code of the wijk as CBS writes it; empty for addresses of which the area is not known."""
    addresses: int
    visited: int
    established: int
    nothing: int
    not_seen: int
    visited_share: Figure | Refusal
    """Visited per address of the wijk."""
    nothing_share: Figure | Refusal
    """Visited without finding anything, per address of the wijk."""


def burden(run: OpenRun, rounds: Iterable[HandedRound], stratum: Stratum | None = None) -> tuple[Burden, ...]:
    """Return what rounds laid on each wijk that has addresses: the most heavily visited first, small ones last.

    Of one stratum only where it is given: what was drawn at random shows what the city would bear without points.
    """
    there = run.tables.once(addresses_by_area)
    results: dict[str, Counter[Result]] = {area: Counter() for area in there}
    for one in rounds:
        for unit, outcome in one.outcomes.items():
            if stratum not in {None, one.round.units[unit].stratum}:
                continue
            results.setdefault(area_of(run, one, unit), Counter())[outcome.result] += 1
    found = (_burden(area, there.get(area, 0), counted) for area, counted in results.items())
    return tuple(sorted(found, key=_weight))


def _weight(item: Burden) -> tuple[bool, float, str]:
    is_small = isinstance(item.visited_share, Refusal)
    return is_small, -item.visited / max(item.addresses, 1), item.area


def area_of(run: OpenRun, one: HandedRound, unit: str) -> str:
    """Return the wijk in which a unit of a round lies, by its address; empty where the run does not know."""
    number = run.book.numbers.get(str(one.rows[unit]["address_id"]))
    return wijk_of(run.addresses["buurtcode"][number].as_py()) if number is not None else ""


def addresses_by_area(tables: RunTables) -> Mapping[str, int]:
    """Return how many addresses of a run lie in each wijk, by its code."""
    counted: Counter[str] = Counter()
    for item in tables.addresses["buurtcode"].value_counts().to_pylist():
        counted[wijk_of(item["values"])] += item["counts"]
    return counted


def wijk_of(buurt: str | None) -> str:
    """Return the code of the wijk in which a buurt lies; of none there is none.

    >>> wijk_of("BU05180102"), wijk_of(None)
    ('WK051801', '')
    """
    return f"WK{buurt[2:_WIJK]}" if buurt else ""


def _burden(area: str, addresses: int, counted: Counter[Result]) -> Burden:
    visited = counted.total()
    return Burden(
        area,
        addresses,
        visited,
        counted[Result.ESTABLISHED],
        counted[Result.NOTHING],
        counted[Result.NOT_SEEN],
        _share(visited, addresses, visited),
        _share(counted[Result.NOTHING], addresses, visited),
    )


def _share(part: int, addresses: int, visited: int) -> Figure | Refusal:
    if visited < SMALLEST_CELL or addresses < SMALLEST_CELL:
        return Refusal(Reason.FEW_VISITS if visited else Reason.NO_OUTCOMES)
    share = min(part / addresses, 1.0)
    low, high = wilson(share, addresses)
    return Figure(*(round(each, DIGITS) for each in (share, low, high, float(addresses))))
