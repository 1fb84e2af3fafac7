# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Five persons, one with two accounts, who propose, change, approve and reject while roles, bonds and the clock move.

The machine keeps a model of its own of what happened, and holds what is in force against that. Where proposals are
kept is a `Hall`: as values only, or in a state database.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pandzicht.definitions.action import Action
from pandzicht.definitions.role import Role
from pandzicht.definitions.words import Duration, Text
from pandzicht.errors import PandzichtError
from pandzicht.governance.access import Circumstances
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.matter import RULES, Matter
from pandzicht.governance.proposal import (
    OPEN,
    Approver,
    Draft,
    Proposal,
    State,
    approved,
    proposed,
    rejected,
    revised,
    states,
    voided,
    withdrawn,
)
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.state_database import moment
from tests.desk import APPROVALS

PERSONS = {"an": "an", "an-2": "an", "bo": "bo", "ci": "ci", "do": "do", "ed": "ed"}
"""Account -> its person."""
HOME = "9999010000000001"
SUBJECTS = (Subject(Kind.CHECK, "wonen"), Subject(Kind.ADDRESS, HOME))
MATTERS = (Matter.DEFINITIONS, Matter.LEARNED, Matter.DESTRUCTION, Matter.DISCRIMINATION)
BEGIN_ROLES = {
    "an": ("analist",),
    "an-2": ("hoofd",),
    "bo": ("vaststeller",),
    "ci": ("hoofd",),
    "do": ("hoofd",),
    "ed": ("vaststeller",),
}
BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def _role(name: str, *may: Action, excludes: tuple[str, ...] = ()) -> Role:
    return Role(role=name, label=Text(nl=name), may=may, excludes=excludes)


ROLES = {
    item.role: item
    for item in (
        _role("analist", Action.PROPOSE, Action.DESTROY, Action.STOP),
        _role("vaststeller", Action.APPROVE, excludes=("analist",)),
        _role("hoofd", Action.APPROVE, Action.PROPOSE, Action.DESTROY, Action.STOP),
    )
}
"""`hoofd` may both: a catalogue with it is refused, and the rule of the author has to hold all the same."""


@dataclass(slots=True)
class People:
    """Who has which role and bond at this moment."""

    roles: dict[str, set[str]]
    bonds: set[str]
    """Persons with a bond with HOME."""

    def actor(self, account: str) -> Actor:
        return Actor(account, PERSONS[account], tuple(Grant(name) for name in sorted(self.roles[account])))

    def may_approve(self, account: str, subject: Subject) -> bool:
        """The rule of access, told once more in the words of the model."""
        person = PERSONS[account]
        held = {role for other, roles in self.roles.items() if PERSONS[other] == person for role in roles}
        fit = {"hoofd"} & self.roles[account] or ({"vaststeller"} & self.roles[account] and "analist" not in held)
        return bool(fit) and not (subject.kind is Kind.ADDRESS and person in self.bonds)


class Hall(Protocol):
    """Where proposals are kept."""

    def begin(self, people: People, last: datetime) -> datetime:
        """Empty the hall for a new history; return the moment at which it begins."""

    def changed(self, people: People) -> None:
        """Take over roles and bonds."""

    def propose(self, people: People, account: str, draft: Draft, now: datetime) -> Proposal: ...

    def approve(self, people: People, accounts: Sequence[str], reference: str, now: datetime) -> list[str]:
        """Approve by each account, at the same time where the hall can; return the accounts that were let."""

    def reject(self, people: People, account: str, reference: str, now: datetime) -> None: ...

    def withdraw(self, people: People, account: str, reference: str, now: datetime) -> None: ...

    def all(self) -> Sequence[Proposal]: ...


class Values:
    """A hall of values alone; two approvals at the same time both see what was there before either."""

    def begin(self, people: People, last: datetime) -> datetime:
        self._kept: dict[str, Proposal] = {}
        self._latest = BEGIN
        return BEGIN

    def changed(self, people: People) -> None:
        """Roles and bonds are passed with every act."""

    def propose(self, people: People, account: str, draft: Draft, now: datetime) -> Proposal:
        actor = self._acts(people, account, now)
        beside = [item for item in self._about(draft.matter, draft.subject) if item.state(now) in OPEN]
        own = next((item for item in beside if item.person == actor.person), None)
        term = APPROVALS[draft.matter].on(now.date())
        assert term is not None
        if own and RULES[draft.matter].replaces:
            made = revised(own, draft, actor, term, now)
        else:
            made = proposed(f"{len(self._kept):08x}", draft, actor, term, moment(self._latest))
        self._kept[made.proposal_id] = made
        return made

    def approve(self, people: People, accounts: Sequence[str], reference: str, now: datetime) -> list[str]:
        name, _, version = reference.partition("-")
        before, let = self._kept[name], []
        for account in accounts:
            actor = self._acts(people, account, now)
            by = self._approver(people, actor)
            with suppress(PandzichtError):
                after = approved(before, by, version=int(version), at=self._latest, now=now)
                kept = self._kept[name]
                self._kept[name] = replace(kept, approvals=(*kept.approvals, after.approvals[-1]))
                let.append(account)
        after = self._kept[name]
        if let and after.due_at and RULES[after.matter].replaces:
            for other in self._about(after.matter, after.subject):
                if other.proposal_id != name and other.state(now) in OPEN:
                    self._kept[other.proposal_id] = voided(other, after, actor, at=self._latest)
        return let

    def reject(self, people: People, account: str, reference: str, now: datetime) -> None:
        name = reference.partition("-")[0]
        by = self._approver(people, self._acts(people, account, now))
        self._kept[name] = rejected(self._kept[name], by, "dit is niet goed", at=self._latest, now=now)

    def withdraw(self, people: People, account: str, reference: str, now: datetime) -> None:
        name = reference.partition("-")[0]
        self._kept[name] = withdrawn(self._kept[name], self._acts(people, account, now), at=self._latest, now=now)

    def all(self) -> Sequence[Proposal]:
        return list(self._kept.values())

    def _acts(self, people: People, account: str, now: datetime) -> Actor:
        """Every act is written, at a moment that never lies before what was written."""
        self._latest = max(now, self._latest + timedelta(microseconds=1))
        return people.actor(account)

    def _approver(self, people: People, actor: Actor) -> Approver:
        same = [people.actor(other) for other in PERSONS if PERSONS[other] == actor.person]
        recused = frozenset({HOME}) if actor.person in people.bonds else frozenset()
        return Approver(actor, same, Circumstances(ROLES, self._latest.date(), recused=recused))

    def _about(self, matter: Matter, subject: Subject) -> list[Proposal]:
        return [item for item in self._kept.values() if (item.matter, item.subject) == (matter, subject)]


@dataclass(frozen=True, slots=True)
class Let:
    """An approval that was let, as the model saw it."""

    person: str
    round: int
    """How often the content had changed."""
    latest: datetime
    """The latest moment on the clock at which anybody had done anything."""
    rightly: bool


accounts = st.sampled_from(sorted(PERSONS))
several = st.lists(accounts, min_size=1, max_size=3)
matters = st.sampled_from([*MATTERS, Matter.LEARNED])
recent = st.sampled_from([0, 0, 0, 1, 2, 5])


class FourEyes(RuleBasedStateMachine):
    """Histories in which everything may happen, and in which nothing comes into force that four eyes did not see."""

    def __init__(self, hall: Hall, tally: Counter[str]) -> None:
        super().__init__()
        self.hall, self.tally = hall, tally
        self.people = People({name: set(roles) for name, roles in BEGIN_ROLES.items()}, set())
        self.now = hall.begin(self.people, BEGIN)
        self.latest = self.now
        self.rounds: Counter[str] = Counter()
        self.let: dict[str, list[Let]] = defaultdict(list)
        self.over: set[str] = set()
        """Proposals that were rejected or withdrawn."""

    @rule(account=accounts, matter=matters, subject=st.sampled_from(SUBJECTS), content=st.integers(0, 2))
    def propose(self, account: str, matter: Matter, subject: Subject, content: int) -> None:
        self._acts()
        before = {item.proposal_id: item.content_hash for item in self.hall.all()}
        draft = Draft(matter, subject, {"content": content}, "omdat het nodig is", base=self._base(matter, subject))
        with suppress(PandzichtError):
            made = self.hall.propose(self.people, account, draft, self.now)
            if before.get(made.proposal_id, made.content_hash) != made.content_hash:
                self.rounds[made.proposal_id] += 1
                self.tally["changed"] += 1

    @rule(which=recent)
    def change(self, which: int) -> None:
        found = self._one(which)
        if found is not None and RULES[found.matter].replaces:
            self.propose(found.account, found.matter, found.subject, (self.rounds[found.proposal_id] + 1) % 3)

    @rule(some=several, which=recent, back=st.sampled_from([0, 0, 0, 1]))
    def approve(self, some: list[str], which: int, back: int) -> None:
        found = self._one(which)
        if found is None or found.version <= back:
            return
        self._acts()
        rightly = {
            name: self.people.may_approve(name, found.subject) and PERSONS[name] != found.person for name in some
        }
        with suppress(PandzichtError):
            reference = f"{found.proposal_id}-{found.version - back}"
            for name in self.hall.approve(self.people, some, reference, self.now):
                assert not back, "an earlier version was approved"
                made = Let(PERSONS[name], self.rounds[found.proposal_id], self.latest, rightly[name])
                self.let[found.proposal_id].append(made)
                self.tally["approved"] += 1

    @rule(some=several, which=recent)
    def approve_more(self, some: list[str], which: int) -> None:
        self.approve(some, which, 0)

    @rule(account=accounts, which=st.integers(0, 9), own=st.booleans(), really=st.sampled_from([False, False, True]))
    def end(self, account: str, which: int, own: bool, really: bool) -> None:
        found = self._one(which)
        if found is None or not really:
            return
        self._acts()
        act = self.hall.withdraw if own else self.hall.reject
        with suppress(PandzichtError):
            act(self.people, account, found.reference, self.now)
            self.over.add(found.proposal_id)
            self.tally["ended"] += 1

    @rule(account=accounts, role=st.sampled_from(sorted(ROLES)))
    def change_role(self, account: str, role: str) -> None:
        self.people.roles[account] ^= {role}
        self.hall.changed(self.people)

    @rule(person=st.sampled_from(sorted(set(PERSONS.values()))))
    def change_bond(self, person: str) -> None:
        self.people.bonds ^= {person}
        self.hall.changed(self.people)

    @rule(hours=st.sampled_from([-400, -30, -1, 1, 25, 170, 200, 400]))
    def move_clock(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def nothing_is_in_force_that_four_eyes_did_not_see(self) -> None:
        kept = self.hall.all()
        standing = states(kept, self.now)
        for item in kept:
            if standing[item.proposal_id] not in {State.IN_FORCE, State.REPLACED}:
                continue
            self.tally[f"in force: {item.matter.value}"] += 1
            assert item.proposal_id not in self.over
            seen = [let for let in self.let[item.proposal_id] if let.round == self.rounds[item.proposal_id]]
            assert all(let.rightly and let.person != item.person for let in seen)
            first = {let.person: let.latest for let in reversed(seen)}
            assert len(first) >= item.needs
            waits = timedelta(days=Duration(item.waits).days)
            if waits:
                assert self.now >= sorted(first.values())[item.needs - 1] + waits

    def _acts(self) -> None:
        self.latest = max(self.latest, self.now)

    def _one(self, which: int) -> Proposal | None:
        kept = self.hall.all()
        return kept[-1 - which % len(kept)] if kept else None

    def _base(self, matter: Matter, subject: Subject) -> str:
        kept = self.hall.all()
        standing = states(kept, self.now)
        about = (item for item in kept if (item.matter, item.subject) == (matter, subject))
        current = [item for item in about if standing[item.proposal_id] is State.IN_FORCE]
        return current[0].content_hash if current and RULES[matter].replaces else ""
