# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A list that people made: read in its order, and every fault told at once without telling what may not be seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from pandzicht.governance.actor import Grant
from pandzicht.ranking.selection import Manual
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.people_list import ListFaults, pasted_list, people_list
from tests.desk import ANYBODY, desk_in, opened
from tests.model_city import ModelCity

CHECK = "onrechtmatig_wonen"


@pytest.fixture
def run(model_city: ModelCity, tmp_path: Path) -> OpenRun:
    return opened(model_city.workspace, desk=desk_in(tmp_path))


def read(run: OpenRun, path: Path, *lines: str, check: str = CHECK) -> tuple[Manual, ...]:
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return people_list(run, run.catalogue.checks[check], path)


def faults(run: OpenRun, path: Path, *lines: str) -> list[str]:
    with pytest.raises(ListFaults) as found:
        read(run, path, *lines)
    return [str(fault) for fault in found.value.faults]


def test_a_unit_is_named_by_its_id_or_its_address_and_stands_in_the_order_of_the_list(
    run: OpenRun, tmp_path: Path
) -> None:
    ids, lines = (run.addresses[name].to_pylist() for name in ("address_id", "adres"))
    told = read(run, tmp_path / "lijst.csv", "Adres;Reden", f'"{lines[7].upper()}"; tip ', f"{ids[3]};klacht van buren")
    assert told == (Manual(ids[7], "tip"), Manual(ids[3], "klacht van buren"))


def test_an_address_stands_for_its_pand_where_a_pand_is_the_unit(run: OpenRun, tmp_path: Path) -> None:
    pand = f"{run.addresses['pand_id'][7].as_py():016d}"
    line = run.addresses["adres"][7].as_py()
    for text in (pand, line):
        told = read(run, tmp_path / "lijst.csv", "eenheid;reden", f'"{text}";tip', check="brandveiligheid")
        assert told == (Manual(pand, "tip"),)


def test_a_workbook_does_as_well(run: OpenRun, tmp_path: Path) -> None:
    book = Workbook()
    unit = run.addresses["address_id"][5].as_py()
    for row in (("unit", "reason", "wie"), (unit, "gemeld door de brandweer", "Els")):
        book.active.append(row)
    book.save(tmp_path / "lijst.xlsx")
    told = people_list(run, run.catalogue.checks[CHECK], tmp_path / "lijst.xlsx")
    assert told == (Manual(unit, "gemeld door de brandweer"),)


def test_all_faults_are_told_at_once_with_their_place(run: OpenRun, tmp_path: Path) -> None:
    unit = run.addresses["address_id"][5].as_py()
    remedy = "give its id, or street, number and woonplaats; check the spelling"
    found = faults(run, tmp_path / "l.csv", "eenheid;reden", f"{unit};tip", ";tip", "nergens 1;", f"{unit};nog eens")
    assert found == [
        "l.csv: record 2, column 'eenheid': is empty; name the unit",
        f"l.csv: record 3, column 'eenheid': 'nergens 1' names no unit of this run; {remedy}",
        "l.csv: record 3, column 'reden': is empty; say why people would look there",
        f"l.csv: record 4, column 'eenheid': '{unit}' is a unit that stands in the list before; name every unit once",
    ]


def test_a_list_without_its_columns_or_that_is_no_table_is_refused(run: OpenRun, tmp_path: Path) -> None:
    assert [text.partition(":")[2][:26] for text in faults(run, tmp_path / "l.csv", "straat;wie", "a;b")] == [
        " has no column 'eenheid'; ",
        " has no column 'reden'; ad",
    ]
    with pytest.raises(ListFaults, match="does not exist"):
        people_list(run, run.catalogue.checks[CHECK], tmp_path / "geen.csv")


def test_an_address_of_another_area_is_as_one_that_does_not_exist(
    model_city: ModelCity, run: OpenRun, tmp_path: Path
) -> None:
    areas = run.addresses["buurtcode"].to_pylist()
    here = areas[0]
    other = next(number for number, area in enumerate(areas) if area != here)
    actor = replace(ANYBODY, grants=(Grant("alles", areas=frozenset({here})),))
    seen = opened(model_city.workspace, desk=desk_in(tmp_path, actor=actor))
    for column in ("address_id", "adres"):
        text = str(run.addresses[column][other].as_py())
        own = faults(seen, tmp_path / "l.csv", "eenheid;reden", f'"{text}";tip')
        absent = faults(seen, tmp_path / "l.csv", "eenheid;reden", '"nergens 1";tip')
        assert [line.replace(text, "nergens 1") for line in own] == absent
        assert len(read(run, tmp_path / "l.csv", "eenheid;reden", f'"{text}";tip')) == 1


def test_two_columns_of_a_spreadsheet_may_be_pasted(run: OpenRun) -> None:
    ids, lines = (run.addresses[name].to_pylist() for name in ("address_id", "adres"))
    check = run.catalogue.checks[CHECK]
    told = pasted_list(run, check, f"{lines[7]}\ttip; van de buurt\r\n\r\n{ids[3]};klacht\r\n")
    assert told == (Manual(ids[7], "tip; van de buurt"), Manual(ids[3], "klacht"))
    with pytest.raises(ListFaults, match=r"line 1, unit: 'nergens 1' names no unit") as found:
        pasted_list(run, check, f"nergens 1;tip\n{ids[3]}")
    assert str(found.value.faults[1]) == "list: line 2, reason: is empty; say why people would look there"
    with pytest.raises(ListFaults, match="names no unit"):
        pasted_list(run, check, " \n")
