# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A token by which a machine acts in the name of one account, for one purpose, until a day.

Somebody makes it for themselves, while they are signed in: whoever asks the identity provider for a second factor has
it behind every token. Here is its SHA-256 only. It goes with the sessions of its account, when a role or the password
changes or the account is closed, and where the way is closed by which its maker came in.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, NotFound, PandzichtError
from pandzicht.governance.desk import Operation
from pandzicht.governance.session import How, Session, id_of
from pandzicht.store.state_database import Transaction, moment

LONGEST = timedelta(days=90)
"""How far ahead its last day may lie."""
LONGEST_NAME = 60
MOST = 10
"""Tokens of one account."""
PREFIX = "pandzicht_"
"""How a token begins, so that whoever looks for secrets in files finds it."""
_TOKEN_BYTES = 32
_NOTED_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class AccessToken:
    """One token as it is kept: what it is called, for which purpose it is, its last day, and when it was used."""

    name: str
    account: str
    purpose: str | None
    made_at: str
    until: date
    used_at: str | None

    def is_over(self, day: date) -> bool:
        """Tell whether its last day has passed."""
        return day > self.until


def make_token(operation: Operation, session: Session, name: str, until: date) -> str:
    """Make a token for the account and the purpose of a session, and return it: it is shown once and kept nowhere.

    Raises AccessDenied for a session that is a token itself or of somebody else, PandzichtError for a name or a last
    day that cannot be.
    """
    operation.allows(Action.MAKE_TOKEN)
    if session.is_token or session.must_change or session.account != operation.act.account:
        raise AccessDenied("a token is made by whoever is signed in, for themselves; sign in at the office first")
    if operation.act.purposes != ([session.purpose] if session.purpose else []):
        raise AccessDenied("a token is for the purpose that was chosen; choose the purpose first")
    now = operation.desk.clock()
    row = {
        "token_id": "",
        "account": session.account,
        "name": _named(name),
        "how": session.how.value,
        "purpose": session.purpose,
        "made_at": moment(now),
        "until": _last_day(until, now.date()).isoformat(),
        "used_at": None,
    }
    token = f"{PREFIX}{secrets.token_urlsafe(_TOKEN_BYTES)}"
    with operation.change() as transaction:
        _remove_over(transaction, session.account, now.date())
        _refuse(tokens_of(transaction, session.account), str(row["name"]))
        transaction.insert("access_token", row | {"token_id": id_of(token)})
    return token


def tokens_of(transaction: Transaction, account: str) -> tuple[AccessToken, ...]:
    """Return the tokens of an account, by name."""
    rows = transaction.rows("SELECT * FROM access_token WHERE account = :account ORDER BY name", account=account)
    return tuple(_kept(row) for row in rows)


def withdraw_token(operation: Operation, account: str, name: str) -> None:
    """Withdraw a token: the next request with it is refused. Raises NotFound when the account has it not."""
    operation.allows(Action.MAKE_TOKEN, Action.ADMINISTER)
    if operation.act.action is Action.MAKE_TOKEN and account != operation.act.account:
        raise AccessDenied("a token of somebody else is withdrawn by who manages accounts; ask them")
    with operation.change() as transaction:
        gone = transaction.run(
            "DELETE FROM access_token WHERE account = :account AND name = :name", account=account, name=name
        )
        if not gone:
            known = ", ".join(item.name for item in tokens_of(transaction, account)) or "none"
            raise NotFound(f"account '{account}' has no token '{name}'; it has {known}")


def session_of_token(transaction: Transaction, token: str, now: datetime) -> Session | None:
    """Return as what a machine acts that shows a token; None when it is none, over, or of a closed account."""
    if not token.startswith(PREFIX):
        return None
    row = transaction.one(
        "SELECT access_token.* FROM access_token JOIN account ON account.account = access_token.account "
        "WHERE token_id = :token_id AND closed_at IS NULL",
        token_id=id_of(token),
    )
    if row is None or _kept(row).is_over(now.date()):
        return None
    made_at = datetime.fromisoformat(row["made_at"])
    return Session(
        session_id=row["token_id"],
        account=row["account"],
        how=How(row["how"]),
        origin=f"token {row['name']}",
        purpose=row["purpose"],
        language=None,
        must_change=False,
        begun_at=made_at,
        seen_at=datetime.fromisoformat(row["used_at"]) if row["used_at"] else made_at,
        is_token=True,
    )


def note_use(transaction: Transaction, session: Session, now: datetime) -> None:
    """Note that a token was used, once a minute at most."""
    transaction.run(
        "UPDATE access_token SET used_at = :at WHERE token_id = :token_id AND (used_at IS NULL OR used_at < :before)",
        at=moment(now),
        before=moment(now - _NOTED_AFTER),
        token_id=session.session_id,
    )


def _refuse(kept: tuple[AccessToken, ...], name: str) -> None:
    if any(item.name == name for item in kept):
        raise PandzichtError(f"you have a token '{name}' already; withdraw it, or choose another name")
    if len(kept) >= MOST:
        raise PandzichtError(f"you have {MOST} tokens already; withdraw one that nothing uses")


def _remove_over(transaction: Transaction, account: str, day: date) -> None:
    over = "DELETE FROM access_token WHERE account = :account AND until < :day"
    transaction.run(over, account=account, day=day.isoformat())


def _named(name: str) -> str:
    told = " ".join(name.split())
    if not told or len(told) > LONGEST_NAME or not told.isprintable():
        raise PandzichtError(f"'{name[:LONGEST_NAME]}' is no name for a token; write one of 1 to {LONGEST_NAME} signs")
    return told


def _last_day(until: date, today: date) -> date:
    if not today <= until <= today + LONGEST:
        raise PandzichtError(
            f"{until} cannot be the last day of a token; choose one from {today} to {today + LONGEST}, and make "
            "another token in time"
        )
    return until


def _kept(row: Mapping[str, Any]) -> AccessToken:
    until = date.fromisoformat(row["until"])
    return AccessToken(row["name"], row["account"], row["purpose"], row["made_at"], until, row["used_at"])
