# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Originals are sealed under their own key, can be opened, cannot be altered unseen, and are destroyed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import NotAvailable, WorkspaceFault
from pandzicht.governance.desk import Operation
from pandzicht.governance.purpose import Purpose
from pandzicht.sources import originals, sealed_file
from pandzicht.sources.originals import Original, destroy, original_of, seal, sweep_orphans, unseal
from tests.desk import begun, desk_of
from tests.sources.making import a_source, a_workspace, address_rows, csv_file, load

CONTENT = b"burgerservicenummer;999990639\n" * 4_000


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of some thousand bytes is many chunks."""
    monkeypatch.setattr(originals, "_CHUNK", 1 << 12)
    monkeypatch.setattr(sealed_file, "_CHUNK", 1 << 12)


def sealed_delivery(tmp_path: Path) -> tuple[originals.Workspace, originals.Delivery]:
    workspace = a_workspace(tmp_path / "w")
    path = csv_file(tmp_path / "in" / "register.csv", address_rows(400))
    return workspace, load(workspace, a_source(), path)


def begun_in(workspace: originals.Workspace) -> Operation:
    return begun(desk_of(workspace), Action.UNSEAL, purposes=[Purpose("wonen", "Wet BRP art. 1.7", "unseal")])


@pytest.mark.usefixtures("small_chunks")
def test_what_was_sealed_is_given_back_and_nothing_of_it_is_readable(tmp_path: Path) -> None:
    workspace, delivery = sealed_delivery(tmp_path)
    original = original_of(workspace, delivery.id)
    assert original.is_kept
    assert b"straat" not in original.sealed.read_bytes()
    assert original.key.stat().st_mode & 0o077 == 0
    (out,) = unseal(workspace, begun_in(workspace), delivery, tmp_path / "out")
    assert out.read_bytes() == (tmp_path / "in" / "register.csv").read_bytes()


@pytest.mark.usefixtures("small_chunks")
def test_equal_files_are_sealed_differently(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(CONTENT)
    for name in ("one", "other"):
        seal({"a.csv": path}, tmp_path / f"{name}.enc", tmp_path / f"{name}.key")
    assert (tmp_path / "one.enc").read_bytes() != (tmp_path / "other.enc").read_bytes()
    assert (tmp_path / "one.key").read_bytes() != (tmp_path / "other.key").read_bytes()


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("damage", ["flip", "cut", "drop", "format"])
def test_an_altered_original_is_told(tmp_path: Path, damage: str) -> None:
    workspace, delivery = sealed_delivery(tmp_path)
    sealed = original_of(workspace, delivery.id).sealed
    content = bytearray(sealed.read_bytes())
    record = 4 + int.from_bytes(content[15:19], "big")
    if damage == "flip":
        content[len(content) // 2] ^= 1
    elif damage == "cut":
        last = 15
        while last + 4 + int.from_bytes(content[last : last + 4], "big") < len(content):
            last += 4 + int.from_bytes(content[last : last + 4], "big")
        del content[last:]
    elif damage == "drop":
        del content[15 : 15 + record]
    else:
        content[0] ^= 1
    sealed.write_bytes(bytes(content))
    with pytest.raises(WorkspaceFault, match=r"altered or cut off|no sealed original"):
        unseal(workspace, begun_in(workspace), delivery, tmp_path / "out")
    assert not (tmp_path / "out").exists(), "nothing is left of what could not be opened whole"


def test_an_original_that_was_destroyed_is_told_as_that_and_its_rows_stay(tmp_path: Path) -> None:
    workspace, delivery = sealed_delivery(tmp_path)
    original = original_of(workspace, delivery.id)
    assert delivery.original_until == date(2026, 6, 15), "P14D after the day of loading"
    assert original.is_kept
    destroy(original)
    assert not original.key.exists()
    assert not original.sealed.exists()
    with pytest.raises(NotAvailable, match="was destroyed on or after 2026-06-15"):
        unseal(workspace, begun_in(workspace), delivery, tmp_path)
    assert delivery.rows.exists()


def test_a_key_without_its_original_is_destroyed_too(tmp_path: Path) -> None:
    original = Original(tmp_path / "a.enc", tmp_path / "a.key")
    original.key.write_bytes(b"k" * 32)
    destroy(original)
    assert list(tmp_path.iterdir()) == []
    destroy(original)


def test_what_a_cut_off_load_left_is_swept_and_the_workspace_key_is_not(tmp_path: Path) -> None:
    workspace, delivery = sealed_delivery(tmp_path)
    orphan = original_of(workspace, "2026-03-02-0123456789ab")
    orphan.key.write_bytes(b"k" * 32)
    (workspace.originals / "2026-03-03-0123456789ab.enc").write_bytes(b"x")
    sweep_orphans(workspace)
    assert [path.name for path in workspace.originals.iterdir()] == [f"{delivery.id}.enc"]
    assert {path.name for path in workspace.keys.iterdir()} == {f"{delivery.id}.key", "workspace.key"}
