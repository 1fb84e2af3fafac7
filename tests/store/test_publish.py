# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Publishing: a folder appears whole, a pointer moves in one step, nothing half is ever seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.store.publish import append_line, fresh_folder, publish_folder, read_json, write_json, write_pointer


def test_a_published_folder_is_the_staged_one(tmp_path: Path) -> None:
    staged = fresh_folder(tmp_path / "staging" / "x")
    (staged / "rows").write_text("1", encoding="utf-8")
    publish_folder(staged, tmp_path / "runs" / "x")
    assert (tmp_path / "runs" / "x" / "rows").read_text(encoding="utf-8") == "1"
    assert not staged.exists()


def test_a_published_folder_is_never_overwritten(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (fresh_folder(tmp_path / name) / "rows").write_text(name, encoding="utf-8")
    publish_folder(tmp_path / "one", tmp_path / "target")
    with pytest.raises(OSError):  # noqa: PT011 - the system's own fault, whose words differ by system
        publish_folder(tmp_path / "two", tmp_path / "target")
    assert (tmp_path / "target" / "rows").read_text(encoding="utf-8") == "one"


def test_a_fresh_folder_holds_nothing_of_before(tmp_path: Path) -> None:
    (fresh_folder(tmp_path / "x") / "old").write_text("old", encoding="utf-8")
    assert list(fresh_folder(tmp_path / "x").iterdir()) == []


def test_a_pointer_is_replaced(tmp_path: Path) -> None:
    write_pointer(tmp_path / "a" / "current", "one")
    write_pointer(tmp_path / "a" / "current", "two")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["current"]
    assert (tmp_path / "a" / "current").read_text(encoding="utf-8") == "two"


def test_json_keeps_its_order_and_letters(tmp_path: Path) -> None:
    write_json(tmp_path / "x.json", {"b": "é", "a": 1})
    assert list(read_json(tmp_path / "x.json").items()) == [("b", "é"), ("a", 1)]


def test_a_line_is_added_behind_the_others(tmp_path: Path) -> None:
    for line in ("één", "twee"):
        append_line(tmp_path / "a" / "lines", line)
    assert (tmp_path / "a" / "lines").read_bytes() == "één\ntwee\n".encode()


def test_a_line_that_the_disk_refuses_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append_line(tmp_path / "lines", "one")

    def refuse(_: int) -> None:
        raise OSError("refused")

    monkeypatch.setattr("pandzicht.store.publish.os.fsync", refuse)
    with pytest.raises(OSError, match="refused"):
        append_line(tmp_path / "lines", "two")
    assert (tmp_path / "lines").read_text(encoding="utf-8") == "one\n"
