# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner, Result

from pandzicht.cli import exporting
from pandzicht.cli.exporting import write_selection
from pandzicht.definitions.action import Action
from pandzicht.errors import PandzichtError
from pandzicht.language import Language
from pandzicht.store.workspace import Workspace
from tests.desk import reopened
from tests.runs.published_city import RUN, drawn, publish_city


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return publish_city(tmp_path_factory.mktemp("city"))


def run(*words: str | Path) -> Result:
    app = typer.Typer()
    app.command()(exporting.export)
    return CliRunner().invoke(app, [str(word) for word in words])


def fault(*words: str | Path) -> str:
    result = run(*words)
    assert result.exit_code == 1
    assert isinstance(result.exception, PandzichtError)
    return str(result.exception)


def test_a_selection_becomes_a_workbook(city: Workspace, tmp_path: Path) -> None:
    _, kept = drawn(city)
    result = run(kept.selection_id, "--to", tmp_path / "x.xlsx", "-w", city.root)
    assert result.exit_code == 0
    assert "4 adressen" in result.stdout
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames[0] == "Werkvoorraad"


def test_a_workbook_in_english_has_english_questions_sentences_and_labels(city: Workspace, tmp_path: Path) -> None:
    _, kept = drawn(city)
    told = {}
    for language in ("nl", "en"):
        file = tmp_path / f"{language}.xlsx"
        run(kept.selection_id, "--to", file, "-w", city.root, "--language", language)
        cells = (cell for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows() for cell in row)
        told[language] = {str(cell.value) for cell in cells}
    assert "Bewoning" in told["nl"] - told["en"]
    assert "Residents" in told["en"] - told["nl"]
    assert any("berichten" in text or "onbekend:" in text for text in told["nl"] - told["en"])


def test_facts_only_for_an_inspector(city: Workspace, tmp_path: Path) -> None:
    _, kept = drawn(city)
    result = run(kept.selection_id, "--to", tmp_path / "x.xlsx", "--for", "toezichthouder", "-w", city.root)
    assert result.exit_code == 0
    assert "Rangorde" not in openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames


@pytest.mark.parametrize("name", ["current", RUN])
def test_the_run_in_force_or_a_run_by_name_gives_its_whole_table(city: Workspace, tmp_path: Path, name: str) -> None:
    result = run(name, "--check", "wonen", "--to", tmp_path / "x.parquet", "-w", city.root)
    assert result.exit_code == 0
    assert pq.read_table(tmp_path / "x.parquet").num_rows == 6


def test_a_machine_is_answered_in_json(city: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "x.gpkg"
    result = run("current", "--check", "wonen", "--to", target, "-w", city.root, "--json")
    said = json.loads(result.stdout)
    assert {key: said[key] for key in ("to", "rows", "left_out", "for")} == {
        "to": target.as_posix(),
        "rows": 5,
        "left_out": 1,
        "for": "analist",
    }


def test_a_person_is_told_what_a_map_leaves_out(city: Workspace, tmp_path: Path) -> None:
    result = run("current", "--check", "wonen", "--to", tmp_path / "x.gpkg", "-w", city.root)
    assert "Nog 1 adres heeft geen coördinaten en staat niet op de kaart" in result.stdout


def test_a_decimal_comma_reaches_the_file(city: Workspace, tmp_path: Path) -> None:
    run("current", "--check", "wonen", "--to", tmp_path / "x.csv", "--decimal-comma", "-w", city.root)
    assert '"80000,01"' in (tmp_path / "x.csv").read_text(encoding="utf-8-sig")


def test_an_existing_file_stays_unless_replacing_is_asked(city: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    target.write_text("oud", encoding="utf-8")
    words = ("current", "--check", "wonen", "--to", target, "-w", city.root)
    assert "exists already" in fault(*words)
    assert target.read_text(encoding="utf-8") == "oud"
    assert run(*words, "--force").exit_code == 0
    assert "unit_id" in target.read_text(encoding="utf-8-sig")


def test_a_run_without_a_check_is_told_which_checks_there_are(city: Workspace, tmp_path: Path) -> None:
    for name in ("current", RUN):
        said = fault(name, "--to", tmp_path / "x.csv", "-w", city.root)
        assert "with --check (it has panden, wonen)" in said


def test_a_selection_with_a_check_is_told_to_leave_it_out(city: Workspace, tmp_path: Path) -> None:
    _, kept = drawn(city)
    said = fault(kept.selection_id, "--check", "wonen", "--to", tmp_path / "x.csv", "-w", city.root)
    assert "is a selection, which has its own check; leave --check out" in said


def test_an_unknown_name_is_told_with_those_that_exist(city: Workspace, tmp_path: Path) -> None:
    _, kept = drawn(city)
    said = fault("niets", "--to", tmp_path / "x.csv", "-w", city.root)
    assert kept.selection_id in said
    assert "--check" in said
    assert RUN in fault("niets", "--check", "wonen", "--to", tmp_path / "x.csv", "-w", city.root)


def test_an_unknown_audience_is_refused(city: Workspace, tmp_path: Path) -> None:
    result = run("current", "--to", tmp_path / "x.csv", "--for", "baas", "-w", city.root)
    assert result.exit_code == 2


def test_a_workbook_for_whoever_calls_it_from_another_command(city: Workspace, tmp_path: Path) -> None:
    selected, kept = drawn(city)
    opened = reopened(selected, Action.EXPORT_SELECTION)
    assert write_selection(opened, kept, tmp_path / "x.xlsx", Language.NL) == tmp_path / "x.xlsx"
    assert write_selection(opened, kept, tmp_path / "x.xlsx", Language.NL, force=True).is_file()
