# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The made-up colleagues of a demonstration: one account per task, so that a visitor can be each of them."""

from __future__ import annotations

from dataclasses import dataclass

from pandzicht.governance.accounts import account_named, accounts, grant_role, make_account
from pandzicht.governance.actor import Actor, Grant
from pandzicht.language import message
from pandzicht.store.state_database import Behalf, moment
from pandzicht.store.wall import SIGN_IN
from pandzicht_web.office import Office


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who does not exist: an account, a name, a role, and what they come for."""

    account: str
    name: str
    role: str
    task: str


COLLEAGUES = (
    Colleague("anna", "Anna", "analist", message("Analyst: loads, compares, draws, opens everything to its rows")),
    Colleague(
        "bram", "Bram", "coordinator", message("Coordinator: works through the list, looks at addresses, hands over")
    ),
    Colleague("chris", "Chris", "toezichthouder", message("Inspector: what is known at the door, never a score")),
    Colleague(
        "dina", "Dina", "handhavingsjurist", message("Enforcement lawyer: the dossier, objections and corrections")
    ),
    Colleague("esra", "Esra", "vaststeller", message("Approver: the second pair of eyes on every change")),
    Colleague(
        "femke", "Femke", "functionaris_gegevensbescherming", message("Data protection officer: who read what, and why")
    ),
    Colleague("gijs", "Gijs", "beheerder", message("Administrator: accounts, roles, keys")),
)
_MAKER = Actor("demonstratie", "demonstratie")


def make_colleagues(office: Office) -> None:
    """Make the colleagues that are not there yet; only in a demonstration."""
    if not office.workspace.demo:
        return
    now = moment(office.door.clock())
    roles = office.door.roles
    with office.door.state.on_behalf_of(Behalf(_MAKER.account, _MAKER.person, SIGN_IN)).transaction() as transaction:
        known = {item.account for item in accounts(transaction)}
        for item in COLLEAGUES:
            if item.account in known or item.role not in roles:
                continue
            make_account(transaction, item.account, person=item.account, name=item.name, at=now)
            grant_role(
                transaction, account_named(transaction, item.account), Grant(item.role), roles, by=_MAKER, at=now
            )
