# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The real register files load with their own definitions, and the residents' test set is compared on itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pandzicht.addresses.spine_readers import SpineReader
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.readers.registry import reader_names
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.signals.scenarios import scenario_faults
from pandzicht.store.workspace import Workspace
from tests.desk import loaded, ran

CATALOGUE = Path(__file__).parent / "real_registers" / "catalogue"
ON = date(2024, 6, 11)
PEILDATUM = date(2024, 7, 1)
TURFMARKT = "0518010000385480"
HELLEVOETSLUIS = "0530010002090237"
RESIDENTS = {
    "brp_personen": ("brp-testset/personen-mock-test-data.json", 1_176),
    "brp_bewoning_json": ("brp-testset/bewoning-mock-test-data.json", 1_757),
    "brp_lo3": ("brp-testset/20220502_Testset_persoonslijsten_proefomgeving_GBA-V.csv", 2_156),
}
WOZ_IN_SPINE = {
    "brp_personen": set(),
    "brp_bewoning_json": {"0518010000842214"},
    "brp_lo3": {"0518010000842214"},
}
"""The only WOZ object that people of the test set live in: Sweelinckplein 84."""
FIGURES = {
    "leefbaarometer": ("leefbaarometer/amstelveen-wijken-2014-2022.csv", 56),
    "politie_jaar": ("politie-denhaag/misdrijven-buurt-jaar-2011-2016.csv", 6_696),
    "politie_maand": ("politie-denhaag/misdrijven-buurt-maand-2015-2016.csv", 26_784),
    "cbs_buurten": ("denhaag-gebieden/cbs-kerncijfers-GM0518-2024.json", 114),
    "cbs_wijken": ("denhaag-gebieden/cbs-kerncijfers-GM0518-2024.json", 44),
    "sbi": ("sbi/sbi-2008-mks-hierarchie.csv", 1_003),
    "sbi_boom": ("sbi/sbi_code.json", 1_350),
    "gemeenten": ("brp-testset/Tabel33-Gemeententabel.csv", 1_478),
    "meldingcategorieen": ("signalen/categories.json", 86),
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return sound_catalogue(CATALOGUE, readers=reader_names() | frozenset(SpineReader))


def _workspace(root: Path, spine: str) -> Workspace:
    return Workspace(root=root, name="real", demo=True, spine=spine, catalogue=CATALOGUE)


def test_the_definitions_are_sound(catalogue: Catalogue) -> None:
    assert list(scenario_faults(catalogue)) == []


@pytest.mark.parametrize("name", FIGURES)
def test_every_row_of_figures_and_codes_is_read(
    name: str, catalogue: Catalogue, real_data: Path, tmp_path: Path
) -> None:
    file, rows = FIGURES[name]
    workspace = _workspace(tmp_path, "bag")
    delivery = loaded(workspace, catalogue.sources[name], [real_data / file], on=ON, today=ON)
    assert delivery.counts["delivered"] == delivery.counts["admitted"] == rows


@pytest.mark.parametrize("spine", RESIDENTS)
def test_the_residents_test_set_is_compared_on_itself(
    spine: str, catalogue: Catalogue, real_data: Path, tmp_path: Path
) -> None:
    workspace = _workspace(tmp_path, spine)
    file, rows = RESIDENTS[spine]
    delivery = loaded(workspace, catalogue.sources[spine], [real_data / file], on=ON, today=ON)
    assert delivery.counts["delivered"] == rows
    woz = loaded(
        workspace, catalogue.sources["woz_json"], [real_data / "woz-mock/woz-mock-test-data.json"], on=ON, today=ON
    )
    plan = plan_run(workspace, catalogue, Dates(PEILDATUM, PEILDATUM), 7)
    folder = ran(plan, threads=1, progress=lambda *_: None).folder
    name = spine.removeprefix("brp_").removesuffix("_json")
    answers = {row["address_id"]: row for row in pq.read_table(folder / "signals.parquet").to_pylist()}
    values = {row["address_id"]: row for row in pq.read_table(folder / "indicators.parquet").to_pylist()}
    assert values[TURFMARKT][f"bewoners_{name}"] == 11
    assert answers[TURFMARKT][f"veel_inschrijvingen_{name}"] == "yes"
    assert answers[TURFMARKT][f"overbewoning_{name}"] == "unknown", "a declared spine knows no floor area"
    assert values[HELLEVOETSLUIS][f"bewoners_{name}"] == 4, (
        "of five one names another street, and history is not counted"
    )
    numbers = {row["address_no"]: name for name, row in values.items()}
    links = pq.read_table(folder / "links.parquet", columns=["source", "state", "address_no"]).to_pylist()
    valued = [link for link in links if link["source"] == "woz_json"]
    assert {link["state"] for link in valued} <= {"linked", "unlinked", "protected"}
    assert any(link["state"] == "unlinked" for link in valued), "most of its objects do not occur in this spine"
    assert {numbers[link["address_no"]] for link in valued if link["state"] == "linked"} == WOZ_IN_SPINE[spine]
    assert woz.counts["delivered"] == 65
