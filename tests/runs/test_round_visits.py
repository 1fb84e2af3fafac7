# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every number of a yield opens to as many units as it counts, and each of them is logged."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied
from pandzicht.governance.log_reading import processed_about
from pandzicht.ranking.round import Part
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.burden import burden
from pandzicht.runs.round_visits import RoundVisit, VisitAsk, round_visits
from pandzicht.runs.rounds import rounds_of
from tests.desk import desk_of, opened
from tests.office import PURPOSE
from tests.rounds_city import RoundsCity


def listed(city: RoundsCity, ask: VisitAsk) -> list[RoundVisit]:
    run = opened(city.space, None, Action.SEE_YIELD)
    return round_visits(run, PURPOSE, rounds_of(run, PURPOSE), ask)


@pytest.mark.parametrize("stratum", [Stratum.TOP, Stratum.CONTROL, Stratum.MANUAL])
def test_a_number_of_the_funnel_opens_to_as_many_units(rounds_city: RoundsCity, stratum: Stratum) -> None:
    run = opened(rounds_city.space, None, Action.SEE_YIELD)
    first = rounds_of(run, PURPOSE)[0]
    own = first.told.strata[stratum]
    for part in Part:
        counted = getattr(own, part.value)
        found = round_visits(run, PURPOSE, [first], VisitAsk(first.selection_id, stratum, part))
        assert len(found) == counted, part
        assert {item.stratum for item in found} <= {stratum}


def test_a_number_of_a_wijk_opens_to_as_many_units(rounds_city: RoundsCity) -> None:
    run = opened(rounds_city.space, None, Action.SEE_YIELD)
    rounds = rounds_of(run, PURPOSE)
    fallen = burden(run, rounds)[0]
    for part, counted in ((Part.VISITED, fallen.visited), (Part.NOTHING, fallen.nothing)):
        assert len(round_visits(run, PURPOSE, rounds, VisitAsk(part=part, area=fallen.area))) == counted > 0


def test_a_unit_tells_who_looked_when_and_in_which_row_it_stands(rounds_city: RoundsCity) -> None:
    found = listed(rounds_city, VisitAsk(rounds_city.first.selection_id, part=Part.VISITED))
    assert [item.adres for item in found] == sorted(item.adres for item in found)
    for item in found:
        assert item.outcome is not None
        assert [look.look.result for look in item.looks] == [item.outcome.result]
        assert {look.row.source for look in item.looks} == {"bezoeken"}


def test_every_unit_that_is_shown_is_logged_also_where_nobody_looked(rounds_city: RoundsCity, tmp_path: Path) -> None:
    shutil.copytree(rounds_city.space.root, tmp_path / "city")
    city = replace(rounds_city, space=replace(rounds_city.space, root=tmp_path / "city"))
    found = listed(city, VisitAsk(city.first.selection_id, part=Part.NOT_YET))
    desk = desk_of(city.space)
    with desk.state.transaction(reads=True) as transaction:
        about = processed_about(transaction, desk.keys, b"a" + found[0].address_id.encode())
    assert "see what a check yielded" in {item.name for item in about}


def test_who_learns_opens_no_units(rounds_city: RoundsCity) -> None:
    run = opened(rounds_city.space, None, Action.LEARN)
    with pytest.raises(AccessDenied, match="this is see_yield"):
        round_visits(run, PURPOSE, rounds_of(run, PURPOSE), VisitAsk())
