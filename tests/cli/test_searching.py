# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht search` finds what the box of the office finds, and writes down that somebody searched, never what."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pandzicht.cli.main import main
from pandzicht.governance.log_reading import acts
from pandzicht.store.workspace import Workspace, open_workspace
from tests.desk import opened, state_in
from tests.model_city import ModelCity


@pytest.fixture
def space(model_city: ModelCity, tmp_path: Path) -> Workspace:
    return open_workspace(shutil.copytree(model_city.workspace.root, tmp_path / "city"))


def searched(space: Workspace, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    assert main(["search", *words, "--json", "--workspace", str(space.root)]) == 0
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return found


def test_an_address_is_found_in_any_spelling(space: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    row = opened(space).addresses.select(["address_id", "adres", "postcode"]).slice(5, 1).to_pylist()[0]
    for text in (row["address_id"], row["adres"], row["adres"].upper()):
        assert searched(space, capsys, text)[0]["target"] == row["address_id"]
    assert "postcode" in [item["kind"] for item in searched(space, capsys, row["postcode"])]


def test_what_is_found_is_shown_to_people(space: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    row = opened(space).addresses.select(["address_id", "adres"]).slice(5, 1).to_pylist()[0]
    assert main(["search", row["address_id"], "--workspace", str(space.root)]) == 0
    out = capsys.readouterr().out
    assert row["address_id"] in out
    assert row["adres"].split(",")[0] in out
    assert main(["search", "Nergenshuizen", "--workspace", str(space.root)]) == 0
    assert "Er is niets gevonden." in capsys.readouterr().out


def test_the_log_says_that_somebody_searched_and_not_what(space: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    searched(space, capsys, "Nergenshuizen", "--check", "onrechtmatig_wonen")
    with state_in(space.state).transaction(reads=True) as transaction:
        lines = acts(transaction)
    assert [line["result"] for line in lines if line["action"] == "search"][-2:] == ["allowed", "done"]
    assert "Nergenshuizen" not in str(lines)


def test_a_check_that_is_not_there_is_told(space: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "dorp", "--check", "nergens", "--workspace", str(space.root)]) == 1
    assert "'nergens'" in capsys.readouterr().err


def test_who_may_not_search_is_refused(
    space: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANDZICHT_ACCOUNT", "de_eerste")
    main(["accounts", "--workspace", str(space.root)])
    monkeypatch.setenv("PANDZICHT_ACCOUNT", "een_ander")
    assert main(["search", "dorp", "--workspace", str(space.root)]) == 1
    assert "may not search" in capsys.readouterr().err
