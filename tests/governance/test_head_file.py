# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The file of heads only goes forward; a forged, foreign, moved or missing head is told, all of them at once."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from pandzicht.errors import HeadFaults, WorkspaceFault
from pandzicht.governance.head_file import add_head, read_heads
from pandzicht.governance.tree_head import Log, SignedHead, new_head
from tests.governance.test_tree_head import KEY, NOON, OTHER_KEY, head, state

KEYS = [KEY.public_key()]


def hourly(number: int) -> SignedHead:
    return head(10 * number, now=NOON + timedelta(hours=number))


@pytest.fixture
def heads(tmp_path: Path) -> Path:
    """A file of three heads."""
    path = tmp_path / "heads" / "audit.jsonl"
    for number in (1, 2, 3):
        add_head(path, hourly(number), KEYS)
    return path


def written(path: Path, *heads: SignedHead) -> None:
    path.write_text("".join(f"{head.line}\n" for head in heads), encoding="utf-8")


def test_heads_are_read_as_they_were_written(heads: Path) -> None:
    three = (hourly(1), hourly(2), hourly(3))
    assert read_heads(heads, Log.AUDIT, KEYS) == three
    assert heads.read_text(encoding="utf-8") == "".join(f"{head.line}\n" for head in three)
    assert read_heads(heads.with_name("processing.jsonl"), Log.PROCESSING, KEYS) == ()


def test_a_log_that_did_not_grow_may_be_signed_again(heads: Path) -> None:
    add_head(heads, head(30, now=NOON + timedelta(hours=9)), KEYS)
    assert len(read_heads(heads, Log.AUDIT, KEYS)) == 4


@pytest.mark.parametrize(
    ("late", "told"),
    [
        (head(20, now=NOON + timedelta(hours=4)), "holds less"),
        (head(40, now=NOON), "is earlier"),
        (new_head(state(40), NOON + timedelta(hours=4), OTHER_KEY), "not one of those known here"),
        (head(40, now=NOON + timedelta(hours=4)).model_copy(update={"root": "0" * 64}), "is not of this head"),
        (head(40, Log.PROCESSING, NOON + timedelta(hours=4)), "is not of the log 'processing'"),
    ],
)
def test_a_head_that_cannot_follow_is_not_written(heads: Path, late: SignedHead, told: str) -> None:
    before = heads.read_bytes()
    with pytest.raises(HeadFaults, match=told):
        add_head(heads, late, KEYS)
    assert heads.read_bytes() == before


def test_heads_out_of_order_are_told_with_their_line(heads: Path) -> None:
    written(heads, hourly(1), hourly(3), hourly(2))
    with pytest.raises(HeadFaults, match=r"audit.jsonl: line 3: .* over 20 entries .* holds less than"):
        read_heads(heads, Log.AUDIT, KEYS)


def test_a_head_of_another_log_is_told(heads: Path) -> None:
    written(heads, hourly(1), head(20, Log.PROCESSING, NOON + timedelta(hours=2)))
    with pytest.raises(HeadFaults, match=r"line 2: .* is not of the log 'audit'"):
        read_heads(heads, Log.AUDIT, KEYS)


def test_an_old_file_in_the_place_of_a_newer_is_told_by_the_head_that_is_known(heads: Path) -> None:
    known = read_heads(heads, Log.AUDIT, KEYS)
    written(heads, hourly(1))
    assert read_heads(heads, Log.AUDIT, KEYS) == (hourly(1),)
    with pytest.raises(HeadFaults) as refused:
        read_heads(heads, Log.AUDIT, KEYS, known)
    assert [fault.found for fault in refused.value.faults] == [
        f"the {hourly(number)}, which is known from elsewhere, is not there" for number in (2, 3)
    ]
    heads.unlink()
    with pytest.raises(HeadFaults, match="3 faults"):
        read_heads(heads, Log.AUDIT, KEYS, known)


def test_all_faults_of_a_file_are_told_at_once(heads: Path) -> None:
    forged = hourly(2).model_copy(update={"chain": "0" * 64})
    short = json.dumps({key: value for key, value in json.loads(hourly(3).line).items() if key != "root"})
    heads.write_text(f"{forged.line}\n{short}\nhello\n{hourly(1).line}", encoding="utf-8")
    with pytest.raises(HeadFaults) as refused:
        read_heads(heads, Log.AUDIT, KEYS)
    places = [fault.place for fault in refused.value.faults]
    assert places == ["line 1", "line 2", "line 3", "line 4", "line 4", "line 4"]
    for part in ("is not of this head", "root: Field required", "this is no head", "is cut off", "holds less"):
        assert part in str(refused.value)


def test_a_wrong_file_gets_no_new_heads(heads: Path) -> None:
    heads.write_bytes(heads.read_bytes()[:-40])
    with pytest.raises(HeadFaults, match=r"line 3: the line is cut off"):
        add_head(heads, head(40, now=NOON + timedelta(hours=4)), KEYS)


def test_a_full_disk_leaves_the_file_as_it_was(heads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = heads.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkspaceFault, match=r"over 40 entries .* cannot be written .*No space left"):
        add_head(heads, head(40, now=NOON + timedelta(hours=4)), KEYS)
    assert heads.read_bytes() == before


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceFault, match="cannot be read"):
        read_heads(tmp_path, Log.AUDIT, KEYS)
