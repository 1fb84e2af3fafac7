# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A round of links that one person looks at one by one: answers are given and taken back before they count.

It is a folder that lasts as files that were written do. Answers count for runs only once they are handed in, which
is what `pandzicht judge` does with a filled-in queue.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.errors import Gone, NotAvailable, NotFound
from pandzicht.governance.access import Sight
from pandzicht.governance.activity import activity_of_comparison
from pandzicht.governance.concerned import address
from pandzicht.governance.desk import Operation
from pandzicht.governance.purpose import Purpose
from pandzicht.linking.judgement import Said
from pandzicht.linking.question import Part, Question
from pandzicht.linking.tier import Tier
from pandzicht.runs.answer_file import AnsweredLine, AnswerFile
from pandzicht.runs.finding import areas_in_force
from pandzicht.runs.judgements import Answer
from pandzicht.runs.judging import Taken, take_answers
from pandzicht.runs.reviewing import Queue
from pandzicht.store.publish import fresh_folder, read_json, write_json
from pandzicht.store.workspace import Workspace

_QUESTIONS, _ANSWERS = "questions.json", "answers.json"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given to the question of a number."""

    number: int
    said: Said


@dataclass(frozen=True, slots=True)
class ReviewRound:
    """The questions of a round, the furthest reaching first, and what was answered, in that order."""

    folder: Path
    purposes: tuple[Purpose, ...]
    activity: str
    questions: tuple[Question, ...]
    answers: tuple[Given, ...] = ()
    handed_in: int = 0
    """How many of the answers count already: those are not taken back any more."""
    hidden: frozenset[int] = frozenset()
    """Questions that whoever looks may not see by now: a bond was declared, or the areas changed."""

    @property
    def open_numbers(self) -> tuple[int, ...]:
        """The numbers of the questions that wait for an answer."""
        answered = {given.number for given in self.answers}
        return tuple(at for at in range(len(self.questions)) if at not in answered and at not in self.hidden)

    @property
    def waiting(self) -> tuple[Given, ...]:
        """The answers that were given and do not count yet."""
        return self.answers[self.handed_in :]

    def answered(self, number: int, said: Said) -> ReviewRound:
        """Answer a question; raise NotFound for one that is not open."""
        if number not in self.open_numbers:
            raise NotFound(f"question {number + 1} of this round is not open; answer the one that is shown")
        return self._kept((*self.answers, Given(number, said)))

    def taken_back(self) -> ReviewRound:
        """Take back the last answer; raise NotAvailable when none is left that does not count yet."""
        if not self.waiting:
            raise NotAvailable("no answer is left to take back: what was handed in is judged anew instead")
        return self._kept(self.answers[:-1])

    def all_handed_in(self) -> ReviewRound:
        """Note that every answer counts by now."""
        return self._kept(self.answers, len(self.answers))

    def _kept(self, answers: tuple[Given, ...], handed_in: int | None = None) -> ReviewRound:
        counted = self.handed_in if handed_in is None else handed_in
        told = [[given.number, given.said.value] for given in answers]
        write_json(self.folder / _ANSWERS, {"answers": told, "handed_in": counted})
        return replace(self, answers=answers, handed_in=counted)

    def shown(self, operation: Operation, number: int) -> Question:
        """Return the question of a number to be looked at, and log whom it concerns."""
        operation.allows(Action.REVIEW)
        question = self.questions[number]
        operation.concerns({address(question.address_id)}, activity=self.activity, sources=[question.source])
        return question


def keep_round(queue: Queue, folder: Path) -> None:
    """Keep the questions of a queue in a folder, as a round that nobody answered yet."""
    fresh_folder(folder).chmod(0o700)
    document = {
        "purposes": [asdict(purpose) for purpose in queue.plan.purposes],
        "activity": activity_of_comparison(queue.plan.catalogue),
        "questions": [_document(question) for question in queue.questions],
    }
    write_json(folder / _QUESTIONS, document)


def purposes_of_round(folder: Path) -> tuple[Purpose, ...]:
    """Return the purposes for which the rows of a round were read; raise Gone when its term has passed."""
    return tuple(Purpose(**purpose) for purpose in _read(folder)["purposes"])


def answers_waiting(folder: Path) -> int:
    """Return how many answers of a round do not count yet; none where it is not kept any more."""
    path = folder / _ANSWERS
    given: dict[str, Any] = read_json(path) if path.is_file() else {"answers": [], "handed_in": 0}
    return len(given["answers"]) - int(given["handed_in"])


def open_round(workspace: Workspace, operation: Operation, folder: Path) -> ReviewRound:
    """Return a round as whoever acts may see it now; raise Gone when its term has passed."""
    operation.allows(Action.REVIEW, Action.JUDGE)
    document = _read(folder)
    path = folder / _ANSWERS
    given: dict[str, Any] = read_json(path) if path.is_file() else {"answers": [], "handed_in": 0}
    questions = tuple(_question(item) for item in document["questions"])
    return ReviewRound(
        folder=folder,
        purposes=tuple(Purpose(**purpose) for purpose in document["purposes"]),
        activity=document["activity"],
        questions=questions,
        answers=tuple(Given(number, Said(said)) for number, said in given["answers"]),
        handed_in=given["handed_in"],
        hidden=_hidden(workspace, operation.sight, questions),
    )


def hand_in(workspace: Workspace, operation: Operation, found: ReviewRound, *, by: str, on: date) -> Taken:
    """Have the answers of a round count, as given by somebody on a day.

    Raises NotAvailable without any, JudgementFaults when a row or address is not there, or not to be judged, any more.
    """
    operation.allows(Action.JUDGE)
    if not found.waiting:
        raise NotAvailable("no answer waits to be handed in; answer a question first")
    lines = tuple(
        AnsweredLine(given.number + 1, _answer(found.questions[given.number], given.said)) for given in found.waiting
    )
    taken = take_answers(workspace, operation, AnswerFile("this round", lines, 0), by=by, on=on)
    found.all_handed_in()
    return taken


def _answer(question: Question, said: Said) -> Answer:
    return Answer(question.source, question.row_id, question.address_id, said)


def _hidden(workspace: Workspace, sight: Sight, questions: tuple[Question, ...]) -> frozenset[int]:
    if sight.is_whole:
        return frozenset()
    areas = {} if sight.areas is None else areas_in_force(workspace)
    return frozenset(
        at
        for at, question in enumerate(questions)
        if not all(
            sight.shows_address(name, areas.get(name)) for name in (question.address_id, question.other_id) if name
        )
    )


def _read(folder: Path) -> dict[str, Any]:
    path = folder / _QUESTIONS
    if not path.is_file():
        raise Gone("this round is not kept any more: it is kept for a short time only; begin a new one")
    return read_json(path)


def _document(question: Question) -> dict[str, Any]:
    chance = None if question.probability is None else str(question.probability)
    return asdict(question) | {"tier": question.tier.value, "probability": chance}


def _question(document: dict[str, Any]) -> Question:
    chance = document["probability"]
    return Question(
        **document
        | {
            "tier": Tier(document["tier"]),
            "probability": None if chance is None else Decimal(chance),
            "parts": tuple(Part(**part) for part in document["parts"]),
        }
    )
