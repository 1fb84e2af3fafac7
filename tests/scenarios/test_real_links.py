# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far the residents' test set links to the addresses that it declares itself, and what is left in doubt."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pandzicht.addresses.spine_readers import SpineReader
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.readers.registry import reader_names
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.store.workspace import Workspace
from tests.desk import loaded, ran

CATALOGUE = Path(__file__).parent / "real_registers" / "catalogue"
ON, PEILDATUM = date(2024, 6, 11), date(2024, 7, 1)
TURFMARKT, EIK = 518010000385480, 530010002090237
FILES = {
    "brp_personen": "brp-testset/personen-mock-test-data.json",
    "brp_bewoning_json": "brp-testset/bewoning-mock-test-data.json",
    "brp_lo3": "brp-testset/20220502_Testset_persoonslijsten_proefomgeving_GBA-V.csv",
}

Linked = list[dict[str, object]]


@pytest.fixture(scope="module", params=FILES)
def links(request: pytest.FixtureRequest, real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Linked:
    """Every row of a file with its link columns and what became of it."""
    name = request.param
    root = tmp_path_factory.mktemp(name)
    workspace = Workspace(root=root, name="real", demo=True, spine=name, catalogue=CATALOGUE)
    catalogue = sound_catalogue(CATALOGUE, readers=reader_names() | frozenset(SpineReader))
    delivery = loaded(workspace, catalogue.sources[name], [real_data / FILES[name]], on=ON, today=ON)
    run = ran(plan_run(workspace, catalogue, Dates(PEILDATUM, PEILDATUM), 7), threads=1, progress=_silent)
    rows = pq.read_table(delivery.rows).to_pylist()
    found = pq.read_table(run.folder / "links.parquet").to_pylist()
    return [rows[link["row_no"]] | link for link in found if link["source"] == name]


def _silent(*_: object) -> None:
    """Show no progress."""


def test_everybody_at_turfmarkt_10_links(links: Linked) -> None:
    there = [row for row in links if row["link_object_id"] == TURFMARKT]
    assert len(there) == 11
    assert {(row["state"], row["address_no"]) for row in there} == {("linked", there[0]["address_no"])}


def test_an_object_with_many_addresses_in_its_history_keeps_only_its_own(links: Linked) -> None:
    there = [row for row in links if row["link_object_id"] == EIK]
    assert len(there) in {4, 80}, "the persons hold no history, the other two files have 76 further addresses"
    own = [row for row in there if row["link_straat"] == "eik"]
    others = [row for row in there if row["link_straat"] != "eik"]
    assert len(own) == 4
    assert {row["state"] for row in own} == {"linked"}
    assert [row for row in others if row["state"] != "doubtful" or row["runner_up"] != own[0]["address_no"]] == []
    assert {row["tier"] for row in others} <= {"street_differs", "number_differs"}


def test_what_is_left_is_left_for_a_reason(links: Linked) -> None:
    tiers = Counter((row["state"], row["tier"]) for row in links)
    with_id = [row for row in links if row["link_object_id"] is not None and row["state"] != "protected"]
    assert all(row["runner_up"] is not None for row in links if row["state"] == "doubtful")
    assert sum(row["state"] == "linked" for row in with_id) > 0.5 * len(with_id), tiers
    assert {row["tier"] for row in links if row["state"] == "unlinked"} <= {
        "not_found", "outside", "id_not_found", "no_number", "no_place"
    }  # fmt: skip
