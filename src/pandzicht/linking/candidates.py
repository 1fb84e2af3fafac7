# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""For every row that the first look left open: the addresses it may mean, and in what they agree or differ.

A sample of rows whose object id is known goes along with the id taken away (`row_at` below zero, `truth` the address of
the id): what the text alone makes of them tells how often each tier is right.
"""

from __future__ import annotations

from enum import StrEnum

from pandzicht.linking.step import Step, word
from pandzicht.linking.unit import unit_of


class Way(StrEnum):
    """How a row came upon a name."""

    ID = "id"
    POSTCODE = "postcode"
    """The same postcode, number and unit."""
    STREET = "street"
    """The same street, number and unit, and not the same postcode."""


NUMBER, STREET, DECISIVE_POSTCODE, UNIT, POSTCODE = 10_000, 1_000, 100, 10, 1
"""What a disagreement costs; the digits of the sum tell the parts apart again, the weightiest first.

A postcode decides where it stands in place of a street that was not delivered.
"""
SAYS_LESS, SAYS_MORE, SAYS_OTHER = 1, 2, 3
"""The unit of a row beside that of an address: it may have lost a part, names more than there is, or names another."""

SAMPLE = 20_000
"""About how many rows the tiers are measured on."""

_COLUMNS = "source, delivery_no, row_no, row_id, may_count"
_TEXT = "straat, woonplaats, huisnummer, huisletter, toevoeging, postcode, has_place"
_IDS_GIVEN = "object_id, nummeraanduiding_id, pand_id, place_no"


def _open_rows(every: int) -> str:
    return f"""
WITH sample AS (
  SELECT r.*, a.address_no AS truth
  FROM (SELECT *, rowid AS row_at FROM link_rows WHERE row_id % {every} = 0) r JOIN addresses a USING (object_id)
  WHERE r.huisnummer IS NOT NULL AND (r.straat IS NOT NULL OR r.postcode IS NOT NULL)
), rows AS (
  SELECT r.rowid AS row_at, {_COLUMNS}, coalesce(g.straat, r.straat) AS straat, woonplaats,
    coalesce(g.huisnummer, r.huisnummer) AS huisnummer, coalesce(g.huisletter, r.huisletter) AS huisletter,
    coalesce(g.toevoeging, r.toevoeging) AS toevoeging, postcode, has_place, {_IDS_GIVEN}, NULL::INTEGER AS truth
  FROM link_rows r LEFT JOIN link_glued g ON g.glued = r.straat AND r.huisnummer IS NULL
  ANTI JOIN (SELECT row_at FROM link_protected_rows WHERE certain) p ON p.row_at = r.rowid
  WHERE r.tier IS NULL
  UNION ALL
  SELECT r.rowid, {_COLUMNS}, {_TEXT}, {_IDS_GIVEN}, NULL
  FROM link_rows r SEMI JOIN (SELECT row_at FROM link_protected_rows WHERE possible AND NOT certain) p
  ON p.row_at = r.rowid
  WHERE r.tier IS NOT NULL
  UNION ALL
  SELECT -1 - row_at, {_COLUMNS}, {_TEXT}, NULL, NULL, NULL, NULL, truth
  FROM sample ANTI JOIN (SELECT row_at FROM link_protected_rows) p USING (row_at)
)
SELECT r.*, {unit_of("huisletter", "toevoeging")} AS unit,
  CASE WHEN woonplaats IS NOT NULL AND towns.known THEN woonplaats IN (SELECT woonplaats FROM link_towns) END
    AS town_known,
  CASE WHEN postcode IS NOT NULL AND districts.known THEN left(postcode, 4) IN (SELECT district FROM link_districts) END
    AS district_known
FROM rows r, (SELECT count(*) > 0 AS known FROM link_towns) towns,
  (SELECT count(*) > 0 AS known FROM link_districts) districts
"""


_IDS = """
SELECT r.row_at, coalesce(a.address_no, n.first_no) AS address_no, a.address_no IS NOT NULL AS by_object,
  coalesce(a.address_no <> n.first_no AND a.address_no <> n.last_no, n.first_no <> n.last_no, FALSE) AS differ
FROM link_open r
LEFT JOIN addresses a ON a.object_id = r.object_id
LEFT JOIN link_numbers n ON n.nummeraanduiding_id = r.nummeraanduiding_id
WHERE coalesce(a.address_no, n.first_no) IS NOT NULL
"""

_FIELDS = f"""
  n.address_no, r.straat AS given, n.straat, n.former, n.aged,
  n.huisletter <> coalesce(r.huisletter, '') OR n.toevoeging <> coalesce(r.toevoeging, '') AS recombined,
  CASE WHEN r.huisnummer <> n.huisnummer THEN {NUMBER} ELSE 0 END
  + CASE WHEN (r.straat IS NULL OR n.straat IS NULL) AND r.postcode <> n.postcode THEN {DECISIVE_POSTCODE} ELSE 0 END
  + {UNIT} * CASE
    WHEN r.huisnummer IS NULL OR r.unit = n.unit THEN 0
    WHEN starts_with(n.unit, r.unit) OR ends_with(n.unit, r.unit) THEN {SAYS_LESS}
    WHEN starts_with(r.unit, n.unit) OR ends_with(r.unit, n.unit) THEN {SAYS_MORE}
    ELSE {SAYS_OTHER} END
  + CASE WHEN r.postcode <> n.postcode THEN {POSTCODE} ELSE 0 END AS cost,
  r.woonplaats <> n.woonplaats AS other_town,
  coalesce(r.woonplaats = n.woonplaats, r.postcode IS NULL OR n.postcode IS NULL)
  OR coalesce(left(r.postcode, 4) = left(n.postcode, 4), FALSE) AS same_place
"""

_NEAR = f"""
SELECT r.row_at, {word(Way.ID)} AS way, {_FIELDS}
FROM link_ids i JOIN link_open r USING (row_at) JOIN link_names n ON n.address_no = i.address_no
UNION ALL
SELECT r.row_at, {word(Way.POSTCODE)}, {_FIELDS}
FROM link_open r JOIN link_names n ON n.postcode = r.postcode AND n.huisnummer = r.huisnummer AND n.unit = r.unit
UNION ALL
SELECT r.row_at, {word(Way.STREET)}, {_FIELDS}
FROM link_open r JOIN link_names n ON n.straat = r.straat AND n.huisnummer = r.huisnummer AND n.unit = r.unit
WHERE r.postcode IS NULL OR n.postcode IS NULL OR n.postcode <> r.postcode
"""

_SPOTS = """
WITH at_postcode AS (
  SELECT postcode, huisnummer, min(address_no) AS first_no, max(address_no) AS last_no
  FROM link_names WHERE postcode IS NOT NULL GROUP BY postcode, huisnummer
), at_street AS (
  SELECT straat, huisnummer, woonplaats, min(address_no) AS first_no, max(address_no) AS last_no
  FROM link_names WHERE straat IS NOT NULL GROUP BY straat, huisnummer, woonplaats
)
SELECT r.row_at, any_value(p.first_no) AS postcode_no, min(s.first_no) AS street_no,
  least(any_value(p.first_no), min(s.first_no)) <> greatest(any_value(p.last_no), max(s.last_no)) AS crowded
FROM link_open r
LEFT JOIN at_postcode p ON p.postcode = r.postcode AND p.huisnummer = r.huisnummer
LEFT JOIN at_street s ON s.straat = r.straat AND s.huisnummer = r.huisnummer
  AND (r.woonplaats IS NULL OR NOT r.town_known OR s.woonplaats IS NULL OR s.woonplaats = r.woonplaats)
WHERE p.first_no IS NOT NULL OR s.first_no IS NOT NULL
GROUP BY r.row_at
"""


def candidate_steps(rows_with_id: int) -> tuple[Step, ...]:
    """Return the steps from `link_rows` to what each open row may mean.

    They leave `link_ids` (by id), `link_near` (by name) and `link_spots` (by building). Of the rows that carry an
    object id, one in every so many goes into the sample.
    """
    every = max(1, rows_with_id // SAMPLE)
    return (
        Step("link_open", _open_rows(every)),
        Step("link_ids", _IDS),
        Step("link_near", _NEAR),
        Step("link_spots", _SPOTS),
    )
