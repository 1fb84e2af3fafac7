# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa

from pandzicht.exports.csv_file import BATCH, write_csv
from pandzicht.exports.described import ColumnNote, DescribedTable
from tests.exports.small_table import ABOUT, small_table


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def test_a_spreadsheet_reads_it_with_its_mark_semicolons_and_quotes(tmp_path: Path) -> None:
    write_csv(small_table(), tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    heading, first, second, third = read(tmp_path / "x.csv")
    assert heading == ["address_id", "adres", "aantal", "bedrag", "dag", "woont", "x_rd", "y_rd"]
    assert first[0] == "0518010000000001"
    assert second[1] == 'Straat; "1"\nachter'
    assert first[2:] == ["-4", "-1234.50", "2026-03-01", "true", "80000.01", "455000.25"]
    assert third == ["0518010000000003", *[""] * 7]


def test_a_formula_becomes_text_and_a_negative_number_stays_a_number(tmp_path: Path) -> None:
    write_csv(small_table(), tmp_path / "x.csv")
    first = read(tmp_path / "x.csv")[1]
    assert first[1] == '\'=HYPERLINK("http://kwaad")'
    assert (first[2], first[3]) == ("-4", "-1234.50")


def test_a_decimal_comma_on_request(tmp_path: Path) -> None:
    write_csv(small_table(), tmp_path / "x.csv", decimal_comma=True)
    first, second = read(tmp_path / "x.csv")[1:3]
    assert first[3] == "-1234,50"
    assert second[3] == "0,05"
    assert first[2] == "-4"


def test_more_rows_than_one_batch_have_one_heading(tmp_path: Path) -> None:
    table = pa.table({"n": pa.array(range(BATCH * 2 + 3))})
    write_csv(DescribedTable(table, (ColumnNote("n", "N"),), ABOUT), tmp_path / "x.csv")
    found = read(tmp_path / "x.csv")
    assert found[0] == ["n"]
    assert [row[0] for row in found[1:]] == [str(number) for number in range(BATCH * 2 + 3)]


def test_no_rows_give_a_heading_only(tmp_path: Path) -> None:
    described = small_table()
    write_csv(DescribedTable(described.table.slice(0, 0), described.notes, ABOUT), tmp_path / "x.csv")
    assert len(read(tmp_path / "x.csv")) == 1
