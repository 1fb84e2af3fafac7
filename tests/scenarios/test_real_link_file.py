# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Real register files linked as somebody's tables, to addresses that one of them declares and to a real BAG extract."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.addresses.spine_readers import SpineReader
from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.definitions.source import Role
from pandzicht.linking.tier import State
from pandzicht.readers.registry import reader_names
from pandzicht.runs.link_file import FileAsk, link_file
from pandzicht.runs.link_table import LinkedTable
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.engine import Engine
from pandzicht.store.workspace import Workspace
from tests.desk import loaded, operating

CATALOGUE = Path(__file__).parent / "real_registers" / "catalogue"
ON, PEILDATUM = date(2024, 6, 11), date(2024, 7, 1)
TURFMARKT = "0518010000385480"
FILES = {
    "08.11.80": "brp-testset/20220502_Testset_persoonslijsten_proefomgeving_GBA-V.csv",
    "verblijfplaats.adresseerbaarObjectIdentificatie": "brp-testset/bewoning-mock-test-data.json",
}
EXTRACT = "bag-extract/BAGNLDL-15092020-small.zip"


@pytest.fixture(scope="module")
def declared(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Catalogue]:
    """A workspace whose addresses are those of the persons of the residents' test set."""
    root = tmp_path_factory.mktemp("declared")
    workspace = Workspace(root=root, name="real", demo=True, spine="brp_personen", catalogue=CATALOGUE)
    catalogue = sound_catalogue(CATALOGUE, readers=reader_names() | frozenset(SpineReader))
    file = real_data / "brp-testset/personen-mock-test-data.json"
    loaded(workspace, catalogue.sources["brp_personen"], [file], on=ON, today=ON)
    return workspace, catalogue


def link(place: tuple[Workspace, Catalogue], file: Path, out: Path, on: date) -> LinkedTable:
    workspace, catalogue = place
    with operating(workspace, Action.LINK) as operation:
        return link_file(workspace, operation, catalogue, FileAsk(file=file, out=out, on=on, known=on), threads=1)


@pytest.mark.parametrize(("id_column", "file"), FILES.items())
def test_a_register_links_to_the_addresses_of_another(
    declared: tuple[Workspace, Catalogue], real_data: Path, tmp_path: Path, id_column: str, file: str
) -> None:
    found = link(declared, real_data / file, tmp_path / "uit.csv", PEILDATUM)
    assert found.stands_in == "brp_personen"
    assert found.roles.of[Role.OBJECT_ID] == id_column
    assert found.rows() == found.table.num_rows > 1_000
    assert sum(found.rows(state) for state in State) == found.rows()
    assert found.rows(State.PROTECTED) == 0
    there = [row for row in found.table.to_pylist() if row[id_column] == TURFMARKT]
    assert len(there) == 11
    assert {(row["uitkomst"], row["address_id"]) for row in there} == {("gekoppeld", there[0]["address_id"])}


def test_what_a_register_holds_of_persons_is_not_in_the_result(
    declared: tuple[Workspace, Catalogue], real_data: Path, tmp_path: Path
) -> None:
    found = link(declared, real_data / FILES["08.11.80"], tmp_path / "uit.csv", PEILDATUM)
    refused = set(found.roles.refused)
    assert {"01.01.20", "01.02.40", "01.04.10", "persoon"} <= refused, "number, name, sex, and the number again"
    assert refused.isdisjoint(found.table.column_names)
    assert ";999993653;" not in (tmp_path / "uit.csv").read_text(encoding="utf-8-sig").replace('"', "")


def test_rows_that_name_the_addresses_of_a_real_extract_find_them(root: Path, real_data: Path, tmp_path: Path) -> None:
    workspace = Workspace(root=tmp_path / "w", name="real", demo=True, spine="bag", catalogue=root / "catalogue")
    catalogue = sound_catalogue(root / "catalogue", readers=known_readers())
    on = date(2020, 9, 15)
    source = catalogue.sources["bag_historie"]
    delivery = loaded(workspace, source, [real_data / EXTRACT], on=on, today=on)
    with Engine(threads=1) as engine:
        path = delivery.folder / "nummeraanduidingen.parquet"
        names = f"SELECT DISTINCT postcode, huisnummer, huisletter FROM read_parquet('{path.as_posix()}')"
        rows = engine.rows(f"{names} WHERE postcode IS NOT NULL AND geldig_tot IS NULL ORDER BY ALL")
    lines = ["Postcode;Huisnummer", *(f"{postcode};{number}{letter or ''}" for postcode, number, letter in rows)]
    (tmp_path / "lijst.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = link((workspace, catalogue), tmp_path / "lijst.csv", tmp_path / "uit.csv", on)
    assert found.rows() == len(rows)
    assert found.rows(State.LINKED) > 0
    assert found.stands_in == ""
