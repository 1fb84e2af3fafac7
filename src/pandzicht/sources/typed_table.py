# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The names of the tables through which a delivery goes while it is taken in, and of their own columns."""

from __future__ import annotations

from pandzicht.store.engine import quoted

DELIVERED = "delivered"
TYPED = "typed"
SET_ASIDE_ROWS = "set_aside_rows"
ROW = "delivered_no"
"""Names a row within its delivery: its position there. A record may have become several rows, so its place does not."""


def unread_name(field: str) -> str:
    """Return the quoted name of the column that tells whether a delivered BAG id is none."""
    return quoted(f"unread:{field}")


def inner_name(delivered: str) -> str:
    """Return the quoted name of the column that holds a delivered field which is not kept."""
    return quoted(f"inner:{delivered}")
