# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Values of the BAG that stand for a value that nobody knows."""

from __future__ import annotations

from pandzicht.definitions.words import Definition


class Dummies(Definition):
    """Values of the BAG that its holders fill in where they do not know: read as unknown, and kept as delivered."""

    oppervlakte: tuple[int, ...] = ()
    """Floor areas in m²."""
    bouwjaar: tuple[int, ...] = ()
