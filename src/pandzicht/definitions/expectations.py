# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a healthy delivery of a source looks like."""

from __future__ import annotations

from pydantic import Field

from pandzicht.definitions.words import Bounds, Definition


class Expectations(Definition):
    """What a healthy delivery looks like; a breach stops it."""

    rows: Bounds = Bounds()
    """Rows of one delivery."""
    linked: Bounds = Bounds()
    """Share of rows tied to an address, judged by the run."""
    set_aside: Bounds = Bounds(max=0.02)
    """Share of rows set aside."""
    repeated: Bounds = Bounds(max=0.05)
    """Share of rows that occur more than once."""
    change: Bounds = Bounds(min=0.75, max=1.5)
    """Rows over those of the previous delivery, of full deliveries and of the addresses.

    A delivery of changes or events is of a period, and periods differ: bound its `rows`.
    """
    malformed: Bounds = Bounds(max=0.25)
    """Share of the texts of a field with a role that are not what the role says (an id, a postcode, a number)."""
    filled: dict[str, Bounds] = Field(default_factory=dict)
    """Share of rows with a value, per canonical field."""
