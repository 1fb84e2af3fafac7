# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht yield`: per round a sentence and the figures, never the yield of the top alone; for machines as JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pandzicht.cli.main import main
from tests.office import PURPOSE
from tests.rounds_city import RoundsCity
from tests.slots_city import SlotsCity


@pytest.fixture
def root(rounds_city: RoundsCity, tmp_path: Path) -> Path:
    """A copy of the city, in which somebody signs in for the first time."""
    return Path(shutil.copytree(rounds_city.space.root, tmp_path / "city"))


def asked(root: Path, *words: str) -> int:
    return main(["yield", *words, "--workspace", str(root)])


def test_every_round_is_told_beside_what_chance_gives(
    root: Path, rounds_city: RoundsCity, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(root, PURPOSE) == 0
    told = capsys.readouterr().out
    for number, kept in enumerate((rounds_city.first, rounds_city.second), 1):
        assert f"Ronde {number}: {kept.selection_id}" in told
    assert told.count("hele kader: ") == told.count("top tegenover het geloot deel: ") == told.count("winst: ") == 2
    assert "keer zo vaak als bij een willekeurig adres" in told
    assert "nog toeval zijn" in told
    assert "per 1.000 adressen van een wijk" in told
    assert "minder dan 10" in told


def test_a_machine_gets_the_same_figures(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(root, PURPOSE, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["number"] for one in told["rounds"]] == [1, 2]
    assert told["rounds"][0]["lift"]["low"] > 1
    assert told["rounds"][1]["strata"][0]["stratum"] == "top"


def test_how_the_newest_round_fell_is_told_by_group_and_wijk(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(root, PURPOSE) == 0
    told = capsys.readouterr().out
    assert "Hoe ronde 2 over groepen viel" in told
    assert "huurders" in told
    assert asked(root, PURPOSE, "--json") == 0
    for one in json.loads(capsys.readouterr().out)["rounds"]:
        fell = one["fairness"]
        assert fell["refused"] is None
        assert {item["measure"] for item in fell["groups"]} == {"selected", "nothing", "established", "no_access"}
        assert sum(item["visited"] for item in fell["areas"]) == sum(item["visited"] for item in one["strata"])
        small = [item for item in fell["areas"] if item["visited"] < 10]
        assert all("refused" in item["established"] for item in small)


def test_what_moved_is_told_with_what_to_do(
    root: Path, rounds_city: RoundsCity, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = root / rounds_city.space.runs.relative_to(rounds_city.space.root)
    path = runs / rounds_city.second.account["run"] / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["facts"]["signals"]["answers"]["overbewoning"]["unknown"] = 1_400
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert asked(root, PURPOSE) == 0
    told = capsys.readouterr().out
    assert "overbewoning is onbekend bij" in told
    assert "Vraag om de levering" in told
    assert "Eerdere bezoeken voeden eerdere_overtreding_wonen" in told
    assert asked(root, PURPOSE, "--json") == 0
    drift = json.loads(capsys.readouterr().out)["drift"]
    assert ("overbewoning", "unknown", True) in {(one["name"], one["told"], one["has_moved"]) for one in drift}


def test_a_check_of_which_nothing_was_handed_over_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(root, "hennep") == 0
    assert "nog niets overgedragen" in capsys.readouterr().out


def test_of_a_list_that_was_destroyed_nothing_is_told(
    root: Path, rounds_city: RoundsCity, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(
        root / rounds_city.space.selections.relative_to(rounds_city.space.root) / rounds_city.first.selection_id
    )
    assert asked(root, PURPOSE) == 0
    told = capsys.readouterr().out
    assert "De lijst is er niet meer" in told
    assert told.count("hele kader: ") == 1


def test_a_check_that_is_not_there_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(root, "geen") == 1
    assert "check 'geen' is not in run" in capsys.readouterr().err


def test_that_nobody_knows_who_looked_is_said_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(root, PURPOSE) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.count("Hoe eens zijn toezichthouders het?") == 1
    assert told.count("De bron van de bezoeken zegt niet wie er keek") == 1
    assert asked(root, PURPOSE, "--json") == 0
    refused = {"refused": "no_names"}
    assert json.loads(capsys.readouterr().out)["inspectors"] == {"agreement": refused, "effect": refused}


def test_the_list_of_the_program_stands_beside_that_of_people(
    slots_city: SlotsCity, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(slots_city.space.root, tmp_path / "slots"))
    assert asked(root, PURPOSE) == 0
    told = capsys.readouterr().out
    assert "Lijst van het programma naast de lijst van mensen" in told
    assert "Het verschil staat vast: de lijst van het programma vindt meer." in told
    assert "lijst van mensen" in told
    assert asked(root, PURPOSE, "--json") == 0
    uplift = json.loads(capsys.readouterr().out)["uplift"]
    assert (uplift["verdict"], uplift["people"]["established"]) == ("check", 0)
    assert [item["more"] for item in uplift["ahead"]] == [50, 100, 200]
