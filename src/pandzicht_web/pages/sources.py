# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sources: what was delivered, what could not be read and why, and how many rows found their address."""

from __future__ import annotations

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.definitions.source import DeliveryKind
from pandzicht.governance.subject import WORKSPACE, Kind, Subject
from pandzicht.language import message
from pandzicht.runs.drift import Volume, field_drift, volumes
from pandzicht.runs.finding import runs_of
from pandzicht.runs.quality import AsideReason, SourceState, set_aside_reasons, source_state, source_states
from pandzicht.sources.fault_words import said_text
from pandzicht_web.route import Place, Route
from pandzicht_web.trend import Trend, trend_of
from pandzicht_web.visit import Visit

SPARK, CHART = (88.0, 22.0), (330.0, 96.0)
"""The sizes of the line of the linked share: in the list, and on the page of a source."""


def sources(visit: Visit) -> HttpResponseBase:
    """Show every source with its newest delivery and its linked share."""
    space, today = visit.office.workspace, visit.office.today
    with visit.operation(Action.SEE_DELIVERIES, WORKSPACE) as operation:
        states = source_states(space, operation, visit.office.definitions(), runs_of(space), today)
    delivered = [state for state in states if state.deliveries]
    values = {
        "delivered": [(state, _trend(state, SPARK), _newest_volume(state)) for state in delivered],
        "waiting": [state for state in states if not state.deliveries],
    }
    return visit.page("pandzicht/sources/sources.html", values)


def source(visit: Visit, name: str) -> HttpResponseBase:
    """Show one source: its deliveries, the rows of the newest that were set aside, and the linked share per run."""
    space, today = visit.office.workspace, visit.office.today
    with visit.operation(Action.SEE_DELIVERIES, Subject(Kind.SOURCE, name)) as operation:
        state = source_state(space, operation, visit.office.definitions(), runs_of(space), today, name)
        aside = set_aside_reasons(operation, state.newest) if state.newest else ()
        drift = field_drift(operation, state.source, state.deliveries)
    values = {
        "state": state,
        "aside": [(item, *_said(visit, item)) for item in aside],
        "volumes": tuple(reversed(volumes(state.source, state.deliveries))),
        "trend": _trend(state, CHART),
        "drift": drift,
        "drifted": [item for item in drift if item.is_more_than_chance],
        "may_upload": state.source.is_supplied and visit.may(Action.LOAD),
        "largest": space.office.largest_upload_mib,
        "is_changes": state.source.delivery is DeliveryKind.CHANGES,
    }
    return visit.page("pandzicht/sources/source.html", values)


def _trend(state: SourceState, size: tuple[float, float]) -> Trend | None:
    shares = [one.share for one in state.linked]
    return trend_of(shares, width=size[0], height=size[1], least=state.least_linked)


def _newest_volume(state: SourceState) -> Volume | None:
    return volumes(state.source, state.deliveries)[-1] if state.newest else None


def _said(visit: Visit, item: AsideReason) -> tuple[str, list[str]]:
    """Return a reason and the places of its rows in the language of the visit."""
    return said_text(item.reason, visit.say), [said_text(place, visit.say) for place in item.places]


ROUTES = (
    Route(
        "sources",
        "bronnen",
        sources,
        (Action.SEE_DELIVERIES,),
        place=Place.SOURCES,
        opens=True,
        label=message("Sources"),
    ),
    Route("source", "bronnen/<slug:name>", source, (Action.SEE_DELIVERIES,), place=Place.SOURCES),
)
