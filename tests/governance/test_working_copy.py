# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody changes goes on from their own open proposal, else from what is in force, else from the folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.edit import Edit, Edited, edited
from pandzicht.errors import AccessDenied, PandzichtError
from pandzicht.governance.catalogue_in_force import CATALOGUE
from pandzicht.governance.desk import Desk
from pandzicht.governance.proposal import Proposal
from pandzicht.governance.proposals import approve, proposals, withdraw
from pandzicht.governance.working_copy import WorkingCopy, propose_edit, text_of, working_copy
from tests.desk import begun
from tests.governance.test_catalogue_in_force import OTHER, catalogue, desk, put_in_force
from tests.governance.test_proposal import JAN

__all__ = ["desk"]
POINTS = ("overbewoning: 3", "overbewoning: 5")
FRAME = ("label: {nl: Wonen", "label: {nl: Bewonen")


def text_in(folder: Path, place: str = "checks/wonen") -> str:
    return (folder / "catalogue" / f"{place}.yaml").read_text(encoding="utf-8")


def change(copy: WorkingCopy, text: str, old: str, new: str) -> Edited:
    assert old in text
    return edited(copy.catalogue, Edit("checks", "wonen", text.replace(old, new)), ())


def suggested(desk: Desk, folder: Path, old: str, new: str) -> Proposal:
    copy = working_copy(desk, catalogue(folder))
    text = text_of(desk, copy, "checks", "wonen", text_in(folder))
    made, _ = propose_edit(begun(desk, Action.PROPOSE, CATALOGUE), copy, change(copy, text, old, new), "andere punten")
    return made


def points_of(desk: Desk, folder: Path) -> int:
    return working_copy(desk, catalogue(folder)).catalogue.checks["wonen"].points["overbewoning"]


def test_before_anything_was_approved_it_is_the_folder(desk: Desk, tmp_path: Path) -> None:
    copy = working_copy(desk, catalogue(tmp_path))
    assert (copy.catalogue is copy.folder, copy.own) == (True, None)


def test_what_is_in_force_counts_whatever_stands_in_the_folder(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    copy = working_copy(desk, catalogue(tmp_path, OTHER))
    assert copy.catalogue.checks["wonen"].points["overbewoning"] == 3
    assert "overbewoning: 3" in text_of(desk, copy, "checks", "wonen", text_in(tmp_path)), "not the text of the folder"


def test_a_folder_that_cannot_be_read_hinders_nobody(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    copy = working_copy(desk, Catalogue())
    assert "overbewoning: 3" in text_of(desk, copy, "checks", "wonen", None)


def test_a_second_change_goes_on_from_the_first_and_makes_one_proposal(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    first = suggested(desk, tmp_path, *POINTS)
    second = suggested(desk, tmp_path, *FRAME)
    assert (second.proposal_id, second.version) == (first.proposal_id, 2)
    copy = working_copy(desk, catalogue(tmp_path))
    assert copy.own == second
    own = copy.catalogue.checks["wonen"]
    assert (own.points["overbewoning"], own.label.nl) == (5, "Bewonen")
    other = working_copy(replace(desk, actor=JAN), catalogue(tmp_path))
    assert (other.own, other.catalogue.checks["wonen"].points["overbewoning"]) == (None, 3)


def test_a_proposal_that_ended_or_was_made_from_another_catalogue_is_not_gone_on_with(
    desk: Desk, tmp_path: Path
) -> None:
    put_in_force(desk, catalogue(tmp_path))
    made = suggested(desk, tmp_path, *POINTS)
    withdraw(begun(desk, Action.PROPOSE), made.reference)
    assert points_of(desk, tmp_path) == 3


def test_comments_come_along_until_it_is_changed_again(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    suggested(desk, tmp_path, "points: {overbewoning: 3", "# gemeten\npoints: {overbewoning: 5")
    copy = working_copy(desk, catalogue(tmp_path))
    assert "# gemeten" in text_of(desk, copy, "checks", "wonen", text_in(tmp_path))


def test_what_says_the_same_is_not_proposed(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    with pytest.raises(PandzichtError, match="says what it said"):
        suggested(desk, tmp_path, "points: {overbewoning: 3", "# een opmerking\npoints: {overbewoning:  3")


def test_what_has_faults_is_not_proposed(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    with pytest.raises(PandzichtError, match=r"has \d fault"):
        suggested(desk, tmp_path, "overbewoning: 3", "overbewoning: veel")
    with desk.state.transaction(reads=True) as transaction:
        assert len(proposals(transaction)) == 1


def test_whoever_proposed_it_does_not_approve_it(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    made = suggested(desk, tmp_path, *POINTS)
    with pytest.raises(AccessDenied):
        approve(begun(desk, Action.APPROVE), made.reference)
    approve(begun(replace(desk, actor=JAN), Action.APPROVE), made.reference)
    assert points_of(desk, tmp_path) == 5
