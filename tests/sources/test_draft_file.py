# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which reader and format a file asks for."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from pandzicht.errors import DeliveryFaults
from pandzicht.sources.draft_file import recognise
from tests.sources.making import address_rows, csv_text


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"a;b\n1;2\n", {"delimiter": ";", "encoding": "utf-8"}),
        (b"a,b\n1,2\n", {"delimiter": ",", "encoding": "utf-8"}),
        (b"a\tb\n1\t2\n", {"delimiter": "\t", "encoding": "utf-8"}),
        (b"\xef\xbb\xbfa;b\n1;2\n", {"delimiter": ";", "encoding": "utf-8-sig"}),
        ("a;b\n1;é\n".encode("cp1252"), {"delimiter": ";", "encoding": "cp1252"}),
        ("a;b\n1;é\n".encode("utf-16"), {"delimiter": ";", "encoding": "utf-16"}),
        (b"Datum;01-03-2026\na;b;c\n1;2;3\n", {"delimiter": ";", "encoding": "utf-8", "header_lines": 1}),
        (b"Lijst\n\nvan maart\na;b;c\n1;2;3\n", {"delimiter": ";", "encoding": "utf-8", "header_lines": 3}),
        (b"a\n1\n", {"delimiter": ";", "encoding": "utf-8"}),
    ],
)
def test_a_table_of_text_is_read_as_it_is_written(tmp_path: Path, content: bytes, form: dict[str, object]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    found = recognise([path])
    assert (found.reader, found.form) == ("csv", form)
    assert found.delivered.table.num_rows == 1


def test_a_row_that_is_too_long_is_a_fault_and_no_header(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a;b\n1;2\n3;4\n5;6;7\n8;9\n")
    with pytest.raises(DeliveryFaults, match=r"line 4.*3 fields where the header has 2"):
        recognise([path])


def test_the_part_and_the_lines_above_the_header_can_be_said(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        book.add_worksheet("Blad1")
        sheet = book.add_worksheet("Lijst")
        for at, row in enumerate((["titel"], ["a", "b"], ["1", "2"])):
            sheet.write_row(at, 0, row)
    found = recognise([tmp_path / "a.xlsx"], part="Lijst", skip=1)
    assert found.delivered.fields == ("a", "b")
    (tmp_path / "a.csv").write_bytes(b"titel;;\na;b;c\n1;2;3\n")
    assert recognise([tmp_path / "a.csv"], skip=1).delivered.fields == ("a", "b", "c")


def test_other_kinds_of_files_have_their_reader(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": ["x"]}), tmp_path / "a.parquet")
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        book.add_worksheet("Blad").write_row(0, 0, ["a"])
        book.worksheets()[0].write_row(1, 0, ["x"])
    (tmp_path / "a.json").write_text(json.dumps([{"a": "x"}]), encoding="utf-8")
    found = {name: recognise([tmp_path / f"a.{name}"]) for name in ("parquet", "xlsx", "json")}
    assert {name: one.reader for name, one in found.items()} == {name: name for name in found}
    assert all(one.delivered.fields == ("a",) for one in found.values())


def test_the_files_of_a_register_are_recognised(real_data: Path) -> None:
    files = {
        "lo3_csv": "brp-testset/20220502_Testset_persoonslijsten_proefomgeving_GBA-V.csv",
        "haalcentraal_bewoning": "brp-testset/bewoning-mock-test-data.json",
        "haalcentraal_personen": "brp-testset/personen-mock-test-data.json",
        "woz_json": "woz-mock/woz-mock-test-data.json",
        "csv": "bag-adres-csv/bagadresplus.csv",
    }
    assert {reader: recognise([real_data / file]).reader for reader, file in files.items()} == {
        name: name for name in files
    }


def test_a_workbook_is_known_however_large_its_first_sheet_is(tmp_path: Path) -> None:
    draw = random.Random(1)
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Lijst")
        sheet.write_row(0, 0, ["a"])
        for row in range(1, 20_000):
            sheet.write_string(row, 0, f"{draw.getrandbits(256):x}")
    assert (tmp_path / "a.xlsx").stat().st_size > 512 << 10
    assert recognise([tmp_path / "a.xlsx"]).delivered.table.num_rows == 19_999


def test_what_lies_in_a_gzip_is_recognised(tmp_path: Path) -> None:
    for name, content in {"a.csv.gz": b"a,b\n1,2\n", "b.json.gz": b'[{"a": "1", "b": "2"}]'}.items():
        (tmp_path / name).write_bytes(gzip.compress(content))
        assert recognise([tmp_path / name]).delivered.fields == ("a", "b")
    (tmp_path / "c.csv.gz").write_bytes(b"\x1f\x8b\x08 and no more")
    with pytest.raises(DeliveryFaults, match="is a gzip, in which no table can be read"):
        recognise([tmp_path / "c.csv.gz"])


@pytest.mark.parametrize("content", [b"%PDF-1.7 ...", b"<html><body>Inloggen</body></html>"])
def test_what_is_no_table_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(DeliveryFaults, match="no table can be read"):
        recognise([path])


def test_a_dump_of_signalen_is_known_by_its_files(tmp_path: Path) -> None:
    for name in ("signals.csv", "locations.csv"):
        (tmp_path / name).write_text(csv_text(address_rows(2)), encoding="utf-8")
    with pytest.raises(DeliveryFaults):
        recognise([tmp_path / "signals.csv", tmp_path / "locations.csv"])


def test_the_columns_of_ep_online_are_known(tmp_path: Path) -> None:
    header = "Pand_opnamedatum;Pand_energieklasse;Pand_registratiedatum;Pand_postcode;Pand_huisnummer"
    lines = ["PublicatieDatum;01-03-2026", header, "20210312;D;20210319;9911AB;12"]
    path = tmp_path / "labels.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert recognise([path]).reader == "ep_online"
