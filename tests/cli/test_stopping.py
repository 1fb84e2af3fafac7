# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The stop button as a colleague presses it: what is drawn is random, what was drawn stays, another person releases."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.cli.test_main import Captured, machine, person
from tests.model_city import ModelCity

BECAUSE = ("--because", "de punten kloppen niet")
ASKED = ("select", "onrechtmatig_wonen", "--size", "20", "--seed", "3")


@pytest.fixture
def own(model_city: ModelCity, tmp_path: Path) -> tuple[str, str]:
    """A copy of the city with its run."""
    shutil.copytree(model_city.workspace.root, tmp_path / "copy", ignore=shutil.ignore_patterns("staging", "city"))
    return "--workspace", str(tmp_path / "copy")


def test_a_stopped_check_is_drawn_at_random_until_somebody_else_releases_it(
    own: tuple[str, str], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = machine(capsys, *ASKED, *own)[1]
    code, made = machine(capsys, "stop", "onrechtmatig_wonen", *BECAUSE, *own)
    assert (code, made["subject"], made["cause"]) == (0, "check:onrechtmatig_wonen", "stop")
    stopped = machine(capsys, *ASKED, *own)[1]
    assert (stopped["strata"]["top"], stopped["strata"]["control"]) == (0, 20)
    assert stopped["stopped"]["stop"] == made["stop"]
    assert "De controle is gestopt (de punten kloppen niet)" in person(capsys, *ASKED, *own)[1]
    assert machine(capsys, "verify", *own)[0] == 0
    assert machine(capsys, "select", "hennep", "--size", "5", *own)[1]["strata"]["control"] < 5

    book = Path(own[1]) / "gestopt.xlsx"
    assert machine(capsys, "export", stopped["selection"], "--to", str(book), *own)[0] == 0
    account = openpyxl.load_workbook(book, read_only=True)["Verantwoording"]
    told = {row[1]: row[2] for row in account.iter_rows(values_only=True) if len(row) > 2}
    assert told["Controle gestopt"] == "de punten kloppen niet"

    ended = machine(capsys, "stop", "onrechtmatig_wonen", "--release", *BECAUSE, *own)[1]
    machine(capsys, "account", "jan", "--role", "vaststeller", *own)
    code, said = machine(capsys, "approve", ended[0]["proposal"], *own)
    assert (code, "may not approve" in said["message"]) == (1, True)
    monkeypatch.setenv("PANDZICHT_ACCOUNT", "jan")
    assert machine(capsys, "approve", ended[0]["proposal"], *own)[0] == 0
    monkeypatch.delenv("PANDZICHT_ACCOUNT")
    assert machine(capsys, "stop", *own)[1] == []
    assert machine(capsys, *ASKED, *own)[1] == before


def test_everything_can_be_stopped_and_is_listed(own: tuple[str, str], capsys: Captured) -> None:
    assert "Niets is gestopt." in person(capsys, "stop", *own)[1]
    assert person(capsys, "stop", "--all", *BECAUSE, *own)[0] == 0
    assert "alle controles" in person(capsys, "stop", *own)[1]
    assert machine(capsys, "select", "hennep", "--size", "5", *own)[1]["strata"]["control"] == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("stop", "iets", *BECAUSE), "check 'iets' is not in the catalogue; known are"),
        (("stop", "hennep"), "does not say why the check is stopped"),
        (("stop", "hennep", "--all", *BECAUSE), "name a check or give --all"),
        (("stop", "hennep", "--release", *BECAUSE), "is not stopped"),
    ],
)
def test_a_wrong_call_is_told(own: tuple[str, str], capsys: Captured, words: tuple[str, ...], said: str) -> None:
    code, answer = machine(capsys, *words, *own)
    assert (code, said in answer["message"]) == (1, True)
