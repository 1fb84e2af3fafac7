# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht audit-package`: what it says, for people and machines; of a check that was stopped; and its faults."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit.recompute_yield import main as recompute
from pandzicht.cli.main import main
from pandzicht.store.workspace import Workspace
from tests.runs.published_city import publish_city


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    return publish_city(tmp_path / "city")


def drawn(city: Workspace) -> str:
    """The name of a selection of the city."""
    assert main(["select", "wonen", "--size", "4", "--seed", "3", "--workspace", str(city.root)]) == 0
    return next(path.name for path in city.selections.iterdir())


def packed(city: Workspace, to: Path, *words: str) -> int:
    return main(["audit-package", *words, "--to", str(to), "--workspace", str(city.root), "--language", "en"])


def allow(city: Workspace, act: str) -> None:
    role = city.catalogue / "roles/alles.yaml"
    role.write_text(role.read_text("utf-8").replace("subject_access]", f"subject_access, {act}]"), encoding="utf-8")


def test_without_outcomes_every_figure_is_refused(
    city: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = drawn(city)
    capsys.readouterr()
    assert packed(city, tmp_path / "out", name) == 0
    told = capsys.readouterr().out
    assert "whole frame: not claimed: no outcomes are known" in told
    assert recompute([str(tmp_path / "out")]) == 0


def test_a_machine_is_answered_in_json(city: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = drawn(city)
    capsys.readouterr()
    assert packed(city, tmp_path / "out.zip", name, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["claims"][name]["frame"] == {"refused": "no_outcomes"}
    assert len(told["sha256"]) == 64
    assert "package.json" in told["files"]


def test_of_a_check_that_was_stopped_points_decide_nothing(city: Workspace, tmp_path: Path) -> None:
    allow(city, "stop")
    assert main(["stop", "wonen", "--because", "een klacht over de punten", "--workspace", str(city.root)]) == 0
    name = drawn(city)
    assert packed(city, tmp_path / "out", name) == 0
    design = json.loads((tmp_path / "out" / name / "design.json").read_text("utf-8"))
    assert (design["without_points"], design["points"]) == (True, {})
    assert "klacht" not in json.dumps(design)
    assert recompute([str(tmp_path / "out")]) == 0


def test_a_dispute_before_or_after_the_draw_changes_nothing_of_what_was_drawn(city: Workspace, tmp_path: Path) -> None:
    allow(city, "dispute")
    at = ["--workspace", str(city.root)]
    dispute = ["dispute", "0518010000000000", "overbewoning"]
    before = drawn(city)
    assert main([*dispute, "--because", "drie van hen zijn verhuisd", *at]) == 0
    assert main(["select", "wonen", "--size", "4", "--seed", "3", *at]) == 0
    after = next(path.name for path in city.selections.iterdir() if path.name != before)
    assert main([*dispute, "--outcome", "rejected", "--because", "zij wonen er volgens het register", *at]) == 0
    assert packed(city, tmp_path / "out", before, after) == 0
    assert recompute([str(tmp_path / "out")]) == 0
    frames = [(tmp_path / "out" / name / "frame.csv").read_text("utf-8") for name in (before, after)]
    assert frames[0] != frames[1]


def test_a_place_that_is_taken_is_said_before_anything_is_read(
    city: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = drawn(city)
    (tmp_path / "out.zip").write_text("mine", encoding="utf-8")
    assert packed(city, tmp_path / "out.zip", name) == 1
    assert "exists already" in capsys.readouterr().err
    assert (tmp_path / "out.zip").read_text("utf-8") == "mine"


def test_a_run_of_outcomes_that_does_not_exist_is_named(
    city: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert packed(city, tmp_path / "out", drawn(city), "--outcomes", "2019-01-01-x") == 1
    assert "run '2019-01-01-x' does not exist" in capsys.readouterr().err
