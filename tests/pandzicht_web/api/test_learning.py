# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine has points learned, follows it, gets the figures of the page, and proposes under the same rights."""

from __future__ import annotations

import json
import shutil

import pytest

from pandzicht.jobs.worker import Worker
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.calling import by_session, by_token, problem
from tests.office import PURPOSE, office_in
from tests.rounds_city import DECISIVE, RoundsCity

PATH = f"yields/{PURPOSE}/learned"
WORK = {"kind": "learning", "check": PURPOSE}


@pytest.fixture(scope="module")
def office(rounds_city: RoundsCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office of the city after two rounds, with a worker of its own."""
    folder = tmp_path_factory.mktemp("api-learning") / "city"
    shutil.copytree(rounds_city.space.root, folder)
    return office_in(open_workspace(folder))


def worked(office: Office, path: str) -> dict[str, str]:
    Worker(office.workspace, office.door, "proef", lambda _text: None).work_once()
    ended: dict[str, str] = by_token(office, "anna").get(path.removeprefix("/api/v1/")).json()
    return ended


def test_what_is_learned_is_told_to_the_figure(office: Office, rounds_city: RoundsCity) -> None:
    machine = by_token(office, "anna")
    before = machine.get(PATH).json()
    assert (before["learned"], before["is_learned"], before["needed_for_points"]) == (None, False, 300)
    ended = worked(office, machine.send("POST", "jobs", {"work": WORK})["Location"])
    came = json.loads(ended["said"])
    told = by_session(office, "esra").get(PATH).json()
    learned = told["learned"]
    assert learned["card_sha256"] == came["card_sha256"]
    assert learned["learned_points"] == came["points"]
    assert sum(item["drawn"] for item in told["labels"]) == learned["counted"]["labels"]
    assert [item["selection_id"] for item in told["labels"]] == [
        rounds_city.first.selection_id,
        rounds_city.second.selection_id,
    ]
    (decisive,) = [item for item in learned["moved"] if item["signal"] == DECISIVE]
    assert (decisive["learned"], decisive["why"]) == (10, "more")
    assert decisive["where_yes"]["low"] > decisive["elsewhere"]["high"]
    assert set(learned["rated"]) == {"lot", "experts", "learned"}
    assert [len(item["seen"]) for item in learned["judged"]] == [3]
    assert told["last_day"] == "2027-04-15"


def test_a_proposal_is_asked_for_as_work(office: Office) -> None:
    machine = by_token(office, "anna")
    asked = {**WORK, "propose": "try", "because": "twee rondes", "ai_class": "minimaal_risico", "ai_reason": "Geleerd."}
    ended = worked(office, machine.send("POST", "jobs", {"work": asked})["Location"])
    reference = json.loads(ended["said"])["proposal"]
    assert machine.get(f"proposals/{reference}").json()["state"] == "proposed"
    problem(machine.send("POST", "jobs", {"work": {**WORK, "propose": "try"}}), 400)
    problem(machine.send("POST", "jobs", {"work": {**WORK, "propose": "meer"}}), 422)


def test_only_whoever_may_learn_has_it_learned_and_for_their_own_purpose(office: Office) -> None:
    problem(by_session(office, "chris").get(PATH), 403)
    problem(by_session(office, "esra").send("POST", "jobs", {"work": WORK}), 403)
    problem(by_token(office, "anna", "hennep").send("POST", "jobs", {"work": WORK}), 403)
    problem(by_token(office, "anna").get("yields/geen/learned"), 404)
