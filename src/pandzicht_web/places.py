# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which places of the bar somebody sees: those where a role of theirs allows at least one act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pandzicht.definitions.action import Action
from pandzicht.governance.desk import Desk
from pandzicht_web.addresses import address_of
from pandzicht_web.route import Place, Route


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place in the bar and where it leads."""

    place: Place
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A section of a place and where it leads."""

    route: str
    label: str
    href: str


def places_for(desk: Desk) -> tuple[PlaceLink, ...]:
    """Return the places that somebody may come, in their order; who may not open one is led to a section of it."""
    from pandzicht_web.routes import ROUTES  # noqa: PLC0415 - routes name the views, and views name the places

    leading = sorted((route for route in ROUTES if route.opens or route.label), key=lambda route: not route.opens)
    mine = [route for route in leading if may_come(route, desk)]
    first = {place: next((route for route in mine if route.place is place), None) for place in Place}
    return tuple(
        PlaceLink(place, str(place.value), address_of(route.name))
        for place, route in first.items()
        if route is not None
    )


def sections_for(desk: Desk, place: Place | None) -> tuple[SectionLink, ...]:
    """Return the sections of a place that somebody may come, in the order of the routes."""
    from pandzicht_web.routes import ROUTES  # noqa: PLC0415 - as above

    mine = (route for route in ROUTES if route.place is place and route.label and may_come(route, desk))
    return tuple(SectionLink(route.name, route.label, address_of(route.name)) for route in mine)


def may_come(route: Route, desk: Desk) -> bool:
    """Tell whether a role of somebody allows at least one act of a route; one without acts is for all."""
    return not route.acts or may_do(desk, route.acts)


def may_do(desk: Desk, acts: Collection[Action]) -> bool:
    """Tell whether a role of somebody allows at least one of these acts, whatever they are done to."""
    mine = {act for grant in desk.actor.grants if grant.role in desk.roles for act in desk.roles[grant.role].may}
    return not mine.isdisjoint(acts)
