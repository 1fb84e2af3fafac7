# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Labels of the made-up city: of the round that a look belongs to, with what stood then, and all of it logged."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied
from pandzicht.governance.actor import Grant
from pandzicht.governance.log_reading import processed_about
from pandzicht.language import Language
from pandzicht.learning.learned import Learned, Obstacle
from pandzicht.learning.learned_points import LearnedPoints
from pandzicht.ranking.outcome import Result
from pandzicht.ranking.selection import Ask
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.learned_card import learned_card
from pandzicht.runs.learning_rounds import learned_from
from pandzicht.runs.opened import open_run
from pandzicht.runs.rounds import HandedRound, rounds_of
from pandzicht.runs.selecting import select
from pandzicht.store.workspace import Workspace
from tests.desk import ANYBODY, NOW, desk_of, opened
from tests.office import PURPOSE
from tests.rounds_city import DECISIVE, SIZE, RoundsCity, handed_over


def learned(space: Workspace, **actor: object) -> Learned:
    later = opened(space, None, Action.LEARN, desk_of(space, **actor))
    return learned_from(later, later.catalogue.checks[PURPOSE], partial(open_run, space, later.operation))


def seen_in(rounds: Iterable[HandedRound], *, manual: bool) -> int:
    """How many units of rounds were seen: those that people added by hand, or those that were drawn."""
    return sum(
        (each.round.units[unit].stratum is Stratum.MANUAL) is manual and outcome.result is not Result.NOT_SEEN
        for each in rounds
        for unit, outcome in each.outcomes.items()
    )


def test_every_unit_that_was_seen_is_one_label_of_the_rounds_of_which_the_yield_is_told(
    rounds_city: RoundsCity,
) -> None:
    rounds = rounds_of(opened(rounds_city.space, None, Action.LEARN), PURPOSE)
    found = learned(rounds_city.space).counted
    assert (found.labels, found.by_hand) == (seen_in(rounds, manual=False), seen_in(rounds, manual=True))
    assert found.rounds == len(rounds) == 2


def test_what_decides_a_finding_is_learned(rounds_city: RoundsCity) -> None:
    result = learned(rounds_city.space).result
    assert isinstance(result, LearnedPoints)
    assert next(iter(result.points)) == DECISIVE


def test_a_later_round_is_judged_by_what_was_known_before_it(rounds_city: RoundsCity) -> None:
    second = date.fromisoformat(str(rounds_city.second.account["on"]))
    assert [each.day for each in learned(rounds_city.space).judged] == [second.toordinal()]


def test_a_list_that_was_kept_and_not_handed_over_teaches_nothing(rounds_city: RoundsCity, tmp_path: Path) -> None:
    """Its units were visited for the round that proposed them too; a second label of one visit would count twice."""
    shutil.copytree(rounds_city.space.root, tmp_path / "city")
    space = replace(rounds_city.space, root=tmp_path / "city", catalogue=tmp_path / "city/catalogue")
    before = learned(space).counted
    again = select(opened(space, rounds_city.first.account["run"]), PURPOSE, Ask(size=SIZE, seed=5))
    assert set(again.units["unit_id"].to_pylist()) & set(rounds_city.first.units["unit_id"].to_pylist())
    assert learned(space).counted == before
    handed_over(space, again, NOW + timedelta(hours=1))
    assert learned(space).counted.labels == before.labels, "each visit counts for one round"


def test_a_round_in_which_nothing_was_chosen_by_the_challenger_is_no_evidence_of_it(rounds_city: RoundsCity) -> None:
    lists = (rounds_city.first, rounds_city.second)
    assert Stratum.CHALLENGER not in {name for item in lists for name in item.units["stratum"].to_pylist()}
    found = learned(rounds_city.space)
    assert found.tried is not None
    assert found.tried.rounds == 0
    assert found.against_taking_over == (Obstacle.FEW_TRIED,)


def test_whoever_sees_some_areas_only_learns_nothing(rounds_city: RoundsCity) -> None:
    some = replace(ANYBODY, grants=(Grant("alles", areas=frozenset({"BU0001"})),))
    with pytest.raises(AccessDenied, match="covers some areas only"):
        learned(rounds_city.space, actor=some)


def test_every_unit_that_teaches_is_logged(rounds_city: RoundsCity) -> None:
    space = rounds_city.space
    rounds = rounds_of(opened(space, None, Action.LEARN), PURPOSE)
    learned(space)
    desk = desk_of(space)
    for each in rounds:
        unit = min(unit for unit, outcome in each.outcomes.items() if outcome.result is not Result.NOT_SEEN)
        with desk.state.transaction(reads=True) as transaction:
            about = processed_about(transaction, desk.keys, b"a" + unit.encode())
        told = Counter(item.operation_id for item in about if item.name == "learn from outcomes")
        assert max(told.values()) == 2, "with the visit, and with the answers of the comparison that proposed it"


def test_without_a_round_nothing_is_learned_and_nothing_fails(rounds_city: RoundsCity) -> None:
    space = rounds_city.space
    later = opened(space, None, Action.LEARN)
    found = learned_from(later, later.catalogue.checks["hennep"], partial(open_run, space, later.operation))
    assert found.counted.labels == 0


def test_a_card_is_made_of_what_a_run_knows(rounds_city: RoundsCity) -> None:
    space = rounds_city.space
    later = opened(space, None, Action.LEARN)
    card = learned_card(space, later.operation, PURPOSE, later.run_id, NOW.date(), Language.EN)
    assert card.learned.counted == learned(space).counted
    assert card.document().title.startswith("Model card")
    first = str(rounds_city.first.account["run"])
    early = learned_card(space, later.operation, PURPOSE, first, NOW.date(), Language.NL)
    assert early.learned.counted.labels == 0, "that comparison knew of no visit yet"
