# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a stratum gave more than the random share: with intervals that hold, and refused where they would not."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from pandzicht.learning.contrast import Contrast, contrasts
from pandzicht.learning.interval import newcombe
from pandzicht.ranking.outcome import Outcome, Result
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Drawn, Figure, Reason, Refusal, yield_of

LEAST = 0.935
SIMULATED = 1_000
Found = Mapping[Stratum, tuple[int, int]]


def told_of(found: Found, steps: Mapping[Stratum, str] | None = None) -> dict[Stratum, Contrast]:
    """The contrasts of a round of which every unit was visited: per stratum how many had something, of how many."""
    units, outcomes = [], {}
    for stratum, (hits, count) in found.items():
        for number in range(count):
            name = f"{stratum.value}{number}"
            units.append(Drawn(name, stratum, None if stratum is Stratum.MANUAL else 0.5))
            result = Result.ESTABLISHED if number < hits else Result.NOTHING
            outcomes[name] = Outcome((steps or {}).get(stratum, "bezoek"), result)
    return contrasts(units, outcomes, yield_of(units, outcomes))


def test_a_stratum_is_held_against_the_random_share_of_the_same_round() -> None:
    told = told_of({Stratum.TOP: (30, 60), Stratum.CONTROL: (6, 40), Stratum.MANUAL: (8, 20)})
    assert set(told) == {Stratum.TOP, Stratum.MANUAL}
    times, difference = told[Stratum.TOP].ratio, told[Stratum.TOP].difference
    assert isinstance(times, Figure)
    assert isinstance(difference, Figure)
    assert times.value == pytest.approx(0.5 / 0.15)
    assert times.low < times.value < times.high
    assert (difference.low, difference.high) == pytest.approx(newcombe(30, 60, 6, 40))


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ({Stratum.TOP: (9, 20)}, Reason.NO_CONTROL),
        ({Stratum.TOP: (9, 20), Stratum.CONTROL: (2, 9)}, Reason.FEW_VISITS),
        ({Stratum.TOP: (5, 9), Stratum.CONTROL: (2, 20)}, Reason.FEW_VISITS),
    ],
)
def test_what_cannot_be_said_is_refused_with_its_reason(found: Found, why: Reason) -> None:
    assert told_of(found)[Stratum.TOP] == Contrast(Refusal(why), Refusal(why))


def test_nothing_found_at_random_gives_no_ratio_and_still_a_difference() -> None:
    told = told_of({Stratum.TOP: (9, 20), Stratum.CONTROL: (0, 20)})[Stratum.TOP]
    assert told.ratio == Refusal(Reason.NOTHING_FOUND)
    assert isinstance(told.difference, Figure)


def test_two_steps_are_not_compared() -> None:
    steps = {Stratum.TOP: "bezoek", Stratum.CONTROL: "brief"}
    told = told_of({Stratum.TOP: (9, 20), Stratum.CONTROL: (3, 20)}, steps)[Stratum.TOP]
    assert told == Contrast(Refusal(Reason.STEPS_DIFFER), Refusal(Reason.STEPS_DIFFER))


def test_the_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Simulated rounds of 100 of the top and 50 at random, of which 40 % and 12 % have something."""
    draw, held = np.random.default_rng(20261129), {"ratio": 0, "difference": 0}
    for _ in range(SIMULATED):
        top, control = int(draw.binomial(100, 0.4)), int(draw.binomial(50, 0.12))
        told = told_of({Stratum.TOP: (top, 100), Stratum.CONTROL: (control, 50)})[Stratum.TOP]
        for name, figure, truth in (("ratio", told.ratio, 0.4 / 0.12), ("difference", told.difference, 0.28)):
            held[name] += isinstance(figure, Refusal) or figure.low <= truth <= figure.high
    assert min(held.values()) / SIMULATED >= LEAST, held
