# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The spine as the linker reads it: every name of every address, what may be left of it, and which names stand alone.

`link_names` has one row per name of an address; `aged` names are former ones and those of objects that do not exist
now. `link_remainders` has, per name, the parts of its unit that remain when letter or addition is lost: any of them may
be read at its house number beside the whole. `link_named_ids` has the name that each id of an object or
nummeraanduiding stands for, of the ids that rows have (`link_given_ids`). `link_alone` has the names that no other
address shares (`elsewhere`: but for the postcode another woonplaats has the same), and with the postcode '' those that
none shares though there is no postcode, `link_panden` every pand of every address.
"""

from __future__ import annotations

from pandzicht.linking.step import Step
from pandzicht.linking.unit import has_other_words, parts_of, reworded, unit_of

_NAMES = f"""
WITH names AS (
  SELECT *, {unit_of("huisletter", "toevoeging")} AS unit,
    coalesce(huisletter <> '', FALSE) AND coalesce(toevoeging, '') = '' AS is_letter
  FROM address_names
),
worded AS (
  SELECT unit, is_letter,
    CASE WHEN NOT is_letter AND (unit = '' OR {has_other_words("unit")}) THEN {reworded("unit")} END AS other_words
  FROM (SELECT DISTINCT unit, is_letter FROM names)
)
SELECT n.address_no, a.object_id, a.pand_no, a.pand_id, n.nummeraanduiding_id, n.straat_norm AS straat, n.huisnummer,
  coalesce(n.huisletter, '') AS huisletter, coalesce(n.toevoeging, '') AS toevoeging,
  n.unit, w.other_words,
  n.postcode, n.woonplaats_norm AS woonplaats, n.soort = 'voormalig' AS former,
  n.soort = 'voormalig' OR coalesce(a.levensfase <> 'bestaand', FALSE) AS aged, n.soort = 'hoofdadres' AS head
FROM names n JOIN worded w USING (unit, is_letter) JOIN addresses a USING (address_no)
"""

_REMAINDERS = f"""
WITH units AS (SELECT DISTINCT huisletter, toevoeging, unit FROM link_names WHERE unit <> ''), remainders AS (
  SELECT huisletter, toevoeging, unnest({parts_of("huisletter", "toevoeging", "unit")}) AS remainder FROM units
)
SELECT n.address_no, n.straat, n.woonplaats, n.postcode, n.huisnummer, r.remainder
FROM link_names n JOIN remainders r USING (huisletter, toevoeging)
WHERE n.huisnummer IS NOT NULL
"""

_NAMED = "straat, huisnummer, huisletter, toevoeging, postcode, address_no, pand_no, pand_id, nummeraanduiding_id"
_IDS = f"""
WITH objects AS (
  SELECT object_id AS id, {_NAMED} FROM link_names SEMI JOIN link_given_ids ON id = object_id WHERE head
), numbers AS (
  SELECT nummeraanduiding_id AS id, {_NAMED} FROM link_names SEMI JOIN link_given_ids ON id = nummeraanduiding_id
)
FROM objects ANTI JOIN (SELECT id FROM objects GROUP BY id HAVING count(*) > 1) several USING (id)
UNION ALL
FROM numbers ANTI JOIN (SELECT id FROM numbers GROUP BY id HAVING count(*) > 1) several USING (id)
"""

_ALONE = """
WITH remainders AS (SELECT *, remainder AS unit FROM link_remainders), shared AS (
  SELECT postcode, huisnummer, unit FROM link_names
  GROUP BY ALL HAVING min(address_no) < max(address_no) OR count(*) FILTER (NOT aged) > 1
), streets AS (
  SELECT straat, huisnummer, unit, min(woonplaats) AS town, max(woonplaats) AS other_town
  FROM link_names GROUP BY ALL HAVING count(*) > 1
), held AS (
  SELECT a.*, s.huisnummer IS NOT NULL AS is_shared,
    coalesce(s.town <> a.woonplaats OR s.other_town <> a.woonplaats, FALSE) AS elsewhere,
    p.unit IS NOT NULL AS part_of_postcode, q.unit IS NOT NULL AS part_of_street
  FROM link_names a LEFT JOIN streets s USING (straat, huisnummer, unit)
  LEFT JOIN (SELECT DISTINCT postcode, huisnummer, unit FROM remainders) p USING (postcode, huisnummer, unit)
  LEFT JOIN (SELECT DISTINCT straat, huisnummer, unit FROM remainders) q USING (straat, huisnummer, unit)
  WHERE NOT aged AND huisnummer IS NOT NULL
)
SELECT address_no, pand_no, pand_id, postcode, huisnummer, straat, length(huisletter)::INTEGER AS letters, unit,
  woonplaats, NULL::SMALLINT AS postcode4, elsewhere, part_of_postcode OR part_of_street AS part
FROM held ANTI JOIN shared USING (postcode, huisnummer, unit) WHERE postcode IS NOT NULL
UNION ALL
SELECT address_no, pand_no, pand_id, '', huisnummer, straat, length(huisletter)::INTEGER, unit, woonplaats,
  TRY_CAST(left(postcode, 4) AS SMALLINT), woonplaats IS NOT NULL, part_of_street
FROM held WHERE NOT is_shared AND straat IS NOT NULL
"""

_NUMBERS = """
SELECT nummeraanduiding_id, min(address_no) AS first_no, max(address_no) AS last_no
FROM link_names WHERE nummeraanduiding_id IS NOT NULL GROUP BY nummeraanduiding_id
"""

_STREETS = """
SELECT straat FROM link_names WHERE straat IS NOT NULL
UNION
SELECT straat_norm FROM protected_names WHERE straat_norm IS NOT NULL
"""

_PANDEN = """
SELECT address_no, pand_no FROM address_panden
UNION
SELECT address_no, pand_no FROM addresses WHERE pand_no IS NOT NULL
"""

NAME_STEPS = (
    Step("link_names", _NAMES),
    Step("link_remainders", _REMAINDERS),
    Step("link_named_ids", _IDS),
    Step("link_alone", _ALONE),
    Step("link_numbers", _NUMBERS),
    Step("link_panden", _PANDEN),
    Step("link_streets", _STREETS),
    Step("link_towns", "SELECT DISTINCT woonplaats FROM link_names WHERE woonplaats IS NOT NULL"),
    Step("link_districts", "SELECT DISTINCT left(postcode, 4) AS district FROM link_names WHERE postcode IS NOT NULL"),
)
"""From `address_names`, `addresses` and `address_panden` to the tables that rows are held against."""
