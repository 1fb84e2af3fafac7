# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht size`: from what the rounds told, or from what somebody expects; the list that is drawn then holds it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pandzicht.cli.main import main
from tests.office import PURPOSE
from tests.rounds_city import RoundsCity


@pytest.fixture
def root(rounds_city: RoundsCity, tmp_path: Path) -> Path:
    """A copy of the city, in which somebody signs in for the first time."""
    return Path(shutil.copytree(rounds_city.space.root, tmp_path / "city"))


def asked(root: Path, *words: str) -> int:
    return main(["size", *words, "--workspace", str(root)])


def test_the_rounds_tell_what_to_expect_and_how_many_are_looked_at(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(root, PURPOSE, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert main(["yield", PURPOSE, "--json", "--workspace", str(root)]) == 0
    rounds = json.loads(capsys.readouterr().out)["rounds"]
    last = [one for one in rounds if "value" in one["frame"]][-1]
    assert (found["told_by"], found["wanted"]["expected"]) == (last["number"], last["frame"]["value"])
    control = [own for one in rounds for own in one["strata"] if own["stratum"] == "control"]
    share = sum(own["visited"] for own in control) / sum(own["selected"] for own in control)
    assert found["wanted"]["looked_at"] == pytest.approx(share)
    assert 0 < share < 1
    assert found["rounds"] == 2
    sizes = [one["control"] for one in found["others"]]
    assert sizes == sorted(sizes, reverse=True)


def test_what_is_drawn_then_holds_as_many_random_units(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(root, PURPOSE, "--within", "10", "--looked-at", "100", "--json") == 0
    own = json.loads(capsys.readouterr().out)["asked"]
    assert main(["select", PURPOSE, "--size", str(own["size"]), "--json", "--workspace", str(root)]) == 0
    assert json.loads(capsys.readouterr().out)["strata"]["control"] >= own["control"]


def test_it_is_told_in_words_with_the_command_that_draws_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(root, PURPOSE, "--within", "7", "--expected", "12.5") == 0
    told = capsys.readouterr().out
    assert "Gerekend is met een vondst bij 12,5 % van de bezoeken" in told
    assert "Wat de doorslag geeft: de nauwkeurigheid die gevraagd is." in told
    assert "In de eerste 3 rondes is het gelote deel 15 %." in told
    assert told.count(" punten ") == 5
    assert f"pandzicht select {PURPOSE} --size " in told


def test_nothing_is_reckoned_from_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(root, "hennep") != 0
    assert "say what you expect with --expected" in capsys.readouterr().err
    assert asked(root, "hennep", "--expected", "5") == 0


@pytest.mark.parametrize("words", [("--within", "0"), ("--expected", "120"), ("--rounds-a-year", "0")])
def test_what_cannot_be_is_refused(root: Path, words: tuple[str, str]) -> None:
    assert asked(root, PURPOSE, *words) == 2


def test_a_check_that_does_not_exist_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(root, "kwispel", "--expected", "5") != 0
    assert "kwispel" in capsys.readouterr().err
