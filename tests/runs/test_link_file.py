# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One file becomes another, in every form; nothing is written when something is wrong."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.definitions.action import Action
from pandzicht.errors import ExportRefused
from pandzicht.exports import sheet
from pandzicht.exports.linked_columns import KEY, TYPES
from pandzicht.linking.tier import State
from pandzicht.runs import link_file as module
from pandzicht.runs.link_file import FORMS, FileAsk, link_file
from pandzicht.runs.link_table import LinkedTable
from pandzicht.runs.loose_table import TableFaults
from tests.desk import operating
from tests.model_city import ModelCity
from tests.runs.linked_rows import COLUMNS, Home, homes_of

OWN = ("=nr", *COLUMNS, "=opmerking")


@pytest.fixture(scope="module")
def homes(model_city: ModelCity) -> list[Home]:
    return homes_of(model_city)


@pytest.fixture
def file(homes: list[Home], tmp_path: Path) -> Path:
    """Four rows: linked, in doubt, not found, linked; with what a spreadsheet would carry out."""
    rows = [homes[0].row, homes[1].but(huisletter="Q"), {"straat": "Nergens", "huisnummer": "1"}, homes[2].row]
    path = tmp_path / "lijst.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(OWN)
        for at, row in enumerate(rows):
            writer.writerow([f"00{at}", *(row.get(name) or "" for name in COLUMNS), "=1+1" if at == 3 else "-"])
    return path


def link(city: ModelCity, file: Path, out: Path, **how: Any) -> LinkedTable:
    ask = FileAsk(file=file, out=out, on=PEILDATUM, known=PEILDATUM, **how)
    with operating(city.workspace, Action.LINK) as operation:
        return link_file(city.workspace, operation, city.catalogue, ask, threads=1)


def read(path: Path) -> list[list[Any]]:
    """The header and rows of a result, as another program reads them."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return [[cell or None for cell in row] for row in csv.reader(stream, delimiter=";")]
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        return [table.column_names, *(list(row.values()) for row in table.to_pylist())]
    return [list(row) for row in openpyxl.load_workbook(path)["Resultaat"].iter_rows(min_row=2, values_only=True)]


@pytest.mark.parametrize("form", FORMS)
def test_a_result_holds_every_row_in_its_place(
    model_city: ModelCity, homes: list[Home], file: Path, tmp_path: Path, form: str
) -> None:
    out = tmp_path / f"uit{form}"
    linked = link(model_city, file, out)
    header, *rows = read(out)
    assert [name.lstrip("'") for name in header] == [*OWN, *TYPES]
    assert [row[0] for row in rows] == ["000", "001", "002", "003"]
    assert [row[len(OWN)] for row in rows] == [homes[0].adres, None, None, homes[2].adres]
    assert [row[len(OWN) + 2] for row in rows] == ["gekoppeld", "in twijfel", "niet gevonden", "gekoppeld"]
    assert float(rows[0][len(OWN) + 3]) > 0.9
    assert [linked.rows(state) for state in (State.LINKED, State.DOUBTFUL, State.UNLINKED)] == [2, 1, 1]


@pytest.mark.parametrize("form", [".csv", ".xlsx"])
def test_nothing_of_the_file_is_carried_out_by_a_spreadsheet(
    model_city: ModelCity, file: Path, tmp_path: Path, form: str
) -> None:
    out = tmp_path / f"uit{form}"
    link(model_city, file, out)
    header, *rows = read(out)
    assert (header[0], header[len(OWN) - 1]) == ("'=nr", "'=opmerking")
    assert [row[len(OWN) - 1] for row in rows] == ["'-", "'-", "'-", "'=1+1"]


def test_a_workbook_opens_on_the_result_and_explains_it(model_city: ModelCity, file: Path, tmp_path: Path) -> None:
    link(model_city, file, tmp_path / "uit.xlsx")
    book = openpyxl.load_workbook(tmp_path / "uit.xlsx")
    assert book.sheetnames == ["Resultaat", "Uitleg"]
    result, explanation = book["Resultaat"], book["Uitleg"]
    assert (result.freeze_panes, explanation.freeze_panes) == ("B3", "B3")
    assert result.auto_filter.ref == f"A2:{openpyxl.utils.get_column_letter(len(OWN) + len(TYPES))}6"
    assert result.cell(3, len(OWN) + 4).number_format == "0.00%"
    assert result.cell(2, len(OWN) + 1).comment.text.startswith("Het adres in de BAG")
    assert [cell.value for cell in explanation[2]] == [
        "Onderdeel", "Gegeven", "Rijen", "Aandeel", "Betekenis", "Wat u kunt doen",
    ]  # fmt: skip
    assert explanation["D5"].number_format == "0.00%"


@pytest.mark.parametrize("form", FORMS)
def test_a_result_of_every_form_can_be_linked_again(
    model_city: ModelCity, file: Path, tmp_path: Path, form: str
) -> None:
    first, again, itself = (tmp_path / f"{name}{form}" for name in ("een", "twee", "drie"))
    link(model_city, file, first)
    assert link(model_city, file, again, earlier=first).earlier == 4
    assert read(again) == read(first)
    assert link(model_city, first, itself).earlier == 4
    assert [row[-1] for row in read(itself)] == [row[-1] for row in read(first)]
    link(model_city, file, first, earlier=first, force=True)
    assert read(first) == read(again)


def test_an_earlier_file_that_is_no_result_is_refused(model_city: ModelCity, file: Path, tmp_path: Path) -> None:
    with pytest.raises(TableFaults, match="is no result of linking"):
        link(model_city, file, tmp_path / "uit.csv", earlier=file)
    with pytest.raises(TableFaults, match="does not exist"):
        link(model_city, file, tmp_path / "uit.csv", earlier=tmp_path / "weg.xlsx")
    assert not (tmp_path / "uit.csv").exists()


@pytest.mark.parametrize(
    ("name", "says"), [("uit.pdf", "is not a form"), ("uit", "no suffix"), ("map/uit.csv", "make it")]
)
def test_a_result_that_cannot_be_is_refused(
    model_city: ModelCity, file: Path, tmp_path: Path, name: str, says: str
) -> None:
    with pytest.raises(ExportRefused, match=says):
        link(model_city, file, tmp_path / name)


def test_what_stands_there_is_left_alone(model_city: ModelCity, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "uit.csv"
    out.write_text("van mij", encoding="utf-8")
    with pytest.raises(ExportRefused, match="replace it with --force"):
        link(model_city, file, out)
    assert out.read_text(encoding="utf-8") == "van mij"
    link(model_city, file, out, force=True)
    assert KEY in out.read_text(encoding="utf-8-sig")


def test_the_file_itself_is_never_replaced(model_city: ModelCity, file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(ExportRefused, match="is the file that is to be linked"):
        link(model_city, file, file, force=True)
    assert file.read_bytes() == before


def test_a_workbook_that_would_be_too_large_is_refused_before_anything_is_linked(
    model_city: ModelCity, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_ROWS", 3)
    with pytest.raises(ExportRefused, match=r"would have 4 rows of 17 columns.* end the name with .csv or .parquet"):
        link(model_city, file, tmp_path / "uit.xlsx")
    assert link(model_city, file, tmp_path / "uit.csv").rows() == 4
    assert sheet.MAX_ROWS == 50_000


def test_nothing_is_left_in_the_workspace(model_city: ModelCity, file: Path, tmp_path: Path) -> None:
    before = files_of(model_city.workspace.state)
    link(model_city, file, tmp_path / "uit.csv")
    assert files_of(model_city.workspace.state) == before


def files_of(state: Path) -> dict[Path, int]:
    """When each file of a state was written, beside the database with the logs."""
    found = (path for path in state.rglob("*") if path.is_file() and not path.name.startswith("state.sqlite"))
    return {path: path.stat().st_mtime_ns for path in found}


MEASURED = """
import re, sys
from pathlib import Path
from pandzicht.cli.main import main
code = main(sys.argv[1:])
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024)
sys.exit(code)
"""
"""Tells the peak of its own memory: that of `getrusage` begins with what the process that started it holds."""


@pytest.mark.skipif(sys.platform != "linux", reason="what a process held at most is counted in KiB on Linux only")
def test_a_hundred_thousand_rows_fit_in_memory(
    model_city: ModelCity, homes: list[Home], root: Path, tmp_path: Path
) -> None:
    rows = [homes[at % len(homes)].but(huisletter=None if at % 50 else "Q", tekst=f"{at:060}") for at in range(100_000)]
    names = (*COLUMNS, "tekst")
    columns = {name: pa.array([row[name] for row in rows], pa.string()) for name in names}
    pq.write_table(pa.table(columns), tmp_path / "groot.parquet")
    words = ["link", "groot.parquet", "--out", "uit.csv", "--date", PEILDATUM.isoformat()]
    command = [sys.executable, "-c", MEASURED, *words, "-w", str(model_city.workspace.root), "--threads", "1"]
    environment = {"PYTHONPATH": str(root / "src"), "PATH": ""}
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True, env=environment)
    assert "groot.parquet: 100.000 rijen, waarvan 9" in done.stdout
    assert pq.read_table(tmp_path / "groot.parquet").num_rows + 1 == len(read(tmp_path / "uit.csv"))
    assert int(done.stdout.split()[-1]) < 900, "MiB at most"
