# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may be said of all addresses: with probabilities without bias, and never from too few visits drawn by lot."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.learning.frame import lifted, round_of
from pandzicht.learning.interval import Ground, Refused
from pandzicht.learning.past_visits import PastVisits
from pandzicht.ranking.yield_estimate import Figure

SIZE = 3000


def visits(rng: np.random.Generator, *, lots: float = 0.05, probabilities: bool = True) -> tuple[PastVisits, float]:
    """Visits of a frame of which the worse half is visited more, and a share by lot; and the truth of the frame."""
    worse = np.arange(SIZE) % 2 == 0
    truth = np.where(worse, 0.4, 0.1)
    by_choice, by_lot = rng.random(SIZE) < np.where(worse, 0.3, 0.02), rng.random(SIZE) < lots
    chance = 1 - (1 - np.where(worse, 0.3, 0.02)) * (1 - lots)
    at = np.flatnonzero(by_choice | by_lot)
    found = (rng.random(SIZE) < truth).astype(float)[at]
    told = PastVisits(
        days=at, found=found, groups=(at,), clusters=at, features=(), old_score=None,
        chance=chance[at] if probabilities else None, is_random=by_lot[at], steps=None, is_held_out=None,
        delivered=len(at), not_visited=0,
    )  # fmt: skip
    return told, float(truth.mean())


def test_the_frame_is_found_back_and_its_interval_holds_the_truth() -> None:
    rng = np.random.default_rng(5)
    off, hit = [], 0
    for _ in range(400):
        told, truth = visits(rng)
        frame = round_of(told, np.arange(len(told.found))).frame
        assert isinstance(frame, Figure)
        off.append(frame.value - truth)
        hit += frame.low <= truth <= frame.high
    assert abs(np.mean(off)) < 3 * np.std(off) / 20
    assert hit / 400 >= 0.935


def test_a_share_by_lot_alone_tells_the_frame_too() -> None:
    rng = np.random.default_rng(6)
    off = []
    for _ in range(200):
        told, truth = visits(rng, probabilities=False)
        frame = round_of(told, np.arange(len(told.found))).frame
        assert isinstance(frame, Figure)
        off.append(frame.value - truth)
    assert abs(np.mean(off)) < 3 * np.std(off) / np.sqrt(200)


@pytest.mark.parametrize("probabilities", [True, False])
def test_fewer_than_ten_by_lot_are_refused(probabilities: bool) -> None:
    told, _ = visits(np.random.default_rng(7), lots=0.001, probabilities=probabilities)
    round_ = round_of(told, np.arange(len(told.found)))
    assert isinstance(round_.frame, Refused)
    assert round_.frame.ground is Ground.FEW_ROWS
    assert round_.lift == round_.frame
    assert isinstance(round_.chosen, Figure)


def test_a_lift_is_refused_with_the_ground_of_what_it_rests_on() -> None:
    figure, refused = Figure(0.3, 0.2, 0.4, 90), Refused(Ground.SMALL_SAMPLE, 12)
    assert lifted(refused, figure) == refused
    assert lifted(figure, Refused(Ground.NO_CONTROL)) == Refused(Ground.NO_CONTROL)
    assert isinstance(lifted(figure, figure), Figure)
