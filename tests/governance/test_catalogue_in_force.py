# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is in force is what was approved, whatever stands in the folder; roles too; a demo says that nobody did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue, read_catalogue
from pandzicht.errors import NotApproved, PandzichtError
from pandzicht.governance.accounts import make_account
from pandzicht.governance.catalogue_in_force import (
    CATALOGUE,
    approvals_of,
    catalogue_in_force,
    is_approved,
    propose_catalogue,
    refuse_source_not_in_force,
    roles_of,
)
from pandzicht.governance.desk import Desk
from pandzicht.governance.proposals import approve
from pandzicht.store.state_database import StateDatabase, moment
from tests.desk import NOW, begun, desk_in
from tests.governance.test_proposal import ELS, JAN, ROLES
from tests.partnership import PARTNERSHIP
from tests.small_catalogue import bent, write_catalogue

BECAUSE = "herziening van de punten"
OTHER = bent("checks/wonen.yaml", "overbewoning: 3", "overbewoning: 4")


@pytest.fixture
def desk(tmp_path: Path, state: StateDatabase) -> Desk:
    with state.transaction() as transaction:
        make_account(transaction, "jan", person="jan", name="Jan", at=moment(NOW))
        role = {"account": "jan", "role": "vaststeller", "granted_by": "x", "granted_at": "x"}
        transaction.insert("account_role", role)
    roles = ROLES | {"analist": ROLES["analist"].model_copy(update={"may": (Action.PROPOSE, Action.VERIFY)})}
    return replace(desk_in(tmp_path, actor=ELS, roles=roles, state=state), demo=False)


def catalogue(folder: Path, changes: dict[str, str | None] | None = None) -> Catalogue:
    roles = {
        "roles/beheerder.yaml": "role: beheerder\nlabel: {nl: Beheerder}\nmay: [administer, propose]\n",
        "roles/vaststeller.yaml": "role: vaststeller\nlabel: {nl: Vaststeller}\nmay: [approve]\n",
    }
    return read_catalogue(write_catalogue(folder / "catalogue", roles | (changes or {})))


def put_in_force(desk: Desk, content: Catalogue) -> None:
    made, _ = propose_catalogue(begun(desk, Action.PROPOSE, CATALOGUE), content, BECAUSE)
    approve(begun(replace(desk, actor=JAN), Action.APPROVE), made.reference)


def judged(desk: Desk, content: Catalogue) -> bool:
    return is_approved(begun(desk, Action.VERIFY), content)


def test_a_first_catalogue_takes_four_eyes_too(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotApproved, match="no catalogue of this workspace was approved yet; propose it with"):
        judged(desk, catalogue(tmp_path))
    put_in_force(desk, catalogue(tmp_path))
    assert judged(desk, catalogue(tmp_path))


def test_a_proposal_alone_puts_nothing_in_force(desk: Desk, tmp_path: Path) -> None:
    propose_catalogue(begun(desk, Action.PROPOSE, CATALOGUE), catalogue(tmp_path), BECAUSE)
    with pytest.raises(NotApproved):
        judged(desk, catalogue(tmp_path))


def test_what_was_changed_in_the_folder_since_is_named(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    with pytest.raises(NotApproved, match=r"differs from the one in force in checks/wonen \(changed\); propose it"):
        judged(desk, catalogue(tmp_path, OTHER))
    put_in_force(desk, catalogue(tmp_path, OTHER))
    assert judged(desk, catalogue(tmp_path, OTHER))
    with pytest.raises(NotApproved):
        judged(desk, catalogue(tmp_path))


def test_a_claim_of_approval_in_the_file_is_a_change_like_another(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    claimed = bent("checks/wonen.yaml", "on: 2026-01-01", "on: 2026-02-01")
    with pytest.raises(NotApproved, match="checks/wonen"):
        judged(desk, catalogue(tmp_path, claimed))


def test_a_demo_runs_what_nobody_approved_and_knows_it(desk: Desk, tmp_path: Path) -> None:
    assert not judged(replace(desk, demo=True), catalogue(tmp_path))


def taken_in(desk: Desk, content: Catalogue, name: str = "bewoning") -> None:
    refuse_source_not_in_force(begun(desk, Action.VERIFY), content.sources[name], None)


def test_a_source_is_taken_in_once_two_persons_saw_it(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotApproved, match="nothing was read: no catalogue of this workspace was approved yet"):
        taken_in(desk, catalogue(tmp_path))
    taken_in(replace(desk, demo=True), catalogue(tmp_path))
    put_in_force(desk, catalogue(tmp_path))
    taken_in(desk, catalogue(tmp_path))


def test_a_source_that_was_changed_since_is_not_taken_in_and_what_is_beside_it_does_not_count(
    desk: Desk, tmp_path: Path
) -> None:
    put_in_force(desk, catalogue(tmp_path))
    taken_in(desk, catalogue(tmp_path, OTHER))
    wider = catalogue(tmp_path, bent("sources/bewoning.yaml", "purposes: [wonen]", "purposes: [wonen, teelt]"))
    taken_in(desk, wider, "meldingen")
    with pytest.raises(NotApproved, match=r"differs from the one in force in sources/bewoning \(changed\); propose it"):
        taken_in(desk, wider)


def test_a_source_of_a_channel_is_taken_in_as_long_as_its_covenant_is_what_two_persons_saw(
    desk: Desk, tmp_path: Path
) -> None:
    shared = catalogue(tmp_path, PARTNERSHIP)
    put_in_force(desk, shared)
    source, channel = shared.sources["samen_panden"], shared.channels["samen"]
    operation = begun(desk, Action.VERIFY)
    refuse_source_not_in_force(operation, source, channel)
    longer = channel.model_copy(update={"ends_on": date(2026, 9, 30)})
    with pytest.raises(NotApproved, match=r"channels/samen \(changed\)"):
        refuse_source_not_in_force(operation, source, longer)


def test_what_is_in_force_is_not_proposed_again(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    with pytest.raises(PandzichtError, match="is the one in force; there is nothing to propose"):
        propose_catalogue(begun(desk, Action.PROPOSE, CATALOGUE), catalogue(tmp_path), BECAUSE)


def test_roles_are_those_that_were_approved(desk: Desk, tmp_path: Path) -> None:
    with desk.state.transaction(reads=True) as transaction:
        assert roles_of(catalogue_in_force(transaction, NOW)) == {}
    put_in_force(desk, catalogue(tmp_path))
    with desk.state.transaction(reads=True) as transaction:
        in_force = catalogue_in_force(transaction, NOW)
    assert roles_of(in_force) == catalogue(tmp_path).roles
    assert approvals_of(in_force) == catalogue(tmp_path).approvals
    assert in_force == catalogue(tmp_path).whole()


def test_a_catalogue_that_nobody_could_change_any_more_is_not_proposed(desk: Desk, tmp_path: Path) -> None:
    alone = catalogue(tmp_path)
    del alone.roles["vaststeller"]
    with pytest.raises(PandzichtError, match="no role of this catalogue may approve, so once in force nobody could"):
        propose_catalogue(begun(desk, Action.PROPOSE, CATALOGUE), alone, BECAUSE)


def test_a_catalogue_by_which_nobody_may_propose_today_is_not_proposed(desk: Desk, tmp_path: Path) -> None:
    late = bent("approvals/definities.yaml", "from: 2020-01-01", "from: 2026-03-03")
    with pytest.raises(PandzichtError, match=r"approvals/definities.yaml says nothing of 2026-03-02"):
        propose_catalogue(begun(desk, Action.PROPOSE, CATALOGUE), catalogue(tmp_path, late), BECAUSE)
