# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two months of rounds in a small city: drawn, handed over by somebody else, visited, and judged a month later."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pandzicht.cli.demonstrating import CHECK, city_in, city_workspace, load_city, year_of_rounds
from pandzicht.cli.desk import door_at
from pandzicht.cli.main import main
from pandzicht.cli.rounds import COORDINATOR, INSPECTOR, AfterRound, Rounds, RoundYield, nothing_more
from pandzicht.definitions.action import Action
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.errors import AccessDenied
from pandzicht.governance.handover import handovers_of
from pandzicht.governance.subject import Kind, Subject
from pandzicht.modelcity.round_visits import RoundVisits, read_round
from pandzicht.modelcity.texts import on_day
from pandzicht.modelcity.visits import ESTABLISHED, NOT_SEEN
from pandzicht.runs.finding import purposes_of
from pandzicht.runs.selecting import KeptSelection
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.workspace import Workspace
from tests.model_city import silent

ADDRESSES = 1_500


def rounds_in(folder: Path, after_round: AfterRound = nothing_more) -> Rounds:
    """The rounds of a city in a folder, as whoever runs the demo carries them out."""
    workspace = city_workspace(folder, ADDRESSES, 1, silent)
    door = door_at(workspace, "test")
    door.first("els")
    desk = door.desk("els")
    load_city(desk, workspace, sound_catalogue(workspace.catalogue, readers=known_readers()), silent)
    return year_of_rounds(desk, workspace, city_in(folder, ADDRESSES, 1), silent, after_round)


@dataclass(frozen=True)
class Year:
    """Rounds that were carried out, and what came of them."""

    rounds: Rounds
    made: list[KeptSelection]
    told: list[RoundYield]
    share: float
    """Of the units of the check that are really in violation."""

    @property
    def workspace(self) -> Workspace:
        """The workspace in which they were."""
        return self.rounds.workspace

    def record(self, number: int) -> RoundVisits:
        """What inspectors saw in a round."""
        return read_round(self.rounds.city.folder(number))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Two rounds at one go, in a city of which nothing but its registers is left."""
    rounds = rounds_in(tmp_path_factory.mktemp("rounds") / "city")
    told = json.loads((rounds.city.home / "truth" / "summary.json").read_text(encoding="utf-8"))
    shutil.rmtree(rounds.city.home / "truth")
    made = rounds.carry_out(2)
    return Year(rounds, made, rounds.yields(made), told["in_violation"][CHECK])


def state_of(rounds: Rounds) -> dict[str, Any]:
    """What was drawn and seen, without the names that follow from the keys of a workspace."""
    drawn = sorted(
        (rounds.workspace.selections).glob("*/*.parquet"), key=lambda path: (path.parent.name[:29], path.name)
    )
    visits = sorted(rounds.city.rounds.glob("*/visits.parquet"))
    tables = {f"{path.parent.name[:29]}/{path.name}": pq.read_table(path).to_pylist() for path in [*drawn, *visits]}
    return tables | {"runs": sorted(path.name[:10] for path in rounds.workspace.runs.iterdir())}


def test_the_top_finds_more_than_a_visit_at_random_would(year: Year) -> None:
    top = [item.gave.strata["top"] for item in year.told]  # type: ignore[index]
    found, visited = (sum(getattr(each, name) for each in top) for name in ("established", "visited"))
    assert visited >= 30
    assert found / visited > 2 * year.share > 0.2


def test_every_unit_of_the_frame_has_its_probability_and_every_stratum_its_units(year: Year) -> None:
    for kept in year.made:
        chance = kept.frame["inclusion_probability"].to_pylist()
        assert len(chance) == kept.account["frame_size"] > 1_000
        assert all(0 < each <= 1 for each in chance)
        assert sum(chance) == pytest.approx(kept.account["size"])
        assert kept.account["size"] == 20
        assert all(kept.account["strata"][name] >= 1 for name in ("top", "challenger", "control"))


def test_whoever_was_visited_this_year_is_left_alone(year: Year) -> None:
    first, second = (set(kept.units["unit_id"].to_pylist()) for kept in year.made)
    (path,) = (year.rounds.city.folder(2) / "deliveries" / "bezoeken").iterdir()
    delivered = list(csv.DictReader(path.open(encoding="utf-8"), delimiter=";"))
    visited = {row["object_id"] for row in delivered if row["stap"] == "bezoek"}
    assert len(first & visited) >= 12
    assert not second & visited, "a row without an id may not have been linked, and then nobody knows"


def test_the_counts_of_a_round_are_those_of_its_visits(year: Year) -> None:
    """By hand: of each address the furthest that a visit came, of what was known when the yield was asked."""
    ids, until = year.rounds.city.world.town.objects.ids, on_day(year.rounds.city.day(3))
    for number, (kept, item) in enumerate(zip(year.made, year.told, strict=True), start=1):
        stratum = dict(zip(kept.units["address_id"].to_pylist(), kept.units["stratum"].to_pylist(), strict=True))
        best: dict[str, int] = {}
        own = year.record(number)
        for at, known, outcome in zip(own.at.tolist(), own.known.tolist(), own.outcome.tolist(), strict=True):
            if known < until:
                best[str(ids[at])] = min(outcome, best.get(str(ids[at]), outcome))
        assert set(best) <= set(stratum), "inspectors go where they were sent"
        for name, gave in item.gave.strata.items():
            outcomes = [outcome for unit, outcome in best.items() if stratum[unit] == name]
            assert abs(gave.visited - len(outcomes)) <= 1, "somebody may have gone there for another reason"
            assert abs(gave.entered - len([each for each in outcomes if each != NOT_SEEN])) <= 1
            assert abs(gave.established - outcomes.count(ESTABLISHED)) <= 1


def test_who_draws_does_not_hand_over_and_who_goes_sees_no_stratum(year: Year) -> None:
    door = door_at(year.workspace, "test")
    for kept in year.made:
        with door.desk("els").own() as transaction:
            (given,) = handovers_of(transaction, kept.selection_id)
        assert (given.account, given.is_open) == (COORDINATOR, True)
    purposes = purposes_of(year.workspace, year.made[0].account["run"], [CHECK])
    subject = Subject(Kind.SELECTION, year.made[0].selection_id)
    for action in (Action.SELECT, Action.EXPORT_SELECTION, Action.HAND_OVER, Action.LOAD):
        with pytest.raises(AccessDenied), door.desk(INSPECTOR).operation(action, subject, purposes):
            pass
    with pytest.raises(AccessDenied), door.desk(COORDINATOR).operation(Action.LOAD, subject):
        pass


@pytest.mark.slow
def test_rounds_in_steps_and_cut_off_give_what_one_go_gives(year: Year, tmp_path: Path) -> None:
    called: list[int] = []

    def once_cut_off(workspace: Workspace, number: int) -> None:
        called.append(number)
        if called == [1]:
            raise KeyboardInterrupt

    rounds = rounds_in(tmp_path / "city", once_cut_off)
    with pytest.raises(KeyboardInterrupt):
        rounds.carry_out(1)
    rounds.carry_out(1)
    again = rounds_in(tmp_path / "city", once_cut_off)
    again.carry_out(2)
    again.carry_out(1)
    assert called == [1, 1, 2], "a round that is done is not done again"
    assert state_of(again) == state_of(year.rounds)


def test_the_command_says_per_round_and_stratum_what_was_found(
    year: Year, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANDZICHT_ACCOUNT", "els")
    asked = ("demo", "--folder", str(year.workspace.root), "--addresses", str(ADDRESSES), "--rounds", "2")
    assert main([*asked, "--no-serve", "--language", "en"]) == 0
    said = capsys.readouterr().out
    top = year.told[1].gave.strata["top"]  # type: ignore[index]
    assert f"Round 2, 2026-04-01: {year.made[1].selection_id}" in said
    assert f"top: {top.selected} selected, {top.visited} visited, {top.entered} entered" in said
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["selection"] == year.made[1].selection_id
    assert [item["number"] for item in told["rounds"]] == [1, 2]


def test_more_than_a_year_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["demo", "--folder", str(tmp_path / "x"), "--rounds", "13"]) == 2
    assert "--rounds" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
