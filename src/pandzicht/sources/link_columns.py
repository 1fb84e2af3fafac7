# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The columns by which a row is linked, with their engine types."""

from __future__ import annotations

from collections.abc import Mapping

LINK_TYPES: Mapping[str, str] = {
    "link_object_id": "BIGINT",
    "link_nummeraanduiding_id": "BIGINT",
    "link_pand_id": "BIGINT",
    "link_straat": "VARCHAR",
    "link_woonplaats": "VARCHAR",
    "link_huisnummer": "INTEGER",
    "link_huisletter": "VARCHAR",
    "link_toevoeging": "VARCHAR",
    "link_unit_split": "BOOLEAN",
    "link_postcode": "VARCHAR",
    "link_postcode4": "VARCHAR",
    "link_line": "VARCHAR",
    "link_x_cm": "INTEGER",
    "link_y_cm": "INTEGER",
}

POINTED_TO = tuple(name for name in LINK_TYPES if name not in {"link_unit_split", "link_postcode4", "link_line"})
"""The link columns that are kept of a protected row: where it points to, and no text of it."""
