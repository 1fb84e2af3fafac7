# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Proposals for machines, to be read only: to approve one is for a person at a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import Field

from pandzicht.definitions.action import Action
from pandzicht.governance.matter import Matter
from pandzicht.governance.proposal import Proposal as Kept
from pandzicht.governance.proposal import State, states
from pandzicht.governance.proposals import proposal_named, proposals
from pandzicht.governance.subject import Kind, Subject
from pandzicht_web.answering import call_route
from pandzicht_web.call import Answer, Call
from pandzicht_web.visit import Visit


class Proposal(Answer):
    """One proposal and how it stands."""

    reference: str
    matter: Matter
    subject: str
    state: State
    proposed_by: str
    proposed_at: str
    reason: str
    needs: int = Field(description="How many persons must approve it")
    approved_by: list[str] = Field(description="Who approved exactly this version")


class Proposals(Answer):
    """The proposals, those that ended too."""

    proposals: list[Proposal]


class ProposalInFull(Proposal):
    """One proposal with exactly what it would bring into force."""

    content_hash: str
    content: dict[str, Any]


def listed(visit: Visit) -> object:
    """Answer the proposals."""
    with visit.operation(Action.SEE_PROPOSALS) as act, act.state.transaction(reads=True) as transaction:
        kept = proposals(transaction)
    standing = states(kept, visit.office.door.clock())
    return Proposals(proposals=[Proposal.model_validate(_told(item, standing)) for item in kept])


def proposal(visit: Visit, reference: str) -> object:
    """Answer one proposal."""
    with (
        visit.operation(Action.SEE_PROPOSALS, Subject(Kind.PROPOSAL, reference)) as act,
        act.state.transaction(reads=True) as transaction,
    ):
        found, kept = proposal_named(transaction, reference), proposals(transaction)
    told = _told(found, states(kept, visit.office.door.clock()))
    return ProposalInFull.model_validate(
        {**told, "content_hash": found.content_hash, "content": json.loads(found.content)}
    )


def _told(item: Kept, standing: Mapping[str, State]) -> dict[str, object]:
    return {
        "reference": item.reference,
        "matter": item.matter,
        "subject": str(item.subject),
        "state": standing[item.proposal_id],
        "proposed_by": item.account,
        "proposed_at": item.proposed_at,
        "reason": item.reason,
        "needs": item.needs,
        "approved_by": [one.account for one in item.counted],
    }


_ACTS = (Action.SEE_PROPOSALS,)
ROUTES = (
    call_route("api_proposals", "proposals", listed, Call("List the proposals", Proposals), acts=_ACTS),
    call_route(
        "api_proposal",
        "proposals/<slug:reference>",
        proposal,
        Call("Answer one proposal with exactly what it brings", ProposalInFull),
        acts=_ACTS,
    ),
)
