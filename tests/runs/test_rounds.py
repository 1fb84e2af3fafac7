# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rounds of the made-up city: what was visited is counted once, where it belongs, and by who may see it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, NotFound
from pandzicht.governance.actor import Grant
from pandzicht.governance.handover import take_back
from pandzicht.governance.log_reading import processed_about
from pandzicht.governance.recusal import Bond, Recusal, declare
from pandzicht.governance.subject import Kind, Subject
from pandzicht.ranking.outcome import Result
from pandzicht.ranking.selection import Ask
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Figure, yield_of
from pandzicht.runs.auditing import PackageAsk, audited
from pandzicht.runs.rounds import HandedRound, outcomes_of_selection, rounds_of
from pandzicht.runs.selecting import select
from pandzicht.store.state_database import moment
from pandzicht.store.workspace import Workspace
from tests.desk import ANYBODY, NOW, begun, desk_of, opened, purposes_in
from tests.office import PURPOSE
from tests.rounds_city import FIRST_VISITS, SECOND_VISITS, SIZE, RoundsCity, handed_over, visits_of


def rounds_in(space: Workspace, **actor: object) -> tuple[HandedRound, ...]:
    return rounds_of(opened(space, None, Action.SEE_YIELD, desk_of(space, **actor)), PURPOSE)


@pytest.fixture
def own_city(rounds_city: RoundsCity, tmp_path: Path) -> RoundsCity:
    """A copy of which the state may be changed."""
    shutil.copytree(rounds_city.space.root, tmp_path / "city")
    space = replace(rounds_city.space, root=tmp_path / "city", catalogue=tmp_path / "city/catalogue")
    return replace(rounds_city, space=space)


def test_every_list_that_was_handed_over_is_a_round(rounds_city: RoundsCity) -> None:
    found = rounds_in(rounds_city.space)
    assert [(one.number, one.selection_id) for one in found] == [
        (1, rounds_city.first.selection_id),
        (2, rounds_city.second.selection_id),
    ]
    assert [one.round.since for one in found] == ["2026-03-01", "2026-03-16"]


def test_a_round_has_the_visits_that_were_made_for_it(rounds_city: RoundsCity) -> None:
    for one, kept, day in zip(
        rounds_in(rounds_city.space),
        (rounds_city.first, rounds_city.second),
        (FIRST_VISITS, SECOND_VISITS),
        strict=True,
    ):
        made = {str(row["object_id"]): row[PURPOSE] for row in visits_of(kept, day)}
        assert set(one.outcomes) == set(made)
        told = [outcome.result for outcome in one.outcomes.values()]
        assert told.count(Result.ESTABLISHED) == list(made.values()).count("overtreding") > 0
        assert {look.look.day for looks in one.looks.values() for look in looks} == {day}


def test_a_visit_to_a_unit_of_two_rounds_counts_once_for_the_last(rounds_city: RoundsCity) -> None:
    both = rounds_city.both()
    first, second = rounds_in(rounds_city.space)
    visited = {str(row["object_id"]) for row in visits_of(rounds_city.second, "")} & both
    assert visited, "no unit was proposed twice and visited once; draw more"
    assert visited & set(first.looks) == set()
    assert visited <= set(second.looks)


def test_the_funnel_of_a_stratum_adds_up(rounds_city: RoundsCity) -> None:
    first = rounds_in(rounds_city.space)[0]
    assert set(first.told.strata) >= {Stratum.TOP, Stratum.CONTROL, Stratum.MANUAL}
    for stratum, own in first.told.strata.items():
        units = [unit for unit in first.round.units.values() if unit.stratum is stratum]
        results = [first.outcomes[unit.unit_id].result for unit in units if unit.unit_id in first.outcomes]
        assert (own.selected, own.visited) == (len(units), len(results))
        assert own.entered == len(results) - results.count(Result.NOT_SEEN)
    assert isinstance(first.told.lift, Figure)
    assert isinstance(first.contrasts[Stratum.TOP].ratio, Figure)


def test_an_audit_package_tells_the_same_yield(rounds_city: RoundsCity) -> None:
    space = rounds_city.space
    for one, kept in zip(rounds_in(space), (rounds_city.first, rounds_city.second), strict=True):
        run = opened(space, kept.account["run"], Action.AUDIT_PACKAGE)
        later = opened(space, None, Action.AUDIT_PACKAGE)
        package = audited(run, later, kept, PackageAsk((kept.selection_id,), space.pseudonym_key()))
        assert package.claims == one.told


def test_a_list_that_was_not_handed_over_has_the_visits_that_belong_to_no_later_round(own_city: RoundsCity) -> None:
    """The same units as the first round, drawn and kept: nothing of the second round counts for it."""
    space = own_city.space
    kept = select(opened(space, own_city.first.account["run"]), PURPOSE, Ask(size=SIZE, seed=5))
    later = opened(space, None, Action.AUDIT_PACKAGE)
    assert set(kept.units["unit_id"].to_pylist()) & own_city.both()
    found = outcomes_of_selection(later, later.catalogue.checks[PURPOSE], kept)
    assert found == {}, "a visit counts for the list that inspectors had"
    assert len(rounds_in(space)) == 2


def test_a_list_that_was_taken_back_has_no_visits_of_later(own_city: RoundsCity) -> None:
    space = own_city.space
    before = rounds_in(space)
    again = select(opened(space, own_city.first.account["run"]), PURPOSE, Ask(size=SIZE, seed=5))
    handed_over(space, again, NOW + timedelta(hours=1))
    assert set(rounds_in(space)[1].looks) > set(), "handed over last of its day: the visits are its own"
    subject, purposes = Subject(Kind.SELECTION, again.selection_id), purposes_in(own_city.catalogue)
    take_back(begun(desk_of(space), Action.HAND_OVER, subject, purposes), again.selection_id, "de ronde gaat niet door")
    after = rounds_in(space)
    assert [one.selection_id for one in after] == [before[0].selection_id, again.selection_id, before[1].selection_id]
    assert after[1].looks == {}
    assert [one.looks for one in (after[0], after[2])] == [one.looks for one in before]
    assert after[1].round.until == NOW.date().isoformat()


def test_of_a_list_that_is_no_more_only_that_it_was_is_told(own_city: RoundsCity) -> None:
    shutil.rmtree(own_city.space.selections / own_city.first.selection_id)
    first, second = rounds_in(own_city.space)
    assert (first.is_destroyed, second.is_destroyed) == (True, False)
    assert first.told == yield_of((), {})
    assert len(second.looks) > 0


def test_an_address_with_a_bond_does_not_count(own_city: RoundsCity) -> None:
    space, kept = own_city.space, own_city.first
    unit = str(kept.units["unit_id"][1].as_py())
    assert unit in rounds_in(space)[0].looks, "somebody looked at it"
    desk = desk_of(space)
    with desk.state.transaction() as transaction:
        declare(transaction, Recusal("1", ANYBODY.person, unit, Bond.FAMILY, moment(NOW)))
    first = rounds_in(space)[0]
    assert unit not in first.round.units
    assert unit not in first.looks


def test_every_address_at_which_somebody_looked_is_logged(own_city: RoundsCity) -> None:
    space = own_city.space
    first = rounds_in(space)[0]
    desk = desk_of(space)
    with desk.state.transaction(reads=True) as transaction:
        about = processed_about(transaction, desk.keys, b"a" + min(first.looks).encode())
    assert "see what a check yielded" in {item.name for item in about}


def test_who_sees_some_areas_only_sees_no_yield(rounds_city: RoundsCity) -> None:
    some = replace(ANYBODY, grants=(Grant("alles", areas=frozenset({"BU0001"})),))
    with pytest.raises(AccessDenied, match="covers some areas only"):
        rounds_in(rounds_city.space, actor=some)


def test_another_act_or_another_check_gives_nothing(rounds_city: RoundsCity) -> None:
    with pytest.raises(AccessDenied, match="see_yield, learn"):
        rounds_of(opened(rounds_city.space), PURPOSE)
    with pytest.raises(NotFound, match="check 'geen' is not in run"):
        rounds_of(opened(rounds_city.space, None, Action.SEE_YIELD), "geen")


def test_a_check_of_which_nothing_was_handed_over_has_no_rounds(rounds_city: RoundsCity) -> None:
    assert rounds_of(opened(rounds_city.space, None, Action.SEE_YIELD), "hennep") == ()
