# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs that stay open: read once, the same for all, gone when they were destroyed, and opened by rule every time."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, Gone, NotAvailable, NotFound
from pandzicht.governance.actor import Actor, Grant
from pandzicht.runs.finding import purposes_of
from pandzicht.runs.shelf import RunTables, Shelf
from pandzicht.store.publish import read_json, write_json
from pandzicht.store.tombstone import Tombstone, put_tombstone
from pandzicht.store.workspace import Workspace
from tests.desk import NOW, desk_of, opened
from tests.runs.published_city import publish_city

HOME = "0518010000000000"
PARTNERS = {
    "channel": "riec",
    "label": {"nl": "RIEC", "en": "RIEC"},
    "covenant": "C-1",
    "partners": ["politie"],
    "legal_basis": [
        {"article": "Wet gegevensverwerking door samenwerkingsverbanden art. 2.1", "verified": "te_toetsen"}
    ],
    "from": "2026-01-01",
    "to": "2026-02-01",
    "destroy_on": (NOW.date() + timedelta(days=1)).isoformat(),
}


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    return publish_city(tmp_path / "city")


def another(city: Workspace, name: str) -> str:
    """The run of a city, published under another name too."""
    shutil.copytree(city.runs / Shelf().tables(city).run_id, city.runs / name)
    return name


def test_a_run_is_read_once_for_all_who_ask(city: Workspace) -> None:
    shelf = Shelf()
    with ThreadPoolExecutor(4) as threads:
        tables = list(threads.map(lambda _: shelf.tables(city), range(8)))
    assert len({id(item) for item in tables}) == 1
    assert tables[0].addresses is tables[-1].addresses


def test_only_the_newest_few_that_were_asked_for_stay(city: Workspace) -> None:
    shelf, names = Shelf(keeps=2), [another(city, name) for name in ("a", "b", "c")]
    first, second = (shelf.tables(city, name) for name in names[:2])
    assert shelf.tables(city, "a") is first
    shelf.tables(city, "c")
    assert shelf.tables(city, "a") is first
    assert shelf.tables(city, "b") is not second


def test_parts_of_a_workspace_have_runs_of_their_own(city: Workspace) -> None:
    shelf = Shelf()
    run_id = shelf.tables(city).run_id
    shutil.copytree(city.runs / run_id, city.within("riec").runs / run_id)
    assert shelf.tables(city.within("riec"), run_id) is not shelf.tables(city, run_id)


def test_a_run_that_was_destroyed_leaves_the_shelf_and_is_told_gone(city: Workspace) -> None:
    shelf, name = Shelf(), another(city, "a")
    kept = shelf.tables(city, name)
    stone = Tombstone(number="1", rule="run", basis="AVG art. 5", on="2026-03-02", gone={"addresses.parquet": "0"})
    put_tombstone(city.runs / name, stone)
    with pytest.raises(Gone):
        shelf.tables(city, name)
    (city.runs / name / "tombstone.json").unlink()
    assert shelf.tables(city, name) is not kept
    shutil.rmtree(city.runs / name)
    with pytest.raises(NotFound):
        shelf.tables(city, name)


def test_the_day_of_destruction_holds_for_a_run_that_is_open_already(city: Workspace) -> None:
    shelf, path = Shelf(), city.runs / Shelf().tables(city).run_id / "manifest.json"
    write_json(path, read_json(path) | {"channel": PARTNERS})
    opened(city, shelf=shelf)
    with pytest.raises(NotAvailable, match="riec"):
        opened(city, desk=desk_of(city, now=NOW + timedelta(days=1)), shelf=shelf)


def test_an_open_run_shows_each_who_asks_what_they_may_see(city: Workspace) -> None:
    shelf = Shelf()
    here, elsewhere = (
        desk_of(city, actor=Actor("els", "els", (Grant("alles", areas=frozenset({area})),)))
        for area in ("BU0518", "BU9999")
    )
    assert opened(city, desk=here, shelf=shelf).find(HOME) == 0
    assert opened(city, desk=here, shelf=shelf).seen.all()
    assert not opened(city, desk=elsewhere, shelf=shelf).seen.any()
    with pytest.raises(AccessDenied):
        opened(city, action=Action.LOAD, shelf=shelf)


def test_what_is_made_of_a_run_is_made_once_per_values(city: Workspace) -> None:
    tables, asked = Shelf().tables(city), []

    def counted(run: RunTables, more: int) -> int:
        asked.append(more)
        return run.addresses.num_rows + more

    size = tables.addresses.num_rows
    assert [tables.once(counted, more) for more in (1, 2, 1)] == [size + 1, size + 2, size + 1]
    assert asked == [1, 2]
    for more in range(3, 19):
        tables.once(counted, more)
    tables.once(counted, 1)
    assert asked[-1] == 1


def test_the_purposes_of_checks_are_those_of_the_run(city: Workspace) -> None:
    tables = Shelf().tables(city)
    assert tables.purposes(["wonen", "panden"]) == purposes_of(city, tables.run_id, ["wonen", "panden"])
    with pytest.raises(NotFound, match="check 'geen' is not in run"):
        tables.purposes(["wonen", "geen"])
