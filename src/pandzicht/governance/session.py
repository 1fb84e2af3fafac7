# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A session: somebody is signed in, for a purpose that they chose, until they leave, are away too long, or may less.

The browser has a token; here is its SHA-256 only, so whoever reads the state cannot sign in with it. A session ends in
the transaction that changes the roles or the password of its account or closes it: the next request finds none.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied
from pandzicht.governance.desk import Operation
from pandzicht.language import Language
from pandzicht.store.state_database import Transaction, moment

IDLE = timedelta(minutes=30)
"""How long a session outlives the last request."""
WHOLE = timedelta(hours=8)
"""How long it lasts at most: a working day."""
_TOUCHED_AFTER = timedelta(minutes=1)
"""The last request is noted this often at most, so a session ends a minute early rather than late."""
_TOKEN_BYTES = 32


class How(StrEnum):
    """How somebody showed who they are."""

    OIDC = "oidc"
    PASSWORD = "password"  # noqa: S105 # nosec B105
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Session:
    """One session as it stands; its id is the SHA-256 of its token."""

    session_id: str
    account: str
    how: How
    origin: str
    purpose: str | None
    language: Language | None
    must_change: bool
    """Whether it may be used to choose another password, and for nothing else."""
    begun_at: datetime
    seen_at: datetime
    is_token: bool = False
    """Whether a machine came with a token that somebody made, and no person with a session."""

    def holds(self, now: datetime) -> bool:
        """Tell whether it has lasted neither too long nor too long without a request."""
        return now - self.seen_at <= IDLE and now - self.begun_at <= WHOLE

    def is_to_touch(self, now: datetime) -> bool:
        """Tell whether the last request was noted so long ago that this one must be."""
        return now - self.seen_at >= _TOUCHED_AFTER


def begin_session(
    transaction: Transaction, account: str, how: How, now: datetime, *, origin: str, must_change: bool = False
) -> str:
    """Begin a session and return its token, which is kept nowhere here; what is left of the account's old ones goes."""
    transaction.run(
        "DELETE FROM session WHERE account = :account AND (seen_at < :idle OR begun_at < :whole)",
        account=account,
        idle=moment(now - IDLE),
        whole=moment(now - WHOLE),
    )
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = {
        "session_id": id_of(token),
        "account": account,
        "how": how.value,
        "origin": origin,
        "purpose": None,
        "language": None,
        "must_change": int(must_change),
        "begun_at": moment(now),
        "seen_at": moment(now),
    }
    transaction.insert("session", row)
    return token


def session_of(transaction: Transaction, token: str, now: datetime) -> Session | None:
    """Return the session of a token; None when there is none, when it is over, or when the account was closed."""
    row = transaction.one(
        "SELECT session.* FROM session JOIN account ON account.account = session.account "
        "WHERE session_id = :session_id AND closed_at IS NULL",
        session_id=id_of(token),
    )
    if row is None:
        return None
    session = Session(
        **row
        | {
            "how": How(row["how"]),
            "language": Language(row["language"]) if row["language"] else None,
            "must_change": bool(row["must_change"]),
            "begun_at": datetime.fromisoformat(row["begun_at"]),
            "seen_at": datetime.fromisoformat(row["seen_at"]),
        }
    )
    return session if session.holds(now) else None


def touch_session(transaction: Transaction, session: Session, now: datetime) -> Session:
    """Note a request, where the one before was noted long enough ago."""
    if not session.is_to_touch(now):
        return session
    transaction.run(
        "UPDATE session SET seen_at = :at WHERE session_id = :session_id", at=moment(now), session_id=session.session_id
    )
    return replace(session, seen_at=now)


def choose_purpose(operation: Operation, session: Session) -> Session:
    """Keep the purpose that the operation was asked for as that of the session; the log says who chose it and when."""
    operation.allows(Action.CHOOSE_PURPOSE)
    if session.account != operation.act.account or len(operation.act.purposes) != 1:
        raise AccessDenied("a purpose is chosen for one's own session, one at a time; choose one purpose")
    (purpose,) = operation.act.purposes
    with operation.change() as transaction:
        transaction.run(
            "UPDATE session SET purpose = :purpose WHERE session_id = :session_id",
            purpose=purpose,
            session_id=session.session_id,
        )
    return replace(session, purpose=purpose)


def choose_language(transaction: Transaction, session: Session, language: Language) -> Session:
    """Keep the language in which somebody reads."""
    transaction.run(
        "UPDATE session SET language = :language WHERE session_id = :session_id",
        language=language.value,
        session_id=session.session_id,
    )
    return replace(session, language=language)


def end_session(transaction: Transaction, session: Session) -> None:
    """End a session at once."""
    transaction.run("DELETE FROM session WHERE session_id = :session_id", session_id=session.session_id)


def end_sessions_of(transaction: Transaction, account: str) -> int:
    """End every session of an account at once, and its tokens; return how many sessions there were."""
    transaction.run("DELETE FROM access_token WHERE account = :account", account=account)
    return transaction.run("DELETE FROM session WHERE account = :account", account=account)


def id_of(token: str) -> str:
    """Return under which id a token is kept: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()
