# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often a link of each tier is right, measured where two independent keys can be held against each other.

A sample of rows that carry a known object id is linked a second time by its text alone. The share in which a tier of
the text names the address of the id is that tier's measured probability. It is a lower bound: where the two differ, the
id may be the one that is wrong. The share in which the surest text tier differs bounds the error of an id alone, and
the square of that share the error of a row in which both keys agree (the two would have to be wrong alike).

Rows that people judged tell the same, and of any tier. Rows that name a bare number beside other units carry no id to
measure by; what is expected of them follows, per source, from the letters and additions that it visibly loses (`loss`).
A tier that is held back (`HELD`) links only while at least `LEAST` of its rows are right.

Each measurement starts from the tier's prior, which counts for `PRIOR_WEIGHT` rows, and is never 1: no source is free
of error. Where nothing can be measured the prior stands and `rows` is 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from types import MappingProxyType

from pandzicht.linking.loss import Loss, losses
from pandzicht.linking.tier import MEANINGS, State, Tier, tiers_of
from pandzicht.store.engine import Engine, literal

PRIOR_WEIGHT = 20
"""Rows that the prior of a tier counts for."""
HIGHEST = Decimal("0.9999")
LEAST = Decimal("0.9000")
"""What a link that is held back must reach to be one."""
HELD: Mapping[Tier, Tier] = MappingProxyType(
    {
        Tier.UNIT_PART: Tier.UNIT_MAY_BE_LOST,
        Tier.STREET_OTHER_BLOCK: Tier.POSTCODE_DIFFERS,
        Tier.STREET_AGAINST_POSTCODE: Tier.POSTCODE_DIFFERS,
    }
)
"""The tiers that link only while they prove right often enough, and why their rows are in doubt when they do not."""
_STEP = Decimal("0.0001")

_ANSWERS = """
SELECT tier, judged, count(*) FILTER (truth >= 0 OR address_no = -2 - truth), count(*) FILTER (address_no = truth)
FROM link_decided WHERE truth IS NOT NULL AND address_no IS NOT NULL GROUP BY tier, judged
"""
_OTHER_IDS = """
SELECT count(n.first_no), count(*) FILTER (a.address_no IN (n.first_no, n.last_no)),
  count(d.pand_no), count(*) FILTER (d.pand_no = a.pand_no)
FROM (SELECT row_at FROM link_decided WHERE truth >= 0 AND NOT judged) s
JOIN link_rows r ON r.rowid = -1 - s.row_at
JOIN addresses a ON a.object_id = r.object_id
LEFT JOIN link_numbers n ON n.nummeraanduiding_id = r.nummeraanduiding_id
LEFT JOIN panden d ON d.pand_id = r.pand_id
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """How often links of a tier are right: of `rows` held against a second key, `right` agreed.

    It holds for all sources, or for the one that is named.
    """

    tier: Tier
    probability: Decimal
    rows: int
    right: int
    source: str | None = None

    @property
    def links(self) -> bool:
        """Whether rows of the tier are linked at this probability."""
        return self.tier not in HELD or self.probability >= LEAST


def measured(tier: Tier, rows: int, right: int, *, source: str | None = None, prior: Decimal | None = None) -> Measured:
    """Return the probability of a tier from its prior and what was counted, rounded down, never 0 or 1.

    >>> measured(Tier.POSTCODE, 0, 0).probability
    Decimal('0.9700')
    >>> measured(Tier.POSTCODE, 980, 980).probability
    Decimal('0.9994')
    """
    prior = prior or MEANINGS[tier].prior
    if prior is None:
        raise ValueError(f"tier '{tier}' does not link")
    share = (prior * PRIOR_WEIGHT + right) / (PRIOR_WEIGHT + rows)
    return Measured(tier, max(_STEP, min(HIGHEST, share).quantize(_STEP, ROUND_DOWN)), rows, right, source)


def measure_tiers(engine: Engine) -> tuple[Measured, ...]:
    """Return the probability of every tier that links, from the sample in `link_decided` and what sources lose."""
    counted: dict[Tier, tuple[int, int]] = {}
    judged_parts = (0, 0)
    for tier, judged, rows, right in engine.rows(_ANSWERS):
        if tier != Tier.UNIT_PART:
            before = counted.get(Tier(tier), (0, 0))
            counted[Tier(tier)] = before[0] + rows, before[1] + right
        elif judged:
            judged_parts = rows, right
    numbers, numbers_right, panden, panden_right = engine.rows(_OTHER_IDS)[0]
    counted[Tier.NUMMERAANDUIDING_ID] = numbers, numbers_right
    counted[Tier.PAND_ID] = panden, panden_right
    counted[Tier.OBJECT_ID] = counted.get(Tier.POSTCODE_STREET, (0, 0))
    found = {tier: measured(tier, *counted.get(tier, (0, 0))) for tier in tiers_of(State.LINKED)}
    ordinary = found[Tier.POSTCODE_STREET].probability
    parts = (_part(loss, *judged_parts, ordinary=ordinary) for loss in losses(engine))
    return (*(found | {Tier.OBJECT_ID_ADDRESS: _both_keys(found)}).values(), *parts)


def _part(loss: Loss, rows: int, right: int, *, ordinary: Decimal) -> Measured:
    """Return what a source's loss of letters leaves of a bare number, corrected by what people judged of such rows.

    Such a row may be wrong in the `ordinary` way as well, as a row that names one address is.
    """
    kept = measured(Tier.UNIT_PART, loss.bare, loss.bare - loss.expected, source=loss.source)
    expected = replace(kept, probability=(kept.probability * ordinary).quantize(_STEP, ROUND_DOWN))
    if not rows:
        return expected
    return measured(Tier.UNIT_PART, rows, right, source=loss.source, prior=expected.probability)


def _both_keys(found: Mapping[Tier, Measured]) -> Measured:
    either = found[Tier.OBJECT_ID]
    if not either.rows:
        return found[Tier.OBJECT_ID_ADDRESS]
    error = (1 - either.probability) ** 2
    return Measured(
        Tier.OBJECT_ID_ADDRESS, min(HIGHEST, 1 - error).quantize(_STEP, ROUND_DOWN), either.rows, either.right
    )


def probability_rows(found: Sequence[Measured], sources: Sequence[str]) -> str:
    """Return SQL of source, tier, probability, the least gap to what a runner-up can have, and `links`.

    The probabilities are DECIMAL(5, 4).
    """
    general = {each.tier: each for each in found if each.source is None}
    own = {(each.source, each.tier): each for each in found if each.source is not None}
    rows = [(source, own.get((source, tier), each)) for source in sources for tier, each in general.items()]
    told = ", ".join(
        f"({literal(source)}, {literal(each.tier.value)}, {each.probability}::DECIMAL(5, 4), "
        f"{max(Decimal(0), 2 * each.probability - 1)}::DECIMAL(5, 4), {each.links})"
        for source, each in rows
    )
    columns = "source, tier, probability, least_gap, links"
    nothing = f"(SELECT '', '', 0::DECIMAL(5, 4), 0::DECIMAL(5, 4), FALSE WHERE FALSE) c({columns})"
    return f"(VALUES {told}) c({columns})" if told else nothing
