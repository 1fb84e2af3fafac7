# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht yield` tells what became of what was established, in a table of its own below the counts."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from pandzicht.cli.main import main
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Figure
from tests.appealed_city import AppealedCity
from tests.office import PURPOSE


@pytest.fixture
def root(appealed_city: AppealedCity, tmp_path: Path) -> Path:
    return Path(shutil.copytree(appealed_city.space.root, tmp_path / "city"))


def test_each_stratum_tells_what_stood_how_serious_it_was_and_how_long_a_look_took(
    root: Path, appealed_city: AppealedCity, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["yield", PURPOSE, "--workspace", str(root)]) == 0
    told = capsys.readouterr().out
    first = told.split("Ronde 2")[0].split("Wat er werd van wat is vastgesteld")[1]
    assert "bezwaar of beroep loopt" in first
    top = appealed_city.first().findings[Stratum.TOP]
    (line,) = [line for line in first.splitlines() if line.startswith(" top ")]
    assert [int(cell) for cell in re.split(r"\s{2,}", line.strip())[1:4]] == [top.standing, top.running, top.undone]
    assert isinstance(top.severity, Figure)
    assert f"{top.severity.value:.2f}".replace(".", ",") in line
    assert f"{appealed_city.first().delays[Stratum.TOP].to_look:g}" in line
    assert "minder dan 10 bezoeken" in next(line for line in first.splitlines() if line.startswith(" manual "))


def test_a_machine_gets_the_same(root: Path, appealed_city: AppealedCity, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["yield", PURPOSE, "--json", "--workspace", str(root)]) == 0
    strata = {own["stratum"]: own for own in json.loads(capsys.readouterr().out)["rounds"][0]["strata"]}
    top = strata["top"]["findings"]
    assert top["standing"] + top["running"] + top["undone"] == strata["top"]["established"]
    assert top["severity"]["of"] == strata["top"]["visited"]
    assert strata["top"]["days"] == {"to_look": appealed_city.first().delays[Stratum.TOP].to_look, "to_written": 2.0}
    assert strata["manual"]["days"]["to_written"] == {"refused": "few_visits"}
