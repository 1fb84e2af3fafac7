# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pytest

from pandzicht.readers.findings import Findings
from pandzicht.readers.header import named, without_unnamed


def place(at: int) -> str:
    return f"line 1, field {at + 1}"


def faults_of(names: Sequence[str]) -> list[str]:
    findings = Findings("a.csv")
    named(names, place, findings)
    return [f"{fault.place}: {fault.found}" for fault in findings.faults]


def kept(names: Sequence[str], columns: Sequence[list[str | None]]) -> tuple[list[str], list[str]]:
    findings = Findings("a.csv")
    table = pa.table([pa.array(column, pa.string()) for column in columns], list(named(names, place, findings)))
    result = without_unnamed(table, names, place, findings)
    return result.column_names, [fault.found for fault in findings.faults]


def test_names_stay_as_delivered() -> None:
    assert named([" Naam ", "08.11.80"], place, Findings("a.csv")) == (" Naam ", "08.11.80")


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["a", "b", "a"], "line 1, field 3: the name 'a' stands here again, as 'a' in column 1"),
        (["Naam", "naam"], "line 1, field 2: the name 'naam' stands here again, as 'Naam' in column 1"),
        (["", "column_1"], "line 1, field 2: the name 'column_1' stands here again, as 'column_1' in column 1"),
        (["Record_No"], "line 1, field 1: the name 'Record_No' is used for the place of a row"),
    ],
)
def test_a_name_that_cannot_be_used_is_told(names: list[str], found: str) -> None:
    assert faults_of(names) == [found]


def test_a_row_number_without_name_is_named_by_its_position() -> None:
    assert kept(["", "a"], [["1", "3", "12"], ["x", "y", "z"]]) == (["column_1", "a"], [])


def test_empty_columns_without_name_are_left_out() -> None:
    assert kept(["a", "", ""], [["x"], [None], [None]]) == (["a"], [])


@pytest.mark.parametrize("values", [["1", "1"], ["1", "x"], ["1", None]])
def test_other_values_without_name_are_told(values: list[str | None]) -> None:
    assert kept(["a", ""], [["x", "y"], values])[1] == ["column 2 holds values but has no name"]


def test_two_row_numbers_without_name_are_told() -> None:
    names = ["", "a", "", ""]
    columns: list[list[str | None]] = [["1", "2"], ["x", "y"], ["1", "2"], [None, None]]
    assert kept(names, columns)[1] == ["column 1 holds values but has no name", "column 3 holds values but has no name"]
