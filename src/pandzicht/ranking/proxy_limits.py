# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""From when on the proxy test speaks of a proxy: dated norms of the catalogue, which the municipality decides."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.errors import NotAvailable

NORMS = {
    "correlation": "norm_proxy_rangcorrelatie",
    "separation": "norm_proxy_onderscheid",
    "ratio": "norm_proxy_selectieverhouding",
    "noticeable": "norm_proxy_merkbaar_onderscheid",
    "false_share": "norm_proxy_vals_alarm",
    "fewest_areas": "norm_proxy_buurten",
    "smallest_cell": "norm_proxy_cel",
    "round_size": "norm_proxy_ronde",
}
"""Limit -> the norm that says it."""


@dataclass(frozen=True, slots=True)
class ProxyLimits:
    """The limits of the proxy test on a day."""

    correlation: float
    """Rank correlation per area, on either side of 0."""
    separation: float
    """Probability of telling where an address lies, above 0.5; below it is one minus this."""
    ratio: float
    """Selection rate of the last fifth over that of the first, and the other way round; also that of a value."""
    noticeable: float
    """Probability of telling where an address lies, above 0.5, up to which it hardly matters at an address."""
    false_share: float
    """Of what is reported, the share that may be chance."""
    fewest_areas: float
    """Areas below which nothing can be told."""
    smallest_cell: float
    """Addresses below which an area or a fifth does not count."""
    round_size: float
    """Units at the top of the order that count as chosen."""


def proxy_limits(catalogue: Catalogue, on: date) -> ProxyLimits:
    """Return the limits in force on a day; raise NotAvailable naming every norm that is missing or no number."""
    found = {}
    for limit in fields(ProxyLimits):
        norm = catalogue.norms.get(NORMS[limit.name])
        value = norm.on(on) if norm else None
        if isinstance(value, int | Decimal):
            found[limit.name] = float(value)
    missing = [NORMS[limit.name] for limit in fields(ProxyLimits) if limit.name not in found]
    if missing:
        raise NotAvailable(
            f"the proxy test needs norms that are no number on {on}: {', '.join(missing)}; add them and run again"
        )
    return ProxyLimits(**found)
