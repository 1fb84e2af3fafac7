# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows that speak, or may speak, of a protected object: found before anything is linked, and shown nowhere.

`certain` marks rows that name it, by id or in full. `possible` marks rows whose text would be its name if a letter or
addition were lost: its text alone never ties such a row to a neighbour. The others stand at its house number: they are
protected too unless they are tied to another address. Since a hidden row may have belonged to a neighbour after all, it
leaves the neighbours in doubt (docs/decisions/0006).
"""

from __future__ import annotations

from pandzicht.linking.step import Step, word
from pandzicht.linking.tier import Tier
from pandzicht.linking.unit import reworded, unit_of

_UNITS = f"""
SELECT *, straat || huisnummer AS building, straat || huisnummer || lower(unit) AS whole FROM (
  SELECT DISTINCT postcode, straat, woonplaats_norm AS woonplaats, huisnummer,
    {unit_of("huisletter", "toevoeging")} AS unit
  FROM (
    SELECT *, straat_norm AS straat FROM protected_names
    UNION ALL
    SELECT n.*, s.alias_norm FROM protected_names n JOIN straat_aliases s ON s.straat_norm = n.straat_norm
  ) WHERE huisnummer IS NOT NULL
)
"""

_UNIT = unit_of("r.huisletter", "r.toevoeging")
_SETTLED = (Tier.POSTCODE_STREET, Tier.STREET, Tier.UNIT_RECOMBINED, Tier.UNIT_PART)
_BY_TEXT = f"(r.tier IS NULL OR r.tier IN ({', '.join(word(tier) for tier in _SETTLED)}))"
_POSSIBLE = f"{_BY_TEXT} AND (starts_with(p.unit, {_UNIT}) OR ends_with(p.unit, {_UNIT})) AS possible"

_ROWS = f"""
SELECT row_at, bool_or(certain) AS certain, bool_or(possible) AS possible FROM (
  SELECT r.rowid AS row_at, TRUE AS certain, TRUE AS possible FROM link_rows r
  WHERE r.object_id IN (SELECT object_id FROM protected_names WHERE object_id IS NOT NULL)
  UNION ALL
  SELECT r.rowid, TRUE, TRUE FROM link_rows r
  WHERE r.nummeraanduiding_id IN (SELECT nummeraanduiding_id FROM protected_names WHERE nummeraanduiding_id IS NOT NULL)
  UNION ALL
  SELECT r.rowid, {_UNIT} = p.unit, {_POSSIBLE} FROM link_rows r
  JOIN link_protected_units p ON p.postcode = r.postcode AND p.huisnummer = r.huisnummer
  UNION ALL
  SELECT r.rowid, r.postcode IS NULL AND {_UNIT} = p.unit, {_POSSIBLE} FROM link_rows r
  JOIN link_protected_units p ON p.straat = r.straat AND p.huisnummer = r.huisnummer
  WHERE r.woonplaats IS NULL OR p.woonplaats IS NULL OR p.woonplaats = r.woonplaats
    OR r.woonplaats NOT IN (SELECT woonplaats FROM link_towns)
  UNION ALL
  SELECT r.rowid, TRUE, TRUE FROM link_rows r JOIN link_protected_units p ON p.whole = r.straat
  WHERE r.huisnummer IS NULL AND r.tier IS NULL
  UNION ALL
  SELECT r.rowid, FALSE, TRUE FROM link_rows r JOIN link_protected_units p ON p.building = r.straat
  WHERE r.huisnummer IS NULL AND r.tier IS NULL
) GROUP BY row_at
"""

_LEFT = "(starts_with(p.unit, r.unit) OR ends_with(p.unit, r.unit))"
_WHOLE = "(r.unit = p.unit OR r.unit <> '' AND r.other_words = p.other_words)"

_TOLD = f"""
WITH named AS (SELECT *, {reworded("unit")} AS other_words FROM link_protected_units)
SELECT row_at, bool_or(certain) AS certain, bool_or(possible) AS possible FROM (
  SELECT row_at, FALSE AS certain, possible FROM link_protected_rows WHERE NOT certain
  UNION ALL
  SELECT r.row_at, {_WHOLE}, {_LEFT} FROM link_open r
  JOIN named p ON p.postcode = r.postcode AND p.huisnummer = r.huisnummer WHERE r.row_at >= 0
  UNION ALL
  SELECT r.row_at, r.postcode IS NULL AND {_WHOLE}, {_LEFT} FROM link_open r
  JOIN named p ON p.straat = r.straat AND p.huisnummer = r.huisnummer
  WHERE r.row_at >= 0 AND (r.woonplaats IS NULL OR p.woonplaats IS NULL OR p.woonplaats = r.woonplaats
    OR r.woonplaats NOT IN (FROM link_towns))
) GROUP BY row_at
"""
"""The same once more for what open rows turn out to say: out of a sentence, with a slip in the street."""

PROTECTION_STEPS = (Step("link_protected_units", _UNITS), Step("link_protected_rows", _ROWS))
"""From `protected_names` to the rows of `link_rows` (by rowid) that it covers."""
PROTECTED_OPEN_STEP = Step("link_protected_open", _TOLD)
"""From `link_open` to its rows that are or may be protected."""
