# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The password of a local account, as it is kept: encoded, with the moment since when, and whether it is for once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pandzicht.governance.password import encoded, one_time_password
from pandzicht.governance.session import end_sessions_of
from pandzicht.store.state_database import Transaction, moment

ONE_TIME_HOLDS = timedelta(hours=72)
"""How long a password that somebody else was shown can be used (ASVS 6.4.1)."""


@dataclass(frozen=True, slots=True)
class Credential:
    """What is kept of a password; one that `must_change` lets its account in to choose another, and nothing else."""

    account: str
    encoded: str
    changed_at: datetime
    must_change: bool

    def is_over(self, now: datetime) -> bool:
        """Tell whether it was for once and waited too long."""
        return self.must_change and now - self.changed_at > ONE_TIME_HOLDS


def credential_of(transaction: Transaction, account: str) -> Credential | None:
    """Return the password of an account, held until the transaction ends; None where it has none."""
    found = transaction.held("SELECT * FROM credential WHERE account = :account", account=account)
    if not found:
        return None
    row = found[0]
    changed_at = datetime.fromisoformat(row["changed_at"])
    return Credential(row["account"], row["encoded"], changed_at, bool(row["must_change"]))


def set_password(
    transaction: Transaction, account: str, kept: str, *, now: datetime, must_change: bool = False
) -> None:
    """Keep a password by its encoding, in the place of the one before; every session of the account ends."""
    forget_password(transaction, account)
    row = {"account": account, "encoded": kept, "changed_at": moment(now), "must_change": int(must_change)}
    transaction.insert("credential", row)
    end_sessions_of(transaction, account)


def set_one_time_password(transaction: Transaction, account: str, *, now: datetime) -> str:
    """Give an account a password for once and return it: it is shown to one person and kept nowhere."""
    password = one_time_password()
    set_password(transaction, account, encoded(password), now=now, must_change=True)
    return password


def forget_password(transaction: Transaction, account: str) -> None:
    """Take the password of an account away."""
    transaction.run("DELETE FROM credential WHERE account = :account", account=account)
