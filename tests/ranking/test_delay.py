# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delay is the median of the days to the look that decides, per stratum, and none of few looks."""

from __future__ import annotations

from pandzicht.ranking.delay import Delay, delays_of
from pandzicht.ranking.outcome import Outcome, Result
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Drawn, Reason, Refusal

TOP = [Drawn(f"t{number}", Stratum.TOP, 1.0) for number in range(14)]
CONTROL = [Drawn(f"c{number}", Stratum.CONTROL, 0.1) for number in range(12)]


def test_the_median_per_stratum_of_whoever_was_looked_at() -> None:
    days = ["2026-03-11"] * 4 + ["2026-03-21"] * 6 + ["2026-04-01"] * 2
    told = {unit.unit_id: Outcome("bezoek", Result.NOT_SEEN, day=day) for unit, day in zip(TOP, days, strict=False)}
    told |= {unit.unit_id: Outcome("brief", Result.NOTHING, day="2026-03-02") for unit in CONTROL[:9]}
    few = Refusal(Reason.FEW_VISITS)
    # twelve looks at the top: the sixth and seventh came after 20 days; nine at the control share are too few
    assert delays_of(CONTROL + TOP, told, "2026-03-01") == {
        Stratum.TOP: Delay(20.0, Refusal(Reason.NOT_TOLD)),
        Stratum.CONTROL: Delay(few, few),
    }


def test_what_was_written_down_of_enough_looks_has_a_median_of_its_own() -> None:
    written = ["2026-03-12"] * 5 + ["2026-03-15"] * 5
    told = {
        unit.unit_id: Outcome("bezoek", Result.NOTHING, day="2026-03-11", written=day)
        for unit, day in zip(TOP, [*written, ""], strict=False)
    }
    # five after a day and five after four days: halfway
    assert delays_of(TOP, told, "2026-03-01") == {Stratum.TOP: Delay(10.0, 2.5)}
    told.pop(TOP[0].unit_id)
    assert delays_of(TOP, told, "2026-03-01")[Stratum.TOP].to_written == Refusal(Reason.NOT_TOLD)


def test_before_anybody_looked_there_is_none() -> None:
    none = Refusal(Reason.NO_OUTCOMES)
    assert delays_of(TOP, {}, "2026-03-01") == {Stratum.TOP: Delay(none, none)}
