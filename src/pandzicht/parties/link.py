# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of owners, landlords and applicants to the parties of a register: linked, in doubt, or not linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pandzicht.linking.step import clear_steps, declare, take_steps, until_read
from pandzicht.linking.tier import State
from pandzicht.parties.candidates import Sides
from pandzicht.parties.decision import DECISION_STEPS, links_step
from pandzicht.parties.pairs import pair_steps
from pandzicht.parties.party_rows import row_steps
from pandzicht.parties.party_source import PartySource
from pandzicht.parties.party_tier import PARTY_MEANINGS, PartyTier
from pandzicht.parties.probability import MeasuredTier, measure_tiers
from pandzicht.parties.question import PartyQuestion, refuse_beyond
from pandzicht.store.engine import Engine, quoted

PARTY_LINKS = "party_links"
_READ_AFTER = frozenset({"party_rows", "party_pairs", "party_decided", "party_namesakes"})
"""What is read once everything is decided; the rest goes as soon as no step reads it."""


@dataclass(frozen=True, slots=True)
class PartyCount:
    """Rows of a source that were decided by a tier."""

    source: str
    tier: PartyTier
    rows: int

    @property
    def state(self) -> State:
        """Linked, in doubt or not linked."""
        return PARTY_MEANINGS[self.tier].state


@dataclass(frozen=True, slots=True)
class PartyLinks:
    """The account of linking to parties: counts per source and tier, and how sure each tier is."""

    counts: tuple[PartyCount, ...]
    measured: tuple[MeasuredTier, ...]

    def rows(self, state: State | None = None) -> int:
        """Return how many rows came out in a state, or how many there are."""
        return sum(each.rows for each in self.counts if state in (None, each.state))


def link_parties(
    engine: Engine,
    question: PartyQuestion,
    register: PartySource,
    sources: Sequence[PartySource],
    *,
    out: str = PARTY_LINKS,
) -> PartyLinks:
    """Tie every row of the sources to one party of a register, and return the account of it.

    Leaves a table with source, delivery_no, row_no, row_id, kind, state, party (the key of the register), tier,
    probability (never 1), disagreed (the parts that differ, by `|`), runner_up (the next party, or the candidate of a
    row in doubt) and gap (how far behind the next one is). Raises PurposeMissing when the purpose of the question does
    not cover the register or a source; nothing was read then.
    """
    refuse_beyond(question, [register, *sources])
    declare(engine, State, PartyTier)
    pairs = pair_steps(Sides.REGISTER, [register, *sources])
    steps = (*row_steps(engine, [register], sources, question.kinds), *pairs, *DECISION_STEPS)
    for step, unread in until_read(steps, _READ_AFTER):
        take_steps(engine, (step,))
        clear_steps(engine, unread)
    measured = measure_tiers(engine)
    take_steps(engine, (links_step(out, measured),))
    clear_steps(engine, steps)
    counted = engine.rows(f"SELECT source, tier::VARCHAR, count(*) FROM {quoted(out)} GROUP BY ALL ORDER BY ALL")
    return PartyLinks(tuple(PartyCount(source, PartyTier(tier), rows) for source, tier, rows in counted), measured)
