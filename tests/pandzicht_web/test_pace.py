# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An account that calls too often is told when it may again; nobody else waits for it, and no page does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pandzicht.governance.log_reading import acts
from pandzicht_web.office import Office
from pandzicht_web.pace import MINUTE, Pace
from tests.calling import Machine, by_session, by_token, problem
from tests.desk import NOW

MOST = 3
SECOND = timedelta(seconds=1)


class Moment:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def slow(office: Office) -> tuple[Office, Moment]:
    """An office that answers three calls a minute."""
    clock, settings = Moment(), office.workspace.office.model_copy(update={"calls_per_minute": MOST})
    workspace = replace(office.workspace, office=settings)
    return replace(office, workspace=workspace, door=replace(office.door, clock=clock), pace=Pace()), clock


def test_calls_come_at_once_and_then_evenly() -> None:
    pace = Pace()
    assert [pace.wait("els", 60, NOW) for _ in range(61)] == [0] * 60 + [1]
    assert pace.wait("els", 60, NOW + SECOND) == 0
    assert pace.wait("els", 60, NOW + SECOND) == 1
    assert [pace.wait("els", 60, NOW + 2 * MINUTE) for _ in range(61)] == [0] * 60 + [1]


def test_trying_again_too_soon_does_not_make_it_later() -> None:
    pace = Pace()
    assert [pace.wait("els", 2, NOW) for _ in range(10)] == [0, 0, *[30] * 8]
    assert pace.wait("els", 2, NOW + 29 * SECOND) == 1
    assert pace.wait("els", 2, NOW + 30 * SECOND) == 0


def test_who_never_calls_too_often_never_waits() -> None:
    pace = Pace()
    assert [pace.wait("els", 4, NOW + number * 15 * SECOND) for number in range(100)] == [0] * 100


def test_a_clock_that_goes_back_keeps_nobody_out_for_longer_than_it_went_back() -> None:
    pace = Pace()
    assert pace.wait("els", 1, NOW) == 0
    assert pace.wait("els", 1, NOW - MINUTE) == 120
    assert pace.wait("els", 1, NOW + MINUTE) == 0


def called(machine: Machine, times: int) -> list[int]:
    return [machine.get("own-account").status_code for _ in range(times)]


@pytest.mark.parametrize("by", [by_session, by_token])
def test_a_program_that_calls_too_often_is_told_when_it_may_again(slow: tuple[Office, Moment], by: type) -> None:
    office, clock = slow
    machine: Machine = by(office, "anna")
    assert called(machine, MOST) == [200] * MOST
    answer = machine.get("checks/onrechtmatig_wonen/units")
    told = problem(answer, 429)
    assert (answer["Retry-After"], answer["API-Version"]) == ("20", "1.0.0")
    assert "more than 3 times a minute; wait 20 seconds" in told["detail"]
    clock.now += 20 * SECOND
    assert called(machine, 2) == [200, 429]


def test_all_programs_of_an_account_count_together_and_nobody_elses(slow: tuple[Office, Moment]) -> None:
    office, _ = slow
    assert called(by_token(office, "anna"), 2) + called(by_session(office, "anna"), 2) == [200, 200, 200, 429]
    assert called(by_session(office, "bram"), MOST) == [200] * MOST


def test_a_page_is_never_too_often(slow: tuple[Office, Moment]) -> None:
    office, _ = slow
    machine = by_session(office, "anna")
    assert called(machine, MOST + 1)[-1] == 429
    assert [machine.client.get("/account").status_code for _ in range(2 * MOST)] == [200] * (2 * MOST)


def test_a_call_that_is_too_often_does_nothing_and_leaves_no_line(slow: tuple[Office, Moment]) -> None:
    office, _ = slow
    machine = by_session(office, "anna")
    called(machine, MOST)
    with office.door.state.transaction(reads=True) as transaction:
        before = len(acts(transaction))
    assert machine.send("POST", "searches", {"text": "brug"}).status_code == 429
    assert machine.send("POST", "verifications").status_code == 429
    with office.door.state.transaction(reads=True) as transaction:
        assert len(acts(transaction)) == before


def test_a_program_that_does_not_say_who_it_is_is_told_that_first(slow: tuple[Office, Moment]) -> None:
    office, _ = slow
    client = by_session(office, "anna").client
    client.cookies.clear()
    assert [client.get("/api/v1/own-account").status_code for _ in range(MOST + 2)] == [401] * (MOST + 2)
