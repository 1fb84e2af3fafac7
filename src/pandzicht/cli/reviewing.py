# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht review` and `pandzicht judge`: which links to look at, and what people say of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import (
    ChannelOption,
    JsonOption,
    LanguageOption,
    ThreadsOption,
    WorkspaceOption,
    day,
    today,
    workspace_and_catalogue,
)
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language, message
from pandzicht.linking.judgement import Said
from pandzicht.runs.finding import date_of_run
from pandzicht.runs.judging import Contradiction, Taken, take_judgements
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.reviewing import Queue, refuse_queue_at, review_queue, write_queue
from pandzicht.store.workspace import open_workspace

SHOWN = 10
"""Contradictions that are shown; a run tells all of them."""
SAID = {Said.SAME: message("same"), Said.DIFFERENT: message("different"), Said.UNSURE: message("unknown")}


def review(
    out: Annotated[Path, typer.Option("--out", help="The queue: .xlsx or .csv.")],
    questions: Annotated[int, typer.Option("--questions", min=1, help="How many questions at most.")] = 50,
    on: Annotated[str, typer.Option("--date", help="The peildatum; by default that of the run in force.")] = "",
    seed: Annotated[int, typer.Option("--seed", help="The seed by which rows are drawn.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Replace the file when it exists.")] = False,
    workspace: WorkspaceOption = Path(),
    channel: ChannelOption = "",
    threads: ThreadsOption = 2,
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Write the links that a person should look at: the few whose answers change most, with room for the answer."""
    refuse_queue_at(out, force=force)
    whole, catalogue = workspace_and_catalogue(workspace)
    space = whole.within(channel)
    asked = day(on, "--date") if on else date_of_run(space)
    plan = plan_run(space, catalogue, Dates(on=asked, known=max(today(), asked)), seed, today=today())
    output = Output(language, as_json=as_json)
    act = desk_at(space, output).operation(Action.REVIEW, Subject(Kind.RUN, plan.run_id), plan.purposes)
    with act as operation, output.progress() as tell:
        queue = review_queue(plan, operation, questions=questions, threads=threads, progress=tell)
        write_queue(queue, out, language=language)
    output.answer(_queue_document(queue, out), lambda to: show_queue(to, queue, out))


def _queue_document(queue: Queue, out: Path) -> dict[str, Any]:
    told = [asdict(question) | {"reason": question.reason.en} for question in queue.questions]
    return {"out": out, "date": queue.plan.dates.on, "known": queue.plan.dates.known, "questions": told}


def show_queue(page: Page, queue: Queue, out: Path) -> None:
    """Say how many questions there are of which source and where they stand."""
    say = page.say
    if not queue.questions:
        page.line(say("There is nothing to ask: no link would change by an answer. {out} has no lines.", out=out))
        return
    text = say(
        "{count} question in {out}; fill in the column oordeel.",
        "{count} questions in {out}; fill in the column oordeel.",
        count=len(queue.questions),
        out=out,
    )
    page.line(text)
    counts = Counter((question.source, question.tier) for question in queue.questions)
    reasons = {question.tier: question.reason.in_(page.language) for question in queue.questions}
    rows = [[source, count, reasons[tier]] for (source, tier), count in sorted(counts.items())]
    page.table([say("source"), say("questions"), say("reason")], rows)
    page.line(say("Then take the answers in:"))
    page.command(f"pandzicht judge {out} --by {say('NAME')}")


def judge(
    file: Annotated[Path, typer.Argument(help="A queue of 'pandzicht review' that was filled in.")],
    by: Annotated[str, typer.Option("--by", help="Who judged.")],
    on: Annotated[str, typer.Option("--date", help="The day on which it was judged; by default today.")] = "",
    workspace: WorkspaceOption = Path(),
    channel: ChannelOption = "",
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Take in what people said of links: whole or not at all; every run from that day on goes by it."""
    space = open_workspace(workspace).within(channel)
    output = Output(language, as_json=as_json)
    with desk_at(space, output).operation(Action.JUDGE, Subject(Kind.FILE, file.name)) as operation:
        taken = take_judgements(space, operation, file, by=by, on=day(on, "--date") if on else today())
    output.answer(_taken_document(taken), lambda to: show_taken(to, taken))


def _taken_document(taken: Taken) -> dict[str, Any]:
    return {
        "id": taken.kept.id,
        "by": taken.kept.by,
        "date": taken.kept.on,
        "new": taken.is_new,
        "taken": {said.value: taken.rows(said) for said in Said},
        "empty": taken.empty,
        "contradictions": [asdict(each) for each in taken.contradictions],
    }


def show_taken(page: Page, taken: Taken) -> None:
    """Say what was taken in, what was left empty, and what cannot be true together with earlier answers."""
    say = page.say
    if not taken.is_new:
        page.line(say("These answers of {by} were taken in before; nothing was changed.", by=taken.kept.by))
    text = say(
        "{count} answer of {by}: {same} same, {different} different, {unsure} unknown; {empty} left empty.",
        "{count} answers of {by}: {same} same, {different} different, {unsure} unknown; {empty} left empty.",
        count=len(taken.answers),
        by=taken.kept.by,
        same=taken.rows(Said.SAME),
        different=taken.rows(Said.DIFFERENT),
        unsure=taken.rows(Said.UNSURE),
        empty=taken.empty,
    )
    page.line(text)
    if taken.contradictions:
        text = say(
            "{count} answer contradicts an earlier one; until people agree, that row is in doubt:",
            "{count} answers contradict an earlier one; until people agree, those rows are in doubt:",
            count=len(taken.contradictions),
        )
        page.line(text)
        for each in taken.contradictions[:SHOWN]:
            page.line(_told(page, each), indent=2, hang=2)
    page.line(say("They count in every run that knows of {on}.", on=taken.kept.on))


def _told(page: Page, each: Contradiction) -> str:
    return page.say(
        "{source} {row}: {by} said on {on} of {address}: {said}",
        source=each.answer.source,
        row=each.answer.row_id,
        by=each.earlier.by,
        on=each.earlier.on,
        address=each.earlier.address_id,
        said=page.say(SAID[each.earlier.said]),
    )
