# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often a link of each tier is right, measured where two independent keys can be held against each other.

A sample of rows that carry a known object id is linked a second time by its text alone. The share in which a tier of
the text names the address of the id is that tier's measured probability. It is a lower bound: where the two differ, the
id may be the one that is wrong. The share in which the surest text tier differs bounds the error of an id alone, and
the square of that share the error of a row in which both keys agree (the two would have to be wrong alike).

Each measurement starts from the tier's prior, which counts for `PRIOR_WEIGHT` rows, and is never 1: no source is free
of error. Where nothing can be measured the prior stands and `rows` is 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

import pyarrow as pa

from pandzicht.linking.tier import MEANINGS, State, Tier, tiers_of
from pandzicht.store.engine import Engine

PRIOR_WEIGHT = 20
"""Rows that the prior of a tier counts for."""
HIGHEST = Decimal("0.9999")
_STEP = Decimal("0.0001")

_ANSWERS = """
SELECT tier, count(*), count(*) FILTER (address_no = truth)
FROM link_decided WHERE truth IS NOT NULL AND address_no IS NOT NULL GROUP BY tier
"""
_OTHER_IDS = """
SELECT count(n.first_no), count(*) FILTER (a.address_no IN (n.first_no, n.last_no)),
  count(d.pand_no), count(*) FILTER (d.pand_no = a.pand_no)
FROM (SELECT row_at FROM link_decided WHERE truth IS NOT NULL) s
JOIN link_rows r ON r.rowid = -1 - s.row_at
JOIN addresses a ON a.object_id = r.object_id
LEFT JOIN link_numbers n ON n.nummeraanduiding_id = r.nummeraanduiding_id
LEFT JOIN panden d ON d.pand_id = r.pand_id
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """How often links of a tier are right: of `rows` held against a second key, `right` agreed."""

    tier: Tier
    probability: Decimal
    rows: int
    right: int


def measured(tier: Tier, rows: int, right: int) -> Measured:
    """Return the probability of a tier from its prior and what was counted, rounded down and never 1.

    >>> measured(Tier.POSTCODE, 0, 0).probability
    Decimal('0.9700')
    >>> measured(Tier.POSTCODE, 980, 980).probability
    Decimal('0.9994')
    """
    prior = MEANINGS[tier].prior
    if prior is None:
        raise ValueError(f"tier '{tier}' does not link")
    share = (prior * PRIOR_WEIGHT + right) / (PRIOR_WEIGHT + rows)
    return Measured(tier, min(HIGHEST, share).quantize(_STEP, ROUND_DOWN), rows, right)


def measure_tiers(engine: Engine) -> tuple[Measured, ...]:
    """Return the probability of every tier that links, from the sample in `link_decided`."""
    counted = {Tier(tier): (rows, right) for tier, rows, right in engine.rows(_ANSWERS)}
    numbers, numbers_right, panden, panden_right = engine.rows(_OTHER_IDS)[0]
    counted[Tier.NUMMERAANDUIDING_ID] = numbers, numbers_right
    counted[Tier.PAND_ID] = panden, panden_right
    counted[Tier.OBJECT_ID] = counted.get(Tier.POSTCODE_STREET, (0, 0))
    found = {tier: measured(tier, *counted.get(tier, (0, 0))) for tier in tiers_of(State.LINKED)}
    return tuple((found | {Tier.OBJECT_ID_ADDRESS: _both_keys(found)}).values())


def _both_keys(found: Mapping[Tier, Measured]) -> Measured:
    either = found[Tier.OBJECT_ID]
    if not either.rows:
        return found[Tier.OBJECT_ID_ADDRESS]
    error = (1 - either.probability) ** 2
    return Measured(
        Tier.OBJECT_ID_ADDRESS, min(HIGHEST, 1 - error).quantize(_STEP, ROUND_DOWN), either.rows, either.right
    )


def probability_table(found: tuple[Measured, ...]) -> pa.Table:
    """Return tier, probability DECIMAL(5,4) and gap DECIMAL(5,4) to what a runner-up can have at most."""
    chances = [each.probability for each in found]
    gaps = [max(Decimal(0), 2 * chance - 1) for chance in chances]
    decimal = pa.decimal128(5, 4)
    columns = {
        "tier": pa.array([each.tier.value for each in found], pa.string()),
        "probability": pa.array(chances, decimal),
        "least_gap": pa.array(gaps, decimal),
    }
    return pa.table(columns)
