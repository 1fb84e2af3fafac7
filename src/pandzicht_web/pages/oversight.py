# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The oversight of the system itself: leads to the first of its sections that somebody may come."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect

from pandzicht.definitions.action import Action
from pandzicht_web.route import Place, Route
from pandzicht_web.visit import Visit


def oversight(visit: Visit) -> HttpResponseBase:
    """Lead to the first section."""
    return redirect(visit.sections[0].href)


ROUTES = (
    Route(
        "oversight",
        "toezicht",
        oversight,
        (Action.SEE_PROPOSALS, Action.READ_LOG, Action.VERIFY, Action.DESTROY),
        place=Place.OVERSIGHT,
        opens=True,
    ),
)
