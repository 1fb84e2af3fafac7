# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht tokens` shows by which tokens machines act for somebody, and ends one at once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pandzicht.cli.main import main
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.model_city import ModelCity
from tests.office import office_in, token_of, visitor


@pytest.fixture
def office(model_city: ModelCity, tmp_path: Path) -> Office:
    shutil.copytree(model_city.workspace.root, tmp_path / "city")
    return office_in(open_workspace(tmp_path / "city"))


def typed(office: Office, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, object]]:
    code = main(["tokens", *words, "--json", "--workspace", str(office.workspace.root)])
    return code, json.loads(capsys.readouterr().out)


def test_one_of_somebody_else_is_seen_and_ended_by_who_manages_accounts(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = {"Authorization": f"Bearer {token_of(office, 'anna')}"}
    assert visitor(office).get("/api/v1/runs", headers=shown).status_code == 200
    monkeypatch.setenv("PANDZICHT_ACCOUNT", "gijs")
    code, told = typed(office, capsys, "--account", "anna")
    (token,) = told["tokens"]  # type: ignore[misc]
    assert (code, told["account"], token["purpose"]) == (0, "anna", None)
    assert typed(office, capsys, "--account", "anna", "--withdraw", token["name"])[1]["tokens"] == []
    assert visitor(office).get("/api/v1/runs", headers=shown).status_code == 401


def test_ones_own_are_listed_for_people_too(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANDZICHT_ACCOUNT", "anna")
    root = str(office.workspace.root)
    assert main(["tokens", "--workspace", root]) == 0
    assert capsys.readouterr().out == "anna heeft geen toegangssleutels.\n"
    token = token_of(office, "anna", "hennep")
    assert main(["tokens", "--workspace", root]) == 0
    out = capsys.readouterr().out
    assert "hennep" in out
    assert token not in out


def test_who_may_not_is_refused(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = str(office.workspace.root)
    for account, words in (("anna", ["--account", "bram"]), ("chris", [])):
        monkeypatch.setenv("PANDZICHT_ACCOUNT", account)
        assert main(["tokens", *words, "--workspace", root]) == 1
        assert "niet" in capsys.readouterr().err


def test_what_is_not_there_is_told(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANDZICHT_ACCOUNT", "gijs")
    root = str(office.workspace.root)
    for words in (["--account", "niemand"], ["--account", "bram", "--withdraw", "nergens"]):
        assert main(["tokens", *words, "--workspace", root]) == 1
        assert "does not exist" in (told := capsys.readouterr().err) or "has no token" in told
