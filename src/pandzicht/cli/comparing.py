# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht run` and `pandzicht verify`: one complete comparison, and whether it is still what it was."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from pandzicht.cli.options import JsonOption, ThreadsOption, WorkspaceOption, day, today, workspace_and_catalogue
from pandzicht.cli.output import Output
from pandzicht.errors import PandzichtError
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.run import RunOutcome, carry_out_run
from pandzicht.runs.verify import Verdict, verify_workspace
from pandzicht.store.workspace import open_workspace


def run(
    on: Annotated[str, typer.Option("--date", help="The peildatum: the day for which the comparison holds.")],
    known: Annotated[str, typer.Option("--known", help="Only what was known by this day; by default today.")] = "",
    seed: Annotated[int, typer.Option("--seed", help="The seed that decides ties in the order.")] = 1,
    in_force: Annotated[
        bool, typer.Option("--in-force", help="Work from this run, also when the one in force has a later date.")
    ] = False,
    workspace: WorkspaceOption = Path(),
    threads: ThreadsOption = 2,
    as_json: JsonOption = False,
) -> None:
    """Compare: link, indicators, signals, order; publishes one run, or takes up the one that was interrupted."""
    space, catalogue = workspace_and_catalogue(workspace)
    dates = Dates(on=day(on, "--date"), known=day(known, "--known") if known else max(today(), day(on, "--date")))
    output = Output(as_json=as_json)
    with output.progress() as tell:
        plan = plan_run(space, catalogue, dates, seed)
        outcome = carry_out_run(plan, threads=threads, progress=tell, in_force=in_force)
    told = ("folder", "computed", "resumed", "in_force")
    document = outcome.manifest | {name: getattr(outcome, name) for name in told}
    output.answer(document, lambda to: show_run(to, outcome))


def show_run(console: Console, outcome: RunOutcome) -> None:
    """Show what a run compared: per source what was linked, and what was not active."""
    manifest = outcome.manifest
    head = "published" if outcome.computed else "stood there already"
    console.print(f"Run {outcome.run_id} {head}: {manifest['tables']['addresses']['rows']:,} addresses.", markup=False)
    if outcome.in_force != outcome.run_id:
        console.print(
            f"Kept beside: the run in force stays {outcome.in_force}, which has a later date. Ask for this one with "
            f"--run {outcome.run_id}, or put it in force with --in-force.",
            markup=False,
        )
    if manifest["spine"]["kind"] == "declared":
        console.print(f"No BAG: source {', '.join(manifest['spine']['sources'])} stands in for it.", markup=False)
    if manifest["unverified_legal_basis"]:
        console.print("DEMO: not every legal basis was verified (te_toetsen).", markup=False)
    table = Table("source", "rows", "linked", "in doubt", "not linked", "protected", box=None)
    for name, counts in manifest["facts"]["links"]["sources"].items():
        columns = [f"{counts[key]:,}" for key in ("rows", "linked", "doubtful", "unlinked", "protected")]
        table.add_row(name, *columns)
    console.print(table)
    for name, reason in manifest["idle"].items():
        console.print(f"not active: {name}: {reason}", markup=False)


def verify(workspace: WorkspaceOption = Path(), as_json: JsonOption = False) -> None:
    """Recompute the hashes of every delivery, run and selection, and say what is not as it was."""
    verdicts = verify_workspace(open_workspace(workspace))
    wrong = [verdict for verdict in verdicts if not verdict.sound]
    document = [{"thing": item.thing, "sound": item.sound, "finding": item.finding} for item in verdicts]
    Output(as_json=as_json).answer(document, lambda to: _show_verdicts(to, verdicts))
    if wrong:
        raise PandzichtError(f"{len(wrong)} of {len(verdicts)} things are not as they were published; see above")


def _show_verdicts(console: Console, verdicts: list[Verdict]) -> None:
    for item in verdicts:
        console.print(f"{'sound' if item.sound else 'WRONG'}  {item.thing}  {item.finding}".rstrip(), markup=False)
