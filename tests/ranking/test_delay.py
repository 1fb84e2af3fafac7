# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delay is the median of the days to the look that decides, per stratum, and none of few looks."""

from __future__ import annotations

from pandzicht.ranking.delay import delays_of
from pandzicht.ranking.outcome import Outcome, Result
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Drawn, Reason, Refusal

TOP = [Drawn(f"t{number}", Stratum.TOP, 1.0) for number in range(14)]
CONTROL = [Drawn(f"c{number}", Stratum.CONTROL, 0.1) for number in range(12)]


def test_the_median_per_stratum_of_whoever_was_looked_at() -> None:
    days = ["2026-03-11"] * 4 + ["2026-03-21"] * 6 + ["2026-04-01"] * 2
    told = {unit.unit_id: Outcome("bezoek", Result.NOT_SEEN, day=day) for unit, day in zip(TOP, days, strict=False)}
    told |= {unit.unit_id: Outcome("brief", Result.NOTHING, day="2026-03-02") for unit in CONTROL[:9]}
    # twelve looks at the top: the sixth and seventh came after 20 days; nine at the control share are too few
    assert delays_of(TOP + CONTROL, told, "2026-03-01") == {
        Stratum.TOP: 20.0,
        Stratum.CONTROL: Refusal(Reason.FEW_VISITS),
    }


def test_before_anybody_looked_there_is_none() -> None:
    assert delays_of(TOP, {}, "2026-03-01") == {Stratum.TOP: Refusal(Reason.NO_OUTCOMES)}
