# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht run` and `pandzicht verify`: one complete comparison, and whether it is still what it was."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.explained import show_channel
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
from pandzicht.errors import Altered
from pandzicht.governance.desk import Desk
from pandzicht.governance.destroyed import registered_numbers
from pandzicht.governance.folder_in_force import follow
from pandzicht.governance.signed_heads import Heads
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language, message
from pandzicht.runs.channel_mark import channel_of
from pandzicht.runs.finding import named_run
from pandzicht.runs.manifest import empty_frame, idle_of
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.reproduction import Reproduction, plan_again, reproduce
from pandzicht.runs.run import RunOutcome, carry_out_run
from pandzicht.runs.verify import Verdict, verify_logs, verify_workspace
from pandzicht.store.workspace import Workspace, open_workspace

LINKED = {
    "rows": message("rows"),
    "linked": message("linked"),
    "doubtful": message("in doubt"),
    "unlinked": message("not linked"),
    "protected": message("protected"),
}
"""What a run says of the rows of a source -> the heading of its column."""
SHOWN_CONFLICTS = 5
"""Contradictions that are named; the manifest has all."""


def run(
    on: Annotated[str, typer.Option("--date", help="The peildatum: the day for which the comparison holds.")],
    known: Annotated[str, typer.Option("--known", help="Only what was known by this day; by default today.")] = "",
    seed: Annotated[int, typer.Option("--seed", help="The seed that decides ties in the order.")] = 1,
    in_force: Annotated[
        bool, typer.Option("--in-force", help="Work from this run, also when the one in force has a later date.")
    ] = False,
    workspace: WorkspaceOption = Path(),
    channel: ChannelOption = "",
    threads: ThreadsOption = 2,
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Compare: link, indicators, signals, order; publishes one run, or takes up the one that was interrupted."""
    dates = Dates(on=day(on, "--date"), known=day(known, "--known") if known else max(today(), day(on, "--date")))
    output = Output(language, as_json=as_json)
    desk = desk_at(open_workspace(workspace), output)
    follow(desk, open_workspace(workspace).catalogue)
    space, catalogue = workspace_and_catalogue(workspace)
    plan = plan_run(space.within(channel), catalogue, dates, seed, today=today())
    act = desk.operation(Action.RUN, Subject(Kind.RUN, plan.run_id), plan.purposes)
    with act as operation, output.progress() as tell:
        outcome = carry_out_run(plan, operation, threads=threads, progress=tell, in_force=in_force)
    told = ("folder", "computed", "resumed", "in_force", "approved")
    document = outcome.manifest | {name: getattr(outcome, name) for name in told}
    output.answer(document, lambda to: show_run(to, outcome))


def show_run(page: Page, outcome: RunOutcome) -> None:
    """Show what a run compared: per source what was linked, and what was not active."""
    manifest, say = outcome.manifest, page.say
    counts = {"run": outcome.run_id, "addresses": manifest["tables"]["addresses"]["rows"]}
    if outcome.computed:
        page.line(say("Run {run} published: {addresses} addresses.", **counts))
    else:
        page.line(say("Run {run} stood there already: {addresses} addresses.", **counts))
    if outcome.in_force != outcome.run_id:
        page.line(
            say(
                "Kept beside: the run in force stays {in_force}, which has a later date. Ask for this one with "
                "--run {run}, or put it in force with --in-force.",
                in_force=outcome.in_force,
                run=outcome.run_id,
            )
        )
    show_channel(page, channel_of(manifest))
    _show_caveats(page, outcome)
    rows = [
        [name, *(int(counts[key]) for key in LINKED)] for name, counts in manifest["facts"]["links"]["sources"].items()
    ]
    page.table([say("source"), *(say(heading) for heading in LINKED.values())], rows)
    _show_judgements(page, manifest["facts"]["links"]["judgements"])
    for name in manifest["active"]["checks"]:
        if nobody := empty_frame(manifest, name):
            page.line(nobody.in_(page.language), hang=2)
    for name, reason in idle_of(manifest).items():
        page.line(say("not active: {name}: {reason}", name=name, reason=reason.in_(page.language)), hang=2)


def _show_caveats(page: Page, outcome: RunOutcome) -> None:
    """Say what stands in for the BAG, and what runs in a demo only."""
    manifest, say = outcome.manifest, page.say
    if manifest["spine"]["kind"] == "declared":
        sources = ", ".join(manifest["spine"]["sources"])
        page.line(say("No BAG: source {sources} stands in for it.", sources=sources))
    if manifest["unverified_legal_basis"]:
        page.line(say("DEMO: not every legal basis was verified (te_toetsen)."))
    if not outcome.approved:
        page.line(say("DEMO: nobody else approved these definitions."))


def _show_judgements(page: Page, judged: dict[str, Any]) -> None:
    """Say what became of judgements on links, where there were any."""
    if judged["rows"]:
        text = page.say(
            "{count} row goes by what people judged.", "{count} rows go by what people judged.", count=judged["rows"]
        )
        page.line(text)
    if judged["lost"]:
        text = page.say(
            "{count} judgement has lost its row or its address: it was delivered otherwise since.",
            "{count} judgements have lost their row or their address: they were delivered otherwise since.",
            count=judged["lost"],
        )
        page.line(text)
    conflicts = judged["conflicts"]
    if conflicts:
        text = page.say(
            "{count} row is in doubt because people contradict each other: {rows}",
            "{count} rows are in doubt because people contradict each other: {rows}",
            count=len(conflicts),
            rows="; ".join(f"{source} {row_id}" for source, row_id in conflicts[:SHOWN_CONFLICTS]),
        )
        page.line(text, hang=2)


def verify(
    again: Annotated[str, typer.Option("--again", help="Compute this run again, and compare every table.")] = "",
    workspace: WorkspaceOption = Path(),
    threads: ThreadsOption = 2,
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Recompute the hashes of every delivery, run and selection, and say what is not as it was."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    desk = desk_at(space, output)
    if again:
        _reproduce(desk, space, output, named_run(space, again), threads)
        return
    with desk.operation(Action.VERIFY) as operation, operation.state.transaction() as transaction:
        published = verify_workspace(space, registered_numbers(transaction))
        verdicts = [*published, *verify_logs(transaction, Heads(space.heads, space.signing_key))]
    wrong = [verdict for verdict in verdicts if not verdict.sound]
    document = [
        {"thing": item.thing.en, "sound": item.sound, "finding": item.finding.en if item.finding else ""}
        for item in verdicts
    ]
    output.answer(document, lambda to: _show_verdicts(to, verdicts))
    if wrong:
        raise Altered(f"{len(wrong)} of {len(verdicts)} things are not as they were published; see above")


def _reproduce(desk: Desk, space: Workspace, output: Output, run_id: str, threads: int) -> None:
    """Compute a run again, and say of every table whether it came out the same."""
    plan = plan_again(space, run_id)
    act = desk.operation(Action.RUN, Subject(Kind.RUN, run_id), plan.purposes)
    with act as operation, output.progress() as tell:
        found = reproduce(plan, operation, run_id, threads=threads, progress=tell)
    output.answer(asdict(found) | {"equal": found.is_equal}, lambda to: _show_reproduction(to, found))
    if not found.is_equal:
        raise Altered(f"run {run_id} did not come out the same; see above in which tables, and what it was made from")


def _show_reproduction(page: Page, found: Reproduction) -> None:
    for table in found.tables:
        said = page.say("the same") if table.is_equal else page.say("ANOTHER")
        page.line(f"{said}  {table.name}  {table.published[:16]}", hang=7)
    for item in (*found.inputs.own, *found.inputs.deliveries):
        page.line(page.say("made from something else: {name}: {before} -> {after}", **asdict(item)), hang=2)


def _show_verdicts(page: Page, verdicts: list[Verdict]) -> None:
    for item in verdicts:
        judged = page.say("sound") if item.sound else page.say("WRONG")
        finding = item.finding.in_(page.language) if item.finding else ""
        page.line(f"{judged}  {item.thing.in_(page.language)}  {finding}".rstrip(), hang=7)
