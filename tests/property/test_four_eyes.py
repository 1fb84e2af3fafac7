# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Four eyes cannot be passed: over drawn histories, as values and as they are kept; and two who approve at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from pandzicht.definitions.action import Action
from pandzicht.errors import PandzichtError
from pandzicht.governance.desk import Desk
from pandzicht.governance.matter import RULES, Matter
from pandzicht.governance.proposal import Draft, Proposal
from pandzicht.governance.proposals import approve, proposal_named, proposals, propose, reject, withdraw
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.state_database import StateDatabase, moment, open_state
from tests.desk import NOW, desk_in
from tests.property.four_eyes import BEGIN, HOME, MATTERS, PERSONS, ROLES, FourEyes, People, Values
from tests.state_places import fresh_postgres

VALUES, STORED = 300, 12
"""Histories in `make test`, of values and per database; a release draws 10,000 of values, 100 per database."""


class Stored:
    """A hall in a state database: every act through a desk, as a command does it."""

    def __init__(self, state: StateDatabase, folder: Path) -> None:
        self._state, self._folder, self._number = state, folder, 0
        self._latest = BEGIN

    def begin(self, people: People, last: datetime) -> datetime:
        """Begin after all that the log holds: what was written stays written."""
        with self._state.transaction() as transaction:
            for table in ("proposal", "approval", "account", "account_role", "recusal"):
                transaction.run(f"DELETE FROM {table}")
            for account, person in PERSONS.items():
                row = {"account": account, "person": person, "name": account, "made_at": moment(BEGIN)}
                transaction.insert("account", row)
        self.changed(people)
        self._latest += timedelta(days=1)
        return self._latest

    def changed(self, people: People) -> None:
        with self._state.transaction() as transaction:
            transaction.run("DELETE FROM account_role")
            transaction.run("DELETE FROM recusal")
            for account, roles in people.roles.items():
                for role in sorted(roles):
                    grant = {"account": account, "role": role, "granted_by": "x", "granted_at": moment(BEGIN)}
                    transaction.insert("account_role", grant)
            for number, person in enumerate(sorted(people.bonds)):
                bond = {"recusal_id": str(number), "person": person, "address_id": HOME, "bond": "own"}
                transaction.insert("recusal", bond | {"declared_at": moment(BEGIN)})

    def propose(self, people: People, account: str, draft: Draft, now: datetime) -> Proposal:
        with self._desk(people, account, now).operation(RULES[draft.matter].proposed_by[0]) as operation:
            return propose(operation, draft)

    def approve(self, people: People, accounts: Sequence[str], reference: str, now: datetime) -> list[str]:
        let = []
        for account in accounts:
            with suppress(PandzichtError):
                with self._desk(people, account, now).operation(Action.APPROVE) as operation:
                    approve(operation, reference)
                let.append(account)
        return let

    def reject(self, people: People, account: str, reference: str, now: datetime) -> None:
        with self._desk(people, account, now).operation(Action.APPROVE) as operation:
            reject(operation, reference, "dit is niet goed")

    def withdraw(self, people: People, account: str, reference: str, now: datetime) -> None:
        with self._state.transaction(reads=True) as transaction:
            matter = proposal_named(transaction, reference).matter
        with self._desk(people, account, now).operation(RULES[matter].proposed_by[0]) as operation:
            withdraw(operation, reference)

    def all(self) -> Sequence[Proposal]:
        with self._state.transaction(reads=True) as transaction:
            return proposals(transaction)

    def _desk(self, people: People, account: str, now: datetime) -> Desk:
        self._latest = max(self._latest, now)
        return desk_in(self._folder, actor=people.actor(account), roles=ROLES, state=self._state, now=now)


def test_no_history_of_values_gets_past_four_eyes() -> None:
    tally: Counter[str] = Counter()
    drawn = settings(max_examples=max(VALUES, settings().max_examples))
    run_state_machine_as_test(lambda: FourEyes(Values(), tally), settings=drawn)
    assert tally["changed"] > 0
    assert all(tally[f"in force: {matter.value}"] > 0 for matter in MATTERS)


def test_no_history_of_kept_proposals_gets_past_four_eyes(state: StateDatabase, tmp_path: Path) -> None:
    tally: Counter[str] = Counter()
    hall = Stored(state, tmp_path)
    drawn = max(STORED, settings().max_examples // 100)
    how = settings(max_examples=drawn, stateful_step_count=40)
    run_state_machine_as_test(lambda: FourEyes(hall, tally), settings=how)
    assert sum(count for name, count in tally.items() if name.startswith("in force")) > 0


@pytest.mark.parametrize("accounts", [("bo", "ci"), ("ci", "ci-2")], ids=["two persons", "one person twice"])
def test_two_who_approve_at_the_same_moment_count_once(tmp_path: Path, accounts: tuple[str, str]) -> None:
    with fresh_postgres() as place:
        state = open_state(place, now=NOW, demo=True)
        with state.transaction() as transaction:
            for account in ("an", "bo", "ci", "ci-2"):
                person = account.removesuffix("-2")
                row = {"account": account, "person": person, "name": account, "made_at": moment(NOW)}
                transaction.insert("account", row)
                grant = {"account": account, "role": "hoofd", "granted_by": "x", "granted_at": moment(NOW)}
                transaction.insert("account_role", grant)
        people = People({"an": {"hoofd"}}, set())
        desk = desk_in(tmp_path, actor=people.actor("an"), roles=ROLES, state=state)
        together = Barrier(2)
        for content in range(10):
            draft = Draft(Matter.OVERRIDE, Subject(Kind.CHECK, "wonen"), {"n": content}, "omdat het nodig is")
            with desk.operation(Action.PROPOSE) as operation:
                made = propose(operation, draft)

            def second(account: str, reference: str = made.reference) -> bool:
                actor = replace(desk.actor, account=account, person=account.removesuffix("-2"))
                together.wait()
                with suppress(PandzichtError), replace(desk, actor=actor).operation(Action.APPROVE) as operation:
                    approve(operation, reference)
                    return True
                return False

            with ThreadPoolExecutor(max_workers=2) as both:
                let = list(both.map(second, accounts))
            with state.transaction(reads=True) as transaction:
                assert len(proposal_named(transaction, made.reference).approvals) == let.count(True) == 1
        state.close()
