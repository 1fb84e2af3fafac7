# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One tier and one party for every saying: the best one, only if no other fits as well.

Candidates are ordered by tier and, within a tier, by first names, address and legal form. Two parties that stand first
together leave the row in doubt, however sure the tier. A number that names one company while the name is that of
another leaves it in doubt too.
"""

from __future__ import annotations

from collections.abc import Sequence

from pandzicht.linking.step import Step, word
from pandzicht.linking.tier import State
from pandzicht.parties.party_tier import PartyTier, party_tiers_of
from pandzicht.parties.probability import MeasuredTier

_LINKED = f"({', '.join(word(tier) for tier in party_tiers_of(State.LINKED))})"

_DECIDED = f"""
WITH several AS MATERIALIZED (
  SELECT said_id FROM party_pairs WHERE tier IS NOT NULL GROUP BY said_id HAVING count(*) > 1
), ranked AS (
  SELECT said_id, party, min((tier, fine, disagreed)) AS best FROM party_pairs SEMI JOIN several USING (said_id)
  WHERE tier IS NOT NULL GROUP BY said_id, party
), placed AS MATERIALIZED (
  SELECT said_id, party, best[1] AS tier, best[2] AS fine, best[3] AS disagreed,
    row_number() OVER (PARTITION BY said_id ORDER BY best[1], best[2], party) AS place FROM ranked
), two AS (
  SELECT said_id, party, tier, disagreed, NULL AS next_party, NULL AS next_tier, FALSE AS ties
  FROM party_pairs ANTI JOIN several USING (said_id) WHERE tier IS NOT NULL
  UNION ALL
  SELECT o.said_id, o.party, o.tier, o.disagreed, n.party, n.tier, coalesce(n.tier = o.tier AND n.fine = o.fine, FALSE)
  FROM (SELECT * FROM placed WHERE place = 1) o LEFT JOIN (SELECT * FROM placed WHERE place = 2) n USING (said_id)
)
SELECT said_id, party, next_party, next_tier, disagreed,
  CASE WHEN tier IN {_LINKED} AND ties THEN {word(PartyTier.SEVERAL)}
    WHEN tier = {word(PartyTier.NUMBER)} AND next_tier IN {_LINKED} THEN {word(PartyTier.CONTRADICTED)}
    ELSE tier END AS tier
FROM two
"""

_NAMESAKES = """
SELECT DISTINCT said_id FROM party_keys WHERE side = 0 AND by_surname IS NOT NULL AND by_year IS NULL
  AND by_surname IN (SELECT by_surname FROM party_keys WHERE side = 1)
"""

_LINKS = f"""
WITH chances AS (SELECT * FROM (VALUES {{chances}}) c(tier, probability)), told AS (
  SELECT r.source, r.delivery_no, r.row_no, r.row_id, r.kind, CASE WHEN d.tier IS NOT NULL THEN d.tier
      WHEN r.kind IS NULL THEN {word(PartyTier.KIND_UNKNOWN)} WHEN NOT r.is_asked THEN {word(PartyTier.NOT_ASKED)}
      WHEN n.said_id IS NOT NULL THEN {word(PartyTier.TOO_LITTLE)}
      WHEN r.text_id IS NULL AND r.other_ids IS NULL AND coalesce(r.pseudonym, r.kvk_number, r.rsin) IS NULL
        THEN {word(PartyTier.NO_NAME)} ELSE {word(PartyTier.NOT_FOUND)} END AS tier,
    d.party, d.next_party, d.next_tier, d.disagreed
  FROM party_rows r LEFT JOIN party_decided d USING (said_id) LEFT JOIN party_namesakes n USING (said_id)
  WHERE r.side = 0
)
SELECT * EXCLUDE (is_linked) FROM (
SELECT t.source, t.delivery_no, t.row_no, t.row_id, t.kind, c.tier IS NOT NULL AS is_linked,
  CASE WHEN is_linked THEN {word(State.LINKED)}
    WHEN t.tier IN ({", ".join(word(tier) for tier in party_tiers_of(State.DOUBTFUL))}) THEN {word(State.DOUBTFUL)}
    ELSE {word(State.UNLINKED)} END AS state,
  CASE WHEN is_linked THEN t.party END AS party, t.tier, c.probability, t.disagreed,
  CASE WHEN is_linked THEN t.next_party ELSE t.party END AS runner_up,
  CASE WHEN is_linked THEN c.probability - coalesce(n.probability, 0) END AS gap
FROM told t LEFT JOIN chances c ON c.tier = t.tier LEFT JOIN chances n ON n.tier = t.next_tier
)
"""

DECISION_STEPS = (Step("party_decided", _DECIDED), Step("party_namesakes", _NAMESAKES))
"""From `party_pairs` to the party of each saying, or what stands in the way."""


def links_step(name: str, measured: Sequence[MeasuredTier]) -> Step:
    """Return the step to the links of all rows that ask, under a name."""
    chances = ", ".join(f"({word(each.tier)}, {each.probability}::DECIMAL(5, 4))" for each in measured)
    return Step(name, _LINKS.format(chances=chances), is_table=True)
