# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Delimited text: separators, marks and encodings as asked, and no silent damage."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from pandzicht.modelcity.write_csv import CsvForm, write_csv

TABLE = pa.table({"straat": ["Coöperatielaan", None], "n": ["1", "2"]})


@pytest.mark.parametrize(
    ("form", "content"),
    [
        (CsvForm(), "straat;n\nCoöperatielaan;1\n;2\n".encode()),
        (CsvForm(mark=True, end="\r\n"), "\ufeffstraat;n\r\nCoöperatielaan;1\r\n;2\r\n".encode()),
        (CsvForm(encoding="cp1252"), "straat;n\nCoöperatielaan;1\n;2\n".encode("cp1252")),
        (CsvForm(encoding="utf-16-le", mark=True), "straat;n\nCoöperatielaan;1\n;2\n".encode("utf-16")),
        (CsvForm(delimiter=",", quoted=True), '"straat","n"\n"Coöperatielaan","1"\n,"2"\n'.encode()),
        (CsvForm(before=("PublicatieDatum;x",)), "PublicatieDatum;x\nstraat;n\nCoöperatielaan;1\n;2\n".encode()),
    ],
)
def test_a_table_is_written_as_asked(tmp_path: Path, form: CsvForm, content: bytes) -> None:
    write_csv(tmp_path / "deep" / "file.csv", TABLE, form)
    assert (tmp_path / "deep" / "file.csv").read_bytes() == content


def test_a_value_that_would_break_the_line_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(pa.ArrowInvalid):
        write_csv(tmp_path / "file.csv", pa.table({"a": ["x;y"]}))
