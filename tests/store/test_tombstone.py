# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tombstones stand beside each other, and a damaged one is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pandzicht.errors import WorkspaceFault
from pandzicht.store.tombstone import TOMBSTONE, Tombstone, put_tombstone, tombstones_in, whole_tombstone

ROWS = Tombstone("1", "bron.ends 1", "art. 2", "2026-03-01", left={"rows.parquet": "ab"}, rows=3)
WHOLE = Tombstone("2", "bron.retention P1Y", "AVG art. 5", "2027-03-01", gone={"rows.parquet": "ab"})


def test_what_was_put_is_found_oldest_first(tmp_path: Path) -> None:
    assert tombstones_in(tmp_path) == ()
    put_tombstone(tmp_path, ROWS)
    assert whole_tombstone(tmp_path) is None
    put_tombstone(tmp_path, WHOLE)
    assert tombstones_in(tmp_path) == (ROWS, WHOLE)
    assert whole_tombstone(tmp_path) == WHOLE


def test_one_that_is_put_again_replaces_itself(tmp_path: Path) -> None:
    put_tombstone(tmp_path, ROWS)
    put_tombstone(tmp_path, replace(ROWS, rows=4))
    assert [stone.rows for stone in tombstones_in(tmp_path)] == [4]


@pytest.mark.parametrize("text", ["", "{", "{}", '{"destroyed": [{"number": "1"}]}', '{"destroyed": [1]}'])
def test_a_damaged_one_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / TOMBSTONE).write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceFault, match=r"tombstone.json: cannot be read .* restore it from a backup"):
        tombstones_in(tmp_path)
