# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The accounts of a workspace and the roles granted to them; nobody grants a role to themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandzicht.definitions.role import Role, exclude_each_other
from pandzicht.errors import AccessDenied, NotFound, PandzichtError
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.credential import forget_password
from pandzicht.governance.session import end_sessions_of
from pandzicht.store.state_database import Transaction

_LONGEST = 200
_NAME = re.compile(rf"[^/.\s]([^/]{{0,{_LONGEST - 2}}}[^/\s])?")
FIRST = "first account"
"""Who granted the roles of the first account of a workspace."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it is kept: closed ones stay, for the logs name them."""

    account: str
    person: str
    name: str
    made_at: str
    closed_at: str | None
    grants: tuple[Grant, ...]

    @property
    def actor(self) -> Actor:
        """The actor that this account is."""
        return Actor(self.account, self.person, () if self.closed_at else self.grants)


def accounts(transaction: Transaction) -> tuple[Account, ...]:
    """Return all accounts by name."""
    grants: dict[str, list[Grant]] = {}
    for row in transaction.rows("SELECT * FROM account_role ORDER BY account, role"):
        grants.setdefault(row["account"], []).append(_grant(row))
    found = transaction.rows("SELECT account, person, name, made_at, closed_at FROM account ORDER BY account")
    return tuple(Account(**row, grants=tuple(grants.get(row["account"], ()))) for row in found)


def account_named(transaction: Transaction, name: str) -> Account:
    """Return one account; raise NotFound, naming those there are."""
    known = {item.account: item for item in accounts(transaction)}
    if name not in known:
        raise NotFound(f"account '{name}' does not exist here; known are {', '.join(known) or 'none'}")
    return known[name]


def make_account(transaction: Transaction, account: str, *, person: str, name: str, at: str) -> None:
    """Make an account without any role.

    Raises AccessDenied when its name is taken, PandzichtError for a name that cannot stand in an address of the office.
    """
    if not _NAME.fullmatch(account) or not account.isprintable():
        raise PandzichtError(
            f"{account[:_LONGEST]!r} cannot be the name of an account: give 1 to {_LONGEST} signs that can be read, "
            "without / and not beginning with a dot"
        )
    if transaction.one("SELECT account FROM account WHERE account = :account", account=account):
        raise AccessDenied(f"account '{account}' exists already; choose another name, or grant it a role")
    row = {"account": account, "person": person, "name": name, "made_at": at, "closed_at": None}
    transaction.insert("account", row)


def make_first_account(
    transaction: Transaction, account: str, roles: Mapping[str, Role], *, demo: bool, at: str
) -> bool:
    """Make the first account with the roles that the catalogue gives it; False when there are accounts already."""
    if transaction.one("SELECT account FROM account LIMIT 1"):
        return False
    make_account(transaction, account, person=account, name=account, at=at)
    for role in roles.values():
        if (role.demo and demo) or (role.first and not role.demo):
            _keep(transaction, account, Grant(role.role), by=FIRST, at=at)
    return True


def grant_role(
    transaction: Transaction, account: Account, grant: Grant, roles: Mapping[str, Role], *, by: Actor, at: str
) -> None:
    """Grant a role, or grant it anew with other limits; whoever has the account signs in again.

    Raises NotFound for an unknown role, AccessDenied for a role of one's own or one that excludes another.
    """
    if grant.role not in roles:
        raise NotFound(f"role '{grant.role}' is not in the catalogue; known are {', '.join(sorted(roles))}")
    if account.person == by.person:
        raise AccessDenied("nobody grants a role to themselves; ask a colleague who manages accounts")
    for other in account.grants:
        if exclude_each_other(roles, grant.role, other.role):
            raise AccessDenied(
                f"account '{account.account}' has role '{other.role}', which nobody may have beside '{grant.role}'; "
                "withdraw it first"
            )
    _withdraw(transaction, account.account, grant.role)
    end_sessions_of(transaction, account.account)
    _keep(transaction, account.account, grant, by=by.account, at=at)


def withdraw_role(transaction: Transaction, account: Account, role: str) -> None:
    """Take a role away at once, and end the sessions of the account; raise NotFound when the account has it not."""
    if not _withdraw(transaction, account.account, role):
        has = ", ".join(grant.role for grant in account.grants) or "none"
        raise NotFound(f"account '{account.account}' has no role '{role}'; it has {has}")
    end_sessions_of(transaction, account.account)


def close_account(transaction: Transaction, account: Account, *, at: str) -> None:
    """Close an account: from now on it may do nothing; its name stays, for the logs name it."""
    forget_password(transaction, account.account)
    end_sessions_of(transaction, account.account)
    transaction.run("UPDATE account SET closed_at = :at WHERE account = :account", at=at, account=account.account)


def _keep(transaction: Transaction, account: str, grant: Grant, *, by: str, at: str) -> None:
    transaction.insert(
        "account_role",
        {
            "account": account,
            "role": grant.role,
            "purposes": _listed(grant.purposes),
            "areas": _listed(grant.areas),
            "granted_by": by,
            "granted_at": at,
            "until": grant.until.isoformat() if grant.until else None,
        },
    )


def _withdraw(transaction: Transaction, account: str, role: str) -> int:
    return transaction.run(
        "DELETE FROM account_role WHERE account = :account AND role = :role", account=account, role=role
    )


def _listed(names: Collection[str] | None) -> str | None:
    return None if names is None else json.dumps(sorted(names))


def _grant(row: Mapping[str, Any]) -> Grant:
    def narrowed(name: str) -> frozenset[str] | None:
        return None if row[name] is None else frozenset(json.loads(row[name]))

    until = date.fromisoformat(row["until"]) if row["until"] else None
    return Grant(row["role"], narrowed("purposes"), narrowed("areas"), until)
