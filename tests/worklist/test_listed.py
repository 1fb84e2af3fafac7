# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A check is listed for its purpose, within the term of its channel, and without its points while it is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import NotAvailable, NotFound, PurposeMissing
from pandzicht.governance.stops import stop
from pandzicht.governance.subject import Kind, Subject
from pandzicht.runs.area_figures import PURPOSE as PROXIES
from pandzicht.runs.opened import open_run
from pandzicht.store.publish import read_json, write_json
from pandzicht.store.workspace import Workspace
from pandzicht.worklist.criteria import CriteriaFaults, Order
from pandzicht.worklist.listed import ListedCheck
from tests.desk import begun, desk_of, opened
from tests.runs.published_city import RUN, publish_city
from tests.worklist.asking import asked, listed

WONEN = Subject(Kind.CHECK, "wonen")
COLUMNS = "column=bewoners_aantal&column=oppervlakte_m2"


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    return publish_city(tmp_path / "city")


def stopped(city: Workspace) -> None:
    stop(begun(desk_of(city), Action.STOP, WONEN), WONEN, "de punten worden onderzocht")


def test_a_check_that_did_not_run_is_not_listed(city: Workspace) -> None:
    with pytest.raises(NotFound, match="it has"):
        listed(city, "geen")


def test_another_purpose_does_not_list_it(city: Workspace) -> None:
    other = begun(desk_of(city), Action.LIST, WONEN, [PROXIES])
    with pytest.raises(PurposeMissing):
        ListedCheck(open_run(city, other), "wonen")


def test_after_its_term_a_channel_is_not_listed(city: Workspace) -> None:
    path = city.runs / RUN / "manifest.json"
    channel = {
        "channel": "riec",
        "label": {"nl": "RIEC"},
        "covenant": "C-1",
        "partners": ["politie"],
        "legal_basis": [{"article": "Convenant RIEC", "verified": "te_toetsen"}],
        "from": "2026-01-01",
        "to": "2026-02-01",
        "destroy_on": "2026-12-01",
    }
    write_json(path, read_json(path) | {"channel": channel})
    with pytest.raises(NotAvailable, match="runs from 2026-01-01 to 2026-02-01"):
        ListedCheck(opened(city, action=Action.LIST), "wonen")


def test_while_it_is_stopped_no_signal_and_no_point_shows(city: Workspace) -> None:
    before = asked(city, "wonen", "order=address")
    stopped(city)
    found = asked(city, "wonen", COLUMNS, analysed=True)
    assert found.stopped == "de punten worden onderzocht"
    assert [row.unit_id for row in found.rows] == [row.unit_id for row in before.rows]
    assert {(row.why, row.yes, row.unknown, row.disputed, row.analysis) for row in found.rows} == {("", 0, 0, 0, None)}
    assert found.could_rise == 0
    assert {facet.key for facet in found.facets} == {"area", "kind"}
    assert [row.values for row in found.rows] != [(None, None)] * 6


@pytest.mark.parametrize("query", ["signal=overbewoning", "status=disputed", "status=new", "column=signaal_hinder"])
def test_while_it_is_stopped_nothing_is_asked_by_its_signals(city: Workspace, query: str) -> None:
    stopped(city)
    with pytest.raises(CriteriaFaults):
        asked(city, "wonen", query)


def test_another_check_goes_on(city: Workspace) -> None:
    stopped(city)
    found = listed(city, "panden")
    assert (found.stopped, found.signals != ()) == ("", True)


def test_orders_hold_every_unit_once(city: Workspace) -> None:
    found = listed(city, "wonen")
    for order in (Order.PLACE, Order.ADDRESS, Order.NEW):
        assert sorted(found.order(order)) == list(range(found.units.count))
    assert found.tells_visits is False
    assert not found.drawn.any()
