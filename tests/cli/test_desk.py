# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk of the command line: who is first, whose account it is, and how long the log says whom it concerned."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.cli.desk import ACCOUNT_VARIABLE, desk_at
from pandzicht.cli.main import main
from pandzicht.cli.output import Output
from pandzicht.errors import AccessDenied, WorkspaceFault
from pandzicht.store.workspace import Workspace, open_workspace


def made(folder: Path, *, demo: bool, settings: str = "") -> Workspace:
    """A workspace with settings of its own."""
    assert main(["new", str(folder), *(["--demo"] if demo else [])]) == 0
    path = folder / "pandzicht.toml"
    path.write_text(path.read_text(encoding="utf-8") + settings, encoding="utf-8")
    return open_workspace(folder)


def test_the_first_one_to_come_gets_the_roles_of_the_first(tmp_path: Path) -> None:
    space = made(tmp_path / "w", demo=False)
    assert {grant.role for grant in desk_at(space, Output(as_json=True)).actor.grants} == {"analist", "beheerder"}


def test_whoever_comes_later_has_no_account_and_may_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    space = made(tmp_path / "w", demo=False)
    desk_at(space, Output(as_json=True))
    monkeypatch.setattr("getpass.getuser", lambda: "later")
    assert desk_at(space, Output(as_json=True)).actor.grants == ()


def test_another_account_is_named_in_a_demo_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = made(tmp_path / "own", demo=False)
    monkeypatch.setenv(ACCOUNT_VARIABLE, "jan")
    with pytest.raises(AccessDenied, match="works in a demo only"):
        desk_at(own, Output(as_json=True))
    assert desk_at(made(tmp_path / "demo", demo=True), Output(as_json=True)).actor.account == "jan"


@pytest.mark.parametrize("keeps", ["P5M", "P20W", "P0D", "half a year"])
def test_a_log_that_forgets_sooner_than_half_a_year_is_refused(tmp_path: Path, keeps: str) -> None:
    space = made(tmp_path / "w", demo=True, settings=f'\n[log]\nkeeps = "{keeps}"\n')
    with pytest.raises(WorkspaceFault, match="is not a period of at least P6M"):
        desk_at(space, Output(as_json=True))


@pytest.mark.parametrize("keeps", ["P6M", "P27W", "P1Y"])
def test_half_a_year_is_long_enough(tmp_path: Path, keeps: str) -> None:
    space = made(tmp_path / "w", demo=True, settings=f'\n[log]\nkeeps = "{keeps}"\n')
    assert str(desk_at(space, Output(as_json=True)).keeps) == keeps
