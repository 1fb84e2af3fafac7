# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses that a row which is not tied to them could still belong to: there, no row does not mean none.

In doubt for a source are all addresses at the postcode and number, or the street and number, of a doubtful or
unlinked row, its candidate, and the whole pand of the candidate or of the delivered pand id. A row that its text alone
tied to an address puts in doubt the neighbours whose letter or addition it may have lost. A row that is tied to a pand
only puts in doubt the addresses of the pand, but not the pand: `only_object` is then true. A row that names a protected
object in full puts in doubt only the neighbours whose letter or addition it may have lost. A row that could not be
counted wherever it belongs (`LinkSource.may_count`) puts nothing in doubt.
"""

from __future__ import annotations

from pandzicht.linking.step import Step, word
from pandzicht.linking.tier import State, Tier, tiers_of
from pandzicht.linking.unit import unit_of

_OPEN = ", ".join(word(tier) for tier in (*tiers_of(State.DOUBTFUL), *tiers_of(State.UNLINKED), Tier.PROTECTED))

_ROWS = f"""
SELECT source, CASE WHEN town_known THEN woonplaats END AS woonplaats, straat, huisnummer, postcode, unit,
  given_pand_no, CASE WHEN c.links THEN candidate_no ELSE coalesce(address_no, candidate_no) END AS candidate_no,
  tier = {word(Tier.PAND_ID)} AS only_object, unsure AND c.links AS unsure, address_no
FROM link_decided LEFT JOIN link_chances c USING (source, tier)
WHERE truth IS NULL AND may_count AND NOT names_protected AND (unsure OR NOT c.links OR tier = {word(Tier.PAND_ID)}
  OR tier IN ({_OPEN}) AND tier <> {word(Tier.OUTSIDE)})
UNION ALL
SELECT source, CASE WHEN woonplaats IN (SELECT woonplaats FROM link_towns) THEN woonplaats END, straat, huisnummer,
  postcode, coalesce(huisletter, '') || coalesce(toevoeging, ''), NULL, CASE WHEN NOT c.links THEN address_no END,
  FALSE, c.links, address_no
FROM link_rows r ANTI JOIN (SELECT row_at FROM link_protected_rows WHERE certain OR possible) p ON p.row_at = r.rowid
JOIN link_chances c USING (source, tier)
WHERE tier = {word(Tier.UNIT_PART)} AND may_count
UNION ALL
SELECT source, CASE WHEN woonplaats IN (SELECT woonplaats FROM link_towns) THEN woonplaats END, straat, huisnummer,
  postcode, {unit_of("huisletter", "toevoeging")}, NULL, NULL, FALSE, TRUE, -1
FROM link_rows r JOIN link_protected_rows p ON p.row_at = r.rowid
WHERE p.certain AND object_id IS NULL AND nummeraanduiding_id IS NULL AND may_count
UNION ALL
SELECT source, CASE WHEN town_known THEN woonplaats END, straat, huisnummer, postcode, unit, NULL, NULL, FALSE, TRUE, -1
FROM link_decided WHERE truth IS NULL AND names_protected AND may_count
"""

DOUBTS = """
WITH spots AS (
  SELECT DISTINCT source, postcode, huisnummer FROM link_doubtful WHERE NOT unsure AND NOT only_object
), streets AS (
  SELECT DISTINCT source, straat, woonplaats, huisnummer FROM link_doubtful WHERE NOT unsure AND NOT only_object
), candidates AS (
  SELECT DISTINCT source, candidate_no FROM link_doubtful WHERE NOT unsure AND candidate_no IS NOT NULL
), panden_meant AS (
  SELECT c.source, a.pand_no, FALSE AS only_object FROM candidates c
  JOIN link_panden a ON a.address_no = c.candidate_no
  UNION
  SELECT source, given_pand_no, only_object FROM link_doubtful WHERE NOT unsure AND given_pand_no IS NOT NULL
), units AS (
  SELECT DISTINCT source, postcode, straat, woonplaats, huisnummer, unit, address_no FROM link_doubtful WHERE unsure
), readings AS (
  SELECT address_no, postcode, straat, woonplaats, huisnummer, unit FROM link_names
  UNION ALL
  SELECT address_no, postcode, straat, woonplaats, huisnummer, remainder FROM link_remainders
), meant AS (
  SELECT source, n.address_no, FALSE AS only_object FROM spots JOIN link_names n USING (postcode, huisnummer)
  UNION ALL
  SELECT s.source, n.address_no, FALSE FROM streets s JOIN link_names n USING (straat, huisnummer)
  WHERE s.woonplaats IS NULL OR n.woonplaats IS NULL OR n.woonplaats = s.woonplaats
  UNION ALL
  SELECT source, candidate_no, FALSE FROM candidates
  UNION ALL
  SELECT p.source, a.address_no, p.only_object FROM panden_meant p JOIN link_panden a USING (pand_no)
  UNION ALL
  SELECT u.source, r.address_no, FALSE FROM units u
  JOIN readings r ON r.postcode = u.postcode AND r.huisnummer = u.huisnummer AND r.unit = u.unit
  WHERE r.address_no <> u.address_no
  UNION ALL
  SELECT u.source, r.address_no, FALSE FROM units u
  JOIN readings r ON r.straat = u.straat AND r.huisnummer = u.huisnummer AND r.unit = u.unit
  WHERE r.address_no <> u.address_no AND (u.woonplaats IS NULL OR r.woonplaats IS NULL OR r.woonplaats = u.woonplaats)
)
SELECT source, address_no, bool_and(only_object) AS only_object FROM meant GROUP BY source, address_no
"""

"""From `link_doubtful` to source, address_no, only_object."""

DOUBTFUL = Step("link_doubtful", _ROWS)
"""The decided rows that put addresses in doubt."""
