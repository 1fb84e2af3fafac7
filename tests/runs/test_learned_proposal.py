# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Learned points as a proposal: a challenger first, never approved by whoever learned it, and a way back."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.ai_act import RiskClass, classified
from pandzicht.definitions.catalogue import read_catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.words import Text
from pandzicht.errors import DefinitionFaults, NotAvailable, NotFound, PandzichtError
from pandzicht.governance.accounts import make_account
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.catalogue_in_force import CATALOGUE, catalogue_in_force, propose_catalogue
from pandzicht.governance.desk import Desk
from pandzicht.governance.proposals import approve
from pandzicht.governance.subject import Kind, Subject
from pandzicht.learning.interval import Ground, Refused
from pandzicht.learning.learned import Asked, Counted, Learned, Tried
from pandzicht.learning.learned_points import LearnedPoints
from pandzicht.learning.rivals import JudgedRound, Rated, Rival
from pandzicht.learning.scorecard import Scorecard
from pandzicht.ranking.yield_estimate import Figure
from pandzicht.runs.learned_proposal import propose_going_back, propose_taking_over, propose_trying
from pandzicht.store.state_database import moment
from tests.desk import NOW, begun, desk_in

CHECK = "onrechtmatig_wonen"
MOTIVE = {"nl": "Geleerd uit 400 uitkomsten.", "en": "Learned from 400 outcomes."}
CLASSED = classified(RiskClass.MINIMAL, Text(nl="Geleerd uit uitkomsten; geen gebruik uit bijlage III."))
BECAUSE = "de uitkomsten van twaalf rondes"
SURE = Figure(0.2, 0.1, 0.3, 200.0)
RATED = Rated((SURE,), None, None, SURE, 0.1, SURE, Figure(2.0, 1.5, 2.5, 200.0))


@dataclass(frozen=True)
class Town:
    """A catalogue in force, and two who may propose and approve."""

    folder: Path
    els: Desk
    jan: Desk

    def check(self) -> Check:
        with self.els.acting(Action.PROPOSE).transaction(reads=True) as transaction:
            return Check.model_validate(catalogue_in_force(transaction, self.els.clock())["checks"][CHECK])

    def approved(self, reference: str) -> None:
        approve(begun(self.jan, Action.APPROVE, Subject(Kind.PROPOSAL, reference)), reference)


@pytest.fixture
def town(tmp_path: Path, root: Path) -> Town:
    shutil.copytree(root / "catalogue", tmp_path / "catalogue")
    els = desk_in(tmp_path, actor=Actor("els", "els", (Grant("alles"),)))
    jan = desk_in(tmp_path, actor=Actor("jan", "jan", (Grant("alles"),)), state=els.state)
    with els.state.transaction() as transaction:
        for name in ("els", "jan"):
            make_account(transaction, name, person=name, name=name, at=moment(NOW))
            row = {"account": name, "role": "alles", "granted_by": "x", "granted_at": "x"}
            transaction.insert("account_role", row)
    made = Town(tmp_path / "catalogue", els, jan)
    first, _ = propose_catalogue(begun(els, Action.PROPOSE, CATALOGUE), read_catalogue(made.folder), "eerste catalogus")
    made.approved(first.reference)
    return made


def learned(check: Check, points: dict[str, int], tried: Tried | None = None) -> Learned:
    """What was learned of a check, as if twelve rounds spoke for it."""
    asked = Asked(dict(check.points), dict(check.challenger.points) if check.challenger else {})
    rows = np.arange(10)
    return Learned(
        asked=asked,
        counted=Counted(400, 0, 80, 12, 300, NOW.toordinal() - 400, NOW.toordinal()),
        result=LearnedPoints(points, Scorecard(0.0, (), ()), 400),
        judged=(JudgedRound(NOW.toordinal(), rows, {}),),
        rated={},
        ahead={Rival.LOT: SURE, Rival.EXPERTS: SURE},
        keep=Rival.LEARNED,
        by_hand=Refused(Ground.FEW_ROWS),
        bands=(),
        tried=tried,
    )


def points_of(check: Check) -> dict[str, int]:
    return {name: 10 - number for number, name in enumerate(list(check.points)[:3])}


def test_learned_points_are_proposed_as_a_challenger_and_the_points_of_the_check_stay(town: Town) -> None:
    before, points = town.check(), points_of(town.check())
    made, found = propose_trying(town.els, town.folder, CHECK, learned(before, points), MOTIVE, BECAUSE, CLASSED)
    assert [item.place for item in found] == [f"checks/{CHECK}"]
    assert town.check() == before
    town.approved(made.reference)
    after = town.check()
    assert after.challenger is not None
    assert dict(after.challenger.points) == points
    assert after.challenger.motive.nl == MOTIVE["nl"]
    assert (after.challenger.learned, after.learned) == (True, False)
    assert (after.points, after.strata.challenger > 0) == (before.points, True)


def test_points_that_are_learned_ask_what_the_check_is_under_the_ai_act(town: Town) -> None:
    check = town.check()
    assert check.ai_act is not None
    assert check.ai_act.risk is RiskClass.NO_AI
    told = learned(check, points_of(check))
    with pytest.raises(NotAvailable, match=r"AI-verordening art. 3 lid 1.*--ai-class"):
        propose_trying(town.els, town.folder, CHECK, told, MOTIVE, BECAUSE)
    made, _ = propose_trying(town.els, town.folder, CHECK, told, MOTIVE, BECAUSE, CLASSED)
    assert town.check().ai_act == check.ai_act, "somebody else decides of the class as well"
    town.approved(made.reference)
    assert town.check().ai_act == CLASSED
    other = replace(told, result=LearnedPoints({next(iter(check.points)): 10}, Scorecard(0.0, (), ()), 400))
    other = replace(other, asked=Asked(dict(check.points), points_of(check)))
    again, _ = propose_trying(town.els, town.folder, CHECK, other, MOTIVE, BECAUSE)
    town.approved(again.reference)
    assert town.check().ai_act == CLASSED, "what was said of it once stays"
    back, _ = propose_going_back(town.els, town.folder, CHECK, BECAUSE)
    town.approved(back.reference)
    assert town.check().ai_act == CLASSED, "the points that it goes back to were learned too"


def test_a_class_that_the_ai_act_rules_out_is_not_proposed(town: Town) -> None:
    check = town.check()
    none = classified(RiskClass.NO_AI, Text(nl="Vaste punten."))
    with pytest.raises(DefinitionFaults, match="outcomes taught the points"):
        propose_trying(town.els, town.folder, CHECK, learned(check, points_of(check)), MOTIVE, BECAUSE, none)


def test_whoever_learned_it_never_approves_it(town: Town) -> None:
    check = town.check()
    made, _ = propose_trying(town.els, town.folder, CHECK, learned(check, points_of(check)), MOTIVE, BECAUSE, CLASSED)
    subject = Subject(Kind.PROPOSAL, made.reference)
    with pytest.raises(PandzichtError, match="els may not approve"):
        approve(begun(town.els, Action.APPROVE, subject), made.reference)
    assert town.check() == check


def test_what_something_speaks_against_is_not_proposed(town: Town) -> None:
    check = town.check()
    told = replace(learned(check, points_of(check)), ahead={Rival.EXPERTS: Figure(-0.01, -0.1, 0.1, 50.0)})
    with pytest.raises(NotAvailable, match="not_better"):
        propose_trying(town.els, town.folder, CHECK, told, MOTIVE, BECAUSE, CLASSED)
    with pytest.raises(NotAvailable, match="no_challenger"):
        propose_taking_over(town.els, town.folder, CHECK, told, BECAUSE)


def test_points_that_were_judged_by_other_points_are_not_proposed(town: Town) -> None:
    check = town.check()
    other = check.model_copy(update={"points": {name: value + 1 for name, value in check.points.items()}})
    with pytest.raises(NotAvailable, match="has other points by now"):
        propose_trying(town.els, town.folder, CHECK, learned(other, points_of(check)), MOTIVE, BECAUSE, CLASSED)


def test_a_challenger_takes_over_by_a_proposal_of_its_own_and_can_be_taken_back(town: Town) -> None:
    before, points = town.check(), points_of(town.check())
    made, _ = propose_trying(town.els, town.folder, CHECK, learned(before, points), MOTIVE, BECAUSE, CLASSED)
    town.approved(made.reference)
    tried = Tried(4, {Rival.EXPERTS: RATED, Rival.CHALLENGER: RATED}, SURE)
    made, _ = propose_taking_over(town.els, town.folder, CHECK, learned(town.check(), points, tried), BECAUSE)
    assert dict(town.check().points) == dict(before.points)
    town.approved(made.reference)
    after = town.check()
    assert (dict(after.points), after.challenger, after.learned) == (points, None, True)
    made, _ = propose_going_back(town.els, town.folder, CHECK, "het aantal bevindingen daalt")
    town.approved(made.reference)
    assert dict(town.check().points) == dict(before.points)


def test_there_is_nothing_to_go_back_to_before_anything_changed(town: Town) -> None:
    with pytest.raises(NotFound, match="nothing to go back to"):
        propose_going_back(town.els, town.folder, CHECK, BECAUSE)
