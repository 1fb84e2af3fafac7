# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from pandzicht.cli import accounting
from pandzicht.cli.starting import make_workspace
from pandzicht.errors import AccountDiffers, AccountFaults, PandzichtError
from tests.office import PURPOSE
from tests.published_catalogue import CHANGES, SETTINGS, with_publication
from tests.rounds_city import RoundsCity
from tests.runs.published_city import publish_city
from tests.small_catalogue import FILES, write_catalogue


@pytest.fixture
def space(tmp_path: Path) -> Path:
    write_catalogue(tmp_path / "space/catalogue", CHANGES)
    (tmp_path / "space/pandzicht.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path / "space"


def run(*words: str | Path) -> Result:
    app = typer.Typer()
    app.command()(accounting.account)
    return CliRunner().invoke(app, [str(word) for word in words])


def fault(*words: str | Path) -> PandzichtError:
    result = run(*words)
    assert result.exit_code == 1
    assert isinstance(result.exception, PandzichtError)
    return result.exception


def test_an_account_is_written_and_compared_as_the_same(space: Path, tmp_path: Path) -> None:
    result = run("--to", tmp_path / "out", "-w", space)
    assert result.exit_code == 0
    assert "10 bestanden over wonen" in result.stdout
    same = run("--compare", tmp_path / "out", "-w", space, "--language", "en")
    assert same.exit_code == 0
    assert "10 files say what the system runs on." in same.stdout


def test_a_machine_is_answered_in_json(space: Path, tmp_path: Path) -> None:
    said = json.loads(run("--to", tmp_path / "out", "--check", "wonen", "-w", space, "--json").stdout)
    assert said["checks"] == ["wonen"]
    assert said["gaps"] == []
    assert "algoritmeregister/wonen.json" in said["files"]


def test_a_change_after_publishing_is_a_fault_that_names_file_field_and_both_values(
    space: Path, tmp_path: Path
) -> None:
    run("--to", tmp_path / "out", "--check", "wonen", "-w", space)
    write_catalogue(space / "catalogue", with_publication("De afweging.", "Een andere afweging."))
    error = fault("--compare", tmp_path / "out", "-w", space)
    assert isinstance(error, AccountDiffers)
    assert (
        "algoritmeregister/wonen.json: proportionality: published is 'De afweging.', now it is 'Een andere afweging.'"
        in str(error)
    )


def test_of_one_check_only_that_check_is_compared(space: Path, tmp_path: Path) -> None:
    run("--to", tmp_path / "out", "--check", "wonen", "-w", space)
    other = FILES["checks/wonen.yaml"].replace("check: wonen", "check: wonen_ook")
    write_catalogue(space / "catalogue", {**CHANGES, "checks/wonen_ook.yaml": other})
    assert run("--compare", tmp_path / "out", "-w", space).exit_code == 0


def test_what_is_not_filled_in_is_told_in_a_demo_and_refused_elsewhere(space: Path, tmp_path: Path) -> None:
    (space / "pandzicht.toml").write_text("[workspace]\ndemo = true\n", encoding="utf-8")
    result = run("--to", tmp_path / "out", "-w", space)
    assert result.exit_code == 1
    assert isinstance(result.exception, AccountFaults)
    assert "field 'contact_email': is required and absent" in str(result.exception)
    own = with_publication("  ground: e", "  ground: e\n  contact: wonen@gemeente.example")
    write_catalogue(space / "catalogue", own)
    result = run("--to", tmp_path / "out", "-w", space)
    assert result.exit_code == 0
    assert "Niet ingevuld; buiten een demo" in result.stdout
    assert "pandzicht.toml: [organisation] security: is not filled in; add it" in result.stdout


def test_a_published_run_is_compared_with_the_run_in_force(tmp_path: Path) -> None:
    space = publish_city(tmp_path / "city").root
    (space / "pandzicht.toml").write_text(SETTINGS, encoding="utf-8")
    assert run("--to", tmp_path / "out", "--run", "current", "-w", space).exit_code == 0
    assert json.loads((tmp_path / "out/account.json").read_text("utf-8"))["run"]
    assert run("--compare", tmp_path / "out", "-w", space).exit_code == 0


def test_a_new_demo_can_be_accounted_for_and_another_workspace_says_what_to_fill_in(tmp_path: Path) -> None:
    make_workspace(tmp_path / "demo", name="Leerstad", demo=True)
    assert "Niet ingevuld" not in run("--to", tmp_path / "out", "-w", tmp_path / "demo").stdout
    make_workspace(tmp_path / "own", name='Gemeente "Leerstad"', demo=False)
    said = str(fault("--to", tmp_path / "own-out", "-w", tmp_path / "own"))
    assert "pandzicht.toml: [organisation] name" not in said
    assert "pandzicht.toml: [organisation] privacy_officer: is not filled in; add it" in said
    assert "publication.status: says 'In gebruik', and the check does not run: " in said
    assert "legal basis" in said
    assert not (tmp_path / "own-out").exists()


@pytest.mark.parametrize("words", [(), ("--to", "a", "--compare", "b"), ("--check", "wonen")])
def test_one_thing_is_asked_at_a_time(space: Path, words: tuple[str, ...]) -> None:
    assert "give one of --to FOLDER and --compare FOLDER" in str(fault(*words, "-w", space))


def test_a_folder_without_an_account_cannot_be_compared(space: Path, tmp_path: Path) -> None:
    assert "there is no account here" in str(fault("--compare", tmp_path, "-w", space))


def test_with_yields_the_public_page_tells_what_every_list_gave(rounds_city: RoundsCity, tmp_path: Path) -> None:
    root = Path(shutil.copytree(rounds_city.space.root, tmp_path / "city"))
    words = ("--check", PURPOSE, "--run", "current", "-w", root)
    assert run("--to", tmp_path / "bare", *words).exit_code == 0
    assert run("--to", tmp_path / "told", *words, "--yields").exit_code == 0
    bare, told = ((tmp_path / name / f"pagina/{PURPOSE}.nl.md").read_text("utf-8") for name in ("bare", "told"))
    assert "Daarover is nog niets te zeggen" in bare
    assert "Daarover is nog niets te zeggen" not in told
    assert told.count("| 2 | 16\\-03-2026 |") == 1
    page = (tmp_path / f"told/pagina/{PURPOSE}.nl.html").read_text("utf-8")
    assert "Hoe ronde 2 uitviel" in page
    assert run("--compare", tmp_path / "told", "-w", root).exit_code == 0


def test_yields_are_of_a_run(space: Path, tmp_path: Path) -> None:
    assert "give --run too" in str(fault("--to", tmp_path / "out", "-w", space, "--yields"))
