# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What later deliveries say of severity and appeal replaces the visit, is known from then on, and moves no count."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import pytest

from pandzicht.definitions.action import Action
from pandzicht.learning.learned import Learned
from pandzicht.ranking.outcome import Appeal, Result
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Figure, Reason, Refusal
from pandzicht.runs.learning_rounds import learned_from
from pandzicht.runs.opened import open_run
from pandzicht.runs.rounds import HandedRound, rounds_of
from pandzicht.store.workspace import Workspace
from tests.desk import opened
from tests.office import PURPOSE
from tests.rounds_city import FIRST_VISITS, RoundsCity, visits_of
from tests.visits import WORDS, Visit, compare_on, deliver_visits, number_of

DELIVERED, TOLD_AGAIN = date(2026, 3, 15), date(2026, 4, 3)
CODES = ("licht", "ernstig", "zeer_ernstig", "")


@dataclass(frozen=True)
class Appealed:
    """The city after a delivery that tells of the findings of its first list how serious they were and what became."""

    space: Workspace
    before: str
    told: dict[str, Visit]
    """Unit -> the row that was delivered again."""

    def first(self, run: str | None = None) -> HandedRound:
        """The first round, as a run knows it."""
        opening = opened(self.space, run, Action.SEE_YIELD)
        return rounds_of(opening, PURPOSE)[0]

    def learned(self, run: str | None = None) -> Learned:
        """What the outcomes that a run knows teach."""
        later = opened(self.space, run, Action.LEARN)
        return learned_from(later, later.catalogue.checks[PURPOSE], partial(open_run, self.space, later.operation))


def appeal_in(place: int) -> Visit:
    """How the appeal against the finding at a place ended: of every five one is undone within weeks and one runs."""
    if place % 5 == 0:
        return {
            "bezwaar": "herroepen" if place % 2 else "vernietigd",
            "bezwaar_datum": "2026-03-31" if place % 3 else "",
        }
    return {"bezwaar": "loopt"} if place % 5 == 1 else {"bezwaar": "ongegrond"} if place % 5 == 2 else {}


@pytest.fixture(scope="module")
def city(rounds_city: RoundsCity, tmp_path_factory: pytest.TempPathFactory) -> Appealed:
    folder = tmp_path_factory.mktemp("appealed")
    shutil.copytree(rounds_city.space.root, folder / "city")
    space = replace(rounds_city.space, root=folder / "city", catalogue=folder / "city/catalogue")
    before = opened(space).run_id
    visits = enumerate(visits_of(rounds_city.first, FIRST_VISITS))
    found = [(at, row) for at, row in visits if row[PURPOSE] == WORDS[Result.ESTABLISHED]]
    again = {
        row["object_id"]: {
            **row, "bezoeknummer": number_of(DELIVERED, at), "ernst": CODES[place % 4], **appeal_in(place)
        }
        for place, (at, row) in enumerate(found)
    }  # fmt: skip
    deliver_visits(space, rounds_city.catalogue, folder, list(again.values()), TOLD_AGAIN)
    compare_on(space, rounds_city.catalogue, date(2026, 4, 4))
    return Appealed(space, before, again)


def test_what_was_found_is_counted_as_before_and_beside_it_stands_what_became_of_it(city: Appealed) -> None:
    then, now = city.first(city.before), city.first()
    assert now.told == then.told
    own = {unit: row for unit, row in city.told.items() if unit in now.outcomes}
    assert len(own) > 60
    for stratum, findings in now.findings.items():
        rows = [own[unit] for unit in own if now.round.units[unit].stratum is stratum]
        states = [row.get("bezwaar", "") for row in rows]
        assert findings.undone == sum(state in {"herroepen", "vernietigd"} for state in states)
        assert findings.running == states.count("loopt")
        assert findings.standing == len(rows) - findings.undone - findings.running
        assert findings.unrated == sum(not row["ernst"] for row in rows)
    assert now.findings[Stratum.TOP].undone > 3


def test_severity_weighs_by_the_catalogue_and_what_was_undone_weighs_nothing(city: Appealed) -> None:
    one = city.first()
    weight = {"licht": 1, "ernstig": 3, "zeer_ernstig": 9, "": 1}
    kept = [
        weight[row["ernst"]]
        for unit, row in city.told.items()
        if unit in one.outcomes
        and one.round.units[unit].stratum is Stratum.TOP
        and row.get("bezwaar") not in {"herroepen", "vernietigd"}
    ]
    severity = one.findings[Stratum.TOP].severity
    assert isinstance(severity, Figure)
    visited = one.told.strata[Stratum.TOP].visited
    assert severity.value == pytest.approx(sum(kept) / visited, abs=1e-11)


def test_a_delay_is_counted_from_the_peildatum_and_refused_for_few(city: Appealed) -> None:
    findings = city.first().findings
    since = date.fromisoformat(city.first().round.since)
    assert findings[Stratum.TOP].days == (date.fromisoformat(FIRST_VISITS) - since).days
    assert findings[Stratum.MANUAL].days == Refusal(Reason.FEW_VISITS)


def test_a_run_of_before_knows_of_no_appeal(city: Appealed) -> None:
    findings = city.first(city.before).findings
    assert all((told.running, told.undone) == (0, 0) for told in findings.values())


def test_it_is_known_since_the_decision_and_without_its_day_since_the_delivery(city: Appealed) -> None:
    looks = city.first().looks
    for unit, row in city.told.items():
        (look,) = [told.look for told in looks.get(unit, ()) if told.look.day == FIRST_VISITS] or [None]
        if look is not None:
            undone = row.get("bezwaar") in {"herroepen", "vernietigd"}
            assert (look.appeal is Appeal.UNDONE) == undone
            assert look.undone_on == ((row["bezwaar_datum"] or TOLD_AGAIN.isoformat()) if undone else "")


def test_a_finding_that_did_not_stand_teaches_that_there_was_nothing(city: Appealed) -> None:
    then, now = city.learned(city.before).counted, city.learned().counted
    drawn = [findings for stratum, findings in city.first().findings.items() if stratum is not Stratum.MANUAL]
    assert now.labels == then.labels
    assert now.found == then.found - sum(told.undone for told in drawn)
