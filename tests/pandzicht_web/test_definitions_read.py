# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue is read once, and again when a file of it changed; one with faults is told and never half used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pandzicht.errors import DefinitionFaults
from pandzicht_web.definitions_read import DefinitionsRead


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root / "catalogue", tmp_path / "catalogue"))


def test_it_is_read_once_and_again_after_a_change(folder: Path) -> None:
    read = DefinitionsRead()
    first = read.of(folder)
    assert read.of(folder) is first
    path = folder / "sources" / "kvk.yaml"
    path.write_text(path.read_text("utf-8").replace("owner: ", "owner: Nieuwe "), encoding="utf-8")
    assert read.of(folder).sources["kvk"].owner == f"Nieuwe {first.sources['kvk'].owner}"


def test_faults_are_told_until_they_are_mended(folder: Path) -> None:
    read, path = DefinitionsRead(), folder / "sources" / "kvk.yaml"
    whole = path.read_text("utf-8")
    read.of(folder)
    path.write_text(whole + "\nonbekend: x\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(DefinitionFaults, match="onbekend"):
            read.of(folder)
    path.write_text(whole, encoding="utf-8")
    assert "kvk" in read.of(folder).sources
