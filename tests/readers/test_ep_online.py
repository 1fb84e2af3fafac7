# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Energy labels with any number of lines before the header, in the old and the new layout."""

from __future__ import annotations

import pytest

from pandzicht.definitions.source import Format
from pandzicht.readers.ep_online import read_ep_online as read
from tests.readers.conftest import Deliver, Told, check_contract, rows

SHARED = "Pand_opnamedatum;Pand_energieklasse;Pand_registratiedatum;Pand_postcode;Pand_huisnummer"
NEW = f"{SHARED};Pand_huisletter;Pand_huisnummertoevoeging"
OLD = f"{SHARED};Pand_huisnummer_toev"
BEFORE = [
    "PublicatieDatum;01-03-2026",
    "LaatstVerwerkteMutatievolgnummer;18734512",
    "Opmerking;Pand_opnamedatum volgt",
    "",
]


@pytest.mark.parametrize("count", [0, 1, 2, 4])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_lines_before_the_header_are_passed_over(deliver: Deliver, count: int, end: str) -> None:
    lines = [*BEFORE[:count], NEW, "20210312;A+++;20210319;9911AB;12;A;2", "20210312;G;20210319;9911AB;14;;"]
    delivered = read([deliver("v.csv", "\ufeff" + end.join([*lines, ""]))], Format())
    check_contract(delivered)
    found = rows(delivered)
    assert [row["record_no"] for row in found] == [1, 2]
    assert found[0]["Pand_opnamedatum"] == "20210312"
    assert (found[0]["Pand_huisletter"], found[0]["Pand_huisnummertoevoeging"]) == ("A", "2")
    assert "Pand_huisletter" not in found[1]


def test_the_old_layout_and_quoted_names_are_read(deliver: Deliver) -> None:
    quoted = ";".join(f'"{name}"' for name in OLD.split(";"))
    found = rows(read([deliver("v.csv", f"{BEFORE[0]}\n{quoted}\n20210312;D;20210319;9911AB;12;A 2\n")], Format()))
    assert found[0]["Pand_huisnummer_toev"] == "A 2"


def test_a_fault_is_told_at_its_line_in_the_file(deliver: Deliver, told: Told) -> None:
    text = "\n".join([*BEFORE[:2], NEW, "20210312;A;20210319;9911AB;12;A;2", "20210312;A;20210319"])
    (fault,) = told(read, deliver("v.csv", text))
    assert "v.csv: line 5" in fault
    assert "3 fields where the header has 7" in fault


def test_without_its_header_the_file_is_told(deliver: Deliver, told: Told) -> None:
    (fault,) = told(read, deliver("v.csv", "naam;straat\nx;y\n"))
    assert "v.csv: line 1: no line begins with 'Pand_opnamedatum'; the first line is 'naam;straat'" in fault


def test_columns_that_lack_are_told_together(deliver: Deliver, told: Told) -> None:
    faults = told(read, deliver("v.csv", "Pand_opnamedatum;Pand_energieklasse\n20210312;A\n"))
    assert [fault.split("'")[1] for fault in faults] == ["Pand_registratiedatum", "Pand_postcode", "Pand_huisnummer"]
    assert told(read, deliver("v.csv", NEW.replace(";", ",") + "\n1,2\n"))
