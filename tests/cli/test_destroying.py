# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht destroy`, `dispute` and `verify` as people use them; a planted word is nowhere after its time (S11)."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pandzicht.cli import desk as desk_of_commands
from pandzicht.cli import destroying
from pandzicht.cli.main import main
from pandzicht.definitions.action import Action
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.forgetting.carrying_out import ApprovedPlan, carry_out, plan_of
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.workspace import Workspace, open_workspace
from tests.desk import desk_of
from tests.forgetting.filled_workspace import CANARY, decoded, put_unfinished
from tests.model_city import ModelCity

LATER = date(2030, 1, 1)


@pytest.fixture
def city(model_city: ModelCity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A copy of the model city, years later, with a planted word wherever rows or leftovers stand."""
    shutil.copytree(model_city.workspace.root, tmp_path / "city")
    space = open_workspace(tmp_path / "city")
    for path in (*space.deliveries.glob("handhaving/*/rows.parquet"), *space.runs.glob("*/addresses.parquet")):
        table = pq.read_table(path)
        at = table.column_names.index("straat")
        column = [CANARY, *table["straat"].to_pylist()[1:]]
        pq.write_table(table.set_column(at, "straat", [column]), path)
    put_unfinished(space)
    moment = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
    monkeypatch.setattr(destroying, "today", lambda: LATER)
    monkeypatch.setattr(desk_of_commands, "now", lambda: moment)
    monkeypatch.chdir(space.root)
    return space


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_dry_run_lists_and_changes_nothing(city: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    first = answer(capsys, "destroy")
    assert {item["kind"] for item in first["due"]} >= {"original", "delivery", "run", "subject_key"}
    assert all(item["rule"] and item["basis"] and item["due_on"] < "2030" for item in first["due"])
    assert (first["destroyed"], first["without_term"]) == ([], [])
    assert answer(capsys, "destroy")["due"] == first["due"]
    assert CANARY in decoded(city.deliveries)
    assert main(["destroy"]) == 0
    said = capsys.readouterr().out
    assert "er is nog niets vernietigd" in said
    assert f"akkoord van een tweede persoon nodig (plan {first['plan'][:12]})" in said


def test_what_needs_no_approval_goes_and_the_register_says_so(
    city: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    due = answer(capsys, "destroy")["due"]
    gone = answer(capsys, "destroy", "--carry-out")["destroyed"]
    assert [(item["kind"], item["name"]) for item in gone] == [
        (item["kind"], item["name"]) for item in due if item["routine"]
    ]
    assert list(city.originals.iterdir()) == []
    assert {path.name for path in city.keys.glob("*-*.key")} == set(), "originals and months of the log"
    assert all(not item["routine"] for item in answer(capsys, "destroy")["due"])
    register = answer(capsys, "destroy", "--register")
    assert {item["number"] for item in register} == {item["number"] for item in gone}
    assert main(["destroy", "--register"]) == 0
    assert "handhaving.raw_retention" in capsys.readouterr().out


def test_after_its_time_a_planted_word_is_nowhere(city: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert CANARY in decoded(city.state)
    catalogue, desk = sound_catalogue(city.catalogue, readers=known_readers()), desk_of(city)
    on = date(2045, 1, 1)
    plan = plan_of(city, catalogue, desk.state, desk.keys, on)
    with desk.operation(Action.DESTROY) as operation:
        carry_out(city, catalogue, operation, plan, ApprovedPlan(plan.hash, "els"))
    desk.state.close()
    assert CANARY not in decoded(city.state)
    left = sorted(path.suffix for path in city.state.rglob("*") if path.is_file() and path.parent.parent != city.state)
    assert ".parquet" not in left
    main(["verify", "--json"])
    told = json.loads(capsys.readouterr().out)
    runs = [item for item in told if item["thing"].startswith("run ")]
    assert [(item["sound"], item["finding"]) for item in runs] == [(True, "destroyed under runs P2Y on 2026-03-02")]
    assert all(item["sound"] for item in told if item["thing"].startswith("delivery"))
    assert main(["explain", "9999010000000001"]) == 1
    assert "was destroyed under runs P2Y" in capsys.readouterr().err


def test_a_day_that_is_to_come_is_refused(city: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert city.demo
    assert main(["destroy", "--date", "2030-01-02"]) == 1
    assert "nothing is destroyed before its time" in capsys.readouterr().err
    assert main(["destroy", "--date", "gisteren"]) == 1
    assert "is not a day" in capsys.readouterr().err
