# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A round of links: answered, taken back, handed in as a filled-in queue is; nothing of what may not be seen by now."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, Gone, NotAvailable, NotFound
from pandzicht.governance.access import Sight
from pandzicht.linking.judgement import Said
from pandzicht.linking.question import Agreement
from pandzicht.runs.answer_file import JudgementFaults
from pandzicht.runs.judgements import kept_judgements
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.review_round import (
    ReviewRound,
    answers_waiting,
    hand_in,
    keep_round,
    open_round,
    purposes_of_round,
)
from pandzicht.runs.reviewing import Queue, review_queue
from pandzicht.store.workspace import Workspace, open_workspace
from tests.desk import operating
from tests.model_city import ModelCity, silent

DAY = date(2026, 3, 2)
WHOLE = Sight(areas=None)


@pytest.fixture(scope="module")
def queue(model_city: ModelCity) -> Queue:
    plan = plan_run(model_city.workspace, model_city.catalogue, Dates(PEILDATUM, PEILDATUM), 1)
    with operating(plan.workspace, Action.REVIEW, purposes=plan.purposes) as operation:
        return review_queue(plan, operation, questions=12, threads=2, progress=silent)


@pytest.fixture
def space(model_city: ModelCity, tmp_path: Path) -> Workspace:
    shutil.copytree(model_city.workspace.root, tmp_path / "city")
    return open_workspace(tmp_path / "city")


@pytest.fixture
def folder(queue: Queue, tmp_path: Path) -> Path:
    keep_round(queue, tmp_path / "round")
    return tmp_path / "round"


def opened(space: Workspace, folder: Path, sight: Sight = WHOLE) -> ReviewRound:
    with operating(space, Action.REVIEW, purposes=purposes_of_round(folder)) as operation:
        operation.sight = sight
        return open_round(space, operation, folder)


def handed_in(space: Workspace, folder: Path, sight: Sight = WHOLE, by: str = "anna"):  # type: ignore[no-untyped-def]
    with operating(space, Action.JUDGE, purposes=purposes_of_round(folder)) as operation:
        operation.sight = sight
        return hand_in(space, operation, open_round(space, operation, folder), by=by, on=DAY)


def test_what_was_kept_is_what_was_chosen(space: Workspace, folder: Path, queue: Queue) -> None:
    found = opened(space, folder)
    assert found.questions == queue.questions
    assert found.purposes == queue.plan.purposes
    assert found.open_numbers == tuple(range(12))
    assert folder.stat().st_mode & 0o077 == 0


def test_each_question_tells_part_by_part_what_agrees(queue: Queue) -> None:
    parts = [part for question in queue.questions for part in question.parts]
    assert {part.agreement for part in parts} >= {Agreement.AGREES}
    for question in queue.questions:
        known = {part.name: part.known for part in question.parts}
        assert str(known.get("postcode") or "").lower() in question.address.lower().replace(" ", "")


def test_answers_are_given_and_the_last_is_taken_back(space: Workspace, folder: Path) -> None:
    found = opened(space, folder).answered(0, Said.SAME).answered(1, Said.DIFFERENT)
    assert opened(space, folder).answers == found.answers
    assert found.taken_back().open_numbers[0] == 1
    again = opened(space, folder)
    assert [(given.number, given.said) for given in again.answers] == [(0, Said.SAME)]
    with pytest.raises(NotFound, match="question 1 of this round is not open"):
        again.answered(0, Said.UNSURE)
    with pytest.raises(NotFound, match="question 99"):
        again.answered(98, Said.UNSURE)


def test_what_is_handed_in_counts_once_and_is_not_taken_back(space: Workspace, folder: Path) -> None:
    opened(space, folder).answered(0, Said.SAME).answered(1, Said.UNSURE)
    assert answers_waiting(folder) == 2
    taken = handed_in(space, folder)
    assert (len(taken.answers), taken.is_new, answers_waiting(folder)) == (2, True, 0)
    (kept,) = kept_judgements(space)
    assert (kept.by, kept.on) == ("anna", DAY)
    with pytest.raises(NotAvailable, match="no answer is left to take back"):
        opened(space, folder).taken_back()
    with pytest.raises(NotAvailable, match="no answer waits"):
        handed_in(space, folder)
    opened(space, folder).answered(2, Said.SAME)
    handed_in(space, folder)
    assert len(kept_judgements(space)) == 2


def test_who_declared_a_bond_meanwhile_is_not_shown_it_and_cannot_hand_it_in(
    space: Workspace, folder: Path, queue: Queue
) -> None:
    own = queue.questions[0].address_id
    bound = Sight(areas=None, recused=frozenset({own}))
    assert 0 not in opened(space, folder, bound).open_numbers
    opened(space, folder).answered(0, Said.SAME)
    with pytest.raises(JudgementFaults, match="you declared a bond with it"):
        handed_in(space, folder, bound)
    assert kept_judgements(space) == ()
    assert answers_waiting(folder) == 1


def test_nobody_is_shown_what_lies_outside_their_areas(space: Workspace, folder: Path) -> None:
    assert opened(space, folder, Sight(areas=frozenset({"BU0518"}))).open_numbers == ()


def test_looking_and_handing_in_are_acts_of_their_own(space: Workspace, folder: Path) -> None:
    with operating(space, Action.SEE_DELIVERIES) as operation, pytest.raises(AccessDenied):
        open_round(space, operation, folder)
    found = opened(space, folder).answered(0, Said.SAME)
    with operating(space, Action.REVIEW, purposes=found.purposes) as operation:
        with pytest.raises(AccessDenied):
            hand_in(space, operation, found, by="anna", on=DAY)
        assert found.shown(operation, 1) == found.questions[1]


def test_a_round_of_which_the_term_passed_says_so(space: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Gone, match="begin a new one"):
        purposes_of_round(tmp_path / "weg")
    assert answers_waiting(tmp_path / "weg") == 0
