# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What later deliveries say of severity and appeal replaces the visit, is known from then on, and moves no count."""

from __future__ import annotations

from datetime import date

import pytest

from pandzicht.ranking.outcome import Appeal
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Figure, Reason, Refusal
from tests.appealed_city import LATEST, TOLD_AGAIN, UNDONE, AppealedCity
from tests.desk import opened
from tests.rounds_city import FIRST_VISITS, SECOND_VISITS

COUNTED = "bezoek_bevindingen_wonen_3j"


def test_what_was_found_is_counted_as_before_and_beside_it_stands_what_became_of_it(
    appealed_city: AppealedCity,
) -> None:
    then, now = appealed_city.first(appealed_city.before), appealed_city.first()
    assert now.told == then.told
    own = {unit: row for unit, row in appealed_city.told.items() if unit in now.outcomes}
    assert len(own) > 60
    for stratum, findings in now.findings.items():
        rows = [own[unit] for unit in own if now.round.units[unit].stratum is stratum]
        states = [row.get("bezwaar", "") for row in rows]
        assert findings.undone == sum(state in UNDONE for state in states)
        assert findings.running == states.count("loopt")
        assert findings.standing == len(rows) - findings.undone - findings.running
        assert findings.unrated == sum(not row["ernst"] for row in rows)
    assert now.findings[Stratum.TOP].undone > 3


def test_severity_weighs_by_the_catalogue_and_what_was_undone_weighs_nothing(appealed_city: AppealedCity) -> None:
    one = appealed_city.first()
    weight = {"licht": 1, "ernstig": 3, "zeer_ernstig": 9, "": 1}
    kept = [
        weight[row["ernst"]]
        for unit, row in appealed_city.told.items()
        if unit in one.outcomes and one.round.units[unit].stratum is Stratum.TOP and row.get("bezwaar") not in UNDONE
    ]
    severity = one.findings[Stratum.TOP].severity
    assert isinstance(severity, Figure)
    visited = one.told.strata[Stratum.TOP].visited
    assert severity.value == pytest.approx(sum(kept) / visited, abs=1e-11)


def test_a_delay_is_counted_from_the_peildatum_and_refused_for_few(appealed_city: AppealedCity) -> None:
    one = appealed_city.first()
    since = date.fromisoformat(one.round.since)
    assert one.delays[Stratum.TOP].to_look == (date.fromisoformat(FIRST_VISITS) - since).days
    assert one.delays[Stratum.MANUAL].to_look == Refusal(Reason.FEW_VISITS)


def test_a_run_of_before_knows_of_no_appeal(appealed_city: AppealedCity) -> None:
    findings = appealed_city.first(appealed_city.before).findings
    assert all((told.running, told.undone) == (0, 0) for told in findings.values())


def test_it_is_known_since_the_decision_and_without_its_day_since_the_delivery(appealed_city: AppealedCity) -> None:
    looks = appealed_city.first().looks
    for unit, row in appealed_city.told.items():
        (look,) = [told.look for told in looks.get(unit, ()) if told.look.day == FIRST_VISITS] or [None]
        if look is not None:
            undone = row.get("bezwaar") in UNDONE
            assert (look.appeal is Appeal.UNDONE) == undone
            assert look.undone_on == ((row["bezwaar_datum"] or TOLD_AGAIN.isoformat()) if undone else "")


def test_an_outcome_teaches_from_the_day_on_which_it_was_written_down(appealed_city: AppealedCity) -> None:
    days = [told.counted.last for told in (appealed_city.learned(appealed_city.before), appealed_city.learned())]
    assert [date.fromordinal(day).isoformat() for day in days] == [SECOND_VISITS, LATEST]


def test_a_finding_that_did_not_stand_teaches_that_there_was_nothing(appealed_city: AppealedCity) -> None:
    then, now = appealed_city.learned(appealed_city.before).counted, appealed_city.learned().counted
    drawn = [findings for stratum, findings in appealed_city.first().findings.items() if stratum is not Stratum.MANUAL]
    assert now.labels == then.labels
    assert now.found == then.found - sum(told.undone for told in drawn)


def test_what_was_undone_is_no_earlier_violation_of_the_address(appealed_city: AppealedCity) -> None:
    run = opened(appealed_city.space)
    counts = dict(zip(run.addresses["address_id"].to_pylist(), run.indicators[COUNTED].to_pylist(), strict=True))
    then = opened(appealed_city.space, appealed_city.before)
    before = dict(zip(then.addresses["address_id"].to_pylist(), then.indicators[COUNTED].to_pylist(), strict=True))
    undone = [unit for unit, row in appealed_city.told.items() if row.get("bezwaar") in UNDONE and unit in counts]
    standing = [unit for unit in appealed_city.told if unit in counts and unit not in undone]
    assert len(undone) > 10
    assert [before[unit] - counts[unit] for unit in undone] == [1] * len(undone)
    assert [before[unit] - counts[unit] for unit in standing] == [0] * len(standing)
