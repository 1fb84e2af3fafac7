# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht verify --again` computes a run anew, and `run` is made with what was approved in the office."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pandzicht.cli.desk import ACCOUNT_VARIABLE
from pandzicht.governance.folder_in_force import file_of
from pandzicht.store.publish import read_json, write_json
from pandzicht.store.workspace import open_workspace
from tests.cli.test_main import Captured, machine, person
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor


@pytest.fixture
def folder(model_city: ModelCity, tmp_path: Path) -> Path:
    """A copy of the city."""
    ignored = shutil.ignore_patterns("staging", "city")
    shutil.copytree(model_city.workspace.root, tmp_path / "copy", ignore=ignored)
    return tmp_path / "copy"


def test_a_run_is_computed_again_and_held_against_its_hashes(
    folder: Path, model_city: ModelCity, capsys: Captured
) -> None:
    run_id = model_city.outcome.run_id
    code, answer = machine(capsys, "verify", "--again", run_id, "--workspace", str(folder))
    assert (code, answer["equal"], answer["run_id"]) == (0, True, run_id)
    manifest = folder / "state" / "runs" / run_id / "manifest.json"
    document = read_json(manifest)
    document["tables"]["ranking"]["content"] = "0" * 64
    write_json(manifest, document)
    code, said = person(capsys, "verify", "--again", run_id, "--workspace", str(folder))
    assert (code, "ANDERS  ranking" in said, "hetzelfde  signals" in said) == (1, True, True)


def test_a_run_that_is_not_there_is_not_computed(folder: Path, capsys: Captured) -> None:
    code, said = person(capsys, "verify", "--again", "geen", "--workspace", str(folder))
    assert (code, "run 'geen' does not exist; known are" in said) == (1, True)


def test_a_run_is_made_with_what_was_approved_in_the_office(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder takes over the text that was written in the office, comments included, and `run` reads it."""
    office = office_in(open_workspace(folder))
    monkeypatch.setenv(ACCOUNT_VARIABLE, "anna")
    file = file_of(folder / "catalogue", "signals", "overbewoning")
    text = file.read_text("utf-8").replace("ends_on: 2027-12-31", "ends_on: 2028-12-31  # verlengd door de commissie")
    asked = {"text": text, "because": "de commissie verlengde dit signaal"}
    answer = visitor(office, "anna", PURPOSE).post("/catalogus/signalen/overbewoning/voorstellen", asked)
    reference = answer["Location"].rsplit("/", 1)[-1]
    words = ["run", "--date", "2026-03-01", "--known", "2026-03-01", "--workspace", str(folder)]
    _, before = machine(capsys, *words)
    assert (before["computed"], "verlengd" in file.read_text("utf-8")) == (False, False)
    visitor(office, "esra").post(f"/toezicht/voorstellen/{reference}/besluit", {"decision": "approve"})
    code, after = machine(capsys, *words)
    assert (code, after["approved"], after["run"] != before["run"]) == (0, True, True)
    assert "# verlengd door de commissie" in file.read_text("utf-8")
