# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows that name no house number and lie somewhere: the address on which a point lies, if it is one.

A point lies on an address when it is at most `ON_CM` from the address's own point, and no other address is nearly as
near. Points of several addresses in one building are one and the same: such a row is in doubt, as is one that lies
near addresses and on none. A street or postcode that the row does give must be that of the address.
"""

from __future__ import annotations

from pandzicht.linking.step import Step

ON_CM = 300
"""How far from its point a row may lie to be on an address: a marker is put down by hand."""
NEAR_CM = 1_500
"""How far a row may lie from an address to be near it."""
APART = 2
"""How many times as far the next address must be."""

_POINTS = f"""
WITH rows AS (
  SELECT row_at, x_cm::BIGINT AS x, y_cm::BIGINT AS y, straat, postcode FROM link_open
  WHERE x_cm IS NOT NULL AND y_cm IS NOT NULL AND huisnummer IS NULL
    AND object_id IS NULL AND nummeraanduiding_id IS NULL AND pand_id IS NULL AND place_no IS NULL
), cells AS (
  SELECT *, x // {NEAR_CM} + unnest([-1, 0, 1]) AS column_no FROM rows
), spread AS (
  SELECT *, y // {NEAR_CM} + unnest([-1, 0, 1]) AS line_no FROM cells
), points AS (
  SELECT address_no, x_cm::BIGINT AS x, y_cm::BIGINT AS y, x_cm // {NEAR_CM} AS column_no, y_cm // {NEAR_CM} AS line_no
  FROM addresses WHERE x_cm IS NOT NULL AND y_cm IS NOT NULL AND coalesce(levensfase = 'bestaand', TRUE)
), met AS (
  SELECT s.row_at, p.address_no, s.straat, s.postcode, sqrt((s.x - p.x) ** 2 + (s.y - p.y) ** 2) AS far_cm
  FROM spread s JOIN points p USING (column_no, line_no)
  WHERE abs(s.x - p.x) <= {NEAR_CM} AND abs(s.y - p.y) <= {NEAR_CM}
), nearest AS (
  SELECT row_at, arg_min(address_no, (far_cm, address_no)) AS point_no, min(far_cm) AS far_cm,
    min(far_cm, 2)[2] AS next_cm, any_value(straat) AS straat, any_value(postcode) AS postcode
  FROM met WHERE far_cm <= {NEAR_CM} GROUP BY row_at
)
SELECT row_at, point_no, far_cm <= {ON_CM} AND coalesce(next_cm > greatest({ON_CM}, {APART} * far_cm), TRUE)
  AND (straat IS NULL OR EXISTS (SELECT 1 FROM link_names m WHERE m.address_no = point_no AND m.straat = n.straat))
  AND (postcode IS NULL
    OR EXISTS (SELECT 1 FROM link_names m WHERE m.address_no = point_no AND m.postcode = n.postcode)) AS on_address
FROM nearest n
"""

POINT_STEP = Step("link_points", _POINTS)
"""From the open rows without a house number to the address that each lies on or nearest to."""
