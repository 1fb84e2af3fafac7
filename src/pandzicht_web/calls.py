# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every call of the API: those that its modules declare."""

from __future__ import annotations

from pandzicht_web.api import (
    addresses,
    definitions,
    document,
    jobs,
    learning,
    own_account,
    proposals,
    runs,
    searches,
    selections,
    sources,
    units,
    verifications,
    views,
    yield_areas,
    yields,
)
from pandzicht_web.route import Route

CALLS: tuple[Route, ...] = (
    *document.ROUTES,
    *own_account.ROUTES,
    *units.ROUTES,
    *views.ROUTES,
    *searches.ROUTES,
    *addresses.ROUTES,
    *selections.ROUTES,
    *yield_areas.ROUTES,
    *yields.ROUTES,
    *learning.ROUTES,
    *runs.ROUTES,
    *sources.ROUTES,
    *definitions.ROUTES,
    *proposals.ROUTES,
    *jobs.ROUTES,
    *verifications.ROUTES,
)
