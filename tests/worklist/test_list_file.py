# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file of a list is exactly what is seen: the same units in the same order, the same columns, all pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.compute as pc
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq
import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, ExportRefused
from pandzicht.governance.concerned import address
from pandzicht.governance.log_reading import processed_about
from pandzicht.runs.exporting import ExportAsk, Exported
from pandzicht.store.workspace import Workspace
from pandzicht.worklist import list_file
from pandzicht.worklist.criteria import CriteriaFaults
from pandzicht.worklist.list_file import write_list
from pandzicht.worklist.view import view_of
from tests.desk import desk_of
from tests.model_city import ModelCity
from tests.runs.published_city import addresses, publish_city
from tests.worklist.asking import asked, run_of

CHECK = "onrechtmatig_wonen"
QUERY = "kind=woonfunctie&not_visited=24&text=straat&order=address&column=bewoners_aantal&column=signaal_overbewoning"


def written(space: Workspace, check: str, query: str, to: Path, **how: Any) -> Exported:
    analysed = how.pop("analysed", False)
    run = run_of(space, Action.EXPORT_LIST)
    return write_list(run, check, view_of(query), ExportAsk(to, **how), analysed=analysed)


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    return publish_city(tmp_path / "city")


def test_it_holds_what_the_pages_show(model_city: ModelCity, tmp_path: Path) -> None:
    exported = written(model_city.workspace, CHECK, f"{QUERY}&page=2&size=10", tmp_path / "x.parquet")
    first = asked(model_city.workspace, CHECK, f"{QUERY}&size=200")
    rows = list(first.rows)
    for page in range(2, first.pages + 1):
        rows += asked(model_city.workspace, CHECK, f"{QUERY}&size=200&page={page}").rows
    table = pq.read_table(tmp_path / "x.parquet")
    assert exported.rows == table.num_rows == len(rows) == first.count > 10
    found = table.to_pylist()
    assert [row["unit_id"] for row in found] == [row.unit_id for row in rows]
    assert [row["waarom"] for row in found] == [row.why for row in rows]
    assert [(row["bewoners_aantal"], row["signaal_overbewoning"]) for row in found] == [row.values for row in rows]
    assert [(row["ja"], row["onbekend"], row["gebied"], row["object"]) for row in found] == [
        (row.yes, row.unknown, row.area, row.what) for row in rows
    ]
    assert {row["run"] for row in found} == {first.run}
    assert not {"punten", "plaats"} & set(table.column_names)


def test_it_is_the_same_whatever_fits_in_a_batch(
    model_city: ModelCity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(model_city.workspace, CHECK, QUERY, tmp_path / "a.parquet")
    monkeypatch.setattr(list_file, "_BATCH", 7)
    written(model_city.workspace, CHECK, QUERY, tmp_path / "b.parquet")
    assert pq.read_table(tmp_path / "a.parquet").equals(pq.read_table(tmp_path / "b.parquet"))


def test_places_and_points_come_along_when_asked(model_city: ModelCity, tmp_path: Path) -> None:
    written(model_city.workspace, CHECK, "text=laan", tmp_path / "x.parquet", analysed=True)
    table = pq.read_table(tmp_path / "x.parquet")
    assert table["plaats"].to_pylist() == sorted(table["plaats"].to_pylist())
    assert table["punten"].to_pylist() == sorted(table["punten"].to_pylist(), reverse=True)
    assert pc.all(pc.greater_equal(table["punten_hoogst"], table["punten"])).as_py()


def test_a_workbook_has_words_notes_and_what_was_asked(city: Workspace, tmp_path: Path) -> None:
    written(
        city, "wonen", "kind=woonfunctie&column=indicator_oppervlakte_m2&column=signaal_hinder", tmp_path / "x.xlsx"
    )
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Werkvoorraad"]
    title, headings, *rows = sheet.iter_rows(values_only=True)
    assert "filter kind=woonfunctie" in str(title[0])
    assert "geen bewijs" in str(title[0])
    assert "DEMO" in str(title[0])
    assert headings[-2:] == ("Gebruiksoppervlakte (m²)", "Kwamen er berichten over hinder?")
    assert len(rows) == asked(city, "wonen").count
    assert {row[-1] for row in rows} == {"ja", "nee"}
    assert "onbekend" in {row[-2] for row in rows}
    comment = sheet.cell(2, len(headings) - 1).comment
    assert comment is not None
    assert "Bron: BAG" in comment.text


def test_no_cell_is_carried_out(tmp_path: Path) -> None:
    places = addresses()
    places[0]["adres"] = "=HYPERLINK(x)"
    city = publish_city(tmp_path / "city", places=places)
    for form in ("csv", "xlsx"):
        written(city, "wonen", "", tmp_path / f"x.{form}")
    options = pc_csv.ParseOptions(delimiter=";")
    told = pc_csv.read_csv(tmp_path / "x.csv", parse_options=options)["adres"].to_pylist()
    cells = [row[0] for row in openpyxl.load_workbook(tmp_path / "x.xlsx").active.iter_rows(values_only=True)]
    for found in (told, cells):
        assert "'=HYPERLINK(x)" in found
        assert "=HYPERLINK(x)" not in found


def test_all_of_it_is_logged(city: Workspace, tmp_path: Path) -> None:
    written(city, "wonen", "size=1", tmp_path / "x.csv")
    desk = desk_of(city)
    with desk.state.transaction(reads=True) as transaction:
        for row in asked(city, "wonen").rows:
            lines = processed_about(transaction, desk.keys, address(row.address_id))
            assert "export the worklist of a check" in {line.name for line in lines}


def test_a_workbook_that_would_be_too_large_is_refused(
    city: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_file, "MAX_ROWS", 5)
    with pytest.raises(ExportRefused, match=r"the list has 6 units.*at most 5 rows"):
        written(city, "wonen", "", tmp_path / "x.xlsx")
    assert written(city, "wonen", "", tmp_path / "x.csv").rows == 6


def test_what_cannot_be_written_is_refused_and_nothing_is_there(city: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="end the name with"):
        written(city, "wonen", "", tmp_path / "x.gpkg")
    with pytest.raises(CriteriaFaults):
        written(city, "wonen", "column=nee", tmp_path / "x.csv")
    with pytest.raises(AccessDenied):
        write_list(run_of(city, Action.LIST), "wonen", view_of(""), ExportAsk(tmp_path / "x.csv"))
    assert not list(tmp_path.glob("x.*"))


def test_a_list_of_nothing_is_a_file_without_rows(city: Workspace, tmp_path: Path) -> None:
    for form in list_file.FORMS:
        assert written(city, "wonen", "text=nergens&column=bewoners_aantal", tmp_path / f"x{form}").rows == 0
