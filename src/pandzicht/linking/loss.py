# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often a source loses a letter or addition, and so how often a row that names a bare number means a neighbour.

A row without id that says `3`, where `3` and `3 A` both exist, is either about `3` or about `3 A` with its letter lost.
Rows with a known id tell little of that: who loses the letter often loses the id as well. But where no bare number
exists the loss shows: the building is known and the unit is not. Those rows, over the rows that the source has at such
units, give the loss; times the rows that it has at units beside a bare number, the rows that must be expected there.
"""

from __future__ import annotations

from dataclasses import dataclass

from pandzicht.linking.step import Step, word
from pandzicht.linking.tier import Tier
from pandzicht.store.engine import Engine

_UNITS = """
SELECT address_no, bool_or(is_beside) AS is_beside FROM (
  SELECT r.address_no, EXISTS (SELECT 1 FROM link_names n
    WHERE n.postcode = r.postcode AND n.huisnummer = r.huisnummer AND n.unit = r.remainder) AS is_beside
  FROM link_remainders r
) GROUP BY address_no
"""

LOSS_STEPS = (Step("link_units", _UNITS),)
"""From `link_remainders` to the addresses with a unit, and whether losing a part of it leaves another address."""

ENOUGH = 100_000
"""Rows on which the share beside a bare number is measured when there are more."""


def _counts(every: int) -> str:
    return f"""
WITH held AS (
  SELECT source, tier, address_no, FALSE AS shows_loss, row_id % {every} = 0 AS is_drawn FROM link_rows
  WHERE tier = {word(Tier.UNIT_PART)} OR tier IS NOT NULL AND row_id % {every} = 0
  UNION ALL
  SELECT source, tier, address_no, part AND tier = {word(Tier.UNIT_UNKNOWN)}, row_id % {every} = 0
  FROM link_decided WHERE truth IS NULL
    AND (tier IN ({word(Tier.UNIT_PART)}, {word(Tier.UNIT_UNKNOWN)}) OR row_id % {every} = 0)
)
SELECT source::VARCHAR, count(*) FILTER (tier = {word(Tier.UNIT_PART)}) AS bare, count(*) FILTER (shows_loss) AS lost,
  count(*) FILTER (is_drawn AND is_beside AND tier <> {word(Tier.UNIT_PART)}),
  count(*) FILTER (is_drawn AND NOT is_beside AND tier <> {word(Tier.UNIT_PART)})
FROM held LEFT JOIN link_units USING (address_no)
GROUP BY source HAVING bare > 0 OR lost > 0 ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Loss:
    """What a source shows of lost letters and additions, in rows.

    `bare` rows name a number that may be what is left of a neighbour; `lost` rows visibly lost theirs; `beside` and
    `apart` are rows at units beside a bare number and at units without one, of which only the proportion counts.
    """

    source: str
    bare: int
    lost: int
    beside: int
    apart: int

    @property
    def expected(self) -> int:
        """How many of the bare rows must be expected to mean a neighbour, rounded up.

        >>> Loss("kvk", bare=100, lost=20, beside=500, apart=1_000).expected
        10
        >>> Loss("kvk", bare=100, lost=20, beside=500, apart=0).expected
        100
        """
        if not self.lost:
            return 0
        return min(self.bare, -(-self.lost * self.beside // self.apart)) if self.apart else self.bare


def losses(engine: Engine) -> tuple[Loss, ...]:
    """Return what each source with such rows shows, from `link_rows`, `link_decided` and `link_units`."""
    every = max(1, engine.value("SELECT count(*) FROM link_rows") // ENOUGH)
    return tuple(Loss(*row) for row in engine.rows(_counts(every)))
