# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The account of a yield says what the rounds say, in words that JSON carries."""

from __future__ import annotations

import json
from dataclasses import asdict

from pandzicht.definitions.action import Action
from pandzicht.ranking.round import Part
from pandzicht.runs.rounds import rounds_of
from pandzicht.runs.yield_account import yield_account
from tests.desk import opened
from tests.office import PURPOSE
from tests.rounds_city import RoundsCity


def test_the_account_has_every_round_and_every_part_of_the_funnel(rounds_city: RoundsCity) -> None:
    run = opened(rounds_city.space, None, Action.SEE_YIELD)
    rounds = rounds_of(run, PURPOSE)
    told = yield_account(run, PURPOSE, rounds)
    assert json.loads(json.dumps(told)) == told
    assert (told["check"], told["run"], len(told["burden"]) > 0) == (PURPOSE, run.run_id, True)
    for one, item in zip(rounds, told["rounds"], strict=True):
        assert (item["number"], item["selection_id"], item["on"]) == (one.number, one.selection_id, one.round.since)
        assert (item["frame"], item["lift"]) == (asdict(one.told.frame), asdict(one.told.lift))
        by_name = {own["stratum"]: own for own in item["strata"]}
        for stratum, own in one.told.strata.items():
            assert {part: by_name[stratum][part] for part in Part} == {part: getattr(own, part) for part in Part}


def test_without_a_round_there_is_no_burden(rounds_city: RoundsCity) -> None:
    run = opened(rounds_city.space, None, Action.SEE_YIELD)
    told = yield_account(run, "hennep", rounds_of(run, "hennep"))
    assert (told["rounds"], told["burden"]) == ([], [])
