# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every row that the first look left open says of its address, read as well as it can be.

A line of text is read beside what exists (`line`), a number is taken out of the street that it is glued to
(`number_in_street`), and street and woonplaats change places where the one is a woonplaats and the other a street.

A sample of rows whose object id is known goes along with the id taken away (`row_at` below zero, `truth` the address of
the id): what the text alone makes of them tells how often each tier is right. So do rows that people judged; `truth` is
then the address they named, or -2 minus the address that they denied.
"""

from __future__ import annotations

from pandzicht.addresses import spelling
from pandzicht.linking.step import Step
from pandzicht.linking.street import kind_of

SAMPLE = 20_000
"""About how many rows the tiers are measured on."""
EVERY = f"greatest(1, count(object_id) // {SAMPLE})::UBIGINT"
"""SQL over rows: one in how many of those with an object id is drawn."""

_COLUMNS = "source, delivery_no, row_no, row_id, may_count"
_PLACE = "postcode, coalesce(left(postcode, 4), postcode4) AS district, x_cm, y_cm"
_IDS = "object_id, nummeraanduiding_id, pand_id, place_no"

_REPEATED = """
CASE WHEN r.straat NOT IN (FROM link_streets) THEN CASE WHEN contains(r.straat, r.huisnummer::VARCHAR)
  THEN regexp_extract(r.straat, '[a-z]([0-9]+)[a-z]*$', 1) = r.huisnummer::VARCHAR
    AND lower(concat(r.huisletter, r.toevoeging)) IN ('', regexp_extract(r.straat, '[0-9]([a-z]*)$', 1)) END END
"""
"""The number stands behind the street and in its own field as well; CASE spares nearly all rows the patterns."""

_WHOLE = "(r.line IS NULL OR list_contains(regexp_extract_all(r.line, '[0-9]+'), g.huisnummer::VARCHAR))"
"""The number that ends a street stands in the line as it was delivered: the spelling makes 14 of `1-4` as well."""

_AS_STREET = spelling.with_whole_ending("woonplaats")
_EXCHANGED = f"""
SELECT row_at, {_AS_STREET} AS straat, straat AS woonplaats FROM twice
WHERE straat IN (FROM link_towns) AND straat NOT IN (FROM link_streets) AND woonplaats NOT IN (FROM link_towns)
  AND (woonplaats IN (FROM link_streets) OR woonplaats IN (SELECT alias_norm FROM straat_aliases)
    OR {kind_of(_AS_STREET)} <> '')
"""
"""A woonplaats of here stands for the street, and for the woonplaats a street, or what ends as one does."""


_SAMPLE = f"""
SELECT r.*, a.address_no AS truth
FROM (
  SELECT *, rowid AS row_at FROM link_rows WHERE object_id IS NOT NULL
    AND row_id % (SELECT {EVERY} FROM link_rows) = 0
) r JOIN addresses a USING (object_id)
ANTI JOIN link_judged j ON j.source = r.source AND j.row_id = r.row_id
WHERE r.huisnummer IS NOT NULL AND (r.straat IS NOT NULL OR r.postcode IS NOT NULL)
"""


_JUDGED = """
SELECT r.rowid AS row_at, coalesce(j.same_no, -2 - j.different_nos[1]) AS truth
FROM link_rows r JOIN link_judged j ON j.source = r.source AND j.row_id = r.row_id
WHERE NOT j.conflict AND coalesce(j.same_no, j.different_nos[1]) IS NOT NULL
"""

_READ = f"""
SELECT r.rowid AS row_at, {_COLUMNS},
  CASE WHEN l.line IS NOT NULL THEN l.straat WHEN g.glued IS NOT NULL THEN g.straat
    WHEN r.repeated THEN regexp_replace(r.straat, '[0-9]+[a-z]*$', '') ELSE r.straat END AS straat,
  coalesce(l.woonplaats, r.woonplaats) AS woonplaats,
  CASE WHEN l.is_street THEN l.huisnummer ELSE coalesce(g.huisnummer, r.huisnummer, l.huisnummer) END AS huisnummer,
  CASE WHEN NOT coalesce(l.is_street OR r.repeated, FALSE) THEN coalesce(g.huisletter, r.huisletter) END
    AS huisletter,
  CASE WHEN l.is_street THEN l.toevoeging
    WHEN r.repeated THEN nullif(upper(regexp_extract(r.straat, '[0-9]([a-z]*)$', 1)), '')
    ELSE coalesce(g.toevoeging, r.toevoeging) END AS toevoeging,
  coalesce(l.is_street OR r.repeated, FALSE) OR g.glued IS NOT NULL OR coalesce(r.unit_split, FALSE) AS unit_split,
  {_PLACE}, {_IDS}, NULL::INTEGER AS truth, FALSE AS judged, coalesce(l.is_street AND l.several, FALSE) AS several
FROM (SELECT rowid, *, {_REPEATED} AS repeated FROM link_rows r WHERE tier IS NULL) r
LEFT JOIN link_lines l ON l.line = r.line
LEFT JOIN link_glued g ON g.glued = r.straat AND r.huisnummer IS NULL AND {_WHOLE}
ANTI JOIN (SELECT row_at FROM link_protected_rows WHERE certain) p ON p.row_at = r.rowid
"""
"""The open rows, with what was read of them in place of what was delivered."""


_PARTS = "straat, woonplaats, huisnummer, huisletter, toevoeging, unit_split"
_TOLD = f"""
WITH sample AS ({_SAMPLE}), judged AS ({_JUDGED}), rows AS (
  {_READ}
  UNION ALL
  SELECT r.rowid, {_COLUMNS}, {_PARTS}, {_PLACE}, {_IDS}, NULL, FALSE, FALSE
  FROM link_rows r SEMI JOIN (SELECT row_at FROM link_protected_rows WHERE possible AND NOT certain) p
  ON p.row_at = r.rowid
  WHERE r.tier IS NOT NULL
  UNION ALL
  SELECT -1 - row_at, {_COLUMNS}, {_PARTS}, {_PLACE}, NULL, NULL, NULL, NULL, truth, FALSE, FALSE
  FROM sample ANTI JOIN (SELECT row_at FROM link_protected_rows) p USING (row_at)
), twice AS (
  FROM rows
  UNION ALL
  SELECT r.* REPLACE (-1 - r.row_at AS row_at, NULL AS object_id, NULL AS nummeraanduiding_id, NULL AS pand_id,
    NULL AS place_no, j.truth AS truth, TRUE AS judged)
  FROM rows r JOIN judged j USING (row_at)
), exchanged AS ({_EXCHANGED})
SELECT t.* REPLACE (coalesce(x.straat, t.straat) AS straat, coalesce(x.woonplaats, t.woonplaats) AS woonplaats)
FROM twice t LEFT JOIN exchanged x USING (row_at)
"""

TOLD_STEP = Step("link_told", _TOLD)
"""From `link_rows` to what each open row says, and a sample of those with a known object id."""
