# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows that speak, or may speak, of a protected object: found before anything is linked, and shown nowhere.

`certain` marks rows that name it, by id or in full. The others stand at its house number without naming it: they are
protected too unless they are tied to another address, since a lost letter may be all that hides it.
"""

from __future__ import annotations

from pandzicht.linking.step import Step
from pandzicht.linking.unit import unit_of

_UNITS = f"""
SELECT DISTINCT postcode, straat_norm AS straat, woonplaats_norm AS woonplaats, huisnummer,
  {unit_of("huisletter", "toevoeging")} AS unit
FROM protected_names WHERE huisnummer IS NOT NULL
"""

_ROWS = f"""
SELECT row_at, bool_or(certain) AS certain FROM (
  SELECT r.rowid AS row_at, TRUE AS certain FROM link_rows r
  WHERE r.object_id IN (SELECT object_id FROM protected_names WHERE object_id IS NOT NULL)
  UNION ALL
  SELECT r.rowid, TRUE FROM link_rows r
  WHERE r.nummeraanduiding_id IN (SELECT nummeraanduiding_id FROM protected_names WHERE nummeraanduiding_id IS NOT NULL)
  UNION ALL
  SELECT r.rowid, {unit_of("r.huisletter", "r.toevoeging")} = p.unit FROM link_rows r
  JOIN link_protected_units p ON p.postcode = r.postcode AND p.huisnummer = r.huisnummer
  UNION ALL
  SELECT r.rowid, r.postcode IS NULL AND {unit_of("r.huisletter", "r.toevoeging")} = p.unit FROM link_rows r
  JOIN link_protected_units p ON p.straat = r.straat AND p.huisnummer = r.huisnummer
  WHERE r.woonplaats IS NULL OR p.woonplaats IS NULL OR p.woonplaats = r.woonplaats
    OR r.woonplaats NOT IN (SELECT woonplaats FROM link_towns)
) GROUP BY row_at
"""

PROTECTION_STEPS = (Step("link_protected_units", _UNITS), Step("link_protected_rows", _ROWS))
"""From `protected_names` to the rows of `link_rows` (by rowid) that it covers."""
