# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The queue of links that a person is asked about: chosen by linking what is loaded now, with all that was judged.

A question is never older than the last answer: who has answered some, and asks for the queue again, gets others.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pandzicht.definitions.action import Action
from pandzicht.exports.csv_file import write_csv
from pandzicht.exports.described import About
from pandzicht.exports.questions import described_questions, question_sheet
from pandzicht.exports.target import refuse_unless_writable, whole_file
from pandzicht.exports.workbook import write_workbook
from pandzicht.governance.activity import activity_of_comparison
from pandzicht.governance.concerned import address
from pandzicht.governance.desk import Operation
from pandzicht.language import Language
from pandzicht.linking.question import Question
from pandzicht.runs.channel_mark import channel_caveat
from pandzicht.runs.link_stage import link_rows, stand
from pandzicht.runs.plan import RunPlan
from pandzicht.runs.run import MEMORY_MIB, Progress
from pandzicht.runs.spine_stage import make_spine
from pandzicht.runs.wide import DEMO, no_bag
from pandzicht.runs.withheld import withheld_addresses
from pandzicht.store.engine import Engine

FORMS = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class Queue:
    """The questions of a plan, the furthest reaching first."""

    plan: RunPlan
    questions: tuple[Question, ...]


def review_queue(plan: RunPlan, operation: Operation, *, questions: int, threads: int, progress: Progress) -> Queue:
    """Return the questions of which the answers change most; nothing is published.

    Rows are read for the purposes of the active checks, as in a run, and the addresses that are asked about are
    logged. A protected row is never asked about, nor one at an address that whoever asks may not see.
    """
    operation.allows(Action.REVIEW)
    for purpose in plan.purposes:
        operation.serves(purpose)
    with Engine(threads=threads, memory_mib=MEMORY_MIB) as engine:
        progress("addresses", 0.1)
        standings = stand(plan, engine)
        make_spine(plan, engine)
        progress("linking", 0.5)
        withheld = withheld_addresses(engine, operation.sight)
        linked = link_rows(plan, standings, engine, questions=questions, withheld=withheld)
        queue = Queue(plan, linked.questions)
    operation.concerns(
        {address(question.address_id) for question in queue.questions},
        activity=activity_of_comparison(plan.catalogue),
        sources=sorted({question.source for question in queue.questions}),
    )
    return queue


def refuse_queue_at(path: Path, *, force: bool) -> None:
    """Raise ExportRefused when a queue cannot be written there."""
    refuse_unless_writable(path, FORMS, force=force)


def write_queue(queue: Queue, to: Path, *, language: Language) -> None:
    """Write a queue in the form that the name of the file asks for, whole or not at all."""
    described = described_questions(queue.questions, _about(queue.plan), language)
    with whole_file(to) as place:
        if to.suffix.lower() == ".csv":
            write_csv(described, place)
        else:
            write_workbook([question_sheet(described)], place, title=described.about.title, created=queue.plan.dates.on)


def _about(plan: RunPlan) -> About:
    caveats = [DEMO] if plan.activation.unverified else []
    if plan.workspace.channel:
        caveats.append(channel_caveat(plan.catalogue.channels[plan.workspace.channel]))
    if plan.spine_is_declared:
        caveats.append(no_bag(plan.spine[0].source))
    return About(plan.workspace.name, "", plan.dates.on, plan.dates.known, tuple(caveats))
