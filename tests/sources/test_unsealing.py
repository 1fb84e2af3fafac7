# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An original leaves its encryption for one account and purpose that a second person approved, and for nobody else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.role import Role
from pandzicht.definitions.source import Source
from pandzicht.definitions.words import Text
from pandzicht.errors import AccessDenied, ExportRefused, NotApproved, NotAvailable, PandzichtError, PurposeMissing
from pandzicht.governance.accounts import make_account
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.desk import Operation
from pandzicht.governance.proposals import approve
from pandzicht.governance.recusal import Bond, Recusal, declare
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.originals import destroy, original_of
from pandzicht.sources.unsealing import ask_to_unseal, purpose_of_unsealing, subject_of_unsealing, unseal_approved
from pandzicht.store.state_database import moment
from pandzicht.store.workspace import Workspace
from tests.desk import NOW, begun, desk_of
from tests.sources.making import ADDRESS_FIELDS, a_source, a_workspace, address_rows, csv_file, load

ROLES = {
    "beheer": Role(role="beheer", label=Text(nl="B"), may=(Action.UNSEAL,), purposes="all"),
    "vaststeller": Role(role="vaststeller", label=Text(nl="V"), may=(Action.APPROVE,)),
    "contact": Role(role="contact", label=Text(nl="C"), may=(Action.UNSEAL,), purposes="all", protected=True),
}
ELS, KIM = Actor("els", "els", (Grant("beheer"),)), Actor("kim", "kim", (Grant("beheer"),))
JAN = Actor("jan", "jan", (Grant("vaststeller"),))
WHY = "een kolom is anders gelezen dan bedoeld"
PERSONS = {**ADDRESS_FIELDS, "persoon": {"from": "bsn", "type": "pseudonym", "sensitivity": "person"}}
SOURCE = a_source(PERSONS, purposes=["wonen", "teelt"])


@dataclass(frozen=True)
class Place:
    """A workspace with one delivery of thirty persons, and three colleagues."""

    space: Workspace
    source: Source
    file: Path
    delivery: Delivery
    out: Path

    def operation(self, actor: Actor, purpose: str = "wonen") -> Operation:
        desk = desk_of(self.space, actor=actor, roles=ROLES)
        purposes = [purpose_of_unsealing(self.source, purpose)]
        return begun(desk, Action.UNSEAL, subject_of_unsealing(self.delivery), purposes)

    def asked(self, actor: Actor = ELS) -> str:
        return ask_to_unseal(self.space, self.operation(actor), self.source, self.delivery, WHY).reference

    def approved(self, reference: str) -> None:
        approve(begun(desk_of(self.space, actor=JAN, roles=ROLES), Action.APPROVE), reference)

    def taken(self, actor: Actor = ELS, purpose: str = "wonen") -> tuple[Path, ...]:
        return unseal_approved(self.space, self.operation(actor, purpose), self.source, self.delivery, self.out)


def place_in(folder: Path, source: Source = SOURCE, columns: dict[str, str] | None = None) -> Place:
    space = a_workspace(folder / "w")
    rows = [row | {"bsn": f"9999{number:05d}"} | (columns or {}) for number, row in enumerate(address_rows(30))]
    file = csv_file(folder / "in" / "register.csv", rows)
    place = Place(space, source, file, load(space, source, file), folder / "out")
    with desk_of(space).state.transaction() as transaction:
        for actor in (ELS, KIM, JAN):
            make_account(transaction, actor.account, person=actor.person, name=actor.account, at=moment(NOW))
            role = {"account": actor.account, "role": actor.grants[0].role, "granted_by": "x", "granted_at": "x"}
            transaction.insert("account_role", role)
    return place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return place_in(tmp_path)


def test_what_somebody_else_approved_is_taken_out_as_it_was_delivered(place: Place) -> None:
    place.approved(place.asked())
    (out,) = place.taken()
    assert out.read_bytes() == place.file.read_bytes()
    assert place.out.stat().st_mode & 0o077 == 0


def test_everybody_whom_the_rows_name_is_logged_before(place: Place) -> None:
    place.approved(place.asked())
    place.taken()
    with desk_of(place.space).state.transaction(reads=True) as transaction:
        (line,) = transaction.column("SELECT line FROM processing_entry WHERE line LIKE '%take an original out%'")
        count = transaction.one("SELECT count(*) AS n FROM processing_subject") or {}
    assert '"bron:register@' in line
    assert count["n"] == 2 * 30, "once when they were loaded, once now"


def test_nobody_takes_it_out_alone_or_on_the_approval_of_another(place: Place) -> None:
    with pytest.raises(NotApproved, match="taking an original out of delivery:register/"):
        place.taken()
    reference = place.asked()
    with pytest.raises(NotApproved):
        place.taken()
    place.approved(reference)
    for actor, purpose in ((KIM, "wonen"), (ELS, "teelt")):
        with pytest.raises(NotApproved):
            place.taken(actor, purpose)
    assert not place.out.exists()


def test_a_reason_and_a_purpose_of_the_source_are_needed(place: Place) -> None:
    with pytest.raises(PandzichtError, match="does not say why this is proposed"):
        ask_to_unseal(place.space, place.operation(ELS), place.source, place.delivery, "x")
    with pytest.raises(PurposeMissing, match="its purposes are wonen, teelt"):
        ask_to_unseal(place.space, place.operation(ELS, "hinder"), place.source, place.delivery, WHY)


def test_who_may_see_a_part_only_takes_nothing_out(place: Place) -> None:
    narrow = replace(ELS, grants=(Grant("beheer", areas=frozenset({"BU0518"})),))
    with pytest.raises(AccessDenied, match="cannot be taken out in part"):
        place.asked(narrow)
    place.approved(place.asked())
    with desk_of(place.space).state.transaction() as transaction:
        declare(transaction, Recusal("1", "els", "9999010000000001", Bond.OWN, moment(NOW)))
    with pytest.raises(AccessDenied, match="declared a bond with an address"):
        place.taken()


def test_what_holds_protected_people_is_for_the_one_role_that_may_know_of_them(tmp_path: Path) -> None:
    place = place_in(tmp_path, a_source(PERSONS, protected={"field": "geheim", "person": "bsn"}), {"geheim": "7"})
    assert place.delivery.counts["protected"] == 30
    with pytest.raises(AccessDenied, match="only the contact for protected residents"):
        place.asked()
    assert place.asked(replace(ELS, grants=(Grant("contact"),)))


def test_what_was_destroyed_is_not_asked_for(place: Place) -> None:
    destroy(original_of(place.space, place.delivery.id))
    with pytest.raises(NotAvailable, match="was destroyed on or after"):
        place.asked()


def test_a_folder_that_stands_there_is_left_alone(place: Place) -> None:
    place.out.mkdir()
    place.approved(place.asked())
    with pytest.raises(ExportRefused, match="cannot be made"):
        place.taken()
    assert list(place.out.iterdir()) == []
