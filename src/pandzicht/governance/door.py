# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The door through which people come to the desk: who somebody is, before anything is done in their name.

Whoever does not get in is told the same after the same work; the audit log says why, and hashes a name that is none.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from pandzicht.definitions.action import Action
from pandzicht.definitions.approval import Approval
from pandzicht.definitions.catalogue import read_approvals, read_roles
from pandzicht.definitions.difference import Document
from pandzicht.definitions.role import Role
from pandzicht.definitions.words import Duration
from pandzicht.errors import SignInRefused
from pandzicht.governance.access_token import note_use, session_of_token
from pandzicht.governance.accounts import accounts, make_first_account
from pandzicht.governance.actor import Actor
from pandzicht.governance.audit import Act, Result
from pandzicht.governance.catalogue_in_force import approvals_of, roles_of
from pandzicht.governance.claims import account_in
from pandzicht.governance.credential import Credential, credential_of, set_one_time_password, set_password
from pandzicht.governance.desk import LOG_KEEPS, Clock, Desk
from pandzicht.governance.document_in_force import DocumentInForce
from pandzicht.governance.log import Log, append_entry
from pandzicht.governance.log_term import term_of_log
from pandzicht.governance.password import NOBODYS
from pandzicht.governance.session import (
    How,
    Session,
    begin_session,
    choose_language,
    end_session,
    session_of,
    touch_session,
)
from pandzicht.governance.sign_in_attempt import begin_attempt, counted, end_attempt, keyed_hash
from pandzicht.governance.subject import Kind, Subject
from pandzicht.governance.subject_key import SubjectKeys
from pandzicht.language import Language
from pandzicht.store.office import Office
from pandzicht.store.state_database import Behalf, StateDatabase, Transaction, moment
from pandzicht.store.wall import SIGN_IN
from pandzicht.store.workspace import Workspace

Fits = Callable[[str], bool]
"""Tells whether the password that somebody typed is the one of which this was kept; asked once per attempt."""
WRONG = "the account, the password or both are not right; try again, or ask whoever manages accounts"
OFF = "signing in with a password is off here; sign in through your organisation"
SOMEBODY = "somebody"
"""On whose behalf is asked who somebody is."""
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who got in: the token for their browser, and whether they must choose another password first."""

    token: str
    account: str
    must_change: bool = False


CarryOut = Callable[[Transaction, Credential], SignedIn]


@dataclass(frozen=True, slots=True)
class Door:
    """One door of a workspace, as it is seen from one origin."""

    state: StateDatabase
    roles: Mapping[str, Role]
    """Of the folder: they hold in a demo, and elsewhere until the first catalogue was approved."""
    keys: SubjectKeys
    secret: bytes
    """Of the workspace; hides what people typed."""
    clock: Clock
    origin: str
    keeps: Duration = LOG_KEEPS
    local: bool = False
    """Whether passwords are looked at."""
    demo: bool = False
    approvals: Mapping[str, Approval] = field(default_factory=dict)
    in_force: DocumentInForce = field(default_factory=DocumentInForce)

    def seen_from(self, origin: str) -> Door:
        """Return the door as it is seen from an origin: the address of a browser."""
        return replace(self, origin=origin)

    def first(self, account: str) -> bool:
        """Make the first account of a workspace, and log it; False when there are accounts already."""
        with self._at(account) as transaction:
            roles = roles_of(self._in_force(transaction)) or self.roles
            is_first = make_first_account(transaction, account, roles, demo=self.demo, at=moment(self.clock()))
            if is_first:
                self._log(transaction, account, Action.ADMINISTER, Result.DONE, "the first account of the workspace")
        return is_first

    def welcome(self, account: str) -> str:
        """Give the first account a password for once, and log it; return it, to be shown to whoever has the account."""
        with self._at(account) as transaction:
            password = set_one_time_password(transaction, account, now=self.clock())
            self._log(transaction, account, Action.ADMINISTER, Result.DONE, "a password for the first account")
        return password

    def desk(self, account: str) -> Desk:
        """Return the desk of an account with its roles as they are now; one that is unknown or closed may nothing."""
        with self._at(account, reads=True) as transaction:
            document, known = self._in_force(transaction), {item.account: item.actor for item in accounts(transaction)}
        return Desk(
            state=self.state,
            actor=known.get(account, Actor(account, account)),
            roles=roles_of(document) or self.roles,
            keys=self.keys,
            clock=self.clock,
            origin=self.origin,
            keeps=self.keeps,
            demo=self.demo,
            approvals=approvals_of(document) or self.approvals,
        )

    def desk_of(self, session: Session) -> Desk:
        """Return the desk of who is signed in; raise SignInRefused while another password must be chosen first."""
        if session.must_change:
            raise SignInRefused("this password was for once; choose one of your own first")
        return self.desk(session.account)

    def sign_in(self, typed: str, fits: Fits) -> SignedIn:
        """Let somebody in by password; raise SignInRefused, saying when to try again, when that is not right."""

        def begin(transaction: Transaction, before: Credential) -> SignedIn:
            return self._begun(transaction, before.account, How.PASSWORD, must_change=before.must_change)

        return self._by_password(typed, fits, Action.SIGN_IN, begin)

    def change_password(self, session: Session, fits: Fits, kept: str) -> SignedIn:
        """Keep another password of one's own by its encoding; every session of the account ends and a new one begins.

        Raises SignInRefused when the password before is not right.
        """

        def change(transaction: Transaction, before: Credential) -> SignedIn:
            set_password(transaction, before.account, kept, now=self.clock())
            self._log(transaction, before.account, Action.CHANGE_PASSWORD, Result.DONE)
            return self._begun(transaction, before.account, How.PASSWORD)

        return self._by_password(session.account, fits, Action.CHANGE_PASSWORD, change)

    def arrive(self, claims: Mapping[str, object], office: Office) -> SignedIn:
        """Let somebody in by what an identity provider says; raise SignInRefused when that is too little."""
        try:
            account = account_in(claims, office)
        except SignInRefused as refused:
            self._deny(self._named(str(claims.get(office.oidc_account_claim))), str(refused))
            raise
        return self._let_in(account, How.OIDC)

    def walk_in(self, account: str) -> SignedIn:
        """Let somebody in who names themselves: in a demo, where nobody and nothing exists."""
        if not self._takes(How.DEMO):
            raise SignInRefused(OFF)
        return self._let_in(account, How.DEMO)

    def session(self, token: str) -> Session | None:
        """Return the session of a token, and note that it was used; None when it is over."""
        now = self.clock()
        with self._at(SOMEBODY, reads=True) as transaction:
            session = session_of(transaction, token, now)
        if session is None or not self._takes(session.how):
            return None
        if not session.is_to_touch(now):
            return session
        with self._at(session.account) as transaction:
            return touch_session(transaction, session, now)

    def token(self, token: str) -> Session | None:
        """Return as what a machine acts that shows a token, and note that it was used; None when it is over."""
        now = self.clock()
        with self._at(SOMEBODY, reads=True) as transaction:
            session = session_of_token(transaction, token, now)
        if session is None or not self._takes(session.how):
            return None
        if session.is_to_touch(now):
            with self._at(session.account) as transaction:
                note_use(transaction, session, now)
        return session

    def choose_language(self, session: Session, language: Language) -> Session:
        """Keep the language in which somebody reads, for as long as the session lasts."""
        with self._at(session.account) as transaction:
            return choose_language(transaction, session, language)

    def sign_out(self, session: Session) -> None:
        """End the session of who leaves, and log that they did."""
        with self._at(session.account) as transaction:
            end_session(transaction, session)
            self._log(transaction, session.account, Action.SIGN_OUT, Result.DONE)

    def _by_password(self, typed: str, fits: Fits, action: Action, carry_out: CarryOut) -> SignedIn:
        """Look at a password, once whatever is wrong, and carry out what it is for."""
        if not self._takes(How.PASSWORD):
            raise SignInRefused(OFF)
        by = counted(self.secret, account=typed, origin=self.origin)
        name = self._named(typed)
        with self._at(name) as transaction:
            wait = begin_attempt(transaction, by, self.clock())
            before = credential_of(transaction, name)
        if wait:
            raise SignInRefused(f"too many attempts failed; try again in {wait} seconds", wait=wait)
        is_right = fits(before.encoded if before else NOBODYS)
        with self._at(name) as transaction:
            why = self._refusal(transaction, name, before) if is_right else "the password is wrong"
            if before is not None and not why:
                end_attempt(transaction, *by)
                return carry_out(transaction, before)
            self._log(transaction, name, action, Result.DENIED, why)
        raise SignInRefused(WRONG)

    def _takes(self, how: How) -> bool:
        """Tell whether people may come in this way: it may have been closed since they did."""
        return how is How.OIDC or self.demo or (how is How.PASSWORD and self.local)

    def _refusal(self, transaction: Transaction, name: str, before: Credential | None) -> str:
        """Return why somebody does not get in with a password that is right; empty when they do."""
        if before is None or before != credential_of(transaction, name):
            return "the password was changed meanwhile"
        if before.is_over(self.clock()):
            return "the password for once is over"
        return "" if _is_open(transaction, name) else "the account is closed"

    def _let_in(self, account: str, how: How) -> SignedIn:
        name = self._named(account)
        with self._at(name) as transaction:
            if _is_open(transaction, name):
                return self._begun(transaction, name, how)
        self._deny(name, "no account that is open")
        raise SignInRefused("you have no account here, or it was closed; ask whoever manages accounts")

    def _begun(self, transaction: Transaction, account: str, how: How, *, must_change: bool = False) -> SignedIn:
        now = self.clock()
        token = begin_session(transaction, account, how, now, origin=self.origin, must_change=must_change)
        self._log(transaction, account, Action.SIGN_IN, Result.DONE, f"by {how.value}")
        return SignedIn(token, account, must_change)

    def _named(self, typed: str) -> str:
        """Return under which name an attempt is logged: that of an account, or a keyed hash of what was typed."""
        if typed.isprintable() and len(typed) <= _LONGEST_NAME:
            with self._at(SOMEBODY, reads=True) as transaction:
                if transaction.one("SELECT account FROM account WHERE account = :account", account=typed):
                    return typed
        return f"unknown-{keyed_hash(self.secret, 'account', typed)}"

    def _deny(self, name: str, why: str) -> None:
        with self._at(name) as transaction:
            self._log(transaction, name, Action.SIGN_IN, Result.DENIED, why)

    def _log(self, transaction: Transaction, account: str, action: Action, result: Result, why: str = "") -> None:
        act = Act(
            operation_id=secrets.token_hex(8),
            trace_id=secrets.token_hex(16),
            account=account,
            origin=self.origin,
            action=action,
            subject=Subject(Kind.ACCOUNT, account),
        )
        append_entry(transaction, Log.AUDIT, act.entry(result, moment(self.clock()), why=why))

    def _in_force(self, transaction: Transaction) -> Document:
        return {} if self.demo else self.in_force.at(transaction, self.clock())

    def _at(self, account: str, *, reads: bool = False) -> AbstractContextManager[Transaction]:
        return self.state.on_behalf_of(Behalf(account, account, SIGN_IN)).transaction(reads=reads)


def open_door(workspace: Workspace, state: StateDatabase, clock: Clock, origin: str) -> Door:
    """Return the door of a workspace, with the roles of its folder; raise WorkspaceFault when a log forgets soon."""
    return Door(
        state=state,
        roles=read_roles(workspace.catalogue),
        approvals=read_approvals(workspace.catalogue),
        keys=SubjectKeys(workspace.within(None).keys),
        secret=hmac.digest(workspace.within(None).pseudonym_key(), b"sign in", "sha256"),
        clock=clock,
        origin=origin,
        keeps=term_of_log(workspace, clock().date()),
        local=workspace.office.local_accounts,
        demo=workspace.demo,
    )


def _is_open(transaction: Transaction, account: str) -> bool:
    statement = "SELECT account FROM account WHERE account = :account AND closed_at IS NULL"
    return transaction.one(statement, account=account) is not None
