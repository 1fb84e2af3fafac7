# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht link` as a user types it: what it says, and the one sentence when something is wrong."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from pandzicht.cli.linking import show_linked
from pandzicht.cli.main import main
from pandzicht.cli.page import Page
from pandzicht.language import Language
from pandzicht.runs.link_file import FileAsk
from pandzicht.runs.link_table import LinkedTable
from pandzicht.runs.rows_in_doubt import rows_in_doubt
from tests.model_city import ModelCity
from tests.runs.linked_rows import COLUMNS, homes_of
from tests.runs.linked_rows import linked as answers

Captured = pytest.CaptureFixture[str]
DAY = ("--date", "2026-03-01")


@pytest.fixture
def home(model_city: ModelCity, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with a list of six rows: one linked, four in doubt, one not found."""
    monkeypatch.setenv("PANDZICHT_WORKSPACE", str(model_city.workspace.root))
    monkeypatch.chdir(tmp_path)
    homes = homes_of(model_city)
    rows = [homes[0].row, *(home.but(huisletter="Q") for home in homes[1:5]), {"straat": "Nergens", "huisnummer": "1"}]
    with (tmp_path / "lijst.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow([*COLUMNS, "Nationaliteit"])
        writer.writerows([*(row.get(name) or "" for name in COLUMNS), "x"] for row in rows)
    return tmp_path


def person(capsys: Captured, *words: str) -> tuple[int, str]:
    code = main(["link", *words])
    out, err = capsys.readouterr()
    return code, out + err


def machine(capsys: Captured, *words: str) -> tuple[int, Any]:
    code = main(["link", *words, "--json"])
    out, err = capsys.readouterr()
    return code, json.loads(out or err)


@pytest.mark.usefixtures("home")
def test_a_person_reads_what_became_of_the_rows_and_why(capsys: Captured) -> None:
    code, said = person(capsys, "lijst.csv", "--out", "uit.xlsx", *DAY)
    lines = [line for line in said.splitlines() if not line.startswith("U bent de eerste hier")]
    assert code == 0
    assert lines[0] == "lijst.csv: 6 rijen, waarvan 1 gekoppeld, 4 in twijfel, 1 niet gevonden."
    assert lines[1].startswith("Het adres is gelezen uit: straat = straat, huisnummer = huisnummer, huisletter = ")
    assert lines[2].endswith("nergens voor gebruikt: Nationaliteit.")
    assert "De eerste 3 van de 4 rijen in twijfel:" in lines
    assert sum(line.startswith("  rij ") for line in lines) == 3
    assert lines[-2:] == ["Het resultaat staat in uit.xlsx.", "Het tweede blad zegt bij elke reden wat u kunt doen."]


@pytest.mark.usefixtures("home")
def test_it_is_said_in_english_too(capsys: Captured) -> None:
    _, said = person(capsys, "lijst.csv", "--out", "uit.csv", "--language", "en", *DAY)
    assert "6 rows, of which 1 linked, 4 in doubt, 1 not found." in said
    assert "differs: letter or addition" in said
    assert said.endswith("The result is in uit.csv.\n")


def test_a_machine_is_answered_in_json(home: Path, capsys: Captured) -> None:
    code, said = machine(capsys, "lijst.csv", "--out", "uit.parquet", *DAY)
    counts = {name: said[name] for name in ("rows", "linked", "in_doubt", "not_found", "taken_over")}
    assert (code, counts) == (0, {"rows": 6, "linked": 1, "in_doubt": 4, "not_found": 1, "taken_over": None})
    assert {(one["tier"], one["state"], one["rows"]) for one in said["reasons"]} == {
        ("postcode_street", "linked", 1), ("unit_unknown", "doubtful", 4), ("not_found", "unlinked", 1),
    }  # fmt: skip
    assert said["roles"]["straat"] == "straat"
    assert list(said["refused"]) == ["Nationaliteit"]
    assert [(row["row"], row["tier"]) for row in said["first_in_doubt"]] == [(at, "unit_unknown") for at in (2, 3, 4)]
    assert {one["reason"] for one in said["reasons"]} >= {"the address does not occur here"}
    assert (home / said["out"]).is_file()


def shown(linked: LinkedTable, tmp_path: Path, capsys: Captured) -> list[str]:
    """What is said on a terminal of a linked table."""
    ask = FileAsk(file=tmp_path / "lijst.csv", out=tmp_path / "uit.csv", on=linked.on, known=linked.on)
    page = Page(Console(highlight=False, soft_wrap=True), Language.NL)
    show_linked(page, linked, ask, rows_in_doubt(linked, 3))
    return capsys.readouterr().out.splitlines()


def test_one_row_in_doubt_is_one_row(model_city: ModelCity, tmp_path: Path, capsys: Captured) -> None:
    said = shown(answers(model_city, [homes_of(model_city)[0].but(huisletter="Q")]), tmp_path, capsys)
    assert "De rij in twijfel:" in said


def test_when_all_is_well_nothing_more_is_said(model_city: ModelCity, tmp_path: Path, capsys: Captured) -> None:
    said = shown(answers(model_city, [homes_of(model_city)[0].row]), tmp_path, capsys)
    assert len(said) == 3
    assert said[0] == "lijst.csv: 1 rij, waarvan 1 gekoppeld, 0 in twijfel, 0 niet gevonden."


def test_a_register_that_stands_in_for_the_bag_is_named(
    model_city: ModelCity, tmp_path: Path, capsys: Captured
) -> None:
    linked = replace(answers(model_city, [homes_of(model_city)[0].row]), stands_in="kvk")
    assert "Geen BAG: bron kvk staat in haar plaats." in shown(linked, tmp_path, capsys)


@pytest.mark.usefixtures("home")
def test_linking_again_says_what_was_taken_over(capsys: Captured) -> None:
    person(capsys, "lijst.csv", "--out", "een.csv", *DAY)
    _, said = person(capsys, "lijst.csv", "--out", "twee.csv", "--earlier", "een.csv", *DAY)
    assert "6 rijen hebben het antwoord van het eerdere resultaat overgenomen; nu gekoppeld: 0." in said
    _, said = person(capsys, "lijst.csv", "--out", "drie.csv", "--earlier", "een.csv", "--language", "en", *DAY)
    assert "so every row was linked anew" in said


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("weg.csv", "--out", "uit.csv"), "weg.csv: does not exist"),
        (("lijst.csv", "--out", "uit.doc"), "end the name with one of .xlsx, .csv, .parquet"),
        (("lijst.csv", "--out", "lijst.csv"), "exists already; choose another name, or replace it with --force"),
        (("lijst.csv", "--out", "uit.csv", "--date", "1 maart"), "--date '1 maart' is not a day"),
        (("lijst.csv", "--out", "uit.csv", "--date", "2019-01-01"), "as peildatum"),
        (("lijst.csv", "--out", "uit.csv", "--role", "straat=weg"), "there is no column 'weg'"),
        (("lijst.csv", "--out", "uit.csv", "--earlier", "lijst.csv"), "is no result of linking"),
        (("lijst.csv", "--out", "uit.csv", "-w", "elders"), "pandzicht new elders"),
    ],
)
def test_what_is_wrong_is_one_sentence(capsys: Captured, words: tuple[str, ...], says: str) -> None:
    code, said = person(capsys, *(words if "--date" in words else (*words, *DAY)))
    assert code == 1
    assert says in said
    assert "Traceback" not in said
    assert not Path("uit.csv").exists()


@pytest.mark.usefixtures("home")
def test_a_result_must_be_named(capsys: Captured) -> None:
    code, said = person(capsys, "lijst.csv")
    assert code == 2
    assert "--out" in said


def test_a_fault_is_told_to_a_machine_with_all_its_parts(home: Path, capsys: Captured) -> None:
    code, said = machine(capsys, str(home / "lijst.csv"), "--out", "uit.csv", "--role", "a=b", "--role", "c", *DAY)
    assert (code, said["error"], len(said["faults"])) == (1, "TableFaults", 3)
