# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same rows, definitions, dates and seed give the same content: on one thread or two, rows shuffled or not."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from pandzicht.cli.demonstrating import load_city
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.runs.run import RunOutcome
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.workspace import open_workspace
from tests.desk import desk_of
from tests.model_city import ModelCity, compare, silent

SHUFFLED = {"brp_bewoning": 0, "woz": 0, "kvk": 0, "brk": 0, "handhaving": 0, "ep_online": 2}
"""CSV sources whose lines are shuffled, and the lines before their header."""


def contents(outcome: RunOutcome) -> dict[str, Any]:
    """The content hash of every table of a run."""
    return {name: table["content"] for name, table in outcome.manifest["tables"].items()}


def copied(city: ModelCity, folder: Path) -> Path:
    """A copy of the city with its own key, but without what was loaded and compared."""
    shutil.copytree(city.workspace.root, folder, ignore=shutil.ignore_patterns("state"))
    shutil.copytree(city.workspace.keys, folder / "state" / "keys")
    return folder


def shuffle(path: Path, before: int) -> None:
    """Put the lines of a CSV file in another order, those up to the header excepted."""
    text = path.read_bytes()
    lines = text.splitlines(keepends=True)
    head, rest = lines[: before + 1], lines[before + 1 :]
    assert rest[-1].endswith(b"\n")
    random.Random(5).shuffle(rest)
    path.write_bytes(b"".join([*head, *rest]))


@pytest.mark.parametrize(("threads", "shuffled"), [(1, False), (2, True)])
def test_content_does_not_depend_on_threads_or_order(
    model_city: ModelCity, tmp_path: Path, threads: int, shuffled: bool
) -> None:
    folder = copied(model_city, tmp_path / "city")
    if shuffled:
        for source, before in SHUFFLED.items():
            for path in sorted((folder / "city" / "deliveries" / source).glob("*.csv")):
                shuffle(path, before)
    workspace = open_workspace(folder)
    catalogue = sound_catalogue(workspace.catalogue, readers=known_readers())
    load_city(desk_of(workspace), workspace, catalogue, silent)
    assert contents(compare(workspace, catalogue, threads=threads)) == contents(model_city.outcome)
