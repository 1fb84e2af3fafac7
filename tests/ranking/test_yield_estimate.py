# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A yield as it may be claimed: three denominators, the frame without bias, and a refusal where there is no ground."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pandzicht.ranking.outcome import Outcome, Result
from pandzicht.ranking.strata import Draws, Stratum, draw_strata, shares_of
from pandzicht.ranking.yield_estimate import Drawn, Figure, Reason, Refusal, Yield, yield_of

YES, NO, SHUT = (Outcome("visit", result) for result in (Result.ESTABLISHED, Result.NOTHING, Result.NOT_SEEN))
Units = list[Drawn]
Outcomes = dict[str, Outcome]


def units(stratum: Stratum, count: int, probability: float | None) -> Units:
    return [Drawn(f"{stratum}{number}", stratum, probability) for number in range(count)]


def results(found: Units, *told: Outcome) -> Outcomes:
    """The outcomes of the first of some units."""
    return {unit.unit_id: outcome for unit, outcome in zip(found, told, strict=False)}


TOP, CONTROL = units(Stratum.TOP, 40, 1.0), units(Stratum.CONTROL, 20, 0.02)
ALL = results(TOP, *[YES] * 13, *[NO] * 7, *[SHUT] * 5) | results(CONTROL, *[YES] * 2, *[NO] * 18)


def test_three_denominators_each_with_its_interval() -> None:
    top = yield_of(TOP + CONTROL, ALL).strata[Stratum.TOP]
    assert (top.selected, top.visited, top.entered, top.established) == (40, 25, 20, 13)
    shares = [top.per_selected, top.per_visited, top.per_entered]
    assert [share.value for share in shares if isinstance(share, Figure)] == [13 / 40, 13 / 25, 13 / 20]
    assert isinstance(top.per_entered, Figure)
    # the interval of 13 of 20 with a correction for continuity, as statistical packages give it (R, prop.test)
    assert (round(top.per_entered.low, 4), round(top.per_entered.high, 4)) == (0.4095, 0.8369)


def test_the_frame_weighs_every_unit_by_how_probable_it_was() -> None:
    found = yield_of(TOP + CONTROL, ALL)
    assert isinstance(found.frame, Figure)
    # 25 of 40 of top were visited, so each stands for 1.6 units; each of control for 50
    expected = (13 * 1.6 + 2 * 50) / (40 + 20 * 50)
    assert found.frame.value == pytest.approx(expected, abs=1e-12)
    assert found.frame.low < expected < found.frame.high
    assert isinstance(found.lift, Figure)
    assert found.lift.value == pytest.approx((13 / 25) / expected, abs=1e-9)


def refused(found: Yield) -> tuple[Reason | None, Reason | None]:
    """Why the frame and the lift are not claimed."""
    frame, lift = (item.refused if isinstance(item, Refusal) else None for item in (found.frame, found.lift))
    return frame, lift


@pytest.mark.parametrize(
    ("drawn", "outcomes", "frame", "lift"),
    [
        (TOP + CONTROL, {}, Reason.NO_OUTCOMES, Reason.NO_OUTCOMES),
        (TOP, results(TOP, *[YES] * 20), Reason.NO_CONTROL, Reason.NO_CONTROL),
        (TOP + CONTROL, results(TOP, *[YES] * 20) | results(CONTROL, *[NO] * 9), Reason.FEW_VISITS, Reason.FEW_VISITS),
        (TOP + CONTROL, results(TOP, *[YES] * 9) | results(CONTROL, *[NO] * 20), Reason.FEW_VISITS, Reason.FEW_VISITS),
        (TOP[:3] + CONTROL, results(TOP, *[YES] * 3) | results(CONTROL, *[NO] * 20), None, Reason.FEW_VISITS),
        (TOP + CONTROL, ALL | results(CONTROL, Outcome("letter", Result.NOTHING)), None, Reason.STEPS_DIFFER),
        (TOP + CONTROL, results(TOP, *[NO] * 20) | results(CONTROL, *[NO] * 20), None, Reason.NOTHING_FOUND),
    ],
)
def test_without_ground_there_is_no_figure(
    drawn: Units, outcomes: Outcomes, frame: Reason | None, lift: Reason | None
) -> None:
    assert refused(yield_of(drawn, outcomes)) == (frame, lift)


def test_nine_visits_are_no_yield_and_ten_are() -> None:
    nine, ten = (yield_of(TOP, results(TOP, *[YES] * count)).strata[Stratum.TOP].per_visited for count in (9, 10))
    assert nine == Refusal(Reason.FEW_VISITS)
    assert isinstance(ten, Figure)


def test_units_added_by_hand_enter_no_estimate() -> None:
    by_hand = units(Stratum.MANUAL, 30, None)
    other = yield_of(TOP + CONTROL + by_hand, ALL | results(by_hand, *[Outcome("tip", Result.ESTABLISHED)] * 30))
    own = yield_of(TOP + CONTROL, ALL)
    assert (other.frame, other.lift) == (own.frame, own.lift)
    assert other.strata[Stratum.MANUAL].established == 30


def test_control_units_that_agree_give_no_certainty() -> None:
    frame = yield_of(TOP + CONTROL, results(TOP, *[YES] * 20, *[NO] * 20) | results(CONTROL, *[NO] * 20)).frame
    assert isinstance(frame, Figure)
    assert frame.of < 22
    assert frame.high > 0.1


def test_over_many_draws_the_frame_is_met_on_average_and_held_by_its_interval() -> None:
    rng = np.random.default_rng(7)
    size, draws = 2_000, 300
    score = rng.integers(0, 8, size)
    true = rng.random(size) < 0.03 + 0.07 * score
    shares = shares_of(200, control=0.4, challenger=0.0)
    found = []
    for _ in range(draws):
        order, control, spare = (rng.permutation(size).astype(np.uint64) for _ in range(3))
        drawn = draw_strata(score, None, shares, Draws(order, spare, control))
        chosen = [
            Drawn(str(at), Stratum(drawn.stratum[at]), float(drawn.probability[at]))
            for at in np.flatnonzero(drawn.stratum != "")
        ]
        told = yield_of(chosen, {unit.unit_id: YES if true[int(unit.unit_id)] else NO for unit in chosen}).frame
        assert isinstance(told, Figure)
        found.append(told)
    error = np.std([each.value for each in found]) / math.sqrt(draws)
    assert abs(np.mean([each.value for each in found]) - true.mean()) < 4 * error
    assert np.mean([each.low <= true.mean() <= each.high for each in found]) > 0.92
