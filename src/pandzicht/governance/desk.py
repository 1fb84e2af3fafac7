# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk at which every act begins: the right is looked at, a line is written and confirmed, only then is read.

An `Operation` is the proof of it. Functions that read or show what may concern persons take one, hold what they are
asked against it, and tell it whom their answer concerns before the answer leaves them. Where no line can be written,
nothing is done.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce

from pandzicht.definitions.action import NATURES, Action
from pandzicht.definitions.approval import Approval
from pandzicht.definitions.role import Role
from pandzicht.definitions.source import Source
from pandzicht.definitions.words import Duration
from pandzicht.errors import AccessDenied, PurposeMissing, StateFault
from pandzicht.governance.access import Circumstances, Decision, Sight, may
from pandzicht.governance.actor import Actor
from pandzicht.governance.audit import Act, Result
from pandzicht.governance.log import Entry, Log, append_entry
from pandzicht.governance.necessity import needed, record, recorded_needs
from pandzicht.governance.processing import Processing
from pandzicht.governance.purpose import Purpose, refuse_unless_all
from pandzicht.governance.recusal import recused_addresses
from pandzicht.governance.subject import WORKSPACE, Subject
from pandzicht.governance.subject_key import SubjectKeys, key_id_for
from pandzicht.store.state_database import Behalf, StateDatabase, Transaction, moment

Clock = Callable[[], datetime]
LOG_KEEPS = Duration("P3Y")
OWN_AFFAIRS = "own"
"""What a transaction is for that shows nothing but rows of its own account."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one actor asks: the state with its logs, the roles, the clock, and from where the actor comes."""

    state: StateDatabase
    actor: Actor
    roles: Mapping[str, Role]
    keys: SubjectKeys
    clock: Clock
    origin: str
    keeps: Duration = LOG_KEEPS
    """How long the processing log says whom it concerned; at least half a year (AI act art. 26(6))."""
    demo: bool = False
    approvals: Mapping[str, Approval] = field(default_factory=dict)
    """Per matter what it takes before it is in force."""

    def decide(self, action: Action, subject: Subject, purpose: str | None) -> Decision:
        """Return whether the actor may do something, and why; nothing is done and nothing is logged."""
        with self.acting(action, [purpose] if purpose else ()).transaction(reads=True) as transaction:
            return may(self.actor, action, subject, purpose, self._circumstances(transaction, subject))

    def acting(self, action: Action, purposes: Sequence[str] = ()) -> StateDatabase:
        """Return the state as the actor sees it in an act."""
        return self.state.on_behalf_of(Behalf(self.actor.account, self.actor.person, action.value, purposes))

    @contextmanager
    def own(self, *, reads: bool = True) -> Iterator[Transaction]:
        """Give a transaction for what is the actor's own and nobody else's, such as work they asked for."""
        behalf = Behalf(self.actor.account, self.actor.person, OWN_AFFAIRS)
        with self.state.on_behalf_of(behalf).transaction(reads=reads) as transaction:
            yield transaction

    @contextmanager
    def operation(
        self,
        action: Action,
        subject: Subject = WORKSPACE,
        purposes: Sequence[Purpose] = (),
        *,
        answers_after: bool = False,
    ) -> Iterator[Operation]:
        """Give an operation that may be carried out; its end is logged too, whatever it is.

        With `answers_after` nothing leaves the act or stays behind before it ended: whom it concerned is then confirmed
        with its end, in one transaction. Raises AccessDenied, after the denial was logged, and StateFault when nothing
        can be logged.
        """
        act = Act(
            operation_id=secrets.token_hex(8),
            trace_id=secrets.token_hex(16),
            account=self.actor.account,
            origin=self.origin,
            action=action,
            subject=subject,
            purposes=sorted({purpose.name for purpose in purposes}),
        )
        decision = self._decided(act)
        if not decision.allowed:
            raise AccessDenied(
                f"{self.actor.account} may not {action.value} {subject}: {decision.why}; ask whoever manages accounts, "
                "or a colleague who may"
            )
        operation = Operation(self, act, tuple(purposes), decision.sight, moment(self.clock()), answers_after)
        try:
            yield operation
            operation.end()
        except BaseException as fault:
            operation.fail(type(fault).__name__)
            raise

    def _decided(self, act: Act) -> Decision:
        """Decide and log the decision in one transaction: for every purpose that is asked for."""
        with self.acting(act.action, act.purposes).transaction() as transaction:
            given = self._circumstances(transaction, act.subject)
            asked = act.purposes or (None,)
            decisions = [may(self.actor, act.action, act.subject, purpose, given) for purpose in asked]
            decision = next((item for item in decisions if not item.allowed), None) or _together(decisions)
            result = Result.ALLOWED if decision.allowed else Result.DENIED
            entry = act.entry(result, moment(self.clock()), roles=decision.roles, why=decision.why)
            append_entry(transaction, Log.AUDIT, entry)
        return decision

    def _circumstances(self, transaction: Transaction, subject: Subject) -> Circumstances:
        return Circumstances(
            roles=self.roles,
            on=self.clock().date(),
            recused=recused_addresses(transaction, self.actor.person),
            needed=recorded_needs(transaction, self.actor.account, subject.name, moment(self.clock())),
            demo=self.demo,
        )


@dataclass(slots=True)
class Operation:
    """One act that was allowed and logged; what reads or shows data asks it what may be read and seen."""

    desk: Desk
    act: Act
    purposes: tuple[Purpose, ...]
    sight: Sight
    begun_at: str
    answers_after: bool = False
    """Whether whom it concerns may be confirmed with its end, because nothing leaves it before."""
    is_ended: bool = False
    _read: set[bytes] = field(default_factory=set)
    """Whom the rows concern that were read and are not logged yet."""
    _unconfirmed: list[Entry] = field(default_factory=list)
    """Whom the act concerned, told and not confirmed yet."""

    @property
    def state(self) -> StateDatabase:
        """The state as the actor sees it in this act."""
        return self.desk.acting(self.act.action, self.act.purposes)

    def allows(self, *actions: Action) -> None:
        """Raise AccessDenied unless the operation is one of these acts: a function asks for its own."""
        if self.act.action not in actions:
            wanted = ", ".join(action.value for action in actions)
            raise AccessDenied(f"this is {wanted}, and what was asked and logged is {self.act.action.value}")

    def serves(self, purpose: Purpose) -> None:
        """Raise PurposeMissing unless the operation was asked for a purpose."""
        if purpose not in self.purposes:
            asked = ", ".join(item.name for item in self.purposes) or "none"
            raise PurposeMissing(
                f"purpose '{purpose.name}' of check '{purpose.check}' was not asked for; asked and logged: {asked}"
            )

    def reads(self, source: Source, subjects: Iterable[bytes]) -> None:
        """Note whom rows of a source concern that are read; raise PurposeMissing unless a purpose covers the source."""
        covering = [purpose for purpose in self.purposes if purpose.name in source.purposes]
        refuse_unless_all(covering or self.purposes, source)
        self._read.update(subjects)

    def refuse_unlogged(self) -> None:
        """Raise StateFault when rows were read and nobody logged whom they concern: such an answer may not go out."""
        if self._read:
            raise StateFault(f"{len(self._read)} persons were read of in {self.act.action.value} and not logged")

    def concerns(
        self,
        subjects: Iterable[bytes],
        *,
        activity: str,
        sources: Sequence[str] = (),
        features: Sequence[str] = (),
        run: str = "",
    ) -> int:
        """Log whom the answer concerns, and whose rows were read for it, confirmed before the answer goes out.

        Return how many they are; without any, one line says that the processing took place. An act that answers after
        it ended has it confirmed with its change or its end.
        """
        fresh = self._read.union(subjects)
        now = self.desk.clock()
        key_id = key_id_for(now.date(), self.desk.keeps) if fresh else None
        processing = Processing(
            trace_id=self.act.trace_id,
            operation_id=self.act.operation_id,
            name=NATURES[self.act.action].label,
            activity=activity,
            begun_at=self.begun_at,
            ended_at=moment(now),
            sources=sources,
            features=features,
            run=run,
            key_id=key_id,
        )
        encrypted = self.desk.keys.encrypted(key_id, fresh) if key_id else ()
        self._unconfirmed.append(Entry(self.act.operation_id, moment(now), processing.line(), encrypted, key_id))
        self._read.clear()
        if not self.answers_after:
            self._confirm()
        return len(fresh)

    def needs(self, reason: str) -> None:
        """Keep why the account needs the content of this address, for each purpose; that ends the act.

        Raises PandzichtError when the reason says nothing.
        """
        who, what, now = self.act.account, self.act.subject.name, self.desk.clock()
        kept = [needed(secrets.token_hex(8), who, item.name, what, reason, at=now) for item in self.purposes]
        with self.change() as transaction:
            record(transaction, kept)

    @contextmanager
    def change(self) -> Iterator[Transaction]:
        """Give one transaction for a change of the state and the line that says it is done: both or neither.

        What follows it in the act may still fail, and has a line of its own then.
        """
        with self.state.transaction() as transaction:
            yield transaction
            self._write(transaction, Result.DONE)
        self._unconfirmed.clear()
        self.is_ended = True

    def end(self) -> None:
        """Log that the act is done, unless its change says so, with whom it concerned; from then on nothing waits.

        Raises StateFault when rows were read and nobody logged whom they concern.
        """
        self.refuse_unlogged()
        if not self.is_ended:
            self._confirm(Result.DONE)
        elif self._unconfirmed:
            self._confirm()
        self.answers_after = False

    def fail(self, why: str) -> None:
        """Log that the act failed, with whom it concerned.

        Where that cannot be written, log that it failed alone and raise StateFault: a refusal may tell of somebody too.
        """
        try:
            self._confirm(Result.FAILED, why)
        except StateFault:
            if self._unconfirmed:
                self._unconfirmed.clear()
                self._confirm(Result.FAILED, why)
            raise

    def _confirm(self, result: Result | None = None, why: str = "") -> None:
        with self.state.transaction() as transaction:
            self._write(transaction, result, why)
        self._unconfirmed.clear()

    def _write(self, transaction: Transaction, result: Result | None, why: str = "") -> None:
        """Write whom the act concerned, then how it ended: always in this order, so that two acts never wait in a ring.

        Each log is held from its first line on until the transaction ends.
        """
        for entry in self._unconfirmed:
            append_entry(transaction, Log.PROCESSING, entry)
        if result is not None:
            append_entry(transaction, Log.AUDIT, self.act.entry(result, moment(self.desk.clock()), why=why))


def _together(decisions: Sequence[Decision]) -> Decision:
    """Return one decision for several purposes: what is seen is what each of them lets one see."""
    roles = tuple(dict.fromkeys(role for item in decisions for role in item.roles))
    return Decision(True, decisions[0].why, roles, reduce(Sight.within, (item.sight for item in decisions)))
