# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delivery is taken in whole or not at all, and only once."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.source import Source
from pandzicht.errors import DeliveryFaults, DeliveryRefused, NotApproved, NotFound, WorkspaceFault
from pandzicht.sources import intake, originals
from pandzicht.sources.delivery import deliveries_of, read_delivery
from pandzicht.sources.intake import load_delivery
from tests.desk import desk_of
from tests.sources.making import (
    ON,
    TODAY,
    a_source,
    a_workspace,
    address_rows,
    csv_file,
    csv_text,
    files_under,
    load,
    rows_in,
)


def test_a_delivery_says_what_it_is(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    path = csv_file(tmp_path / "in" / "week9.csv", address_rows(30))
    delivery = load(workspace, a_source(), path)
    assert delivery.id.startswith("2026-03-01-")
    assert delivery.folder == workspace.deliveries / "register" / delivery.id
    assert read_delivery(delivery.folder) == delivery
    account = json.loads((delivery.folder / "delivery.json").read_text(encoding="utf-8"))
    assert account["source"] == "register"
    assert account["files"][0]["name"] == "week9.csv"
    assert account["files"][0]["bytes"] == path.stat().st_size
    assert account["counts"] == {"delivered": 30, "admitted": 30, "set_aside": 0, "protected": 0, "repeated": 0}
    assert account["place"] == "record {record_no}"
    assert set(account["tables"]) == {"rows.parquet", "set_aside.parquet", "protected.parquet"}


def test_loading_the_same_files_again_changes_nothing_whatever_their_order(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    rows = address_rows(40)
    one, other = (
        csv_file(tmp_path / "in" / f"{name}.csv", part) for name, part in (("b", rows[:20]), ("a", rows[20:]))
    )
    first = load(workspace, a_source(), one, other)
    before = files_under(workspace.state)
    again = load(workspace, a_source(), other, one)
    assert (first.already_loaded, again.already_loaded) == (False, True)
    assert again.id == first.id
    assert [file.name for file in again.files] == ["a.csv", "b.csv"]
    assert files_under(workspace.state) == before
    assert load(workspace, a_source(label={"nl": "Anders"}, retention="P2Y"), one, other).already_loaded


def test_another_date_file_or_definition_is_another_delivery(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    path = csv_file(tmp_path / "in" / "a.csv", address_rows(30))
    loaded = [
        load(workspace, a_source(), path),
        load(workspace, a_source(), path, on=date(2026, 3, 8)),
        load(workspace, a_source(key=["object_id"]), path),
        load(workspace, a_source(), csv_file(tmp_path / "in" / "a.csv", address_rows(31))),
    ]
    assert len({delivery.id for delivery in loaded}) == 4
    assert [delivery.sequence for delivery in loaded] == [1, 2, 3, 4]
    assert [one.sequence for one in deliveries_of(workspace, "register")] == [1, 3, 4, 2]


def test_the_content_hash_does_not_depend_on_order_threads_or_line_ends(tmp_path: Path) -> None:
    rows = address_rows(400)
    hashes = set()
    for number, threads in enumerate((1, 2)):
        random.Random(number).shuffle(rows)
        workspace = a_workspace(tmp_path / str(number))
        path = tmp_path / f"{number}.csv"
        path.write_bytes(csv_text(rows).replace("\n", "\r\n" if number else "\n").encode())
        hashes.add(load(workspace, a_source(), path, threads=threads).content_hash)
    assert len(hashes) == 1


def test_a_source_of_changes_may_begin_with_a_full_delivery(tmp_path: Path) -> None:
    source = a_source(delivery="changes", key=["object_id"])
    path = csv_file(tmp_path / "a.csv", address_rows(30))
    assert load(a_workspace(tmp_path), source, path, full=True).kind.value == "full"
    assert load(a_workspace(tmp_path), source, path).kind.value == "changes"


@pytest.mark.parametrize(
    ("changes", "options", "words"),
    [
        ({"supply": "none"}, {}, "no basis for its delivery"),
        ({}, {"on": date(2026, 6, 2)}, "lies after today, 2026-06-01"),
    ],
)
def test_a_delivery_that_may_not_be_taken_in_is_not_even_read(
    tmp_path: Path, changes: dict[str, Any], options: dict[str, Any], words: str
) -> None:
    workspace = a_workspace(tmp_path / "w")
    path = csv_file(tmp_path / "a.csv", address_rows(30))
    with pytest.raises(DeliveryRefused, match=words):
        load(workspace, a_source(**changes), path, **options)
    assert files_under(workspace.state) == {}


VERIFIED = [{"article": "Wet BRP art. 1.7", "verified": {"by": "P. de Wit", "on": "2026-01-05"}}]


def test_outside_a_demo_only_a_source_is_taken_in_that_was_verified_and_that_two_persons_saw(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w", demo=False)
    path = csv_file(tmp_path / "a.csv", address_rows(30))
    elsewhere = replace(desk_of(workspace), demo=False)

    def refused(source: Source) -> str:
        with pytest.raises((DeliveryRefused, NotApproved)) as told, elsewhere.operation(Action.LOAD) as operation:
            load_delivery(workspace, operation, source, [path], on=ON, today=TODAY)
        assert files_under(workspace.state) == {}
        return str(told.value)

    assert "the legal basis of register is not verified (te_toetsen), so nothing was read" in refused(a_source())
    assert "no catalogue of this workspace was approved yet" in refused(a_source(legal_basis=VERIFIED))


def test_files_that_are_not_there_are_told(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    with pytest.raises(DeliveryRefused, match=r"weg\.csv: does not exist"):
        load(workspace, a_source(), tmp_path / "weg.csv")
    with pytest.raises(DeliveryRefused, match="no file to read"):
        load(workspace, a_source())
    (tmp_path / "leeg").mkdir()
    with pytest.raises(DeliveryRefused, match="no file to read"):
        load(workspace, a_source(), tmp_path / "leeg")


def test_a_reader_that_does_not_exist_is_told(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", address_rows(30))
    with pytest.raises(NotFound, match="'access' does not exist"):
        load(a_workspace(tmp_path), a_source(reader="access"), path)


def test_two_writers_are_kept_apart(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    path = csv_file(tmp_path / "a.csv", address_rows(30))
    with workspace.writing(), pytest.raises(WorkspaceFault, match="another load or run is busy"):
        load(workspace, a_source(), path)


def test_progress_is_told_from_nothing_to_the_whole(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    path = csv_file(tmp_path / "a.csv", address_rows(30))
    load(a_workspace(tmp_path), a_source(), path, progress=lambda label, part: told.append((label, part)))
    parts = [part for _, part in told]
    assert parts[0] == 0.0
    assert parts[-1] == 1.0
    assert parts == sorted(parts)
    assert {"reading: rows", "reading: writing"} <= {label for label, _ in told}


class Cut(Exception):
    """The power fails."""


def fail(*_args: Any, **_options: Any) -> None:
    raise Cut


CUTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "sealing": lambda patch: patch.setattr(intake, "seal", fail),
    "accounting": lambda patch: patch.setattr(intake, "write_json", fail),
    "publishing": lambda patch: patch.setattr(intake, "publish_folder", fail),
    "judging": lambda patch: patch.setattr("pandzicht.sources.row_intake.refuse_unhealthy", fail),
    "writing": lambda patch: patch.setattr("pandzicht.sources.row_intake.write_tables", fail),
    "reading": lambda patch: patch.setattr("pandzicht.sources.row_intake.reader_named", fail),
    "tidying": lambda patch: patch.setattr(intake.shutil, "rmtree", fail),
}


@pytest.mark.parametrize("moment", CUTS)
def test_a_load_that_is_cut_off_leaves_the_old_or_the_new_whole_and_the_next_completes(
    tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = a_workspace(tmp_path)
    first = load(workspace, a_source(), csv_file(tmp_path / "in" / "a.csv", address_rows(30)))
    path = csv_file(tmp_path / "in" / "b.csv", address_rows(32))
    with monkeypatch.context() as patch:
        CUTS[moment](patch)
        with pytest.raises(Cut):
            load(workspace, a_source(), path, on=date(2026, 3, 8))
    standing = deliveries_of(workspace, "register")
    assert standing[0] == first
    assert len(standing) == (2 if moment == "tidying" else 1)
    second = load(workspace, a_source(), path, on=date(2026, 3, 8))
    assert deliveries_of(workspace, "register") == (first, second if not second.already_loaded else standing[1])
    assert len(rows_in(second.rows)) == 32
    assert list(workspace.staging.iterdir()) == []
    assert sorted(path.stem for path in workspace.originals.iterdir()) == sorted([first.id, second.id])


def test_the_staging_of_a_run_is_left_alone(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    for name in ("run-0123", "load-2026-01-01-0123456789ab"):
        (workspace.staging / name).mkdir(parents=True)
        (workspace.staging / name / "x").write_text("x", encoding="utf-8")
    load(workspace, a_source(), csv_file(tmp_path / "a.csv", address_rows(30)))
    assert [path.name for path in workspace.staging.iterdir()] == ["run-0123"]


def test_a_refused_delivery_leaves_no_original_and_no_key(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    with pytest.raises(DeliveryFaults):
        load(workspace, a_source(), csv_file(tmp_path / "a.csv", [{"vreemd": "x"}]))
    load(workspace, a_source(), csv_file(tmp_path / "b.csv", address_rows(30)))
    assert len(list(workspace.originals.iterdir())) == 1
    assert originals.original_of(workspace, deliveries_of(workspace, "register")[0].id).is_kept


def test_a_delivery_that_was_removed_by_hand_can_be_loaded_again(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    path = csv_file(tmp_path / "a.csv", address_rows(30))
    first = load(workspace, a_source(), path)
    shutil.rmtree(first.folder)
    again = load(workspace, a_source(), path, on=ON, today=TODAY)
    assert (again.id, again.already_loaded, again.content_hash) == (first.id, False, first.content_hash)
