# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht select --against`: a list of people as somebody types it, how the coins fell, and every fault at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.test_main import Captured, machine, person
from tests.model_city import ModelCity
from tests.office import PURPOSE


@pytest.fixture
def root(model_city: ModelCity, tmp_path: Path) -> Path:
    """A copy of the city, in which somebody signs in for the first time."""
    return Path(shutil.copytree(model_city.workspace.root, tmp_path / "city"))


@pytest.fixture
def listed(root: Path, capsys: Captured) -> Path:
    """A list of people of the units at the foot of a selection, of which one is also in its top."""
    _, drawn = machine(capsys, "select", PURPOSE, "--size", "60", "--workspace", str(root))
    names = [unit["unit_id"] for unit in reversed(drawn["units"])][:12]
    path = root.parent / "lijst.csv"
    path.write_text("\n".join(["eenheid;reden", *(f"{name};een tip" for name in names), ""]), encoding="utf-8")
    return path


def test_a_machine_gets_how_the_coins_fell_and_the_units_of_both_lists(
    root: Path, listed: Path, capsys: Captured
) -> None:
    words = ["select", PURPOSE, "--size", "20", "--against", str(listed), "--slots", "10", "--workspace", str(root)]
    code, told = machine(capsys, *words)
    assert code == 0
    counts = told["slots"]
    assert counts["check"] + counts["people"] == counts["given"] == 10
    assert told["against"]["slots"] == 10
    reasons = [unit["manual_reason"] for unit in told["units"] if unit["manual_reason"]]
    assert reasons == ["een tip"] * counts["people"]
    assert len(told["units"]) == 20 + told["strata"]["manual"]


def test_a_person_reads_it_in_a_sentence(root: Path, listed: Path, capsys: Captured) -> None:
    listed.write_text("\n".join([*listed.read_text("utf-8").splitlines()[:4], ""]), encoding="utf-8")
    words = ["select", PURPOSE, "--size", "60", "--against", str(listed), "--slots", "40", "--workspace", str(root)]
    code, said = person(capsys, *words)
    assert code == 0
    assert "plaatsen vergeleken met de lijst van mensen: " in said
    assert "Een lijst was op; " in said
    assert "een tip" not in said


@pytest.mark.parametrize("words", [["--slots", "3"], ["--against", "lijst.csv"]])
def test_a_list_and_a_number_of_slots_go_together(root: Path, words: list[str], capsys: Captured) -> None:
    code, said = person(capsys, "select", PURPOSE, "--size", "20", *words, "--workspace", str(root))
    assert code == 1
    assert "--against and --slots go together" in said


def test_all_faults_of_a_list_are_told_at_once_and_nothing_is_drawn(root: Path, capsys: Captured) -> None:
    path = root.parent / "lijst.csv"
    path.write_text("adres;reden\nnergens 1;tip\nnergens 2;\n", encoding="utf-8")
    before = sorted((root / "state/selections").glob("*"))
    words = ["select", PURPOSE, "--size", "20", "--against", str(path), "--slots", "5", "--workspace", str(root)]
    code, told = machine(capsys, *words)
    assert (code, told["error"], len(told["faults"])) == (1, "ListFaults", 3)
    assert sorted((root / "state/selections").glob("*")) == before
    _, said = person(capsys, *words)
    assert "De lijst is niet te gebruiken; er is niets getrokken." in said
