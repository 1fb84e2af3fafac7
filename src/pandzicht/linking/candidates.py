# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""For every row that the first look left open: the addresses it may mean, and in what they agree or differ."""

from __future__ import annotations

from enum import StrEnum

from pandzicht.linking.step import Step, word
from pandzicht.linking.unit import has_other_words, reworded, unit_of


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

LETTER_OR_FLOOR = "H"
"""A row that says no more than this may mean the letter or the ground floor: it is not read in other words."""

_OPEN = f"""
WITH told AS (SELECT *, {unit_of("huisletter", "toevoeging")} AS unit FROM link_told),
worded AS (
  SELECT unit, CASE WHEN unit <> '{LETTER_OR_FLOOR}' AND {has_other_words("unit")} THEN {reworded("unit")} END
    AS other_words
  FROM (SELECT DISTINCT unit FROM told)
)
SELECT t.* REPLACE (coalesce(m.straat, t.straat) AS straat, t.several OR coalesce(m.tied, FALSE) AS several),
  t.straat AS given, coalesce(m.rank, 0) AS street_rank, w.other_words,
  coalesce(m.straat, t.straat) NOT IN (
    SELECT straat FROM link_names WHERE straat IS NOT NULL GROUP BY straat HAVING count(DISTINCT woonplaats) > 1
  ) AS in_one_town,
  b.straat IS NOT NULL AS in_block,
  CASE WHEN t.woonplaats IS NOT NULL AND towns.known THEN t.woonplaats IN (FROM link_towns) END AS town_known,
  CASE WHEN t.district IS NOT NULL AND districts.known THEN t.district IN (FROM link_districts) END AS district_known
FROM told t JOIN worded w USING (unit) LEFT JOIN link_meant m USING (row_at)
LEFT JOIN (SELECT DISTINCT straat, postcode FROM link_names) b
  ON b.straat = coalesce(m.straat, t.straat) AND b.postcode = t.postcode,
  (SELECT count(*) > 0 AS known FROM link_towns) towns, (SELECT count(*) > 0 AS known FROM link_districts) districts
"""

_IDS = """
SELECT r.row_at, coalesce(a.address_no, n.first_no) AS address_no, a.address_no IS NOT NULL AS by_object,
  coalesce(a.address_no <> n.first_no AND a.address_no <> n.last_no, n.first_no <> n.last_no, FALSE) AS differ
FROM link_told r
LEFT JOIN addresses a ON a.object_id = r.object_id
LEFT JOIN link_numbers n ON n.nummeraanduiding_id = r.nummeraanduiding_id
WHERE coalesce(a.address_no, n.first_no) IS NOT NULL
"""

_FIELDS = f"""
  n.address_no, r.given, n.straat, n.former, n.aged,
  n.huisletter <> coalesce(r.huisletter, '') OR n.toevoeging <> coalesce(r.toevoeging, '') AS recombined,
  r.unit_split,
  CASE WHEN r.huisnummer <> n.huisnummer THEN {NUMBER} ELSE 0 END
  + CASE WHEN (r.given IS NULL OR n.straat IS NULL) AND r.postcode <> n.postcode THEN {DECISIVE_POSTCODE} ELSE 0 END
  + {UNIT} * CASE
    WHEN r.huisnummer IS NULL OR r.unit = n.unit OR r.unit <> '' AND r.other_words = n.other_words THEN 0
    WHEN starts_with(n.unit, r.unit) OR ends_with(n.unit, r.unit) THEN {SAYS_LESS}
    WHEN starts_with(r.unit, n.unit) OR ends_with(r.unit, n.unit) THEN {SAYS_MORE}
    ELSE {SAYS_OTHER} END
  + CASE WHEN r.postcode <> n.postcode THEN {POSTCODE} ELSE 0 END AS cost,
  r.woonplaats <> n.woonplaats AS other_town,
  CASE WHEN left(n.postcode, 4) = r.district THEN TRUE
    WHEN r.postcode IS NULL AND r.district_known
    THEN n.postcode IS NULL AND coalesce(r.woonplaats = n.woonplaats, TRUE)
    WHEN coalesce(r.woonplaats = n.woonplaats, r.district IS NULL OR n.postcode IS NULL) THEN TRUE
    WHEN r.woonplaats IS NULL AND r.district_known AND r.in_one_town THEN TRUE
    ELSE coalesce((r.district_known OR r.woonplaats IS NULL) AND damerau_levenshtein(r.postcode, n.postcode) = 1, FALSE)
    END AS same_place,
  r.in_block AND CASE WHEN r.in_block THEN damerau_levenshtein(r.postcode, n.postcode) > 1 END AS in_other_block,
  r.unit <> n.unit AS in_other_words
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
UNION ALL
SELECT r.row_at, {word(Way.POSTCODE)}, {_FIELDS}
FROM link_open r JOIN link_names n ON n.postcode = r.postcode AND n.huisnummer = r.huisnummer
  AND n.other_words = r.other_words AND r.unit <> '' AND n.unit <> r.unit
UNION ALL
SELECT r.row_at, {word(Way.STREET)}, {_FIELDS}
FROM link_open r JOIN link_names n ON n.straat = r.straat AND n.huisnummer = r.huisnummer
  AND n.other_words = r.other_words AND r.unit <> '' AND n.unit <> r.unit
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


ID_STEP = Step("link_ids", _IDS)
"""From `link_told` to what the ids of each row name."""

CANDIDATE_STEPS = (Step("link_open", _OPEN), Step("link_near", _NEAR), Step("link_spots", _SPOTS))
"""From `link_told` and `link_meant` to what each open row may mean: by id or name (`link_near`), by building."""
