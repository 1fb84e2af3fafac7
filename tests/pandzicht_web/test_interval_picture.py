# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever the figures, every interval is inside the drawing, in proportion, and what is not claimed has no line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pandzicht.ranking.yield_estimate import Figure, Reason, Refusal
from pandzicht_web.interval_picture import NAMES, WIDTH, Named, interval_picture

shares = st.tuples(*[st.floats(0, 1)] * 3).map(sorted).map(lambda told: Figure(told[1], told[0], told[2], 20.0))
told = st.one_of(shares, st.sampled_from(Reason).map(Refusal))
groups = st.lists(st.lists(told, min_size=1, max_size=4), min_size=1, max_size=4)


@given(groups)
def test_every_interval_is_drawn_inside_and_in_proportion(figures: list[list[Figure | Refusal]]) -> None:
    asked = [(f"Ronde {at}", [Named("deel", "top", one) for one in items]) for at, items in enumerate(figures)]
    drawn = interval_picture(asked)
    known = [one for items in figures for one in items if isinstance(one, Figure)]
    assert (drawn is None) == (not known)
    if drawn is None:
        return
    assert [(group.name, len(group.lines)) for group in drawn.groups] == [(name, len(items)) for name, items in asked]
    end = drawn.scale[-1]
    assert max(one.high for one in known) <= end[1] + 1e-9 <= 1 + 2e-9
    for one, line in zip(
        (one for items in figures for one in items), (x for g in drawn.groups for x in g.lines), strict=True
    ):
        if isinstance(one, Refusal):
            assert (line.x, line.low, line.high) == (None, None, None)
            continue
        assert line.x is not None
        assert line.low is not None
        assert line.high is not None
        assert NAMES <= line.low <= line.x <= line.high <= WIDTH
        assert abs((line.x - NAMES) - one.value / end[1] * (end[0] - NAMES)) < 0.1
    heights = [line.y for group in drawn.groups for line in group.lines]
    assert heights == sorted(set(heights))
    assert heights[-1] < drawn.foot < drawn.height
