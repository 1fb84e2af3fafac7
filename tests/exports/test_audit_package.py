# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A package is whole on disk or not there, explains every column, and replaces nothing that is no package."""

from __future__ import annotations

import csv
import io
import json
from hashlib import sha256
from pathlib import Path

import pytest

from pandzicht.errors import ExportRefused
from pandzicht.exports.audit_package import package_files, write_package
from tests.audit.made_package import NAME, made_selection

FILES = package_files([made_selection(1)], "1.0")


def test_every_file_is_named_with_its_hash() -> None:
    contents = json.loads(FILES["package.json"])
    assert contents["files"] == {
        name: sha256(text.encode()).hexdigest() for name, text in FILES.items() if name != "package.json"
    }


def test_every_column_of_every_table_is_explained_in_both_languages() -> None:
    rows = list(csv.DictReader(io.StringIO(FILES["data-dictionary.csv"])))
    told = {(row["file"], row["column"]) for row in rows}
    tables = {
        name.split("/")[1]: text for name, text in FILES.items() if name.startswith(NAME) and name.endswith("csv")
    }
    assert told == {(file, column) for file, text in tables.items() for column in text.splitlines()[0].split(",")}
    assert all(row["nl"] and row["en"] and row["nl"] != row["en"] for row in rows)


def test_the_order_of_the_lines_says_nothing_of_the_order_of_the_check() -> None:
    for table in ("frame", "selection", "outcomes"):
        units = [line.split(",")[0] for line in FILES[f"{NAME}/{table}.csv"].splitlines()[1:]]
        assert units == sorted(units)


@pytest.mark.parametrize("name", ["package", "package.zip"])
def test_what_stands_there_is_replaced_only_when_asked(tmp_path: Path, name: str) -> None:
    write_package(FILES, tmp_path / name)
    with pytest.raises(ExportRefused, match="exists already"):
        write_package(FILES, tmp_path / name)
    write_package(FILES, tmp_path / name, force=True)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_of_something_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis/chapter1.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(ExportRefused, match="name a new folder"):
        write_package(FILES, tmp_path / "thesis", force=True)
    assert (tmp_path / "thesis/chapter1.txt").is_file()


def test_a_place_that_is_not_there_is_said(tmp_path: Path) -> None:
    for name in ("gone/package", "gone/package.zip"):
        with pytest.raises(ExportRefused, match="does not exist; make it first"):
            write_package(FILES, tmp_path / name)
