# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the orders and filters of a worklist are called on the page."""

from __future__ import annotations

from collections.abc import Mapping

from pandzicht.language import message
from pandzicht.worklist.criteria import Order

ORDERS: Mapping[Order, str] = {
    Order.PLACE: message("order of the check"),
    Order.NEW: message("what is new first"),
    Order.ADDRESS: message("address"),
    Order.LAST_VISIT: message("longest not visited"),
}
TITLES: Mapping[str, str] = {
    "area": message("Area"),
    "signal": message("Signal"),
    "status": message("Status"),
    "owner": message("Owner"),
    "kind": message("Use"),
    "not_visited": message("Not visited for"),
}
