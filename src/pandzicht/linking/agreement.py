# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""In what an open row agrees with the address of its id, and which one address its text names, if any.

A part that was not delivered does not disagree. Of the names of the address of an id, the one that agrees best speaks.
Of the names that the text reaches, one wins when none is better in any respect: spelled in the right fields, street
spelled the same, in use now. Letter and addition that were cut out of one text (`30A`) stand in no field of their own:
the row does not say whether `A` is the one or the other, so of two such addresses neither is better. A row is torn
where its postcode names an address in another town than its own, which has the same street and number at another
postcode. A postcode of the same street in which the number does not lie, and that is no slip in the one that has it,
weighs as much as the number: one of the two is wrong, and neither names the address.
"""

from __future__ import annotations

from pandzicht.linking.candidates import STREET, Way
from pandzicht.linking.step import Step, word
from pandzicht.linking.street import SHORTEST_DOUBLE_TYPO, Nearness

_ID_VOTES = f"""
SELECT n.row_at,
  min(n.cost + CASE WHEN n.given <> n.straat AND a.straat IS NULL THEN {STREET} ELSE 0 END) AS cost
FROM link_near n LEFT JOIN link_alike a ON a.given = n.given AND a.straat = n.straat
WHERE n.way = {word(Way.ID)}
GROUP BY n.row_at
"""

_TEXTS = f"""
WITH held AS (
  SELECT n.row_at, n.address_no, n.way, n.former, n.aged, n.in_other_words, n.recombined, n.other_town,
    n.recombined AND n.unit_split IS NOT TRUE AS said_otherwise,
    CASE WHEN n.given IS NULL OR n.straat IS NULL THEN {int(Nearness.NONE_GIVEN)}
      WHEN n.given = n.straat THEN {int(Nearness.SAME)} ELSE a.rank END AS street_rank,
    CASE WHEN n.way = {word(Way.POSTCODE)}
      THEN n.given IS NULL OR n.straat IS NULL OR n.given = n.straat OR a.straat IS NOT NULL
      ELSE s.postcode_no IS NULL AND n.same_place AND n.in_other_block IS NOT TRUE END AS accepted,
    n.way = {word(Way.STREET)} AND s.postcode_no IS NOT NULL AND n.in_other_block IS NOT TRUE
      AND (n.given = n.straat OR a.rank <= {int(Nearness.ONE_SLIP)} AND length(n.given) >= {SHORTEST_DOUBLE_TYPO})
      AND coalesce(NOT n.other_town, TRUE) AS against
  FROM link_near n
  LEFT JOIN link_alike a ON a.given = n.given AND a.straat = n.straat
  LEFT JOIN link_spots s ON s.row_at = n.row_at
  WHERE n.way <> {word(Way.ID)}
), taken AS (
  SELECT * REPLACE (accepted OR against AND row_at NOT IN (SELECT row_at FROM held WHERE accepted) AS accepted)
  FROM held
), best AS (
  SELECT row_at, min(in_other_words) AS in_other_words, min(said_otherwise) AS said_otherwise,
    min(street_rank) AS street_rank, min(aged) AS aged
  FROM taken WHERE accepted GROUP BY row_at
), judged AS (
  SELECT h.*, h.accepted AND h.in_other_words = b.in_other_words AND h.said_otherwise = b.said_otherwise
    AND h.street_rank = b.street_rank AND h.aged = b.aged AS wins
  FROM taken h LEFT JOIN best b USING (row_at)
)
SELECT row_at, bool_or(accepted) AS named,
  min(address_no) FILTER (wins) AS first_no, max(address_no) FILTER (wins) AS last_no,
  min(address_no) FILTER (accepted AND NOT wins) AS rival_no,
  max(address_no) FILTER (accepted AND NOT wins) AS rival_last_no,
  bool_and(former) FILTER (wins) AS former, bool_and(recombined) FILTER (wins) AS recombined,
  bool_and(in_other_words) FILTER (wins) AS in_other_words, bool_and(against) FILTER (wins) AS against,
  min(street_rank) FILTER (wins) AS street_rank, bool_and(way = {word(Way.STREET)}) FILTER (wins) AS by_street,
  coalesce(bool_and(other_town) FILTER (wins), FALSE)
  AND coalesce(bool_or(NOT other_town) FILTER (NOT accepted AND way = {word(Way.STREET)}), FALSE) AS torn,
  min(address_no) FILTER (NOT accepted AND way = {word(Way.POSTCODE)}) AS other_street_no,
  min(address_no) FILTER (NOT accepted AND way = {word(Way.STREET)}) AS other_postcode_no,
  bool_and(other_town) FILTER (NOT accepted AND way = {word(Way.STREET)}) AS other_town
FROM judged GROUP BY row_at
"""

_PARTS = """
WITH texts AS (FROM link_open ANTI JOIN link_ids USING (row_at))
SELECT row_at, bool_or(in_street) AS in_street FROM (
  SELECT row_at, p.straat = r.straat AS in_street FROM texts r
  JOIN link_remainders p ON p.postcode = r.postcode AND p.huisnummer = r.huisnummer AND p.remainder = r.unit
  UNION ALL
  SELECT row_at, TRUE FROM texts r
  JOIN link_remainders p ON p.straat = r.straat AND p.huisnummer = r.huisnummer AND p.remainder = r.unit
) GROUP BY row_at
"""

AGREEMENT_STEPS = (
    Step("link_id_votes", _ID_VOTES),
    Step("link_texts", _TEXTS),
    Step("link_parts", _PARTS),
)
"""From `link_near` to the cost of believing the id, the address that the text names, and rows that may be a part."""
