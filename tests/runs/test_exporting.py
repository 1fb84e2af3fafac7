# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import ExportRefused, NotFound
from pandzicht.exports.audience import Audience
from pandzicht.runs.exporting import ACTION_FOR, ExportAsk, Exported, export_run, export_selection
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.selecting import KeptSelection
from pandzicht.store.publish import read_json, write_json
from pandzicht.store.workspace import Workspace
from tests.desk import opened, reopened
from tests.runs.published_city import RUN, drawn, publish_city

INSPECTOR = Audience.TOEZICHTHOUDER
Sheets = dict[str, list[dict[str, object]]]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return publish_city(tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="module")
def analysed(city: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of one selection for an analyst."""
    path = tmp_path_factory.mktemp("analysed") / "x.xlsx"
    export(*drawn(city), ExportAsk(path))
    return path


def silent(_label: str, _part: float) -> None:
    """Nobody is told of the progress."""


def export(run: OpenRun, kept: KeptSelection, ask: ExportAsk) -> Exported:
    return export_selection(reopened(run, ACTION_FOR[ask.audience]), kept, ask, progress=silent)


def sheets(path: Path) -> Sheets:
    """Every sheet as rows by heading."""
    found: Sheets = {}
    for worksheet in openpyxl.load_workbook(path):
        heading, *rows = list(worksheet.iter_rows(min_row=2, values_only=True))
        found[worksheet.title] = [dict(zip(map(str, heading), row, strict=True)) for row in rows]
    return found


def test_an_analyst_sees_the_list_by_address_and_the_order_apart(city: Workspace, analysed: Path) -> None:
    _, kept = drawn(city)
    book = sheets(analysed)
    assert [row["Adres"] for row in book["Werkvoorraad"]] == [
        f"Dorpsstraat {number}, 2511CA Duinrijk" for number in (15, 16, 18, 20)
    ]
    assert [row["Eenheid"] for row in book["Rangorde"]] == kept.units["unit_id"].to_pylist()
    assert [row["Stratum"] for row in book["Rangorde"]] == kept.units["stratum"].to_pylist()
    assert book["Werkvoorraad"][3]["Redenen"] == "5 personen ingeschreven op 70 m²"


def test_the_points_of_the_explanation_sum_to_the_score_of_the_order(analysed: Path) -> None:
    book = sheets(analysed)
    for row in book["Rangorde"]:
        counted = [line["Punten"] for line in book["Uitleg"] if line["Eenheid"] == row["Eenheid"]]
        assert sum(int(str(points)) for points in counted) == row["Punten"]


def test_every_link_of_the_list_leads_to_a_row_of_its_own_address(analysed: Path) -> None:
    book = openpyxl.load_workbook(analysed)
    headings = [cell.value for cell in book["Werkvoorraad"][2]]
    followed = 0
    for row in book["Werkvoorraad"].iter_rows(min_row=3):
        for name in ("Uitleg", "Indicatoren", "Bron"):
            formula = str(row[headings.index(name)].value)
            place = formula.partition("'!")[2].partition('"')[0]
            assert book[name][place].value == row[0].value
            followed += 1
    assert followed == 12


def test_the_rows_behind_a_count_are_as_many_as_the_count(analysed: Path) -> None:
    book = sheets(analysed)
    for unit in book["Indicatoren"]:
        own = [row for row in book["Bron"] if row["Object"] == unit["Adresseerbaar object"]]
        registered = [row for row in own if "Ingeschreven personen" in str(row["Telt voor"])]
        assert len(registered) == unit["Ingeschreven personen"]


def test_a_row_tells_its_delivery_place_and_values(analysed: Path) -> None:
    rows = [row for row in sheets(analysed)["Bron"] if row["Bron"] == "Bewoning"]
    assert rows[0]["Plaats"] == "bewoning.csv: regel 9"
    assert rows[0]["Rij"] == "00000000000003ef"
    assert str(rows[0]["Levering"])[:10] == "2026-02-20"
    assert rows[0]["Waarden"] == (
        "persoon: ander-4; object: 0000000000000001; straat: x; nummer: 16; van (vroegst): 01-01-2020; "
        "van (laatst): 01-01-2020; soort: woonadres"
    )


def words_in(path: Path) -> set[str]:
    """Every word that a workbook shows, in its sheets, their notes and its properties."""
    book = openpyxl.load_workbook(path)
    texts = [*book.sheetnames, str(book.properties)]
    for worksheet in book:
        for row in worksheet.iter_rows():
            for cell in row:
                texts += [str(cell.value), cell.comment.text if cell.comment else ""]
    return set(re.findall(r"[^\W\d_]+", " ".join(texts).lower()))


def test_an_inspector_sees_no_trace_of_points_strata_signals_or_persons(city: Workspace, tmp_path: Path) -> None:
    run, kept = drawn(city)
    export(run, kept, ExportAsk(tmp_path / "x.xlsx", INSPECTOR))
    book = sheets(tmp_path / "x.xlsx")
    assert list(book) == ["Werkvoorraad", "Indicatoren", "Bron", "Verantwoording"]
    words = words_in(tmp_path / "x.xlsx")
    drawn_words = {"stratum", "strata", "control", "challenger", "top", "manual", "insluitkans", "zaad", "seed"}
    scored_words = {"punten", "score", "rank", "rangorde", "redenen", "hinder"}
    assert words.isdisjoint(drawn_words | scored_words)
    assert {"persoon", "ander", "vertrokken"}.isdisjoint(words)
    assert {"adres", "bewoning", "ingeschreven"} <= words
    archive = zipfile.ZipFile(tmp_path / "x.xlsx")
    assert not any(b"conditionalFormatting" in archive.read(name) for name in archive.namelist())


def test_both_see_which_units_a_colleague_visits_too(city: Workspace, tmp_path: Path) -> None:
    run, kept = drawn(city)
    for audience in Audience:
        export(run, kept, ExportAsk(tmp_path / f"{audience}.xlsx", audience))
        rows = list(openpyxl.load_workbook(tmp_path / f"{audience}.xlsx")["Werkvoorraad"].iter_rows(min_row=2))
        at = [cell.value for cell in rows[0]].index("Tweede bezoek")
        told = [row[at].value for row in rows[1:]]
        assert told.count("door een collega") == len(kept.second_visits) == 1


def test_an_inspector_sees_the_same_facts_of_every_unit_with_source_and_day(city: Workspace, tmp_path: Path) -> None:
    run, kept = drawn(city)
    export(run, kept, ExportAsk(tmp_path / "x.xlsx", INSPECTOR))
    worksheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Indicatoren"]
    headings = {cell.value: cell for cell in worksheet[2]}
    assert "Bron: Bewoning, levering van 20-02-2026" in headings["Ingeschreven personen"].comment.text
    assert {"Ingeschreven personen", "Gebruiksoppervlakte (m²)"} <= set(headings)
    assert "Berichten over hinder" not in headings
    assert worksheet.cell(4, headings["Gebruiksoppervlakte (m²)"].column).value == "onbekend"


def otherwise_drawn(kept: KeptSelection, folder: Path) -> KeptSelection:
    """The same units under the same name, drawn for other reasons: another stratum, rank, score and order."""
    folder.mkdir()
    units = kept.units
    strata = ["control", "top", "challenger", "manual"][: units.num_rows]
    changed = {
        "stratum": pa.array(strata),
        "inclusion_probability": pa.array([0.1, 1.0, 0.7, None][: units.num_rows], pa.float64()),
        "rank": pa.array(range(40, 40 + units.num_rows), pa.int32()),
        "score": pa.array([9] * units.num_rows, units.schema.field("score").type),
        "reasons": pa.array([["hinder"]] * units.num_rows, units.schema.field("reasons").type),
        "manual_reason": pa.array(["buren"] * units.num_rows),
    }
    for name, column in changed.items():
        units = units.set_column(units.column_names.index(name), name, column)
    pq.write_table(units.take(list(reversed(range(units.num_rows)))), folder / "selection.parquet")
    pq.write_table(kept.frame.slice(1), folder / "frame.parquet")
    account = kept.account | {"seed": 99, "could_pass_cut_off": 7, "frame_size": 3}
    return KeptSelection(kept.selection_id, folder, account | {"strata": {"top": 1, "control": 3}})


@pytest.mark.parametrize("form", ["xlsx", "csv", "parquet", "gpkg"])
@pytest.mark.parametrize(("check", "size"), [("wonen", 4), ("panden", 2)])
def test_two_selections_that_differ_in_stratum_only_are_byte_equal_for_an_inspector(
    city: Workspace, tmp_path: Path, form: str, check: str, size: int
) -> None:
    run, kept = drawn(city, check, size)
    other = otherwise_drawn(kept, tmp_path / "other")
    for name, selection in (("a", kept), ("b", other)):
        export(run, selection, ExportAsk(tmp_path / f"{name}.{form}", INSPECTOR))
    assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()


def test_the_same_selection_gives_an_analyst_the_same_bytes_too(
    city: Workspace, analysed: Path, tmp_path: Path
) -> None:
    export(*drawn(city), ExportAsk(tmp_path / "x.xlsx"))
    assert (tmp_path / "x.xlsx").read_bytes() == analysed.read_bytes()


def test_the_account_tells_all_that_is_needed_to_recompute(city: Workspace, tmp_path: Path) -> None:
    run, kept = drawn(city, manual={"0518010000000003": "tip van de wijkagent"})
    export(run, kept, ExportAsk(tmp_path / "x.xlsx"))
    lines = sheets(tmp_path / "x.xlsx")["Verantwoording"]
    told = {str(line["Gegeven"]): line["Waarde"] for line in lines}
    notes = {str(line["Gegeven"]): str(line["Toelichting"]) for line in lines}
    assert told["Run"] == RUN
    assert told["Zaad van de trekking"] == 3
    assert told["Zaad van de run"] == 7
    assert told["Hash van de definities"] == run.manifest["inputs"]["definitions"]
    assert told["addresses.parquet"] == "sha256 " + "ef" * 32
    assert told["Som van de insluitkansen"] == 4
    assert (told["Stratum top"], told["Stratum control"], told["Stratum manual"]) == (2, 2, 1)
    assert notes["Stratum control"] == "insluitkans 0,500000 tot 0,500000"
    assert told["Rechtsgrond"] == "Huisvestingswet 2014 art. 21 (te_toetsen)"
    assert told["hennep"] == "cannot be activated without dpia, iama"
    assert told["bewoning: niet gekoppeld"] == 1
    assert str(told["Let op"]).startswith("DEMO")
    assert notes["overbewoning"].endswith("Ernst: zwaar.")


def test_a_verified_basis_and_the_classification_are_told(city: Workspace, tmp_path: Path) -> None:
    run, kept = drawn(city, "panden", 2)
    export(run, kept, ExportAsk(tmp_path / "x.xlsx"))
    lines = sheets(tmp_path / "x.xlsx")["Verantwoording"]
    told = {str(line["Gegeven"]): (line["Waarde"], str(line["Toelichting"])) for line in lines}
    assert told["Rechtsgrond"] == ("Bbl art. 2.1", "geverifieerd door Jurist op 02-01-2026. EN: verified")
    assert told["AI-verordening"] == (
        "geen_ai_systeem, publicatiecategorie B",
        "Vaste punten EN: Class under the AI act",
    )


def test_a_declared_spine_is_said_on_every_sheet_and_in_every_row(tmp_path: Path) -> None:
    run, kept = drawn(publish_city(tmp_path / "city", verified=True, declared=True))
    export(run, kept, ExportAsk(tmp_path / "x.xlsx", INSPECTOR))
    for worksheet in openpyxl.load_workbook(tmp_path / "x.xlsx"):
        assert "Geen BAG: bron bewoning" in worksheet["A1"].value
        assert "DEMO" not in worksheet["A1"].value
    export(run, kept, ExportAsk(tmp_path / "x.parquet"))
    assert set(pq.read_table(tmp_path / "x.parquet")["caveat"].to_pylist()) == {"GEEN BAG, adressen uit bewoning"}


def test_a_pand_counts_once_and_shows_all_its_addresses_in_the_frame(city: Workspace, tmp_path: Path) -> None:
    run, kept = drawn(city, "panden", 2)
    done = export(run, kept, ExportAsk(tmp_path / "x.xlsx"))
    book = sheets(tmp_path / "x.xlsx")
    assert done.rows == 4
    assert [(row["Pand"], row["Adressen"]) for row in book["Werkvoorraad"]] == [
        ("0518100000000001", 2),
        ("0518100000000000", 2),
    ]
    assert [row["Eenheid"] for row in book["Indicatoren"]] == ["0518100000000001"] * 2 + ["0518100000000000"] * 2
    assert {row["Object"] for row in book["Bron"]} == {None, *(f"051801000000000{number}" for number in (0, 2, 3))}


def test_a_pand_added_by_hand_outside_the_frame_is_shown_by_its_first_address(city: Workspace, tmp_path: Path) -> None:
    run, kept = drawn(city, "panden", 2, {"0518100000000002": "tip"})
    export(run, kept, ExportAsk(tmp_path / "x.xlsx"))
    book = sheets(tmp_path / "x.xlsx")
    by_hand = [row for row in book["Rangorde"] if row["Stratum"] == "manual"]
    assert [(row["Eenheid"], row["Handmatig"]) for row in by_hand] == [("0518100000000002", "tip")]
    assert [row["Adresseerbaar object"] for row in book["Werkvoorraad"] if row["Pand"] == "0518100000000002"] == [
        "0518010000000004"
    ]


def test_without_source_rows_the_workbook_has_none(city: Workspace, tmp_path: Path) -> None:
    run, kept = drawn(city)
    export(run, kept, ExportAsk(tmp_path / "x.xlsx", rows=False))
    book = sheets(tmp_path / "x.xlsx")
    assert book["Bron"] == []
    assert {row["Bron"] for row in book["Werkvoorraad"]} == {None}


def test_a_workbook_that_is_too_large_is_refused_and_nothing_is_written(
    city: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pandzicht.exports.workbook.MAX_ROWS", 8)
    run, kept = drawn(city)
    with pytest.raises(ExportRefused, match=r"sheet Uitleg would have 12 rows"):
        export(run, kept, ExportAsk(tmp_path / "x.xlsx"))
    assert list(tmp_path.iterdir()) == []


def test_a_list_for_an_analyst_stands_in_order_of_rank_with_what_the_draw_says(city: Workspace, tmp_path: Path) -> None:
    run, kept = drawn(city)
    export(run, kept, ExportAsk(tmp_path / "x.parquet"))
    found = pq.read_table(tmp_path / "x.parquet")
    for name in ("unit_id", "stratum", "inclusion_probability", "rank", "score"):
        assert found[name].to_pylist() == kept.units[name].to_pylist()
    assert found["signaal_overbewoning"].to_pylist() == ["yes", "no", "no", "unknown"]
    assert found["reasons"].to_pylist() == ["overbewoning", "niemand_ingeschreven", "hinder", ""]


def test_a_list_for_an_inspector_has_facts_in_the_order_of_addresses(city: Workspace, tmp_path: Path) -> None:
    run, kept = drawn(city)
    export(run, kept, ExportAsk(tmp_path / "x.csv", INSPECTOR))
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert [row["huisnummer"] for row in rows] == ["15", "16", "18", "20"]
    assert [row["bewoners_aantal"] for row in rows] == ["0", "1", "1", "5"]
    assert "signaal_hinder" not in rows[0]
    assert "hinder_aantal" not in rows[0]


def test_the_whole_table_of_a_run_has_every_address_and_everything_of_the_check(
    city: Workspace, tmp_path: Path
) -> None:
    run = opened(city, action=Action.EXPORT_RUN)
    done = export_run(run, "wonen", ExportAsk(tmp_path / "x.parquet"))
    found = pq.read_table(tmp_path / "x.parquet")
    assert done.rows == found.num_rows == run.addresses.num_rows
    assert done.columns == found.num_columns
    assert found["address_id"].to_pylist() == run.addresses["address_id"].to_pylist()
    assert found["bewoners_aantal"].equals(run.indicators["bewoners_aantal"])
    assert found["indicator_oppervlakte_m2"].equals(run.indicators["oppervlakte_m2"])
    for signal in ("overbewoning", "niemand_ingeschreven", "hinder"):
        assert found[f"signaal_{signal}"].equals(run.signals[signal])
    assert sorted(found["rank"].to_pylist()) == [1, 2, 3, 4, 5, 6]


def test_outside_the_frame_there_is_no_place(city: Workspace, tmp_path: Path) -> None:
    export_run(opened(city, action=Action.EXPORT_RUN), "panden", ExportAsk(tmp_path / "x.parquet"))
    found = pq.read_table(tmp_path / "x.parquet").to_pydict()
    assert found["in_frame"] == [True, True, True, True, False, True]
    assert found["rank"] == [1, 1, 3, 3, None, 2]
    assert found["unit_id"][5] == found["address_id"][5]
    assert "hinder_aantal" not in found


def test_a_map_says_how_many_addresses_have_no_coordinates(city: Workspace, tmp_path: Path) -> None:
    done = export_run(opened(city, action=Action.EXPORT_RUN), "wonen", ExportAsk(tmp_path / "x.gpkg"))
    assert (done.rows, done.left_out) == (5, 1)
    assert pyogrio.read_info(tmp_path / "x.gpkg")["features"] == 5


def test_the_whole_table_as_sqlite_explains_its_columns(city: Workspace, tmp_path: Path) -> None:
    done = export_run(opened(city, action=Action.EXPORT_RUN), "wonen", ExportAsk(tmp_path / "x.sqlite"))
    assert done.rows == 6
    assert (tmp_path / "x.sqlite").read_bytes().startswith(b"SQLite format 3")


def test_the_whole_table_is_not_for_inspectors(city: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="for analysts only; export a selection for toezichthouder"):
        export_run(opened(city, action=Action.EXPORT_RUN), "wonen", ExportAsk(tmp_path / "x.csv", INSPECTOR))
    assert list(tmp_path.iterdir()) == []


Refusal = Callable[[Workspace, Path], Exported]


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (
            lambda city, at: export_run(opened(city, action=Action.EXPORT_RUN), "wonen", ExportAsk(at / "x.xlsx")),
            r"end the name with one of \.par",
        ),
        (lambda city, at: export(*drawn(city), ExportAsk(at / "x.sqlite")), r"one of \.xlsx, \.csv, \.parquet, \.gpkg"),
        (lambda city, at: export(*drawn(city), ExportAsk(at / "x.xlsx", decimal_comma=True)), r"is for \.csv only"),
    ],
)
def test_a_form_that_does_not_fit_is_refused(city: Workspace, tmp_path: Path, refused: Refusal, said: str) -> None:
    with pytest.raises(ExportRefused, match=said):
        refused(city, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_check_that_is_idle_is_refused_with_the_reason(city: Workspace, tmp_path: Path) -> None:
    with pytest.raises(
        NotFound, match=r"'hennep' is not active: cannot be activated without dpia, iama.*it has panden, wonen"
    ):
        export_run(opened(city, action=Action.EXPORT_RUN), "hennep", ExportAsk(tmp_path / "x.csv"))


def test_a_check_that_does_not_exist_is_refused_with_those_that_do(city: Workspace, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=f"'wnen' is not in run {RUN}; it has panden, wonen"):
        export_run(opened(city, action=Action.EXPORT_RUN), "wnen", ExportAsk(tmp_path / "x.csv"))


def test_a_source_outside_the_purpose_of_the_check_is_not_read(tmp_path: Path) -> None:
    space = publish_city(tmp_path / "city")
    path = space.runs / RUN / "definitions.json"
    definitions = read_json(path)
    definitions["sources"]["bewoning"]["purposes"] = ["adreskwaliteit"]
    write_json(path, definitions)
    with pytest.raises(Exception, match="its purposes are adreskwaliteit"):
        export_run(opened(space, action=Action.EXPORT_RUN), "wonen", ExportAsk(tmp_path / "x.csv"))


def test_progress_is_told_per_unit(city: Workspace, tmp_path: Path) -> None:
    run, kept = drawn(city)
    told: list[float] = []
    run = reopened(run, Action.EXPORT_SELECTION)
    export_selection(run, kept, ExportAsk(tmp_path / "x.xlsx"), progress=lambda _label, part: told.append(part))
    assert told == [0, 0.25, 0.5, 0.75]


def test_a_formula_in_a_register_is_harmless_in_every_sheet(tmp_path: Path) -> None:
    space = publish_city(tmp_path / "city")
    path = space.runs / RUN / "addresses.parquet"
    table = pq.read_table(path)
    harmful = pa.array(["=1+1"] * table.num_rows)
    for name in ("adres", "gebruiksdoelen"):
        table = table.set_column(table.column_names.index(name), name, harmful)
    pq.write_table(table, path)
    run, kept = drawn(space)
    export(run, kept, ExportAsk(tmp_path / "x.xlsx"))
    found = 0
    for worksheet in openpyxl.load_workbook(tmp_path / "x.xlsx"):
        for row in worksheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or str(cell.value).startswith("=HYPERLINK(\"#'")
                found += cell.value == "'=1+1"
    assert found > 10


def test_the_manifest_may_lack_counts_of_links(tmp_path: Path) -> None:
    space = publish_city(tmp_path / "city")
    path = space.runs / RUN / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["facts"].pop("links")
    del manifest["inputs"]["deliveries"]["meldingen"]
    write_json(path, manifest)
    run, kept = drawn(space)
    export(run, kept, replace(ExportAsk(tmp_path / "x.xlsx"), rows=False))
    lines = sheets(tmp_path / "x.xlsx")["Verantwoording"]
    assert {line["Waarde"] for line in lines if line["Gegeven"] == "meldingen"} == {"Meldingen: geen levering"}


def test_figures_that_have_no_rows_in_the_workbook_are_named(city: Workspace, tmp_path: Path) -> None:
    run, kept = drawn(city, "panden", 2)
    export(run, kept, ExportAsk(tmp_path / "x.xlsx", INSPECTOR))
    lines = sheets(tmp_path / "x.xlsx")["Verantwoording"]
    assert [line["Waarde"] for line in lines if line["Gegeven"] == "Zonder rijen op Bron"] == ["Hinder per straat"]


def test_a_place_without_a_pand_is_listed_as_a_unit_of_its_own(city: Workspace, tmp_path: Path) -> None:
    run, kept = drawn(city, "panden", 3)
    export(run, kept, ExportAsk(tmp_path / "x.xlsx", INSPECTOR))
    work = sheets(tmp_path / "x.xlsx")["Werkvoorraad"]
    assert [(row["Adresseerbaar object"], row["Pand"], row["Adressen"]) for row in work] == [
        ("0518010000000005", None, 1),
        ("0518010000000002", "0518100000000001", 2),
        ("0518010000000000", "0518100000000000", 2),
    ]
