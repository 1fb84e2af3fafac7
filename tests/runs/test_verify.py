# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A run is held against its manifest whole: its tables, its definitions, and the inputs that gave it its name."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pandzicht.linking.judgement import Said
from pandzicht.runs.judgements import ACCOUNT, ROWS, Answer, keep_judgements
from pandzicht.runs.verify import Verdict, verify_workspace
from pandzicht.store.publish import read_json, write_json
from pandzicht.store.workspace import Workspace, open_workspace
from tests.model_city import ModelCity
from tests.sources.making import a_workspace


@pytest.fixture
def copied(model_city: ModelCity, tmp_path: Path) -> Workspace:
    """A copy of the city with its run and without its deliveries."""
    ignored = shutil.ignore_patterns("deliveries", "selections", "staging", "city")
    shutil.copytree(model_city.workspace.root, tmp_path / "copy", ignore=ignored)
    return open_workspace(tmp_path / "copy")


def only(space: Workspace) -> Verdict:
    """The verdict on the one run of a workspace."""
    (verdict,) = [item for item in verify_workspace(space) if item.thing.en.startswith("run ")]
    return verdict


def altered(space: Workspace, file: str, change: Callable[[Any], object]) -> None:
    """Change a document of the run."""
    path = next(item for item in space.runs.iterdir() if item.is_dir()) / file
    document = read_json(path)
    change(document)
    write_json(path, document)


def test_a_run_as_it_was_published_is_sound(copied: Workspace) -> None:
    assert only(copied).sound


def test_definitions_that_were_altered_are_named(copied: Workspace) -> None:
    altered(copied, "definitions.json", lambda kept: kept["checks"]["hennep"]["points"].update(vermoeden=9))
    verdict = only(copied)
    assert (verdict.sound, str(verdict.finding)) == (False, "veranderd of weg: definitions.json")


def test_the_same_definitions_in_another_layout_are_the_same(copied: Workspace) -> None:
    path = next(copied.runs.glob("*/definitions.json"))
    path.write_text(json.dumps(read_json(path), indent=7), encoding="utf-8")
    assert only(copied).sound


@pytest.mark.parametrize("left", ["", "{", "[]"])
def test_definitions_that_are_gone_or_damaged_are_named(copied: Workspace, left: str) -> None:
    path = next(copied.runs.glob("*/definitions.json"))
    path.unlink()
    if left:
        path.write_text(left, encoding="utf-8")
    assert str(only(copied).finding) == "veranderd of weg: definitions.json"


@pytest.mark.parametrize("name", ["date", "known", "seed", "definitions"])
def test_inputs_that_no_longer_give_the_name_of_the_run_are_named(copied: Workspace, name: str) -> None:
    altered(copied, "manifest.json", lambda kept: kept["inputs"].update({name: "2026-02-02"}))
    assert "manifest.json" in str(only(copied).finding)


def test_judgements_as_they_were_taken_in_are_sound_and_altered_ones_are_named(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    first, _ = keep_judgements(space, [Answer("kvk", "aa", "x", Said.SAME)], by="Els", on=date(2026, 3, 1))
    second, _ = keep_judgements(space, [Answer("kvk", "aa", "x", Said.SAME)], by="Jan", on=date(2026, 3, 1))
    assert [(str(item.thing), item.sound) for item in verify_workspace(space)] == [
        (f"oordelen {first.id}", True), (f"oordelen {second.id}", True)
    ]  # fmt: skip
    with (first.folder / ROWS).open("ab") as stream:
        stream.write(b"x")
    account = read_json(second.folder / ACCOUNT)
    write_json(second.folder / ACCOUNT, account | {"on": "2025-01-01"})
    findings = [str(item.finding) for item in verify_workspace(space)]
    assert findings == [f"veranderd of weg: {ROWS}", f"veranderd of weg: {ACCOUNT}"]
    (second.folder / ACCOUNT).unlink()
    assert not verify_workspace(space)[1].sound
