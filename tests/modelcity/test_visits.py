# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Past visits: chosen by a biased process, decided by the truth."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pytest

from pandzicht.modelcity.enforcement import build_cases, is_so
from pandzicht.modelcity.owners import Owners
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth
from pandzicht.modelcity.visits import CHECKS, DOOR, OCCASIONS, Visits, build_visits
from tests.modelcity.written import Written


@pytest.fixture(scope="module")
def many(town: Town, owners: Owners, truth: Truth) -> Visits:
    """More visits than the town would have, so that shares can be judged."""
    cases = build_cases(town, owners, truth)
    period = (town.today - 1_000, town.today)
    return build_visits(town, owners, cases, truth, subject="many", count=40_000, period=period)


def rate(visits: Visits, check: Check, chosen: np.ndarray) -> float:
    """The share of violations among the visits where something was established."""
    outcome = visits.outcomes[chosen, CHECKS.index(check)]
    return float((outcome == 0).sum() / np.isin(outcome, (0, 1)).sum())


@pytest.mark.parametrize("check", [Check.ONRECHTMATIG_WONEN, Check.ADRESKWALITEIT, Check.ACHTERSTALLIG_ONDERHOUD])
def test_a_random_visit_at_the_door_finds_something_in_10_to_15_of_100(many: Visits, check: Check) -> None:
    drawn = (many.occasion == OCCASIONS.index("steekproef")) & (many.step == DOOR)
    assert 0.06 < rate(many, check, drawn) < 0.16


def test_tips_find_more_than_chance(many: Visits) -> None:
    told = many.occasion == OCCASIONS.index("melding")
    drawn = many.occasion == OCCASIONS.index("steekproef")
    assert rate(many, Check.ONRECHTMATIG_WONEN, told) > 1.2 * rate(many, Check.ONRECHTMATIG_WONEN, drawn)


def test_areas_are_visited_unequally(town: Town, many: Visits) -> None:
    project = many.at[many.occasion == OCCASIONS.index("project")]
    per_buurt = np.bincount(town.objects.buurt[project], minlength=114) / np.maximum(town.areas.addresses, 1)
    lived = per_buurt[town.areas.addresses > 20]
    assert np.percentile(lived, 95) > 3 * np.percentile(lived, 25)


def test_what_is_found_at_the_door_is_nearly_always_so(town: Town, truth: Truth, many: Visits) -> None:
    for number, check in enumerate(CHECKS):
        true = is_so(town, truth, check, many.at)
        established = np.isin(many.outcomes[:, number], (0, 1)) & (many.step == DOOR)
        assert (many.outcomes[established & true, number] == 0).mean() > 0.8
        assert (many.outcomes[established & ~true, number] == 0).mean() < 0.03


def test_without_access_nothing_is_established(many: Visits) -> None:
    assert set(np.unique(many.outcomes[~many.entered]).tolist()) <= {-1, 2}
    assert 0.1 < (~many.entered[many.step == DOOR]).mean() < 0.25


def test_a_check_is_looked_at_inside_its_frame_only(truth: Truth, many: Visits) -> None:
    frame = truth.of(Check.ADRESKWALITEIT).frame
    looked = many.outcomes[:, CHECKS.index(Check.ADRESKWALITEIT)] >= 0
    assert frame[many.at[looked]].all()


def test_the_file_has_a_line_per_visit_in_the_order_of_days(city: Written) -> None:
    rows = city.rows("bezoeken")
    days = [date.fromisoformat(row["datum"]) for row in rows]
    assert days == sorted(days)
    assert days[-1] < date(2026, 3, 2)
    assert {row["toegang"] for row in rows if row["stap"] != "bezoek"} == {""}
    assert {row["toegang"] for row in rows if row["stap"] == "bezoek"} == {"ja", "nee"}
    assert all(any(row[check.value] for check in Check) for row in rows)
    assert set(Counter(row["aanleiding"] for row in rows)) <= set(OCCASIONS)


def test_what_was_established_has_a_seriousness_and_nothing_else_has(many: Visits) -> None:
    found = (many.outcomes == 0).any(axis=1)
    assert ((many.serious >= 0) == found).all()
    assert set(np.unique(many.serious[found]).tolist()) == {0, 1, 2}


def test_an_outcome_is_written_down_within_the_week_and_before_it_is_delivered(city: Written) -> None:
    rows = city.rows("bezoeken")
    waited = [(date.fromisoformat(row["geregistreerd"]) - date.fromisoformat(row["datum"])).days for row in rows]
    assert set(waited) == set(range(6))
    assert max(row["geregistreerd"] for row in rows) < "2026-03-02"


def test_of_old_findings_the_file_says_how_an_appeal_ended(city: Written) -> None:
    rows = city.rows("bezoeken")
    found = {"overtreding"}
    assert all(bool(row["ernst"]) == bool(found & {row[check.value] for check in Check}) for row in rows)
    appealed = [row for row in rows if row["bezwaar"]]
    assert {row["bezwaar"] for row in appealed} >= {"ongegrond", "herroepen"}
    assert all(row["ernst"] for row in appealed)
    assert all((row["bezwaar"] == "loopt") == (not row["bezwaar_datum"]) for row in appealed)
    assert max(row["bezwaar_datum"] for row in rows) < "2026-03-02"
