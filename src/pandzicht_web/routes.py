# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every address of the office: those that its pages declare, in the order of the bar and of the sections of a place."""

from __future__ import annotations

from pandzicht_web.calls import CALLS
from pandzicht_web.pages import (
    accounts,
    catalogue,
    city_map,
    comparisons,
    defining,
    deliveries,
    disputing,
    dossier,
    doubts,
    forgetting,
    handing_over,
    learning,
    logbook,
    organisation,
    oversight,
    own_account,
    own_tokens,
    proposals,
    purpose,
    search,
    selections,
    sign_in,
    sources,
    verification,
    work,
    worklist,
    yield_areas,
    yield_groups,
    yields,
)
from pandzicht_web.route import Route

_PAGES: tuple[tuple[Route, ...], ...] = (
    own_account.ROUTES,
    own_tokens.ROUTES,
    sign_in.ROUTES,
    organisation.ROUTES,
    purpose.ROUTES,
    worklist.ROUTES,
    city_map.ROUTES,
    search.ROUTES,
    dossier.ROUTES,
    disputing.ROUTES,
    selections.ROUTES,
    handing_over.ROUTES,
    yields.ROUTES,
    yield_areas.ROUTES,
    yield_groups.ROUTES,
    learning.ROUTES,
    comparisons.ROUTES,
    sources.ROUTES,
    deliveries.ROUTES,
    doubts.ROUTES,
    work.ROUTES,
    defining.ROUTES,
    catalogue.ROUTES,
    oversight.ROUTES,
    proposals.ROUTES,
    logbook.ROUTES,
    verification.ROUTES,
    forgetting.ROUTES,
    accounts.ROUTES,
    CALLS,
)
ROUTES: tuple[Route, ...] = tuple(route for page in _PAGES for route in page)
