# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of several sources to parties: who is the same owner, firm or applicant, and what stayed in doubt."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa

from pandzicht.linking.step import Step, clear_steps, declare, take_steps
from pandzicht.linking.tier import State
from pandzicht.parties.candidates import Sides
from pandzicht.parties.clusters import Clusters, Level, Traits, join_by_level
from pandzicht.parties.pairs import pair_steps
from pandzicht.parties.party_rows import KEY_OF, row_steps
from pandzicht.parties.party_source import PartySource
from pandzicht.parties.party_tier import IDENTIFIED, PARTY_MEANINGS, PartyTier, party_tiers_of
from pandzicht.parties.question import PartyQuestion, refuse_beyond
from pandzicht.store.engine import Engine

PARTY_MEMBERS = "party_members"
_MADE = "party_made"

_TRAITS = """
SELECT n.said_id, n.party, n.kind, n.kvk_number, n.rsin, n.pseudonym, n.born, n.year_only,
  list(DISTINCT t.number) FILTER (t.number <> '' AND NOT n.is_other),
  list(DISTINCT t.form) FILTER (NOT n.is_other),
  list(DISTINCT left(coalesce(n.initials, t.initials), 1)) FILTER (NOT n.is_other)
FROM (SELECT * FROM party_names WHERE said_id IN (
  SELECT said_id FROM party_pairs WHERE tier IS NOT NULL
  UNION SELECT other_id FROM party_pairs WHERE tier IS NOT NULL)) n
LEFT JOIN party_texts t USING (text_id) GROUP BY ALL
"""
_LOOSE = ("number", "form", "initial")
_MEMBERS = """
SELECT r.source, r.delivery_no, r.row_no, r.row_id, r.kind, r.said_id, m.party
FROM party_rows r LEFT JOIN party_made m USING (said_id)
"""


@dataclass(frozen=True, slots=True)
class PartyJoin:
    """Two sayings that were joined, or that could not be, and why they resemble each other."""

    one: int
    other: int
    tier: PartyTier
    disagreed: tuple[str, ...]
    joined: bool

    @property
    def probability(self) -> Decimal | None:
        """How often such a pair is assumed to be one party; never 1, and none for a pair in doubt."""
        return PARTY_MEANINGS[self.tier].prior


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of the rows: which sayings are one (by the lowest of them), and all pairs that were weighed."""

    members: dict[int, tuple[int, ...]]
    joins: tuple[PartyJoin, ...]

    @property
    def doubts(self) -> tuple[PartyJoin, ...]:
        """The pairs that resemble each other and were not joined."""
        return tuple(each for each in self.joins if not each.joined)


def join_parties(
    engine: Engine, question: PartyQuestion, sources: Sequence[PartySource], *, out: str = PARTY_MEMBERS
) -> Parties:
    """Join the rows of sources, a register among them or not, to parties, and return them.

    Two keys of one source (`PartySource.key`) are never one party: a register knows its own parties apart.
    Leaves a table with source, delivery_no, row_no, row_id, kind, said_id (what the row says) and party, a number that
    is the same for the rows of one party; null for rows that the question leaves alone or of which the kind is not
    known. Raises PurposeMissing when the purpose of the question does not cover a source; nothing was read then.
    """
    refuse_beyond(question, sources)
    declare(engine, State, PartyTier)
    steps = (*row_steps(engine, [], sources, question.kinds), *pair_steps(Sides.EACH_OTHER, sources))
    take_steps(engine, steps)
    sayings = _sayings(engine)
    pairs = _pairs(engine)
    clusters = join_by_level(sayings, _levels(pairs))
    _lay(engine, clusters, out)
    clear_steps(engine, steps)
    return Parties(clusters.members, _joins(pairs, clusters))


_Pairs = dict[tuple[int, int], tuple[PartyTier, tuple[str, ...]]]


def _sayings(engine: Engine) -> dict[int, Traits]:
    """Return all sayings, with the traits of those that stand in a pair: nothing is joined with the others."""
    found = dict.fromkeys((said for (said,) in engine.rows("SELECT DISTINCT said_id FROM party_names")), Traits())
    for said, *told in engine.rows(_TRAITS):
        before, now = found[said], _traits(*told)
        found[said] = Traits(before.fixed | now.fixed, before.loose | now.loose) if before.fixed else now
    return found


def _traits(
    party: str | None, kind: str, kvk_number: int | None, rsin: int | None, pseudonym: int | None,
    born: date | None, year_only: bool, *loose: Sequence[str | None] | None,
) -> Traits:  # fmt: skip
    source, _, key = (party or "").partition(KEY_OF)
    fixed: list[tuple[str, Hashable]] = [
        ("kind", kind), ("kvk_number", kvk_number), ("rsin", rsin), ("pseudonym", pseudonym), (source, key or None)
    ]  # fmt: skip
    if born is not None:
        fixed.append(("born_year", born.year))
        if not year_only:
            # day and month exchanged are one day
            fixed.append(("born", (born.year, *sorted((born.month, born.day)))))
    return Traits(
        frozenset(trait for trait in fixed if trait[1] is not None),
        frozenset((name, value) for name, values in zip(_LOOSE, loose, strict=True) for value in values or () if value),
    )


def _pairs(engine: Engine) -> _Pairs:
    """Return the pairs of sayings, each with the surest tier of their names."""
    found: _Pairs = {}
    for one, other, tier, disagreed in engine.rows(
        "SELECT said_id, other_id, min((tier, fine, disagreed))[1]::VARCHAR, min((tier, fine, disagreed))[3] "
        "FROM party_pairs WHERE tier IS NOT NULL GROUP BY said_id, other_id ORDER BY ALL"
    ):
        found[one, other] = (PartyTier(tier), tuple(disagreed.split("|")) if disagreed else ())
    return found


def _levels(pairs: _Pairs) -> Iterator[Level]:
    for tier in party_tiers_of(State.LINKED):
        of_tier = [pair for pair, (its, _) in pairs.items() if its is tier]
        yield Level(tier.value, of_tier, by_identifier=tier in IDENTIFIED)


def _joins(pairs: _Pairs, clusters: Clusters) -> tuple[PartyJoin, ...]:
    joined = {pair for _, pair in clusters.joined}
    return tuple(PartyJoin(*pair, tier, disagreed, pair in joined) for pair, (tier, disagreed) in pairs.items())


def _lay(engine: Engine, clusters: Clusters, out: str) -> None:
    made = pa.table(
        {
            "said_id": pa.array(list(clusters.party_of), pa.uint64()),
            "party": pa.array(list(clusters.party_of.values()), pa.uint64()),
        }
    )
    engine.register(_MADE, made)
    try:
        take_steps(engine, (Step(out, _MEMBERS, is_table=True),))
    finally:
        engine.forget(_MADE)
