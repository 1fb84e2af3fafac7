# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often a tier of the words is right, measured where an identifier can be held against it.

Rows that share an identifier with the register are decided a second time by their words alone, and the share that comes
out at the same party is counted. It is an upper bound: these parties are in the register, and a namesake is mistaken
for one mostly when the true party is not. So a tier that is found to be less often right than assumed gets what was
found, and one that is found to be better keeps what was assumed: its prior, which counts for `PRIOR_WEIGHT` rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from pandzicht.linking.probability import PRIOR_WEIGHT
from pandzicht.linking.step import word
from pandzicht.linking.tier import State
from pandzicht.parties.party_tier import PARTY_MEANINGS, PartyTier, party_tiers_of
from pandzicht.store.engine import Engine

_STEP = Decimal("0.0001")
_LINKED = ", ".join(word(tier) for tier in party_tiers_of(State.LINKED))

_ANSWERS = f"""
WITH told AS (
  SELECT said_id, party, text_tier, fine FROM party_pairs
  SEMI JOIN (SELECT said_id FROM party_pairs WHERE tier IN ({word(PartyTier.PSEUDONYM)}, {word(PartyTier.NUMBER_NAME)}))
  USING (said_id) WHERE text_tier IN ({_LINKED})
), best AS (
  SELECT said_id, party, min((text_tier, fine)) AS rank FROM told GROUP BY said_id, party
), answers AS (
  SELECT said_id, min(rank) AS rank, min(party) AS party, count(*) AS parties
  FROM (SELECT *, min(rank) OVER (PARTITION BY said_id) AS first_rank FROM best) WHERE rank = first_rank
  GROUP BY said_id HAVING parties = 1
), identified AS (
  SELECT said_id, min(party) AS party FROM party_pairs
  WHERE tier IN ({word(PartyTier.PSEUDONYM)}, {word(PartyTier.NUMBER_NAME)})
  GROUP BY said_id HAVING count(DISTINCT party) = 1
)
SELECT rank[1]::VARCHAR, count(*), count(*) FILTER (a.party = i.party)
FROM answers a JOIN identified i USING (said_id) GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class MeasuredTier:
    """How often links of a tier are right: of `rows` different rows held against an identifier, `right` agreed."""

    tier: PartyTier
    probability: Decimal
    rows: int
    right: int


def measured_tier(tier: PartyTier, rows: int = 0, right: int = 0) -> MeasuredTier:
    """Return the probability of a tier of links: its prior, or less when less was counted; rounded down, never 0.

    >>> measured_tier(PartyTier.NAME_COMPANY, 980, 979).probability
    Decimal('0.9700')
    >>> measured_tier(PartyTier.NAME_COMPANY, 980, 882).probability
    Decimal('0.9014')
    """
    prior = PARTY_MEANINGS[tier].prior
    if prior is None:
        raise ValueError(f"tier '{tier}' ties no row to a party, so it has no probability")
    share = (prior * PRIOR_WEIGHT + right) / (PRIOR_WEIGHT + rows)
    return MeasuredTier(tier, max(_STEP, min(share.quantize(_STEP, ROUND_DOWN), prior)), rows, right)


def measure_tiers(engine: Engine) -> tuple[MeasuredTier, ...]:
    """Return every tier of links with its probability, from the pairs of rows and register in `party_pairs`."""
    counted = {PartyTier(tier): (rows, right) for tier, rows, right in engine.rows(_ANSWERS)}
    return tuple(measured_tier(tier, *counted.get(tier, (0, 0))) for tier in party_tiers_of(State.LINKED))
