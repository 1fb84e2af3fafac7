# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was sealed comes back as it was, in whatever pieces it was written, and an altered file is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.errors import WorkspaceFault
from pandzicht.sources import sealed_file
from pandzicht.sources.sealed_file import SealedWriter, destroy_key, new_key, opened_chunks
from tests.log_watch import passing_folder


@given(pieces=st.lists(st.binary(max_size=50), max_size=6))
def test_what_was_written_in_pieces_comes_back_whole(pieces: list[bytes]) -> None:
    with passing_folder() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed_file, "_CHUNK", 16)
        key = new_key(folder / "x.key")
        with SealedWriter(folder / "x.enc", key) as writer:
            for piece in pieces:
                writer.write(piece)
        assert b"".join(opened_chunks(folder / "x.enc", key)) == b"".join(pieces)


def sealed(folder: Path, content: bytes = b"levering" * 10) -> tuple[Path, bytes]:
    key = new_key(folder / "x.key")
    with SealedWriter(folder / "x.enc", key) as writer:
        writer.write(content)
    return folder / "x.enc", key


@pytest.mark.parametrize("cut", [1, 20, 90])
def test_a_file_that_was_cut_off_is_found(tmp_path: Path, cut: int) -> None:
    path, key = sealed(tmp_path)
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(WorkspaceFault, match=r"altered or cut off|no sealed original"):
        list(opened_chunks(path, key))


def test_a_file_that_was_cut_to_its_head_is_found(tmp_path: Path) -> None:
    path, key = sealed(tmp_path)
    path.write_bytes(path.read_bytes()[:15])
    with pytest.raises(WorkspaceFault, match="altered or cut off"):
        list(opened_chunks(path, key))


def test_a_writer_that_met_a_fault_leaves_no_whole_file(tmp_path: Path) -> None:
    key = new_key(tmp_path / "x.key")
    with pytest.raises(TypeError), SealedWriter(tmp_path / "x.enc", key) as writer:
        writer.write("no bytes")  # type: ignore[arg-type]
    with pytest.raises(WorkspaceFault):
        list(opened_chunks(tmp_path / "x.enc", key))


def test_a_key_is_gone_once(tmp_path: Path) -> None:
    new_key(tmp_path / "x.key")
    for _ in range(2):
        destroy_key(tmp_path / "x.key")
    assert not (tmp_path / "x.key").exists()
