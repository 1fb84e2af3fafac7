# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One person stops at once; only four eyes release, and a report of discrimination takes three persons."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, NotFound, PandzichtError
from pandzicht.governance.accounts import make_account
from pandzicht.governance.desk import Desk
from pandzicht.governance.proposals import approve
from pandzicht.governance.stops import EVERYTHING, Cause, Stop, frozen_checks, propose_end, stop, stop_of, stops
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.state_database import StateDatabase, moment
from tests.desk import NOW, begun, desk_in
from tests.governance.test_proposal import ANA, ELS, JAN, ROLES

WONEN = Subject(Kind.CHECK, "wonen")
BECAUSE = "de punten kloppen niet"


@pytest.fixture
def desk(tmp_path: Path, state: StateDatabase) -> Desk:
    with state.transaction() as transaction:
        for actor in (JAN, ANA):
            make_account(transaction, actor.account, person=actor.person, name=actor.account, at=moment(NOW))
            role = {"account": actor.account, "role": "vaststeller", "granted_by": "x", "granted_at": "x"}
            transaction.insert("account_role", role)
    roles = ROLES | {"analist": ROLES["analist"].model_copy(update={"may": (Action.STOP, Action.PROPOSE)})}
    return desk_in(tmp_path, actor=ELS, roles=roles, state=state)


def standing(desk: Desk, check: str = "wonen") -> Stop | None:
    return stop_of(begun(desk, Action.STOP), check)


def approved(desk: Desk, reference: str, *who: str) -> None:
    for name in who:
        actor = {"jan": JAN, "ana": ANA}[name]
        approve(begun(replace(desk, actor=actor), Action.APPROVE), reference)


def test_a_stop_holds_at_once_and_for_its_check_only(desk: Desk) -> None:
    assert standing(desk) is None
    made = stop(begun(desk, Action.STOP, WONEN), WONEN, BECAUSE)
    assert standing(desk) == made
    assert standing(desk, "hennep") is None


def test_a_stop_of_everything_holds_for_every_check(desk: Desk) -> None:
    made = stop(begun(desk, Action.STOP), EVERYTHING, BECAUSE)
    assert standing(desk) == standing(desk, "hennep") == made


def test_a_stop_says_why_and_is_an_act_of_its_own(desk: Desk) -> None:
    with pytest.raises(PandzichtError, match="does not say why the check is stopped"):
        stop(begun(desk, Action.STOP), WONEN, "x")
    with pytest.raises(AccessDenied, match="this is stop"):
        stop(begun(desk, Action.PROPOSE), WONEN, BECAUSE)


def test_a_release_holds_once_another_person_approved_it(desk: Desk) -> None:
    stop(begun(desk, Action.STOP), WONEN, BECAUSE)
    stop(begun(desk, Action.STOP), WONEN, "en nog een reden")
    first, second = propose_end(begun(desk, Action.STOP), WONEN, "de punten zijn hersteld")
    approved(desk, first.reference, "jan")
    assert standing(desk) is not None
    approved(desk, second.reference, "jan")
    assert standing(desk) is None
    again = stop(begun(desk, Action.STOP), WONEN, BECAUSE)
    assert standing(desk) == again, "an earlier release does not release a later stop"


def test_what_is_not_stopped_cannot_be_released(desk: Desk) -> None:
    with pytest.raises(NotFound, match="check:wonen is not stopped"):
        propose_end(begun(desk, Action.STOP), WONEN, "de punten zijn hersteld")


def test_a_report_of_discrimination_freezes_and_is_ended_by_two_others(desk: Desk) -> None:
    stop(begun(desk, Action.STOP), WONEN, BECAUSE)
    stop(begun(desk, Action.STOP), WONEN, "treft vooral een wijk", Cause.DISCRIMINATION)
    checks = ["wonen", "hennep"]
    with desk.state.transaction(reads=True) as transaction:
        assert frozen_checks(transaction, NOW, checks) == {"wonen"}
    (ending,) = propose_end(begun(desk, Action.STOP), WONEN, "onderzocht en hersteld", Cause.DISCRIMINATION)
    approved(desk, ending.reference, "jan")
    with desk.state.transaction(reads=True) as transaction:
        assert frozen_checks(transaction, NOW, checks) == {"wonen"}
    approved(desk, ending.reference, "ana")
    with desk.state.transaction(reads=True) as transaction:
        assert frozen_checks(transaction, NOW, checks) == frozenset()
        assert [item.cause for item in stops(transaction, NOW)] == [Cause.STOP]
