# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The office does not start with a route that leaves something undeclared or contradicts itself: all faults at once."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from pandzicht.definitions.action import Action
from pandzicht_web.route import Needs, Place, Route, refuse_undeclared
from pandzicht_web.routes import ROUTES


def view(_visit: object) -> HttpResponse:
    return HttpResponse()


def test_the_routes_of_the_office_are_sound() -> None:
    refuse_undeclared(ROUTES)


def test_an_act_for_a_purpose_needs_one() -> None:
    with pytest.raises(ValueError, match="route 'a' carries out 'list', which serves a purpose: it needs one"):
        refuse_undeclared([Route("a", "a", view, (Action.LIST,))])


def test_all_faults_are_told_at_once() -> None:
    routes = [
        Route("a", "a", view, (Action.VERIFY,), Needs.NOTHING),
        Route("a", "b", view, place=Place.MAP, opens=True),
        Route("c", "b", view, place=Place.MAP, opens=True),
    ]
    with pytest.raises(ValueError, match="open to all") as told:
        refuse_undeclared(routes)
    for part in ("name 'a' is declared twice", "path 'b' is declared twice", "opened by more than one route"):
        assert part in str(told.value)


def test_a_route_knows_the_names_in_its_path() -> None:
    assert Route("a", "x/<str:one>/<two>", view).parameters == ("one", "two")


def test_files_come_only_from_who_may() -> None:
    for route in (
        Route("a", "a", view, needs=Needs.NOTHING, takes_files=True),
        Route("a", "a", view, takes_files=True),
    ):
        with pytest.raises(ValueError, match="route 'a' takes files from anybody"):
            refuse_undeclared([route])
    refuse_undeclared([Route("a", "a", view, (Action.LOAD,), takes_files=True)])
