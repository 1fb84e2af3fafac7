# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What linking hands back beside its tables: how many rows became what, how sure each tier is, and examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pandzicht.definitions.words import Text
from pandzicht.linking.judgement import Replayed
from pandzicht.linking.probability import Measured
from pandzicht.linking.question import Question
from pandzicht.linking.reason import reason_of
from pandzicht.linking.source_rows import LinkSource
from pandzicht.linking.tier import MEANINGS, State, Tier, tiers_of
from pandzicht.store.engine import Engine, quoted

EXAMPLES = 5
"""Examples kept per source and tier."""


@dataclass(frozen=True, slots=True)
class TierCount:
    """How many rows of a source were decided by a tier."""

    source: str
    tier: Tier
    rows: int

    @property
    def state(self) -> State:
        """What became of these rows."""
        return MEANINGS[self.tier].state


@dataclass(frozen=True, slots=True)
class Example:
    """One row as it was delivered, the address it was tied to or might be tied to, and why.

    `row_id` is text of 16 hexadecimal digits; `differs` names the parts that differ. Protected rows are never examples.
    """

    source: str
    tier: Tier
    row_id: str
    delivered: str
    address: str | None
    differs: tuple[str, ...]

    @property
    def state(self) -> State:
        """What became of the row."""
        return MEANINGS[self.tier].state

    @property
    def reason(self) -> Text:
        """Why, in words."""
        return reason_of(MEANINGS[self.tier])


@dataclass(frozen=True, slots=True)
class LinkResult:
    """The account of one linking: `counts` add up to the rows of each source, nothing is left out."""

    sources: tuple[str, ...]
    counts: tuple[TierCount, ...]
    examples: tuple[Example, ...]
    measured: tuple[Measured, ...]
    judgements: Replayed = field(default_factory=Replayed)
    questions: tuple[Question, ...] = ()

    def rows(self, source: str, state: State | None = None) -> int:
        """Return the number of rows of a source, or of those that ended in a state."""
        return sum(each.rows for each in self.counts if each.source == source and state in {None, each.state})


DELIVERED = """
concat_ws(' · ',
  nullif(concat_ws(' ', r.straat, r.huisnummer::VARCHAR, r.huisletter, r.toevoeging), ''),
  nullif(concat_ws(' ', r.postcode, r.woonplaats), ''),
  'object ' || lpad(r.object_id::VARCHAR, 16, '0'),
  'nummeraanduiding ' || lpad(r.nummeraanduiding_id::VARCHAR, 16, '0'),
  'pand ' || lpad(r.pand_id::VARCHAR, 16, '0'))
"""


_LOWEST = "link_lowest"


def _count_tiers(engine: Engine, links: str) -> tuple[TierCount, ...]:
    """Return the rows per source and tier, and keep the lowest row ids of each in the table `link_lowest`."""
    engine.run(
        f"CREATE OR REPLACE TABLE {_LOWEST} AS "
        f"SELECT source, tier, count(*) AS rows, min(row_id, {EXAMPLES}) AS row_ids "
        f"FROM {quoted(links)} GROUP BY source, tier"
    )
    found = engine.rows(f"SELECT source::VARCHAR AS s, tier::VARCHAR AS t, rows FROM {_LOWEST} ORDER BY s, t")
    return tuple(TierCount(source, Tier(tier), rows) for source, tier, rows in found)


def _choose_examples(engine: Engine, links: str) -> tuple[Example, ...]:
    protected = ", ".join(f"'{tier}'" for tier in tiers_of(State.PROTECTED))
    found = engine.rows(
        f"""
WITH lowest AS (
  SELECT source, tier, unnest(row_ids) AS row_id FROM {_LOWEST} WHERE tier NOT IN ({protected})
), picked AS MATERIALIZED (
  SELECT DISTINCT ON (l.source, l.tier, l.row_id) l.source, l.tier, l.row_id, l.delivery_no, l.row_no,
    coalesce(l.address_no, l.runner_up) AS address_no, l.disagreed
  FROM (SELECT * FROM {quoted(links)} WHERE row_id IN (SELECT row_id FROM lowest)) l
  JOIN lowest USING (row_id, source, tier)
  ORDER BY l.source, l.tier, l.row_id, l.delivery_no, l.row_no
), delivered AS MATERIALIZED (
  SELECT * FROM link_rows WHERE row_id IN (SELECT row_id FROM lowest)
)
SELECT p.source::VARCHAR, p.tier::VARCHAR, lower(printf('%016x', p.row_id)), {DELIVERED}, a.adres, p.disagreed
FROM picked p
JOIN delivered r
  ON r.row_id = p.row_id AND r.source = p.source AND r.delivery_no = p.delivery_no AND r.row_no = p.row_no
LEFT JOIN addresses a ON a.address_no = p.address_no
ORDER BY 1, 2, p.row_id
"""
    )
    return tuple(
        Example(source, Tier(tier), row_id, delivered, address, tuple((differs or "").split("|")) if differs else ())
        for source, tier, row_id, delivered, address, differs in found
    )


def result_of(
    engine: Engine,
    sources: Sequence[LinkSource],
    measured: tuple[Measured, ...],
    links: str,
    replayed: Replayed,
    questions: tuple[Question, ...] = (),
) -> LinkResult:
    """Return the account of a finished table of links: its counts, and up to `EXAMPLES` rows per source and tier.

    The examples are the rows with the lowest row_id; none is protected. Reads `link_rows` and `addresses` as well.
    """
    names = tuple(source.source for source in sources)
    result = LinkResult(
        names, _count_tiers(engine, links), _choose_examples(engine, links), measured, replayed, questions
    )
    engine.run(f"DROP TABLE {_LOWEST}")
    return result
