# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The strata of a frame add up to it, and tell between which probabilities its units lie."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pandzicht.ranking.strata_account import strata_of


def test_every_unit_of_the_frame_is_in_one_stratum_or_was_not_drawn() -> None:
    frame = pa.table(
        {
            "stratum": ["control", "top", "", "top", ""],
            "inclusion_probability": [0.1, 1.0, 0.1, 0.5, 0.2],
        }
    )
    found = strata_of(frame)
    assert [(one.name, one.count) for one in found] == [("control", 1), ("top", 2), ("", 2)]
    assert sum(one.count for one in found) == frame.num_rows
    assert (found[1].least, found[1].most) == (0.5, 1.0)
    assert (found[2].least, found[2].most) == (pytest.approx(0.1), pytest.approx(0.2))


def test_what_was_added_by_hand_may_have_no_probability() -> None:
    frame = pa.table({"stratum": ["manual"], "inclusion_probability": pa.array([None], pa.float64())})
    assert [(one.least, one.most) for one in strata_of(frame)] == [(None, None)]
