# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht propose --dry-run` says what the folder would do to the lists, and proposes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.test_main import Captured, machine, person
from tests.model_city import ModelCity

OVERCROWDED = ("signals/overbewoning.yaml", "bewoners_aantal >= :norm_overbewoning_personen", "bewoners_aantal >= 5")


@pytest.fixture
def folder(model_city: ModelCity, tmp_path: Path) -> Path:
    """A copy of the city, of which the catalogue may be changed."""
    ignored = shutil.ignore_patterns("staging", "city")
    shutil.copytree(model_city.workspace.root, tmp_path / "copy", ignore=ignored)
    return tmp_path / "copy"


def bend(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / "catalogue" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_folder_as_it_was_compared_changes_nothing(folder: Path, capsys: Captured) -> None:
    code, answer = machine(capsys, "propose", "--dry-run", "--workspace", str(folder))
    assert (code, answer["changed"], answer["trials"]) == (0, [], {})


def test_what_changes_is_counted_and_nothing_is_proposed(folder: Path, capsys: Captured) -> None:
    bend(folder, *OVERCROWDED)
    code, answer = machine(capsys, "propose", "--dry-run", "--workspace", str(folder))
    (signal,) = answer["trials"]["signals/overbewoning"]["signals"]
    assert (code, signal["counts"]["no_longer_yes"] > 0, signal["counts"]["now_yes"]) == (0, True, 0)
    lists = {one["check"] for one in answer["trials"]["signals/overbewoning"]["lists"]}
    assert "onrechtmatig_wonen" in lists
    code, said = person(capsys, "propose", "--dry-run", "--workspace", str(folder))
    assert (code, "niet meer ja: " in said, "er is niets voorgesteld" in said) == (0, True, True)
    assert "Niets wacht" in person(capsys, "proposals", "--workspace", str(folder))[1]


def test_what_cannot_be_tried_says_so(folder: Path, capsys: Captured) -> None:
    bend(folder, "indicators/bouwjaar.yaml", "label:", "note: {nl: Het jaar volgens de BAG}\nlabel:")
    code, said = person(capsys, "propose", "--dry-run", "--workspace", str(folder))
    assert (code, "blijkt pas na een vergelijking" in said) == (0, True)


def test_a_catalogue_with_faults_is_not_tried(folder: Path, capsys: Captured) -> None:
    bend(folder, OVERCROWDED[0], "bewoners_aantal >=", "bewoners_aantaal >=")
    code, said = person(capsys, "propose", "--dry-run", "--workspace", str(folder))
    assert (code, "line 10" in said) == (1, True)


def test_a_proposal_without_a_reason_is_refused(folder: Path, capsys: Captured) -> None:
    code, said = person(capsys, "propose", "--workspace", str(folder))
    assert (code, "write a reason that a colleague can judge" in said) == (1, True)
