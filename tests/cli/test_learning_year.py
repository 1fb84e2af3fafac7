# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small year in which points are learned: proposed by one, approved by another, tried, and recomputed by a third."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from audit.recompute_yield import main as recompute
from pandzicht.cli.demonstrating import CHECK, city_in, city_workspace, load_city, year_of_rounds
from pandzicht.cli.desk import ACCOUNT_VARIABLE, door_at
from pandzicht.cli.learned_round import show_learned
from pandzicht.cli.learning_year import ANALYST, APPROVER, learn_after_round
from pandzicht.cli.main import main
from pandzicht.cli.output import Output
from pandzicht.cli.rounds import Rounds
from pandzicht.definitions.action import Action
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.governance.log_reading import acts
from pandzicht.governance.matter import Matter
from pandzicht.governance.proposal import Proposal, State, states
from pandzicht.governance.proposals import proposals
from pandzicht.language import Language
from pandzicht.runs.selecting import KeptSelection
from pandzicht.sources.known_readers import known_readers
from tests.model_city import silent

ADDRESSES, SEED = 20_000, 1
PROPOSED_AFTER = 2
"""The round after which 300 outcomes are known in a city of this size, and points are found that do better."""


@dataclass(frozen=True)
class Year:
    """Rounds that were carried out, and the selections that were drawn."""

    rounds: Rounds
    made: list[KeptSelection]

    def learned(self, number: int) -> Mapping[str, Any]:
        """What is kept of a round of what it taught."""
        told: Mapping[str, Any] = self.rounds.account(number)["learned"]
        return told

    def proposals(self) -> tuple[Proposal, ...]:
        """Every change of definitions that anybody proposed, the first one first."""
        with self.rounds.desk.acting(Action.SEE_PROPOSALS).transaction(reads=True) as transaction:
            return tuple(item for item in proposals(transaction) if item.matter is Matter.DEFINITIONS)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Three rounds; the third is the first in which learned points choose."""
    folder = tmp_path_factory.mktemp("year") / "city"
    workspace = city_workspace(folder, ADDRESSES, SEED, silent)
    door = door_at(workspace, "test")
    door.first("els")
    desk = door.desk("els")
    load_city(desk, workspace, sound_catalogue(workspace.catalogue, readers=known_readers()), silent)
    rounds = year_of_rounds(desk, workspace, city_in(folder, ADDRESSES, SEED), silent, learn_after_round)
    return Year(rounds, rounds.carry_out(PROPOSED_AFTER + 1))


@pytest.mark.slow
def test_every_change_in_force_was_proposed_by_one_and_approved_by_another(year: Year) -> None:
    made = year.proposals()
    standing = states(made, year.rounds.desk.clock())
    assert len(made) == 2, "the definitions that the demo begins with, and the learned points"
    for item in made:
        assert standing[item.proposal_id] in {State.IN_FORCE, State.REPLACED}
        assert (item.account, [one.account for one in item.counted]) == (ANALYST, [APPROVER])
    told = year.learned(PROPOSED_AFTER)["proposal"]
    assert (told["step"], told["reference"]) == ("try", made[-1].reference)
    with year.rounds.desk.acting(Action.READ_LOG).transaction(reads=True) as transaction:
        logged = {(item["actor"], item["action"]) for item in acts(transaction)}
    for act in ((ANALYST, Action.LEARN), (ANALYST, Action.PROPOSE), (APPROVER, Action.APPROVE)):
        assert (act[0], act[1].value) in logged
    assert (ANALYST, Action.APPROVE.value) not in logged


@pytest.mark.slow
def test_the_next_round_is_drawn_by_the_points_that_were_proposed(year: Year) -> None:
    points = year.learned(PROPOSED_AFTER)["points"]
    drawn = year.made[-1]
    run = year.rounds.workspace.runs / drawn.account["run"] / "definitions.json"
    check = json.loads(run.read_text(encoding="utf-8"))["checks"][CHECK]
    assert check["challenger"]["points"] == points
    assert drawn.account["strata"]["challenger"] > 0
    assert year.learned(PROPOSED_AFTER + 1)["left_alone_since"] == PROPOSED_AFTER


@pytest.mark.slow
def test_whoever_proposed_does_not_approve(
    year: Year, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(year.rounds.workspace.root, tmp_path / "city"))
    norm = root / "catalogue" / "checks" / f"{CHECK}.yaml"
    norm.write_text(norm.read_text("utf-8").replace("reapprove_by: 2027-04-15", "reapprove_by: 2027-03-15"), "utf-8")
    monkeypatch.setenv(ACCOUNT_VARIABLE, ANALYST)
    assert main(["propose", "--because", "eerder opnieuw vaststellen", "--workspace", str(root), "--json"]) == 0
    reference = json.loads(capsys.readouterr().out)["proposal"]
    assert main(["approve", reference, "--workspace", str(root)]) == 1
    assert f"{ANALYST} may not approve" in capsys.readouterr().err
    monkeypatch.setenv(ACCOUNT_VARIABLE, APPROVER)
    assert main(["approve", reference, "--workspace", str(root)]) == 0


@pytest.mark.slow
def test_an_outsider_recomputes_what_the_yield_publishes(
    year: Year, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    year.rounds.yields(year.made)
    root, names = ["--workspace", str(year.rounds.workspace.root), "--json"], [kept.selection_id for kept in year.made]
    monkeypatch.setenv(ACCOUNT_VARIABLE, "els")
    assert main(["yield", CHECK, *root]) == 0
    told = {one["selection_id"]: one for one in json.loads(capsys.readouterr().out)["rounds"]}
    assert main(["audit-package", *names, "--to", str(tmp_path / "package"), *root]) == 0
    claims = json.loads(capsys.readouterr().out)["claims"]
    for name in names:
        assert (told[name]["frame"], told[name]["lift"]) == (claims[name]["frame"], claims[name]["lift"])
        published = {one["stratum"]: one["per_visited"] for one in told[name]["strata"]}
        assert published == {stratum: own["per_visited"] for stratum, own in claims[name]["strata"].items()}
        assert "value" in published["top"], "there is a figure to recompute"
    assert any("value" in told[name]["lift"] for name in names)
    assert recompute([str(tmp_path / "package")]) == 0


@pytest.mark.slow
def test_what_was_proposed_and_what_spoke_against_it_is_said_per_round(
    year: Year, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Output(Language.EN, as_json=False).page
    for number in range(1, PROPOSED_AFTER + 2):
        show_learned(page, year.learned(number))
    said = " ".join(capsys.readouterr().out.split())
    assert "to try: 1" in said
    assert "outcomes with a probability are known, and 300 are needed" in said
    assert f"{ANALYST} proposed to try the learned points" in said
    assert f"{APPROVER} approved it" in said
    assert f"the points of round {PROPOSED_AFTER} are left alone" in said


@pytest.mark.slow
def test_a_round_that_was_cut_off_after_its_proposal_proposes_nothing_twice(year: Year) -> None:
    before, told = year.proposals(), dict(year.learned(PROPOSED_AFTER))
    cut = {name: item for name, item in told.items() if name != "proposal"}
    year.rounds.keep(PROPOSED_AFTER, {"learned": cut})
    learn_after_round(year.rounds, PROPOSED_AFTER)
    assert year.learned(PROPOSED_AFTER) == told
    assert year.proposals() == before
