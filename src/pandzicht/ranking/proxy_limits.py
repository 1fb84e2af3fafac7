# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""From when on the proxy test speaks of a proxy: dated norms of the catalogue, which the municipality decides."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.norm import NormValue
from pandzicht.errors import NotAvailable

NORMS = {
    "correlation": "norm_proxy_rangcorrelatie",
    "separation": "norm_proxy_onderscheid",
    "ratio": "norm_proxy_selectieverhouding",
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
    """Selection rate of the last fifth over that of the first, and the other way round."""
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
        number = _number(norm.on(on)) if norm else None
        if number is not None:
            found[limit.name] = number
    missing = [NORMS[limit.name] for limit in fields(ProxyLimits) if limit.name not in found]
    if missing:
        raise NotAvailable(
            f"the proxy test needs norms that are no number on {on}: {', '.join(missing)}; add them and run again"
        )
    return ProxyLimits(**found)


def _number(value: NormValue | None) -> float | None:
    """Return a norm as a number; kept with a run, a decimal is text."""
    try:
        return None if value is None or isinstance(value, tuple) else float(value)
    except ValueError:
        return None
