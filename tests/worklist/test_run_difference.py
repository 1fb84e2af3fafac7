# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What differs between two runs adds up, names why, and is logged; who sees a part is told of that part."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, NotFound
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.desk import Desk
from pandzicht.runs.opened import OpenRun
from pandzicht.store.workspace import Workspace, open_workspace
from pandzicht.worklist.run_difference import Asked, RunDifference, Way, run_difference
from tests.desk import desk_of, opened
from tests.model_city import ModelCity, compare

CHECK, SIGNAL = "onrechtmatig_wonen", "overbewoning"
Two = tuple[Workspace, str, str]


@pytest.fixture(scope="module")
def two(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Two:
    """A copy of the city with a second run, in which overbewoning asks for more residents."""
    folder = tmp_path_factory.mktemp("two") / "city"
    shutil.copytree(model_city.workspace.root, folder)
    space, signals = open_workspace(folder), model_city.catalogue.signals
    stricter = signals[SIGNAL].when.replace(":norm_overbewoning_personen", "6")
    catalogue = replace(
        model_city.catalogue, signals=signals | {SIGNAL: signals[SIGNAL].model_copy(update={"when": stricter})}
    )
    return space, model_city.outcome.run_id, compare(space, catalogue).run_id


def runs(two: Two, action: Action = Action.LIST, desk: Desk | None = None) -> tuple[OpenRun, OpenRun]:
    space, first, second = two
    desk = desk or desk_of(space)
    return opened(space, first, action, desk), opened(space, second, action, desk)


def found(two: Two, way: Way = Way.CAME, signal: str = "", desk: Desk | None = None) -> RunDifference:
    return run_difference(*runs(two, desk=desk), CHECK, Asked(way, signal))


def test_what_came_and_left_adds_up(two: Two) -> None:
    answer = found(two)
    assert answer.count_before + answer.came - answer.left == answer.count_after
    assert (answer.came, answer.left > 0) == (0, True)


def test_who_left_is_named_with_the_signal_that_turned(two: Two) -> None:
    answer = found(two, Way.LEFT)
    assert answer.shown_of == answer.left == len(answer.shown)
    for unit in answer.shown:
        assert [(turn.before, turn.after) for turn in unit.turns] == [("yes", "no")]
        assert unit.turns[0].question.startswith("Staan er meer mensen ingeschreven")
        assert not unit.is_new


def test_each_figure_of_a_signal_opens_to_as_many_units(two: Two) -> None:
    answer = found(two)
    (turned,) = answer.turned
    assert turned.signal == SIGNAL
    assert turned.yes_before - turned.no_longer_yes + turned.now_yes == turned.yes_after
    opened_up = found(two, Way.NO_LONGER_YES, SIGNAL)
    assert opened_up.shown_of == turned.no_longer_yes
    assert found(two, Way.NOW_YES, SIGNAL).shown_of == turned.now_yes == 0
    assert len(answer.turned) + len(answer.unturned) == len(answer.signals)


def test_the_other_way_round_who_left_came(two: Two) -> None:
    space, first, second = two
    back = found((space, second, first))
    assert (back.came, back.left) == (found(two).left, 0)


def test_a_run_and_itself_differ_in_nothing(two: Two) -> None:
    space, first, _ = two
    same = found((space, first, first))
    assert (same.came, same.left, same.turned, same.shown) == (0, 0, (), ())


def test_who_sees_a_part_is_told_of_that_part(two: Two) -> None:
    space = two[0]
    area = next(code for code in opened(space).addresses["buurtcode"].to_pylist() if code)
    desk = desk_of(space, actor=Actor("els", "els", (Grant("alles", areas=frozenset({area})),)))
    part, whole = found(two, Way.LEFT, desk=desk), found(two, Way.LEFT)
    assert part.count_before < whole.count_before
    assert {unit.address_id for unit in part.shown} <= {unit.address_id for unit in whole.shown}


def test_what_is_not_asked_is_not_found(two: Two) -> None:
    with pytest.raises(NotFound, match=r"signal 'tip_hennep' is not asked by check 'onrechtmatig_wonen'"):
        found(two, Way.NOW_YES, "tip_hennep")
    with pytest.raises(NotFound):
        run_difference(*runs(two), "geen", Asked())


def test_another_act_compares_nothing(two: Two) -> None:
    with pytest.raises(AccessDenied, match="this is list"):
        run_difference(*runs(two, Action.SELECT), CHECK, Asked())
