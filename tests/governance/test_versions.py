# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The approved versions of a definition: those in which it changed, by whom and why, the last one first."""

from __future__ import annotations

from pathlib import Path

from pandzicht.definitions.difference import Change
from pandzicht.governance.desk import Desk
from pandzicht.governance.versions import Version, versions_of
from tests.desk import NOW
from tests.governance.test_catalogue_in_force import catalogue, desk, put_in_force
from tests.governance.test_folder_in_force import agreed
from tests.governance.test_working_copy import FRAME, POINTS, suggested

__all__ = ["desk"]


def versions(desk: Desk, folder: str = "checks", name: str = "wonen") -> tuple[Version, ...]:
    with desk.state.transaction(reads=True) as transaction:
        return versions_of(transaction, folder, name, NOW)


def test_there_are_none_before_a_catalogue_was_approved(desk: Desk, tmp_path: Path) -> None:
    suggested(desk, tmp_path, *POINTS)
    assert versions(desk) == ()


def test_each_approved_change_is_told_with_what_it_changed(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    agreed(desk, tmp_path, *POINTS)
    suggested(desk, tmp_path, *FRAME)
    last, first = versions(desk)
    assert (first.difference.change, first.difference.keys) == (Change.ADDED, ())
    assert [(key.key, key.before, key.after) for key in last.difference.keys] == [("points.overbewoning", 3, 5)]
    assert (last.proposed_by, last.approved_by, last.reason) == ("els", ("jan",), "andere punten")


def test_a_definition_that_did_not_change_has_one_version(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path))
    agreed(desk, tmp_path, *POINTS)
    assert len(versions(desk, "signals", "overbewoning")) == 1
    assert versions(desk, "signals", "geen") == ()
