# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Messy rows to addresses: every row of every source tied to the spine, in doubt, not linked, or protected.

The work is one flow of named queries, each a table that the next ones read: names of the spine, all rows with a first
look, protection, candidates of what is left, agreement, decision, links, doubts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pandzicht.linking.agreement import AGREEMENT_STEPS
from pandzicht.linking.candidates import CANDIDATE_STEPS, ID_STEP, Way
from pandzicht.linking.decision import DECISION_STEPS
from pandzicht.linking.doubt import DOUBTFUL, DOUBTS
from pandzicht.linking.judgement import Judgement, give, judged_step, replayed
from pandzicht.linking.line import LINE_STEPS
from pandzicht.linking.loss import LOSS_STEPS
from pandzicht.linking.names import NAME_STEPS
from pandzicht.linking.number_in_street import NUMBER_STEPS
from pandzicht.linking.point import POINT_STEP
from pandzicht.linking.probability import HELD, Measured, measure_tiers, probability_rows
from pandzicht.linking.protection import PROTECTED_OPEN_STEP, PROTECTION_STEPS
from pandzicht.linking.result import LinkResult, result_of
from pandzicht.linking.review import choose_questions
from pandzicht.linking.source_rows import LinkSource, first_look, given_ids, source_type
from pandzicht.linking.step import Step, clear_steps, declare, take_steps, type_of, until_read, word
from pandzicht.linking.street import STREET_STEPS
from pandzicht.linking.tier import State, Tier, tiers_of
from pandzicht.linking.told import TOLD_STEP
from pandzicht.store.engine import Engine

__all__ = ["LinkResult", "LinkSource", "LinkTables", "link_sources"]

_READ_AFTER = frozenset(
    {"link_names", "link_remainders", "link_numbers", "link_panden", "link_streets", "link_towns", "link_judged",
     "link_rows", "link_protected_rows", "link_decided", "link_units"}
)  # fmt: skip
"""The tables of the flow that are read once everything is decided; the others go as soon as no step reads them."""
_READ_TO_ASK = _READ_AFTER | {"link_open"}


@dataclass(frozen=True, slots=True)
class LinkTables:
    """The names of the tables that linking leaves behind."""

    links: str = "links"
    doubts: str = "doubts"


def _state_of(tier: str) -> str:
    arms = " ".join(
        f"WHEN {tier} IN ({', '.join(word(each) for each in tiers_of(state))}) THEN {word(state)}" for state in State
    )
    return f"CASE {arms} END"


def _chances(measured: Sequence[Measured], sources: Sequence[LinkSource]) -> Step:
    """Return the step to how sure each source's tiers are; `source` is of the type of the rows: they join as codes."""
    return Step(
        "link_chances",
        f"SELECT * REPLACE (source::{source_type(sources)} AS source, tier::{type_of(Tier)} AS tier) "
        f"FROM {probability_rows(measured, [source.source for source in sources])}",
    )


def _doubt_of(tier: str) -> str:
    """Return SQL for why a row of a tier that is held back is in doubt."""
    arms = " ".join(f"WHEN {word(held)} THEN {word(doubt)}" for held, doubt in HELD.items())
    return f"CASE {tier} {arms} END"


_HELD = f"""
SELECT d.source, d.delivery_no, d.row_no, d.row_id, d.given_pand_no, d.disagreed,
  CASE WHEN c.links THEN d.address_no END AS address_no,
  CASE WHEN c.links IS NOT FALSE THEN d.candidate_no ELSE d.address_no END AS candidate_no,
  CASE WHEN c.links IS NOT FALSE THEN d.tier ELSE {_doubt_of("d.tier")} END AS tier
FROM link_decided d LEFT JOIN link_chances c ON c.source = d.source AND c.tier = d.tier
WHERE d.truth IS NULL
"""

_LINKS = f"""
SELECT r.source, r.delivery_no, r.row_no, r.row_id, {word(State.LINKED)} AS state, r.address_no, r.pand_no, r.tier,
  c.probability, NULL::VARCHAR AS disagreed, NULL::INTEGER AS runner_up, c.probability AS gap
FROM link_rows r ANTI JOIN (SELECT row_at FROM link_protected_rows WHERE certain OR possible) p ON p.row_at = r.rowid
JOIN (SELECT tier, any_value(probability) AS probability FROM link_chances GROUP BY tier) c ON c.tier = r.tier
WHERE r.tier <> {word(Tier.UNIT_PART)}
UNION ALL
SELECT r.source, r.delivery_no, r.row_no, r.row_id,
  CASE WHEN c.links THEN {word(State.LINKED)} ELSE {word(State.DOUBTFUL)} END,
  CASE WHEN c.links THEN r.address_no END, CASE WHEN c.links THEN r.pand_no END,
  CASE WHEN c.links THEN r.tier ELSE {word(Tier.UNIT_MAY_BE_LOST)} END, CASE WHEN c.links THEN c.probability END, NULL,
  CASE WHEN NOT c.links THEN r.address_no END, CASE WHEN c.links THEN c.probability END
FROM link_rows r ANTI JOIN (SELECT row_at FROM link_protected_rows WHERE certain OR possible) p ON p.row_at = r.rowid
JOIN link_chances c ON c.source = r.source AND c.tier = r.tier
WHERE r.tier = {word(Tier.UNIT_PART)}
UNION ALL
SELECT d.source, d.delivery_no, d.row_no, d.row_id, {_state_of("d.tier")}, d.address_no,
  CASE WHEN d.tier = {word(Tier.PAND_ID)} THEN d.given_pand_no ELSE a.pand_no END, d.tier, c.probability,
  CASE WHEN d.tier <> {word(Tier.PROTECTED)} THEN nullif(concat_ws('|', d.disagreed,
    CASE WHEN d.given_pand_no IS NOT NULL AND d.address_no IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM link_panden p WHERE p.address_no = d.address_no AND p.pand_no = d.given_pand_no)
      THEN 'pand' END), '') END,
  CASE WHEN d.tier <> {word(Tier.PROTECTED)} THEN d.candidate_no END,
  CASE WHEN d.candidate_no IS NULL THEN c.probability ELSE c.least_gap END
FROM ({_HELD}) d
LEFT JOIN addresses a ON a.address_no = d.address_no
LEFT JOIN link_chances c ON c.source = d.source AND c.tier = d.tier
UNION ALL
SELECT r.source, r.delivery_no, r.row_no, r.row_id, {word(State.PROTECTED)}, NULL, NULL,
  {word(Tier.PROTECTED)}, NULL, NULL, NULL, NULL
FROM link_rows r SEMI JOIN (SELECT row_at FROM link_protected_rows WHERE certain) p ON p.row_at = r.rowid
"""


def _to_decision(sources: Sequence[LinkSource]) -> tuple[Step, ...]:
    """Return the steps from the spine and the rows to what is decided of each: read, looked up, compared, decided."""
    to_rows = (given_ids(sources), *NAME_STEPS, judged_step([source.source for source in sources]))
    to_text = (first_look(sources), *PROTECTION_STEPS, *LINE_STEPS, *NUMBER_STEPS, TOLD_STEP, ID_STEP, *STREET_STEPS)
    found = (*CANDIDATE_STEPS, POINT_STEP, PROTECTED_OPEN_STEP)
    return (*to_rows, *to_text, *found, *AGREEMENT_STEPS, *DECISION_STEPS, *LOSS_STEPS)


def link_sources(
    engine: Engine,
    sources: Sequence[LinkSource],
    *,
    out: LinkTables | None = None,
    judgements: Iterable[Judgement] = (),
    questions: int = 0,
    seed: int = 1,
    withheld: Sequence[int] = (),
) -> LinkResult:
    """Tie every row of the sources to an address, and return the account of it.

    Reads `addresses`, `address_names`, `address_panden`, `panden`, `straat_aliases`, `woonplaats_aliases` and
    `protected_names`; leaves the tables `links` (source, delivery_no, row_no, row_id, state, address_no, pand_no, tier,
    probability, disagreed, runner_up, gap) and `doubts` (source, address_no, only_object), under the names of `out`.
    A source is named once. What people judged of rows is replayed. The account carries so many
    `questions` for a person: those whose answers change most, drawn by `seed`, none of them about a `withheld` address.
    """
    tables, names = out or LinkTables(), [source.source for source in sources]
    declare(engine, State, Tier, Way)
    give(engine, judgements, names)
    steps = _to_decision(sources)
    for step, unread in until_read(steps, _READ_TO_ASK if questions else _READ_AFTER):
        take_steps(engine, (step,))
        clear_steps(engine, unread)
    measured = measure_tiers(engine)
    chances = _chances(measured, sources)
    links, doubts = Step(tables.links, _LINKS, is_table=True), Step(tables.doubts, DOUBTS, is_table=True)
    take_steps(engine, (chances, links, DOUBTFUL, doubts))
    asked = choose_questions(engine, measured, questions=questions, seed=seed, withheld=withheld) if questions else ()
    result = result_of(engine, sources, measured, tables.links, replayed(engine), asked)
    clear_steps(engine, (*steps, chances, DOUBTFUL))
    return result
