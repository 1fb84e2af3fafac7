# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a definition said before: of what was in force, whatever was proposed in between and never approved."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import NotFound
from pandzicht.governance.catalogue_in_force import CATALOGUE, propose_catalogue
from pandzicht.governance.desk import Desk
from pandzicht.governance.earlier_definition import said_before
from tests.desk import begun
from tests.governance.test_catalogue_in_force import OTHER, catalogue, desk, put_in_force
from tests.small_catalogue import bent

__all__ = ["desk"]
NEVER = bent("checks/wonen.yaml", "overbewoning: 3", "overbewoning: 9")


def points_before(desk: Desk) -> int:
    with desk.state.transaction(reads=True) as transaction:
        return int(said_before(transaction, "checks", "wonen", desk.clock())["points"]["overbewoning"])


def test_it_is_what_was_in_force_before_and_no_proposal_that_never_was(desk: Desk, tmp_path: Path) -> None:
    put_in_force(desk, catalogue(tmp_path / "one"))
    put_in_force(desk, catalogue(tmp_path / "two", OTHER))
    propose_catalogue(begun(desk, Action.PROPOSE, CATALOGUE), catalogue(tmp_path / "three", NEVER), "nooit goedgekeurd")
    assert points_before(desk) == 3


def test_before_anything_else_was_said_there_is_nothing(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nothing to go back to"):
        points_before(desk)
    put_in_force(desk, catalogue(tmp_path / "one"))
    with pytest.raises(NotFound, match="nothing to go back to"):
        points_before(desk)
