# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far the real LO3, BRP and WOZ files link, held against the page that says so; and what is left must be left."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pandzicht.addresses.spine_readers import SpineReader
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.linking.tier import State
from pandzicht.readers.registry import reader_names
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.run import RunOutcome
from pandzicht.store.workspace import Workspace
from tests.desk import loaded, ran

CATALOGUE = Path(__file__).parent / "real_registers" / "catalogue"
PAGE = "docs/understand/real-registers-linked.md"
ON, PEILDATUM = date(2024, 6, 11), date(2024, 7, 1)
FILES = {
    "brp_personen": "brp-testset/personen-mock-test-data.json",
    "brp_bewoning_json": "brp-testset/bewoning-mock-test-data.json",
    "brp_lo3": "brp-testset/20220502_Testset_persoonslijsten_proefomgeving_GBA-V.csv",
    "woz_json": "woz-mock/woz-mock-test-data.json",
}
SPINES = ("brp_personen", "brp_bewoning_json", "brp_lo3")
"""In the order of the columns of the page."""
_ROW = re.compile(r"^\| (\w+) \| `(\w+)` \| (\d+) \| (\d+) \| (\d+) \|", re.MULTILINE)
_TOTAL = re.compile(r"^\| rows \| \| (\d+) \| (\d+) \| (\d+) \|", re.MULTILINE)

Counts = dict[tuple[str, str, str], list[int]]
"""(source, outcome, tier) -> rows on each of the spines."""


@pytest.fixture(scope="module")
def runs(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[Workspace, RunOutcome]]:
    """All files compared on the addresses of each that declares some."""
    catalogue = sound_catalogue(CATALOGUE, readers=reader_names() | frozenset(SpineReader))
    found = {}
    for spine in SPINES:
        root = tmp_path_factory.mktemp(spine)
        workspace = Workspace(root=root, name="real", demo=True, spine=spine, catalogue=CATALOGUE)
        for name, file in FILES.items():
            loaded(workspace, catalogue.sources[name], [real_data / file], on=ON, today=ON)
        plan = plan_run(workspace, catalogue, Dates(PEILDATUM, PEILDATUM), 7)
        found[spine] = (workspace, ran(plan, threads=1, progress=lambda *_: None))
    return found


def told(page: str) -> Counts:
    """The counts that the page gives per source."""
    found: Counts = {}
    for part in page.split("\n### ")[1:]:
        source = part.split("`")[1]
        for state, tier, *rows in _ROW.findall(part):
            found[source, state, tier] = [int(count) for count in rows]
    return found


def linked(runs: Mapping[str, tuple[Workspace, RunOutcome]]) -> Counts:
    """The counts of the runs."""
    found: Counts = defaultdict(lambda: [0] * len(SPINES))
    for at, spine in enumerate(SPINES):
        for each in runs[spine][1].manifest["facts"]["links"]["tiers"]:
            found[each["source"], each["state"], each["tier"]][at] = each["rows"]
    return dict(found)


def test_the_page_tells_what_links_today(root: Path, runs: Mapping[str, tuple[Workspace, RunOutcome]]) -> None:
    found, page = linked(runs), told((root / PAGE).read_text(encoding="utf-8"))
    lines = [
        f"{source}: | {state} | `{tier}` | {' | '.join(map(str, rows))} |"
        for (source, state, tier), rows in found.items()
    ]
    assert page == found, "write in the page:\n" + "\n".join(sorted(lines))


def test_the_totals_of_the_page_are_those_of_its_rows(root: Path) -> None:
    page = (root / PAGE).read_text(encoding="utf-8")
    for part in page.split("\n### ")[1:]:
        columns = zip(*(rows for rows in told("\n### " + part).values()), strict=True)
        assert [sum(column) for column in columns] == [int(count) for count in _TOTAL.findall(part)[0]]
    short = dict(re.findall(r"^\| (LO3|persons|residence|WOZ) \|(.*)\|$", page, re.MULTILINE))
    named = {"LO3": "brp_lo3", "persons": "brp_personen", "residence": "brp_bewoning_json", "WOZ": "woz_json"}
    for name, source in named.items():
        linked_rows = [rows for (of, state, _), rows in told(page).items() if (of, state) == (source, "linked")]
        all_rows = [rows[0] for (of, _, _), rows in told(page).items() if of == source]
        expected = [sum(all_rows), *(sum(column) for column in zip(*linked_rows, strict=True))]
        assert [int(cell.replace(",", "")) for cell in short[name].split("|")] == expected, name


def rows_of(workspace: Workspace, run: RunOutcome) -> list[dict[str, Any]]:
    """Every row of a run with its link columns and what became of it."""
    delivered = {
        name: pq.read_table(next((workspace.deliveries / name).glob("*/rows.parquet"))).to_pylist() for name in FILES
    }
    links = pq.read_table(run.folder / "links.parquet").to_pylist()
    return [delivered[link["source"]][link["row_no"]] | link for link in links]


@pytest.mark.parametrize("spine", SPINES)
def test_nothing_is_left_that_is_known_by_id_or_by_postcode_and_number(
    spine: str, runs: Mapping[str, tuple[Workspace, RunOutcome]]
) -> None:
    workspace, run = runs[spine]
    addresses = pq.read_table(run.folder / "addresses.parquet").to_pylist()
    ids = {address["object_id"] for address in addresses}
    places = {(address["postcode"], address["huisnummer"]) for address in addresses if address["huisnummer"]}
    left = [row for row in rows_of(workspace, run) if row["state"] == State.UNLINKED]
    assert [row for row in left if row.get("link_object_id") in ids] == []
    assert [row for row in left if (row.get("link_postcode"), row.get("link_huisnummer")) in places] == []
