# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Labels of the made-up city: of the round that a look belongs to, with what stood then, and all of it logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied
from pandzicht.governance.actor import Grant
from pandzicht.governance.log_reading import processed_about
from pandzicht.learning.learned import Learned, Obstacle
from pandzicht.learning.learned_points import LearnedPoints
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.learning_rounds import learned_from
from pandzicht.runs.opened import open_run
from pandzicht.runs.selecting import KeptSelection
from pandzicht.store.workspace import Workspace
from tests.desk import ANYBODY, desk_of, opened
from tests.runs.learning_city import CHECK, SECOND, Rounds


@pytest.fixture
def rounds(visited_rounds: Rounds) -> Rounds:
    return visited_rounds


def learned(space: Workspace, kept: Sequence[KeptSelection], **actor: object) -> Learned:
    later = opened(space, None, Action.LEARN, desk_of(space, **actor))
    check = later.catalogue.checks[CHECK]
    return learned_from(later, check, kept, partial(open_run, space, later.operation))


def test_every_unit_that_was_seen_is_one_label(rounds: Rounds) -> None:
    space, kept = rounds
    found = learned(space, kept).counted
    drawn = sum(item.units.num_rows for item in kept)
    assert (found.labels, found.by_hand, found.rounds) == (drawn, 0, 2)


def test_what_decides_a_finding_is_learned(rounds: Rounds) -> None:
    space, kept = rounds
    result = learned(space, kept).result
    assert isinstance(result, LearnedPoints)
    assert next(iter(result.points)) == "geen_bewoner_ingeschreven"


def test_a_later_round_is_judged_by_what_was_known_before_it(rounds: Rounds) -> None:
    space, kept = rounds
    judged = learned(space, kept).judged
    assert [each.day for each in judged] == [SECOND.toordinal()]


def test_a_look_belongs_to_the_last_round_before_it(rounds: Rounds) -> None:
    space, kept = rounds
    both = set(kept[0].units["unit_id"].to_pylist()) & set(kept[1].units["unit_id"].to_pylist())
    alone = learned(space, kept[:1]).counted
    together = learned(space, kept).counted
    assert alone.labels == kept[0].units.num_rows
    assert together.labels == kept[0].units.num_rows + kept[1].units.num_rows
    assert together.clusters <= together.labels - len(both)


def test_a_round_in_which_nothing_was_chosen_by_the_challenger_is_no_evidence_of_it(rounds: Rounds) -> None:
    space, kept = rounds
    assert Stratum.CHALLENGER not in {name for item in kept for name in item.units["stratum"].to_pylist()}
    found = learned(space, kept)
    assert found.tried is not None
    assert found.tried.rounds == 0
    assert found.against_taking_over == (Obstacle.FEW_TRIED,)


def test_whoever_sees_some_areas_only_learns_nothing(rounds: Rounds) -> None:
    space, kept = rounds
    some = replace(ANYBODY, grants=(Grant("alles", areas=frozenset({"BU0001"})),))
    with pytest.raises(AccessDenied, match="your role covers some only"):
        learned(space, kept, actor=some)


def test_every_unit_of_which_an_outcome_is_read_is_logged(rounds: Rounds) -> None:
    space, kept = rounds
    learned(space, kept)
    desk = desk_of(space)
    for unit in (kept[0].units["address_id"][0], kept[1].units["address_id"][-1]):
        with desk.state.transaction(reads=True) as transaction:
            about = processed_about(transaction, desk.keys, b"a" + str(unit).encode())
        assert "learn from outcomes" in {item.name for item in about}


def test_without_a_round_nothing_is_learned_and_nothing_fails(rounds: Rounds) -> None:
    space, _ = rounds
    assert learned(space, ()).counted.labels == 0
