# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A proposal as a row of the state, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pandzicht.governance.matter import Matter
from pandzicht.governance.proposal import Approval, Ending, Proposal, State
from pandzicht.governance.subject import subject_of
from pandzicht.store.state_database import Transaction

_PLAIN = (
    "proposal_id",
    "version",
    "content",
    "content_hash",
    "base",
    "account",
    "person",
    "proposed_at",
    "reason",
    "needs",
    "waits",
)
"""Columns that are a field of a proposal as it is."""


def row_of(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as the row of it is kept, its approvals left out."""
    plain = {name: getattr(proposal, name) for name in _PLAIN}
    ending = proposal.ending
    return plain | {
        "matter": proposal.matter.value,
        "subject": str(proposal.subject),
        "ended": ending.state.value if ending else None,
        "ended_by": ending.account if ending else None,
        "ended_at": ending.at if ending else None,
        "ended_why": ending.why if ending else None,
    }


def proposals_in(transaction: Transaction, rows: Iterable[Mapping[str, Any]]) -> tuple[Proposal, ...]:
    """Return the proposals of kept rows, each with its approvals."""
    kept = list(rows)
    given: dict[str, list[Approval]] = {}
    for item in kept:
        found = transaction.rows(
            "SELECT version, content_hash, account, person, approved_at FROM approval "
            "WHERE proposal_id = :name ORDER BY approved_at",
            name=item["proposal_id"],
        )
        given[item["proposal_id"]] = [Approval(**row) for row in found]
    return tuple(_proposal(item, given[item["proposal_id"]]) for item in kept)


def _proposal(row: Mapping[str, Any], approvals: Iterable[Approval]) -> Proposal:
    ended = row["ended"]
    return Proposal(
        **{name: row[name] for name in _PLAIN},
        matter=Matter(row["matter"]),
        subject=subject_of(row["subject"]),
        approvals=tuple(approvals),
        ending=Ending(State(ended), row["ended_by"], row["ended_at"], row["ended_why"]) if ended else None,
    )
