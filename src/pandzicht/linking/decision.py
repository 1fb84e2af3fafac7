# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One tier for every open row, and the address it is tied to or might be tied to.

An id decides unless the delivered address contradicts it. *The wrong unit in the right building* cannot come out as
sure: letter and addition either are the same unit, or stand on one side only (a tier of its own, and only while no
other address bears the delivered spelling), or leave the row in doubt. What fits two addresses equally is in doubt.
"""

from __future__ import annotations

from pandzicht.linking.candidates import (
    DECISIVE_POSTCODE,
    NUMBER,
    POSTCODE,
    SAYS_LESS,
    SAYS_MORE,
    SAYS_OTHER,
    STREET,
    UNIT,
)
from pandzicht.linking.step import Step, word
from pandzicht.linking.street import Nearness
from pandzicht.linking.tier import State, Tier, tiers_of

_FACTS = f"""
SELECT r.* EXCLUDE (street_rank), i.address_no AS id_no, i.by_object, i.differ AS ids_differ,
  v.cost // {NUMBER} % 10 = 1 AS number_differs, v.cost // {STREET} % 10 = 1 AS street_differs,
  v.cost // {DECISIVE_POSTCODE} % 10 = 1 AS postcode_decides, v.cost // {UNIT} % 10 AS unit_class,
  v.cost // {POSTCODE} % 10 = 1 AS postcode_differs,
  t.first_no AS text_no,
  t.named AND (t.first_no IS NULL OR t.first_no <> t.last_no OR t.torn OR r.several) AS text_ties,
  coalesce(nullif(t.rival_no, t.first_no), nullif(t.rival_last_no, t.first_no),
    CASE WHEN t.against THEN t.other_street_no END) AS rival_no,
  t.former, t.recombined, t.in_other_words, t.against, t.street_rank, t.by_street,
  t.other_street_no, t.other_postcode_no, t.other_town,
  s.postcode_no, s.street_no, s.crowded, l.row_at IS NOT NULL AND (l.in_street OR t.against IS NOT TRUE) AS part,
  o.point_no, o.on_address,
  p.pand_no AS given_pand_no, p.first_no AS pand_address_no, b.address_no IS NOT NULL AS in_given_pand,
  n.row_at IS NOT NULL AS near_protected, j.conflict AS judged_conflict, j.same_no AS judged_no,
  j.different_nos AS denied_nos, j.unsure AS judged_unsure,
  coalesce(n.certain, FALSE) AS names_protected,
  coalesce(n.certain OR n.possible AND i.address_no IS NULL AND r.place_no IS NULL, FALSE) AS maybe_protected
FROM link_open r
LEFT JOIN link_ids i USING (row_at)
LEFT JOIN link_id_votes v USING (row_at)
LEFT JOIN link_texts t USING (row_at)
LEFT JOIN link_spots s USING (row_at)
LEFT JOIN link_parts l USING (row_at)
LEFT JOIN link_points o USING (row_at)
LEFT JOIN (
  SELECT d.pand_id, any_value(d.pand_no) AS pand_no, min(a.address_no) AS first_no
  FROM panden d SEMI JOIN link_open USING (pand_id) LEFT JOIN link_panden a USING (pand_no) GROUP BY d.pand_id
) p ON p.pand_id = r.pand_id
LEFT JOIN link_panden b ON b.address_no = t.first_no AND b.pand_no = p.pand_no
LEFT JOIN link_protected_open n ON n.row_at = r.row_at
LEFT JOIN link_judged j ON j.source = r.source AND j.row_id = r.row_id AND r.truth IS NULL
"""

_BY_ID = (
    ("ids_differ", Tier.IDS_DIFFER),
    ("number_differs", Tier.NUMBER_DIFFERS),
    ("street_differs", Tier.STREET_DIFFERS),
    ("postcode_decides", Tier.POSTCODE_DIFFERS),
    ("postcode_differs AND NOT town_known AND NOT district_known", Tier.POSTCODE_DIFFERS),
    (f"unit_class = {SAYS_OTHER}", Tier.UNIT_DIFFERS),
    ("unit_class > 0 AND (text_ties OR text_no <> id_no)", Tier.UNIT_DIFFERS),
    (f"unit_class = {SAYS_MORE} AND crowded", Tier.UNIT_DIFFERS),
    ("postcode_differs AND street_rank = 0 AND (text_ties OR text_no <> id_no)", Tier.SEVERAL),
    (f"unit_class IN ({SAYS_LESS}, {SAYS_MORE})", Tier.ID_UNIT_OPEN),
    ("NOT by_object", Tier.NUMMERAANDUIDING_ID),
    ("huisnummer IS NULL", Tier.OBJECT_ID),
    ("TRUE", Tier.OBJECT_ID_ADDRESS),
)
_BY_TEXT = (
    ("text_ties", Tier.SEVERAL),
    ("given_pand_no IS NOT NULL AND NOT in_given_pand", Tier.PAND_DIFFERS),
    ("against AND (part OR former)", Tier.POSTCODE_DIFFERS),
    ("part", Tier.UNIT_PART),
    ("former", Tier.FORMER_NAME),
    ("object_id IS NOT NULL OR nummeraanduiding_id IS NOT NULL", Tier.UNKNOWN_ID),
    ("against", Tier.STREET_AGAINST_POSTCODE),
    ("in_other_words", Tier.UNIT_IN_OTHER_WORDS),
    (f"street_rank = {int(Nearness.LEARNED)}", Tier.LEARNED_NAME),
    ("by_street AND in_block", Tier.STREET_OTHER_BLOCK),
    ("by_street AND postcode IS NOT NULL", Tier.STREET_OTHER_POSTCODE),
    (f"by_street AND street_rank > {int(Nearness.SAME)}", Tier.STREET_ALIKE),
    ("recombined", Tier.UNIT_RECOMBINED),
    ("by_street", Tier.STREET),
    (f"street_rank = {int(Nearness.NONE_GIVEN)}", Tier.POSTCODE),
    (f"street_rank > {int(Nearness.SAME)}", Tier.POSTCODE_STREET_ALIKE),
    ("TRUE", Tier.POSTCODE_STREET),
)
_BY_NEITHER = (
    ("NOT town_known AND NOT district_known AND given_pand_no IS NULL", Tier.OUTSIDE),
    ("several", Tier.SEVERAL),
    ("other_street_no IS NOT NULL", Tier.STREET_DIFFERS),
    ("other_postcode_no IS NOT NULL AND other_town AND postcode IS NULL", Tier.TOWN_DIFFERS),
    ("other_postcode_no IS NOT NULL", Tier.POSTCODE_DIFFERS),
    ("postcode_no IS NOT NULL OR street_no IS NOT NULL", Tier.UNIT_UNKNOWN),
    ("given_pand_no IS NOT NULL AND (huisnummer IS NULL OR pand_address_no IS NULL)", Tier.PAND_ID),
    ("given_pand_no IS NOT NULL", Tier.UNIT_UNKNOWN),
    ("huisnummer IS NOT NULL AND (straat IS NOT NULL OR postcode IS NOT NULL)", Tier.NOT_FOUND),
    ("object_id IS NOT NULL OR nummeraanduiding_id IS NOT NULL OR pand_id IS NOT NULL", Tier.ID_NOT_FOUND),
    ("on_address", Tier.POINT),
    ("point_no IS NOT NULL AND straat IS NULL AND postcode IS NULL", Tier.POINT_NEAR),
    ("straat IS NOT NULL OR postcode IS NOT NULL", Tier.NO_NUMBER),
    ("x_cm IS NOT NULL AND y_cm IS NOT NULL", Tier.COORDINATES_ONLY),
    ("TRUE", Tier.NO_PLACE),
)


def _case(rules: tuple[tuple[str, Tier], ...]) -> str:
    arms = " ".join(f"WHEN {condition} THEN {word(tier)}" for condition, tier in rules)
    return f"CASE {arms} END"


def _among(state: State) -> str:
    return "tier IN (" + ", ".join(word(tier) for tier in tiers_of(state)) + ")"


def _linked() -> str:
    return ", ".join(word(tier) for tier in tiers_of(State.LINKED))


_TIER = f"""
CASE
  WHEN judged_conflict THEN {word(Tier.JUDGED_CONFLICT)}
  WHEN judged_no IS NOT NULL THEN {word(Tier.JUDGED)}
  WHEN judged_unsure THEN {word(Tier.JUDGED_UNSURE)}
  WHEN id_no IS NOT NULL THEN {_case(_BY_ID)}
  WHEN place_no IS NOT NULL THEN {word(Tier.OWN_PLACE)}
  WHEN text_ties OR text_no IS NOT NULL THEN {_case(_BY_TEXT)}
  ELSE {_case(_BY_NEITHER)} END
"""

_PARTS_THAT_DIFFER = f"""
nullif(concat_ws('|',
  CASE WHEN ids_differ OR id_no IS NULL AND ties AND coalesce(object_id, nummeraanduiding_id) IS NOT NULL THEN 'id' END,
  CASE WHEN number_differs THEN 'huisnummer' END,
  CASE WHEN street_differs OR id_no IS NULL AND tier = {word(Tier.STREET_DIFFERS)} THEN 'straat' END,
  CASE WHEN postcode_differs
    OR id_no IS NULL AND (tier = {word(Tier.POSTCODE_DIFFERS)} OR ties AND by_street AND postcode IS NOT NULL)
    THEN 'postcode' END,
  CASE WHEN unit_class > 0 OR tier IN ({word(Tier.UNIT_UNKNOWN)}, {word(Tier.UNIT_DIFFERS)})
    THEN 'toevoeging' END,
  CASE WHEN tier = {word(Tier.TOWN_DIFFERS)} THEN 'woonplaats' END,
  CASE WHEN tier = {word(Tier.PAND_DIFFERS)} THEN 'pand' END), '')
"""

_DECIDED = f"""
WITH facts AS ({_FACTS}), answers AS (SELECT *, {_TIER} AS answer FROM facts), tiers AS (
  SELECT *, CASE WHEN judged_no IS NULL AND answer IN ({_linked()})
    AND list_contains(denied_nos, coalesce(id_no, place_no, text_no)) THEN {word(Tier.JUDGED_DIFFERENT)} ELSE answer END
    AS tier
  FROM answers
), decided AS (
  SELECT *, maybe_protected OR near_protected AND NOT {_among(State.LINKED)} AS hidden,
    NOT maybe_protected AND {_among(State.LINKED)} AS ties FROM tiers
)
SELECT row_at, truth, judged, source, delivery_no, row_no, row_id, may_count, names_protected,
  straat, town_known, woonplaats, huisnummer,
  postcode, unit, given_pand_no, part, id_no IS NULL AND (part OR rival_no IS NOT NULL) AND ties AS unsure,
  CASE WHEN hidden THEN {word(Tier.PROTECTED)} ELSE tier END AS tier,
  CASE WHEN ties THEN coalesce(judged_no, id_no, place_no, text_no, point_no) END AS address_no,
  CASE
    WHEN tier = {word(Tier.JUDGED_DIFFERENT)} THEN rival_no
    WHEN tier = {word(Tier.JUDGED)} THEN nullif(coalesce(id_no, text_no), judged_no)
    WHEN {_among(State.DOUBTFUL)} THEN coalesce(id_no, text_no, rival_no, other_street_no, other_postcode_no,
      postcode_no, street_no, pand_address_no, point_no)
    WHEN ties AND id_no IS NULL THEN rival_no END AS candidate_no,
  {_PARTS_THAT_DIFFER} AS disagreed
FROM decided
"""

DECISION_STEPS = (Step("link_decided", _DECIDED),)
"""From what is known of the open rows to `link_decided`: tier, address or candidate, and what differed."""
