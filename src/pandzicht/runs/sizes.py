# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How large the next list of a check must be, by what its rounds told so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow.compute as pc
import pyarrow.parquet as pq

from pandzicht.definitions.action import Action
from pandzicht.errors import NotAvailable
from pandzicht.ranking.size import Size, Wanted, size_for
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import SMALLEST_CELL, Figure
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.rounds import HandedRound

OTHERS = (0.02, 0.03, 0.05, 0.07, 0.10)
"""How far off is told beside what was asked, so that one sees what more certainty costs."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody says of the next list; what is left open follows from the rounds so far."""

    within: float
    rounds_a_year: int
    expected: float | None = None
    looked_at: float | None = None


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a list must be for what was asked, and for more and less certainty than that."""

    wanted: Wanted
    told_by: int | None
    """The round that told what to expect; nothing when somebody said it."""
    rounds: int
    frame: int
    """The units that the next list is drawn from."""
    asked: Size
    others: tuple[tuple[float, Size], ...]
    """How far off -> the size for it."""


def sizes_of(run: OpenRun, check_name: str, rounds: Sequence[HandedRound], asked: Asked) -> Sizes:
    """Return how large the next list of a check must be.

    Raises NotAvailable when neither a round nor whoever asks tells how much a visit to any unit finds.
    """
    run.operation.allows(Action.SEE_YIELD)
    check = run.catalogue.checks[check_name]
    told_by = None
    expected = asked.expected
    if expected is None:
        told_by, expected = _expected(check_name, rounds)
    looked_at = asked.looked_at if asked.looked_at is not None else _looked_at(rounds)
    wanted = Wanted(expected, asked.within, asked.rounds_a_year, looked_at)
    frame = _frame(run, check_name)

    def within(reach: float) -> Size:
        told = replace(wanted, within=reach)
        return size_for(told, share=check.strata.control, rounds=len(rounds), frame=frame)

    others = tuple((reach, within(reach)) for reach in OTHERS)
    return Sizes(wanted, told_by, len(rounds), frame, within(asked.within), others)


def _expected(check: str, rounds: Sequence[HandedRound]) -> tuple[int, float]:
    """Return the last round that tells what a visit to any unit of the frame finds, and how much that is."""
    for one in reversed(rounds):
        if not one.is_destroyed and isinstance(one.told.frame, Figure):
            return one.number, one.told.frame.value
    raise NotAvailable(
        f"no round of check '{check}' tells yet what a visit to any unit finds; say what you expect with --expected, "
        "as a percentage"
    )


def _looked_at(rounds: Sequence[HandedRound]) -> float:
    """Return which share of the random units somebody looked at so far; all, when too few were drawn to tell."""
    own = [one.told.strata[Stratum.CONTROL] for one in rounds if Stratum.CONTROL in one.told.strata]
    selected, visited = sum(each.selected for each in own), sum(each.visited for each in own)
    return visited / selected if visited >= SMALLEST_CELL else 1.0


def _frame(run: OpenRun, check: str) -> int:
    checks = pq.read_table(run.path("ranking"), columns=["check"])["check"]
    return int(pc.sum(pc.equal(checks.cast("string"), check)).as_py() or 0)
