# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The folder takes over what was approved in the office, with its comments; what somebody changed by hand stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pandzicht.definitions.action import Action
from pandzicht.governance.desk import Desk
from pandzicht.governance.folder_in_force import file_of, follow
from pandzicht.governance.proposals import approve
from tests.desk import begun
from tests.governance.test_catalogue_in_force import catalogue, desk, put_in_force
from tests.governance.test_proposal import JAN
from tests.governance.test_working_copy import POINTS, suggested, text_in

__all__ = ["desk"]


def agreed(desk: Desk, folder: Path, old: str, new: str) -> None:
    made = suggested(desk, folder, old, new)
    approve(begun(replace(desk, actor=JAN), Action.APPROVE), made.reference)


def test_nothing_is_written_before_somebody_else_approved(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    before = text_in(tmp_path)
    suggested(desk, tmp_path, *POINTS)
    assert follow(desk, tmp_path / "catalogue") == ()
    assert text_in(tmp_path) == before


def test_what_was_approved_stands_in_the_folder_with_its_comments(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    agreed(desk, tmp_path, "points: {overbewoning: 3", "# gemeten\npoints: {overbewoning: 5")
    assert follow(desk, tmp_path / "catalogue") == ("checks/wonen",)
    assert "# gemeten\npoints: {overbewoning: 5" in text_in(tmp_path)
    assert follow(desk, tmp_path / "catalogue") == (), "once is enough"


def test_a_folder_that_missed_a_change_takes_the_last_one(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    agreed(desk, tmp_path, *POINTS)
    agreed(desk, tmp_path, "overbewoning: 5", "overbewoning: 6")
    follow(desk, tmp_path / "catalogue")
    assert "overbewoning: 6" in text_in(tmp_path)


def test_a_file_that_somebody_changed_by_hand_is_left(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    agreed(desk, tmp_path, *POINTS)
    by_hand = text_in(tmp_path).replace("overbewoning: 3", "overbewoning: 9")
    file_of(tmp_path / "catalogue", "checks", "wonen").write_text(by_hand, encoding="utf-8")
    assert follow(desk, tmp_path / "catalogue") == ()
    assert text_in(tmp_path) == by_hand


def test_a_folder_that_cannot_be_read_is_left(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    agreed(desk, tmp_path, *POINTS)
    file_of(tmp_path / "catalogue", "checks", "wonen").write_text("check: [", encoding="utf-8")
    assert follow(desk, tmp_path / "catalogue") == ()


def test_before_a_catalogue_was_approved_nothing_is_followed(desk: Desk, tmp_path: Path) -> None:
    catalogue(tmp_path)
    assert follow(desk, tmp_path / "catalogue") == ()
