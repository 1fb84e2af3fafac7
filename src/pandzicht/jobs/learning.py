# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work of learning the points of a check from what visits found, and of proposing what may follow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from pandzicht.definitions.action import Action
from pandzicht.definitions.ai_act import Classification, RiskClass, classified
from pandzicht.definitions.words import Text
from pandzicht.errors import AccessDenied
from pandzicht.governance.catalogue_in_force import CATALOGUE
from pandzicht.governance.desk import Desk, Operation
from pandzicht.jobs.work import ActOf, Tell, Work
from pandzicht.language import Language, message
from pandzicht.runs.finding import known_check, named_run, purposes_of
from pandzicht.runs.learned_account import keep_learned
from pandzicht.runs.learned_card import learned_card
from pandzicht.runs.learned_step import Step, propose_step
from pandzicht.store.workspace import Workspace


class Learning(Work):
    """Learn the points of a check from the visits that the run in force knows; with a step, propose that as well."""

    label = message("learn")
    writes = False

    check: str
    propose: Step | None = None
    because: str = Field(default="", max_length=500)
    ai_class: RiskClass | None = None
    """What the check is under the AI act with learned points, where that changes."""
    ai_reason: str = Field(default="", max_length=1_000)
    language: Language = Language.NL

    @model_validator(mode="after")
    def _with_reasons(self) -> Learning:
        if self.propose and not self.because.strip():
            raise ValueError("a proposal needs a reason; say why")
        if bool(self.ai_class) != bool(self.ai_reason.strip()):
            raise ValueError("a class under the AI act and its reason go together; give both")
        return self

    def prepare(self, workspace: Workspace, desk: Desk) -> None:
        """Refuse a proposal to whoever may propose nothing, before anything is learned."""
        del workspace
        decision = desk.decide(Action.PROPOSE, CATALOGUE, None)
        if self.propose and not decision.allowed:
            raise AccessDenied(
                f"{desk.actor.account} may not propose: {decision.why}; ask a colleague who may, or learn without it"
            )

    def act(self, workspace: Workspace) -> ActOf:
        """Return the learning of this check; raise NotFound for a check or run that is not there."""
        run_id = named_run(workspace, None)
        return ActOf(Action.LEARN, known_check(workspace, self.check), purposes_of(workspace, run_id, [self.check]))

    def carry_out(self, workspace: Workspace, operation: Operation, place: Path, tell: Tell) -> Mapping[str, Any]:
        """Learn and keep it; return by how many outcomes, and the proposal where one was asked for."""
        del place
        run_id, desk = named_run(workspace, None), operation.desk
        today = desk.clock().astimezone().date()
        card = learned_card(workspace, operation, self.check, run_id, today, self.language, tell)
        account = keep_learned(workspace, operation, card, run_id)
        made = ""
        if self.propose:
            proposed, _ = propose_step(
                desk, workspace.catalogue, card, self.propose, self.because.strip(), self._classed()
            )
            made = proposed.reference
        tell(self.label, 1.0)
        return {
            "check": self.check,
            "run": run_id,
            "labels": account.counted.labels,
            "points": dict(account.learned_points),
            "card_sha256": account.card_sha256,
            "proposal": made,
        }

    def _classed(self) -> Classification | None:
        return classified(self.ai_class, Text(nl=self.ai_reason.strip())) if self.ai_class else None
