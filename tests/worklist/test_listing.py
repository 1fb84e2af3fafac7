# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A list is a page of what answers, with what could rise; it is logged of every address on it before it is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.concerned import address
from pandzicht.governance.desk import Desk
from pandzicht.governance.log_reading import processed_about
from pandzicht.language import Language
from pandzicht.store.workspace import Workspace
from pandzicht.worklist.listing import worklist
from pandzicht.worklist.view import View, view_of
from tests.desk import ALL, desk_of
from tests.model_city import ModelCity
from tests.runs.published_city import publish_city
from tests.worklist.asking import asked, run_of, somebody

CHECK = "onrechtmatig_wonen"


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    return publish_city(tmp_path / "city")


def test_pages_together_are_the_list(model_city: ModelCity) -> None:
    query = "kind=woonfunctie&not_visited=24&order=address&size=200"
    first = asked(model_city.workspace, CHECK, query)
    pages = [asked(model_city.workspace, CHECK, f"{query}&page={page}") for page in range(1, first.pages + 1)]
    units = [row.unit_id for page in pages for row in page.rows]
    assert len(units) == len(set(units)) == first.count
    assert [len(page.rows) for page in pages[:-1]] == [200] * (first.pages - 1)
    assert first.total > first.count > 200


def test_a_page_after_the_last_is_the_last(model_city: ModelCity) -> None:
    found = asked(model_city.workspace, CHECK, "page=9999&size=200")
    assert (found.page, len(found.rows) > 0) == (found.pages, True)
    nothing = asked(model_city.workspace, CHECK, "text=zoiets+bestaat+niet&page=3")
    assert (nothing.count, nothing.rows, nothing.page, nothing.pages, nothing.could_rise) == (0, (), 1, 1, 0)


@pytest.mark.parametrize("page", [1, 3])
def test_what_could_rise_has_fewer_points_now_and_as_many_with_what_is_unknown(
    model_city: ModelCity, page: int
) -> None:
    found = asked(model_city.workspace, CHECK, f"kind=woonfunctie&size=20&page={page}", analysed=True)
    cut = found.rows[-1].analysis
    assert cut is not None
    everything = [
        row.analysis
        for at in range(1, found.count // 200 + 2)
        for row in asked(model_city.workspace, CHECK, f"kind=woonfunctie&size=200&page={at}", analysed=True).rows
    ]
    rising = [item for item in everything if item and item.score < cut.score <= item.score_max]
    assert found.could_rise == len(rising)
    walked = asked(model_city.workspace, CHECK, f"kind=woonfunctie&size=20&page={page}&order=address")
    assert walked.could_rise == found.could_rise


def test_something_could_rise(model_city: ModelCity) -> None:
    assert asked(model_city.workspace, CHECK, "size=20").could_rise > 0


def test_places_and_points_are_shown_only_when_asked(model_city: ModelCity) -> None:
    assert {row.analysis for row in asked(model_city.workspace, CHECK).rows} == {None}
    rows = asked(model_city.workspace, CHECK, "size=5&page=2", analysed=True).rows
    assert [row.analysis.place for row in rows if row.analysis] == [6, 7, 8, 9, 10]


def seeing(city: Workspace, *may: Action) -> Desk:
    """The desk of somebody who may do this only."""
    role = ALL.model_copy(update={"role": "kijker", "may": may})
    return desk_of(city, actor=Actor("els", "els", (Grant("kijker"),)), roles={"kijker": role})


def test_who_may_not_export_a_selection_sees_no_place(city: Workspace) -> None:
    desk = seeing(city, Action.LIST)
    assert asked(city, "wonen", desk=desk).count > 0
    with pytest.raises(AccessDenied, match="places and points"):
        asked(city, "wonen", desk=desk, analysed=True)
    assert asked(city, "wonen", desk=seeing(city, Action.LIST, Action.EXPORT_SELECTION), analysed=True).rows


def test_another_act_gives_no_list(city: Workspace) -> None:
    with pytest.raises(AccessDenied, match="this is list"):
        worklist(run_of(city, Action.HIT), "wonen", View(), Language.NL)


def logged(city: Workspace) -> set[str]:
    """The addresses of which the log says that something of them was shown."""
    desk = desk_of(city)
    addresses = run_of(city).addresses["address_id"].to_pylist()
    with desk.state.transaction(reads=True) as transaction:
        return {name for name in addresses if processed_about(transaction, desk.keys, address(name))}


def test_it_is_logged_of_what_the_page_shows_and_of_nothing_else(city: Workspace) -> None:
    found = asked(city, "wonen", "size=2&page=2")
    assert logged(city) == {row.address_id for row in found.rows}


def test_of_a_pand_every_address_is_logged(city: Workspace) -> None:
    asked(city, "panden", "text=dorpsstraat+20")
    assert logged(city) == {"0518010000000000", "0518010000000001"}


def test_what_may_not_be_seen_is_in_no_row_and_no_count(city: Workspace) -> None:
    found = asked(city, "wonen", desk=somebody(city, "BU9999"))
    assert (found.total, found.count, found.rows, found.facets, found.could_rise) == (0, 0, (), (), 0)
    assert logged(city) == set()


def test_a_list_says_what_must_be_known_before_use(city: Workspace) -> None:
    found = asked(city, "wonen", "size=1")
    assert (found.label, found.unit, found.run, found.view) == (
        "Wonen",
        "object",
        run_of(city).run_id,
        view_of("size=1"),
    )
    assert [caveat.mark for caveat in found.caveats] == ["DEMO, rechtsgronden te_toetsen"]
    assert (found.stopped, found.empty) == ("", "")
