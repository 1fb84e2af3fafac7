# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What moved between two rounds: sparse signals by their share, sources by rows, links and age, fed ones marked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.action import Action
from pandzicht.learning.round_drift import RoundDrift, Told
from pandzicht.runs.round_drift import round_drift
from pandzicht.runs.rounds import rounds_of
from pandzicht.store.workspace import Workspace
from tests.desk import opened
from tests.office import PURPOSE
from tests.rounds_city import RoundsCity

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def space(rounds_city: RoundsCity, tmp_path: Path) -> Workspace:
    """A copy of the city, of which the counts of a run can be changed."""
    root = Path(shutil.copytree(rounds_city.space.root, tmp_path / "city"))
    return replace(rounds_city.space, root=root, catalogue=root / "catalogue")


def drift(space: Workspace) -> dict[tuple[str, Told], RoundDrift]:
    run = opened(space, None, Action.SEE_YIELD)
    return {(item.name, item.told): item for item in round_drift(run, PURPOSE, rounds_of(run, PURPOSE))}


def changed(space: Workspace, rounds_city: RoundsCity, change: Change) -> dict[tuple[str, Told], RoundDrift]:
    path = space.runs / str(rounds_city.second.account["run"]) / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest["facts"])
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return drift(space)


def counts(space: Workspace, rounds_city: RoundsCity) -> dict[str, Any]:
    path = space.runs / str(rounds_city.first.account["run"]) / "manifest.json"
    facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["facts"]
    return facts


def test_two_runs_of_the_same_registers_raise_no_alarm_of_them(space: Workspace) -> None:
    found = drift(space)
    assert len(found) > 40
    assert not [item for item in found.values() if item.has_moved and item.told in {Told.LINKED, Told.ROWS}]
    fed = {name for (name, _), item in found.items() if item.is_fed}
    assert fed == {"eerdere_overtreding_wonen"}


def test_a_sparse_signal_that_all_but_vanishes_is_told_first(space: Workspace, rounds_city: RoundsCity) -> None:
    """At most addresses it was no all along, so that no share of all addresses moves by points."""
    before = counts(space, rounds_city)["signals"]["answers"]["overbewoning"]["yes"]
    assert before >= 10

    def vanish(facts: dict[str, Any]) -> None:
        facts["signals"]["answers"]["overbewoning"]["yes"] = 1

    found = changed(space, rounds_city, vanish)
    item = found["overbewoning", Told.YES]
    assert item.has_moved
    assert abs(item.now - item.before) < 0.05
    assert ("overbewoning", Told.YES) in list(found)[: sum(one.has_moved for one in found.values())]


def test_an_empty_source_lost_links_and_old_rows_are_told(space: Workspace, rounds_city: RoundsCity) -> None:
    def spoil(facts: dict[str, Any]) -> None:
        facts["sources"]["retourpost"]["rows"] = 0
        links = facts["links"]["sources"]["signalen"]
        links["linked"] = links["rows"] // 2
        facts["sources"]["vergunningen"]["newest"] = "2025-06-01"

    found = changed(space, rounds_city, spoil)
    for name, told in (("retourpost", Told.ROWS), ("signalen", Told.LINKED), ("vergunningen", Told.DELAY)):
        assert found[name, told].has_moved, name


def test_one_round_stands_beside_nothing(space: Workspace) -> None:
    run = opened(space, None, Action.SEE_YIELD)
    assert round_drift(run, PURPOSE, rounds_of(run, PURPOSE)[:1]) == ()
