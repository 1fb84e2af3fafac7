# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Points are learned in the background: what came of it is kept, a proposal waits, and it can be stopped."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, JobRefused, NotFound
from pandzicht.governance.log_reading import acts
from pandzicht.governance.proposals import proposals
from pandzicht.governance.subject import Kind, Subject
from pandzicht.jobs.asking import cancel
from pandzicht.jobs.job import Job, Standing
from pandzicht.jobs.pulse import Pulse
from pandzicht.runs.learned_account import LearnedAccount, kept_card, kept_learned
from pandzicht.store.state_database import open_state
from pandzicht.store.workspace import open_workspace
from tests.desk import NOW, begun, purposes_in
from tests.jobs.working import Office, office_in
from tests.office import PURPOSE
from tests.rounds_city import DECISIVE, RoundsCity

WHY = {"because": "twee rondes bezocht", "ai_class": "minimaal_risico", "ai_reason": "Geleerd uit uitkomsten."}


@pytest.fixture
def office(rounds_city: RoundsCity, tmp_path: Path) -> Office:
    """A copy of the city after two rounds, with its own state: the lists that were handed over stand there."""
    space = open_workspace(Path(shutil.copytree(rounds_city.space.root, tmp_path / "city")))
    return office_in(space, open_state(space.state_database, now=NOW, demo=True))


def worked(office: Office, **asked: Any) -> Job:
    job = office.ask("learning", check=PURPOSE, **asked)
    office.worker().work_once()
    return office.job(job)


def kept(office: Office, city: RoundsCity) -> LearnedAccount | None:
    operation = begun(office.desk(), Action.SEE_YIELD, Subject(Kind.CHECK, PURPOSE), purposes_in(city.catalogue))
    return kept_learned(office.space, operation, PURPOSE)


def test_what_was_learned_is_kept_with_its_run_day_and_card(office: Office, rounds_city: RoundsCity) -> None:
    assert kept(office, rounds_city) is None
    ended = worked(office)
    assert ended.standing is Standing.DONE, ended.said
    told = kept(office, rounds_city)
    assert told is not None
    assert (told.run, told.made_on) == (ended.result["run"], NOW.astimezone().date())
    assert told.learned_points == ended.result["points"]
    assert next(iter(told.learned_points)) == DECISIVE
    assert (ended.result["labels"], ended.result["proposal"]) == (told.counted.labels, "")
    operation = begun(office.desk(), Action.SEE_YIELD, Subject(Kind.CHECK, PURPOSE), purposes_in(rounds_city.catalogue))
    card = kept_card(office.space, operation, PURPOSE, told.card_sha256[:12]).read_text("utf-8")
    assert card.startswith("# Modelkaart")
    with pytest.raises(NotFound, match="learn again"):
        kept_card(office.space, operation, PURPOSE, "..")
    with office.state.transaction(reads=True) as transaction:
        logged = [(line["object"], line["action"], line["result"]) for line in acts(transaction)][-3:]
    assert ("check:" + PURPOSE, "learn", "done") in logged


def test_a_proposal_is_made_in_the_name_of_whoever_asked(office: Office) -> None:
    ended = worked(office, propose="try", **WHY)
    assert ended.standing is Standing.DONE, ended.said
    with office.desk("jan").acting(Action.SEE_PROPOSALS).transaction(reads=True) as transaction:
        (made,) = [item for item in proposals(transaction) if item.reference == ended.result["proposal"]]
    assert made.account == "els"
    assert ended.result["card_sha256"] in made.reason


def test_what_the_evidence_does_not_allow_fails_and_is_said(office: Office) -> None:
    ended = worked(office, propose="take-over", because="twee rondes bezocht")
    assert ended.standing is Standing.FAILED
    assert "few_tried" in ended.said


def test_who_may_not_propose_is_told_at_once(office: Office) -> None:
    may = tuple(one for one in office.roles["alles"].may if one is not Action.PROPOSE)
    office.roles = {"alles": office.roles["alles"].model_copy(update={"may": may})}
    with pytest.raises(AccessDenied, match="may not propose"):
        office.ask("learning", check=PURPOSE, propose="try", **WHY)
    assert office.ask("learning", check=PURPOSE).standing is Standing.WAITING


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"propose": "try"}, "a proposal needs a reason"),
        ({"propose": "try", "because": "x", "ai_class": "minimaal_risico"}, "go together"),
        ({"propose": "meer", "because": "x"}, "propose"),
    ],
)
def test_what_is_asked_incompletely_is_refused(office: Office, asked: dict[str, str], fault: str) -> None:
    with pytest.raises(JobRefused, match=fault):
        office.ask("learning", check=PURPOSE, **asked)


def test_a_check_that_is_not_there_is_told_at_once(office: Office) -> None:
    with pytest.raises(NotFound, match="check 'geen'"):
        office.ask("learning", check="geen")


def test_it_is_stopped_at_its_next_step_and_leaves_nothing(
    office: Office, rounds_city: RoundsCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, told, phases = office.ask("learning", check=PURPOSE), Pulse.tell, []

    def tell(pulse: Pulse, phase: str, part: float) -> None:
        office.clock.on(seconds=1)
        phases.append(phase)
        if part > 0.5:
            cancel(office.desk(), job.job_id)
        told(pulse, phase, part)

    monkeypatch.setattr(Pulse, "tell", tell)
    office.worker().work_once()
    assert office.job(job).standing is Standing.CANCELLED
    assert phases[1] == "reading what was proposed and found"
    assert kept(office, rounds_city) is None
    assert not list(office.space.staging.glob("learned-*"))
