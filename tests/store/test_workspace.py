# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A workspace: its settings, its key, and one writer at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.errors import WorkspaceFault
from pandzicht.store.workspace import open_workspace


def write(folder: Path, text: str) -> Path:
    (folder / "pandzicht.toml").write_text(text, encoding="utf-8")
    return folder


def test_settings_are_read_and_have_defaults(tmp_path: Path) -> None:
    space = open_workspace(write(tmp_path, '[workspace]\nname = "Duinrijk"\ndemo = true\n'))
    assert (space.name, space.demo, space.spine, space.catalogue) == ("Duinrijk", True, "bag", tmp_path / "catalogue")
    assert {path.parent for path in (space.deliveries, space.runs, space.selections, space.staging, space.keys)} == {
        space.state
    }


def test_a_folder_that_is_no_workspace_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceFault, match="run 'pandzicht new"):
        open_workspace(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"), [("[workspace]\nnaam = 1\n", "unknown setting naam"), ("[work", "correct the file")]
)
def test_settings_that_cannot_be_read(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(WorkspaceFault, match=said):
        open_workspace(write(tmp_path, text))


def test_the_key_is_made_once_and_kept(tmp_path: Path) -> None:
    space = open_workspace(write(tmp_path, "[workspace]\n"))
    assert space.pseudonym_key() == space.pseudonym_key()
    assert len(space.pseudonym_key()) == 32


def test_two_writers_do_not_meet(tmp_path: Path) -> None:
    space = open_workspace(write(tmp_path, "[workspace]\n"))
    with space.writing(), pytest.raises(WorkspaceFault, match="busy here"), space.writing():
        pass
    with space.writing():
        pass


def test_each_channel_has_a_state_and_a_key_of_its_own(tmp_path: Path) -> None:
    space = open_workspace(write(tmp_path, "[workspace]\n"))
    partners = space.within("samen")
    own = {space.deliveries, space.runs, space.selections, space.originals, space.keys, space.judgements, space.staging}
    other = [partners.deliveries, partners.runs, partners.selections, partners.originals, partners.keys]
    assert not own & {*other, partners.judgements, partners.staging}
    assert all(path.is_relative_to(tmp_path / "state" / "channels" / "samen") for path in other)
    assert space.channels == ()
    assert partners.pseudonym_key() != space.pseudonym_key()
    assert space.channels == ("samen",)
    assert partners.within(None) == partners.within("") == space


@pytest.mark.parametrize("name", ["../buiten", "Samen", "samen/runs", ".."])
def test_a_channel_is_a_name_and_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(WorkspaceFault, match="is not a name"):
        open_workspace(write(tmp_path, "[workspace]\n")).within(name)
