# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rolling origin: nothing is learned from the future, from the gap, or from a building or owner that is judged."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.learning.windows import rolling_windows


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(6, 10), st.integers(0, 40), st.floats(0.2, 0.7))
def test_nothing_that_is_judged_was_known(seed: int, count: int, gap: int, first: float) -> None:
    rng = np.random.default_rng(seed)
    days = rng.integers(0, 400, 600)
    groups = (rng.integers(-1, 150, 600), rng.integers(-1, 80, 600))
    windows = rolling_windows(days, groups, count=count, first=first, gap=gap)
    assert len(windows) == count
    for window in windows:
        assert days[window.learned].max(initial=-1000) < window.first - gap
        for group in groups:
            shared = set(group[window.judged]) & set(group[window.learned])
            assert shared <= {-1}
        earlier = int((days < window.first).sum())
        assert earlier == len(window.learned) + window.in_gap + window.same_group
    judged = np.concatenate([window.judged for window in windows])
    assert len(set(judged)) == len(judged)
    assert set(judged) == set(np.flatnonzero(days >= windows[0].first))


def test_windows_hold_about_as_many_rows() -> None:
    days = np.sort(np.random.default_rng(2).integers(0, 1000, 6000))
    sizes = [len(window.judged) for window in rolling_windows(days, (), count=6, first=0.4, gap=0)]
    assert max(sizes) < 1.1 * min(sizes)


def test_days_that_are_too_few_give_no_windows() -> None:
    assert rolling_windows(np.repeat(np.arange(6), 50), (), count=6, first=0.4, gap=0) == ()
    assert rolling_windows(np.zeros(50, dtype=np.int64), (), count=6, first=0.4, gap=0) == ()
    # all in one day but some: windows would fall together
    assert rolling_windows(np.array([0] * 90 + list(range(1, 11))), (), count=6, first=0.4, gap=0) == ()
