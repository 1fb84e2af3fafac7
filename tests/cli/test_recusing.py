# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who declares a bond is kept away at once; who looks without a task is in the report."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pandzicht.store.state_database import open_state
from tests.cli.test_main import BECAUSE, Captured, machine, person
from tests.desk import NOW
from tests.model_city import ModelCity

HOME = "9999010000000017"
CHECK = ("--check", "onrechtmatig_wonen")


@pytest.fixture
def own(model_city: ModelCity, tmp_path: Path) -> tuple[str, str]:
    """A copy of the city with its run, in which nothing was drawn or asked."""
    ignored = shutil.ignore_patterns("staging", "city", "selections", "state.sqlite*")
    shutil.copytree(model_city.workspace.root, tmp_path / "copy", ignore=ignored)
    return "--workspace", str(tmp_path / "copy")


def test_a_declared_bond_keeps_away_until_it_ends(own: tuple[str, str], capsys: Captured) -> None:
    assert person(capsys, "recuse", "--list", *own)[0] == 0
    for _ in range(2):
        code, kept = machine(capsys, "recuse", HOME, "--bond", "neighbour", *own)
    assert (code, [(item["address_id"], item["bond"]) for item in kept]) == (0, [(HOME, "neighbour")])
    code, said = machine(capsys, "explain", HOME, *CHECK, *own)
    assert (code, "declared a bond with address" in said["message"]) == (1, True)
    assert "van buren" in person(capsys, "recuse", "--list", *own)[1]
    assert machine(capsys, "recuse", HOME, "--end", *own)[1][0]["ended_at"]
    assert machine(capsys, "explain", HOME, *CHECK, *own)[0] == 0


def test_the_log_does_not_say_with_which_address_a_colleague_has_a_bond(own: tuple[str, str], capsys: Captured) -> None:
    machine(capsys, "recuse", "9999010000000999", "--bond", "family", *own)
    with open_state(Path(own[1]) / "state" / "state.sqlite", now=NOW).transaction(reads=True) as transaction:
        lines = [row["line"] for row in transaction.rows("SELECT line FROM audit_entry")]
    assert any('"action":"recuse"' in line for line in lines)
    assert "9999010000000999" not in "".join(lines)
    code, said = machine(capsys, "recuse", "9999010000000999", "--end", *own)
    assert (code, said[0]["bond"]) == (0, "family")


@pytest.mark.parametrize("words", [(), (HOME,), (HOME, "--bond", "own", "--end")])
def test_half_a_declaration_is_refused(own: tuple[str, str], capsys: Captured, words: tuple[str, ...]) -> None:
    code, said = machine(capsys, "recuse", *words, *own)
    assert (code, "give an address with --bond or with --end" in said["message"]) == (1, True)


def test_a_look_up_without_a_task_is_reported_and_one_with_a_reason_is_not(
    own: tuple[str, str], capsys: Captured
) -> None:
    since = ("--since", "2026-01-01")
    machine(capsys, "explain", HOME, *CHECK, *own)
    (bare,) = machine(capsys, "look-ups", "--without-task", *since, *own)[1]
    assert (bare["address_id"], bare["action"], bare["tasks"]) == (HOME, "hit", [])
    machine(capsys, "explain", HOME, *CHECK, *BECAUSE, *own)
    found = machine(capsys, "look-ups", *since, *own)[1]
    assert [(item["action"], item["tasks"]) for item in found] == [
        ("hit", []),
        ("hit", ["necessity"]),
        ("explain", ["necessity"]),
    ]
    said = person(capsys, "look-ups", "--without-task", *since, *own)[1]
    assert said.count(HOME) == 1
    drawn = machine(capsys, "select", "onrechtmatig_wonen", "--size", "10", *own)[1]["units"][0]["address_id"]
    machine(capsys, "explain", drawn, *CHECK, *own)
    assert machine(capsys, "look-ups", *since, *own)[1][-1]["tasks"] == ["selection"]
