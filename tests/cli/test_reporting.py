# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A report of discrimination: the check stops, whom it affected is counted, two others end it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.test_main import Captured, machine, person
from tests.model_city import ModelCity

BECAUSE = ("--because", "treft vooral een enkele buurt")
CHECK = "onrechtmatig_wonen"


@pytest.fixture
def own(model_city: ModelCity, tmp_path: Path) -> tuple[str, str]:
    """A copy of the city with its run, and one selection of each of two checks."""
    ignored = shutil.ignore_patterns("staging", "city", "selections", "state.sqlite*")
    shutil.copytree(model_city.workspace.root, tmp_path / "copy", ignore=ignored)
    return "--workspace", str(tmp_path / "copy")


def test_a_report_stops_counts_and_names_who_is_told(own: tuple[str, str], capsys: Captured) -> None:
    drawn = machine(capsys, "select", CHECK, "--size", "12", *own)[1]
    machine(capsys, "select", "hennep", "--size", "5", *own)
    machine(capsys, "account", "ana", "--role", "functionaris_gegevensbescherming", *own)
    code, made = machine(capsys, "report-discrimination", CHECK, *BECAUSE, *own)
    assert (code, made["cause"], made["addresses"]) == (0, "discrimination", 12)
    assert made["selections"] == [{"selection": drawn["selection"], "date": drawn["on"], "addresses": 12}]
    assert made["tell"]["functionaris_gegevensbescherming"] == ["ana"]
    assert "auditor" not in made["tell"]
    assert machine(capsys, "select", CHECK, "--size", "12", *own)[1]["strata"]["control"] == 12
    listed = machine(capsys, "report-discrimination", CHECK, "--addresses", *own)[1]
    assert {unit["address_id"] for unit in drawn["units"]} < set(listed["addresses"])
    said = person(capsys, "report-discrimination", CHECK, *BECAUSE, *own)[1]
    assert "2 selecties hebben haar gebruikt, waarvan 1 volgens haar punten" in said
    assert "Functionaris gegevensbescherming: ana" in said


def test_two_others_end_a_report(own: tuple[str, str], capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(capsys, "report-discrimination", CHECK, *BECAUSE, *own)
    for name in ("ana", "jan"):
        machine(capsys, "account", name, "--role", "vaststeller", *own)
    (ending,) = machine(capsys, "report-discrimination", CHECK, "--end", *BECAUSE, *own)[1]
    states = []
    for name in ("ana", "ana", "jan"):
        monkeypatch.setenv("PANDZICHT_ACCOUNT", name)
        states.append(machine(capsys, "approve", ending["proposal"], *own)[1].get("state", "refused"))
    assert states == ["proposed", "refused", "in_force"]
    monkeypatch.delenv("PANDZICHT_ACCOUNT")
    assert machine(capsys, "stop", *own)[1] == []


def test_who_may_not_export_a_selection_sees_no_addresses(
    own: tuple[str, str], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(capsys, "account", "jan", "--role", "vaststeller", *own)
    monkeypatch.setenv("PANDZICHT_ACCOUNT", "jan")
    code, said = machine(capsys, "report-discrimination", CHECK, "--addresses", *own)
    assert (code, "does not allow 'export_selection'" in said["message"]) == (1, True)
