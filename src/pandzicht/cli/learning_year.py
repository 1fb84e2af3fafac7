# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a year of rounds teaches: after every round an analyst learns and proposes, and somebody else approves.

Both go through the acts that a person goes through, so the log has them and nobody approves what they proposed. What
was learned of a round is kept with it, and a round that was cut off goes on from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pandzicht.cli.learned_round import step_of, told_of
from pandzicht.cli.learning import card_at
from pandzicht.cli.rounds import Rounds
from pandzicht.definitions.action import Action
from pandzicht.definitions.ai_act import RiskClass, classified
from pandzicht.definitions.catalogue import read_catalogue
from pandzicht.definitions.words import Text
from pandzicht.exports.model_card import ModelCard
from pandzicht.governance.catalogue_in_force import CATALOGUE, catalogue_in_force, propose_catalogue
from pandzicht.governance.desk import Desk
from pandzicht.governance.folder_in_force import follow
from pandzicht.governance.proposal import OPEN, Proposal
from pandzicht.governance.proposals import approve, proposals
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language
from pandzicht.runs.learned_step import Step, propose_step

ANALYST, APPROVER = "demo-analist", "demo-vaststeller"
"""Who learns and proposes, and who decides of that; together with those of the rounds they are all colleagues."""
CLASSED = classified(
    RiskClass.MINIMAL,
    Text(
        nl="De punten zijn geleerd uit uitkomsten van bezoeken: dat is een AI-systeem (art. 3 lid 1). Het is een "
        "optelsom die mensen lezen en goedkeuren, over adressen, en geen gebruik uit bijlage III.",
        en="Outcomes of visits taught the points: that is an AI system (art. 3(1)). It is a sum that people read and "
        "approve, of addresses, and no use of annex III.",
    ),
)
"""What the demo's analyst proposes that a check with learned points is under the AI act."""
FIRST_CATALOGUE = "de definities waarmee de demo begint"


def learn_after_round(rounds: Rounds, number: int) -> None:
    """Learn from all that is known after a round; have what nothing speaks against proposed, approved and in force."""
    _Learning(rounds, number).carry_out()


@dataclass(frozen=True)
class _Learning:
    """What is learned after one round, by whom and with what consequence."""

    rounds: Rounds
    number: int

    @property
    def analyst(self) -> Desk:
        return self.rounds.colleague(ANALYST, "analist")

    @property
    def approver(self) -> Desk:
        return self.rounds.colleague(APPROVER, "vaststeller")

    @property
    def reason(self) -> str:
        """Why it is proposed: by this a round that was cut off finds what it proposed."""
        return f"ronde {self.number:02d}: geleerd uit de uitkomsten die na deze ronde bekend zijn"

    @cached_property
    def card(self) -> ModelCard:
        space, check = self.rounds.workspace, self.rounds.check
        return card_at(space, self.analyst, check, "", Language.NL)

    def carry_out(self) -> None:
        told = self.rounds.account(self.number).get("learned")
        if told is None:
            told = told_of(self.card.learned, proposed_after=self._last_proposed(), number=self.number)
            self.rounds.keep(self.number, {"learned": told})
        step = step_of(told)
        if step is None:
            return
        made = self._proposal() or self._propose(step)
        if made.state(self.approver.clock()) in OPEN:
            made = self._approved(made)
        follow(self.analyst, self.rounds.workspace.catalogue)
        self.rounds.keep(self.number, {"learned": told | {"proposal": _told_proposal(made, step)}})

    def _last_proposed(self) -> int | None:
        before = range(self.number - 1, 0, -1)
        return next((number for number in before if self._is_proposed_after(number)), None)

    def _is_proposed_after(self, number: int) -> bool:
        return "proposal" in (self.rounds.account(number).get("learned") or {})

    def _proposal(self) -> Proposal | None:
        """Return what was proposed of this round before it was cut off."""
        with self.analyst.acting(Action.SEE_PROPOSALS).transaction(reads=True) as transaction:
            found = [item for item in proposals(transaction) if item.reason.startswith(self.reason)]
        return found[-1] if found else None

    def _propose(self, step: Step) -> Proposal:
        self._begin()
        return propose_step(self.analyst, self.rounds.workspace.catalogue, self.card, step, self.reason, CLASSED)[0]

    def _begin(self) -> None:
        """Put the first catalogue in force by four eyes, so that every proposal says what it changes."""
        desk = self.analyst
        with desk.acting(Action.PROPOSE).transaction(reads=True) as transaction:
            is_in_force = bool(catalogue_in_force(transaction, desk.clock()))
        if not is_in_force:
            catalogue = read_catalogue(self.rounds.workspace.catalogue)
            with desk.operation(Action.PROPOSE, CATALOGUE) as operation:
                first, _ = propose_catalogue(operation, catalogue, FIRST_CATALOGUE)
            self._approved(first)

    def _approved(self, made: Proposal) -> Proposal:
        with self.approver.operation(Action.APPROVE, Subject(Kind.PROPOSAL, made.reference)) as operation:
            return approve(operation, made.reference)


def _told_proposal(made: Proposal, step: Step) -> dict[str, Any]:
    return {
        "step": step.value,
        "reference": made.reference,
        "by": made.account,
        "approved_by": [item.account for item in made.counted],
        "in_force_from": made.due_at,
    }
