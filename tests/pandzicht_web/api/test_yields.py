# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine gets the figures of the yield and the units behind each, under the same right as a person."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pandzicht.ranking.double_visits import agreement_of
from pandzicht.ranking.inspector_effect import SeenBy, inspector_effect
from pandzicht.ranking.outcome import Result
from pandzicht.runs import yield_account
from pandzicht.runs.inspectors import InspectorsTold
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.calling import by_session, by_token, problem
from tests.office import PURPOSE, office_in
from tests.rounds_city import RoundsCity
from tests.slots_city import SlotsCity


@pytest.fixture(scope="module")
def office(rounds_city: RoundsCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office of the city after two rounds."""
    folder = tmp_path_factory.mktemp("api-yields") / "city"
    shutil.copytree(rounds_city.space.root, folder)
    return office_in(open_workspace(folder))


def test_every_number_of_a_round_opens_to_its_units(office: Office, rounds_city: RoundsCity) -> None:
    machine = by_token(office, "bram")
    told = machine.get(f"yields/{PURPOSE}").json()
    assert [one["selection_id"] for one in told["rounds"]] == [
        rounds_city.first.selection_id,
        rounds_city.second.selection_id,
    ]
    first = told["rounds"][0]
    assert first["lift"]["low"] > 1
    assert first["frame"]["low"] < first["frame"]["value"] < first["frame"]["high"]
    for own in first["strata"]:
        for part in ("not_yet", "no_access", "established"):
            path = f"yields/{PURPOSE}/units?round={first['selection_id']}&stratum={own['stratum']}&part={part}"
            assert len(machine.get(path).json()["units"]) == own[part], path


def test_how_alike_inspectors_look_is_told_of_all_or_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = by_token(office, "bram")
    refused = {"refused": "no_names"}
    assert machine.get(f"yields/{PURPOSE}").json()["inspectors"] == {"agreement": refused, "effect": refused}
    looks = [SeenBy(who, "1", at < int(who)) for who in "123456789" for at in range(20)]
    told = InspectorsTold(agreement_of([(Result.NOTHING, Result.NOTHING)] * 9), inspector_effect(looks))
    monkeypatch.setattr(yield_account, "inspectors_told", lambda *_: told)
    answer = machine.get(f"yields/{PURPOSE}").json()["inspectors"]
    assert answer["agreement"] == {
        "both_found": 0, "both_nothing": 9, "differ": 0,
        "share": {"refused": "few_pairs"}, "kappa": {"refused": "few_pairs"},
    }  # fmt: skip
    assert (answer["effect"]["inspectors"], answer["effect"]["seen"], answer["effect"]["share"]) == (9, 180, 0.25)
    assert answer["effect"]["spread"]["of"] == 9


def test_a_unit_tells_its_looks(office: Office, rounds_city: RoundsCity) -> None:
    path = f"yields/{PURPOSE}/units?round={rounds_city.second.selection_id}&part=established"
    for unit in by_token(office, "bram").get(path).json()["units"]:
        assert (unit["round"], unit["result"]) == (2, "established")
        assert [(look["day"], look["source"]) for look in unit["looks"]] == [("2026-03-25", "bezoeken")]


@pytest.mark.parametrize("path", ["yields/geen", f"yields/{PURPOSE}/units?round=geen"])
def test_what_is_not_there_is_not_found(office: Office, path: str) -> None:
    problem(by_token(office, "bram").get(path), 404)


def test_a_part_that_is_none_is_refused(office: Office) -> None:
    problem(by_token(office, "bram").get(f"yields/{PURPOSE}/units?part=geen"), 422)


def test_an_inspector_gets_nothing(office: Office) -> None:
    problem(by_session(office, "chris").get(f"yields/{PURPOSE}"), 403)


def test_a_comparison_with_a_list_of_people_is_told_where_there_is_one(
    office: Office, slots_city: SlotsCity, tmp_path: Path
) -> None:
    assert by_token(office, "bram").get(f"yields/{PURPOSE}").json()["uplift"] is None
    shutil.copytree(slots_city.space.root, tmp_path / "slots")
    machine = by_token(office_in(open_workspace(tmp_path / "slots")), "bram")
    told = machine.get(f"yields/{PURPOSE}").json()["uplift"]
    assert told["difference"]["low"] > 0
    assert told["verdict"] == "check"
    assert told["check"]["per_visited"]["value"] > told["people"]["per_visited"]["value"] == 0
