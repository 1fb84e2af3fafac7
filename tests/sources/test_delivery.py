# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What delivery.json says, and which deliveries there are."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.source import DeliveryKind
from pandzicht.errors import WorkspaceFault
from pandzicht.sources.delivery import (
    DeliveredFile,
    Delivery,
    all_deliveries,
    deliveries_of,
    named_files,
    read_delivery,
)
from pandzicht.store.publish import write_json
from tests.sources.making import a_workspace


def a_delivery(folder: Path, day: str, sequence: int, number: str = "0123456789ab") -> Delivery:
    delivery = Delivery(
        source=folder.name,
        id=f"{day}-{number}",
        date=date.fromisoformat(day),
        sequence=sequence,
        kind=DeliveryKind.FULL,
        files=(DeliveredFile("a.csv", 12, "ab" * 32),),
        definition_hash="cd" * 32,
        counts={"delivered": 1, "admitted": 1},
        malformed={"postcode": 0},
        content_hash="ef" * 32,
        tables={"rows.parquet": "01" * 32},
        place="record {record_no}",
        current_only=False,
        original_until=date(2026, 4, 1),
        folder=folder / f"{day}-{number}",
    )
    delivery.folder.mkdir(parents=True)
    write_json(delivery.folder / "delivery.json", delivery.account())
    return delivery


def test_a_delivery_is_read_as_it_was_written(tmp_path: Path) -> None:
    written = a_delivery(tmp_path / "woz", "2026-03-01", 1)
    assert read_delivery(written.folder) == written
    assert written.again() == replace(written, already_loaded=True)
    names = [written.rows, written.set_aside, written.protected, written.withdrawn]
    assert [path.name for path in names] == [
        "rows.parquet",
        "set_aside.parquet",
        "protected.parquet",
        "withdrawn.parquet",
    ]


def test_deliveries_stand_in_the_order_of_their_date_and_then_of_loading(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    home = workspace.deliveries / "woz"
    late = a_delivery(home, "2026-03-08", 1)
    second = a_delivery(home, "2026-03-01", 3, "aaaaaaaaaaaa")
    first = a_delivery(home, "2026-03-01", 2, "bbbbbbbbbbbb")
    (home / "notes").mkdir()
    assert deliveries_of(workspace, "woz") == (first, second, late)
    assert deliveries_of(workspace, "kvk") == ()
    a_delivery(workspace.deliveries / "bag", "2026-03-01", 1)
    assert [one.source for one in all_deliveries(workspace)] == ["bag", "woz", "woz", "woz"]
    assert all_deliveries(a_workspace(tmp_path / "elsewhere")) == ()


@pytest.mark.parametrize("damage", ["not JSON", json.dumps({"source": "woz"}), json.dumps([1])])
def test_a_damaged_account_is_told_with_its_file(tmp_path: Path, damage: str) -> None:
    delivery = a_delivery(tmp_path / "woz", "2026-03-01", 1)
    (delivery.folder / "delivery.json").write_text(damage, encoding="utf-8")
    with pytest.raises(WorkspaceFault, match=r"delivery\.json: cannot be read"):
        read_delivery(delivery.folder)


def test_files_of_a_delivery_are_named_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("z/b.csv", "a.csv", "map/2.xml", "map/1.xml", "y/b.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    given = [tmp_path / "map", tmp_path / "z/b.csv", tmp_path / "y/b.csv", tmp_path / "a.csv"]
    expected = ["a.csv", "b.csv", "z/b.csv", "map/1.xml", "map/2.xml"]
    assert list(named_files(given)) == list(named_files(given[::-1])) == expected
    assert named_files([tmp_path / "a.csv"] * 2) == {"a.csv": tmp_path / "a.csv"}
