# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Views of a worklist that somebody keeps, for themselves or for whoever acts for the same purpose.

A view keeps what is asked and how it is looked at: no rows, no counts, no page.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.definitions.check import Check
from pandzicht.errors import NotFound, PandzichtError
from pandzicht.governance.desk import Operation
from pandzicht.governance.purpose import purpose_of
from pandzicht.store.state_database import Transaction, moment
from pandzicht.worklist.view import View, view_of

LONGEST_NAME = 80
_SHOWN = "check_name = :check AND purpose = :purpose AND (account = :account OR shared = 1)"


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view that is kept: whose, of which check, under which name, and whether it is shared."""

    view_id: str
    account: str
    purpose: str
    check_name: str
    name: str
    query: str
    shared: bool
    made_at: str
    changed_at: str

    @property
    def view(self) -> View:
        """What it asks; raises CriteriaFaults when an earlier version kept what cannot be asked any more."""
        return view_of(self.query)


def saved_views(operation: Operation, check: Check) -> tuple[SavedView, ...]:
    """Return the views of a check that somebody keeps or that are shared with them, own ones first, by name."""
    asked = _asked(operation, check)
    with operation.state.transaction(reads=True) as transaction:
        found = transaction.rows(f"SELECT * FROM saved_view WHERE {_SHOWN}", **asked)
    views = (_saved(row) for row in found)
    return tuple(sorted(views, key=lambda item: (item.account != asked["account"], item.name.casefold(), item.view_id)))


def save_view(operation: Operation, check: Check, name: str, view: View) -> SavedView:
    """Keep a view under a name; what the account kept under that name for the check is replaced."""
    asked, named, now = _asked(operation, check), _named(name), moment(operation.desk.clock())
    query = view.model_copy(update={"page": 1}).query
    with operation.change() as transaction:
        before = _own(transaction, asked, name=named)
        if before is not None:
            return _changed(transaction, before, query=query, changed_at=now)
        row = {
            "view_id": secrets.token_hex(8),
            "account": asked["account"],
            "purpose": asked["purpose"],
            "check_name": asked["check"],
            "name": named,
            "query": query,
            "shared": 0,
            "made_at": now,
            "changed_at": now,
        }
        transaction.insert("saved_view", row)
    return _saved(row)


def rename_view(operation: Operation, check: Check, view_id: str, name: str) -> SavedView:
    """Give one of one's own views another name; raise PandzichtError when another of them has it."""
    asked, named = _asked(operation, check), _named(name)
    with operation.change() as transaction:
        other = _own(transaction, asked, name=named)
        if other is not None and other["view_id"] != view_id:
            raise PandzichtError(f"you have a view '{named}' of check '{check.check}' already; choose another name")
        return _changed(transaction, _mine(transaction, asked, view_id), name=named)


def share_view(operation: Operation, check: Check, view_id: str, *, shared: bool) -> SavedView:
    """Share one of one's own views with whoever acts for the purpose, or keep it to oneself again."""
    asked = _asked(operation, check)
    with operation.change() as transaction:
        return _changed(transaction, _mine(transaction, asked, view_id), shared=int(shared))


def remove_view(operation: Operation, check: Check, view_id: str) -> None:
    """Remove one of one's own views."""
    asked = _asked(operation, check)
    with operation.change() as transaction:
        _mine(transaction, asked, view_id)
        transaction.run("DELETE FROM saved_view WHERE view_id = :view", view=view_id)


def _asked(operation: Operation, check: Check) -> dict[str, str]:
    """Return for whom and for what views are asked, after that may be."""
    operation.allows(Action.LIST)
    purpose = purpose_of(check)
    operation.serves(purpose)
    return {"account": operation.act.account, "check": check.check, "purpose": purpose.name}


def _named(name: str) -> str:
    told = " ".join(name.split())
    if not told or len(told) > LONGEST_NAME or not told.isprintable():
        raise PandzichtError(f"'{name}' is no name for a view; write one of 1 to {LONGEST_NAME} signs")
    return told


def _own(transaction: Transaction, asked: dict[str, str], **which: str) -> dict[str, Any] | None:
    (column, value), *_ = which.items()
    own = f"check_name = :check AND purpose = :purpose AND account = :account AND {column} = :value"
    return transaction.one(f"SELECT * FROM saved_view WHERE {own}", **asked, value=value)


def _mine(transaction: Transaction, asked: dict[str, str], view_id: str) -> dict[str, Any]:
    row = _own(transaction, asked, view_id=view_id)
    if row is None:
        raise NotFound(f"'{view_id}' is no view of yours of check '{asked['check']}'; who made it can change it")
    return row


def _changed(transaction: Transaction, row: dict[str, Any], **changes: Any) -> SavedView:
    listed = ", ".join(f"{name} = :{name}" for name in changes)
    transaction.run(f"UPDATE saved_view SET {listed} WHERE view_id = :view_id", view_id=row["view_id"], **changes)
    return _saved(row | changes)


def _saved(row: dict[str, Any]) -> SavedView:
    return SavedView(**{**row, "shared": bool(row["shared"])})
