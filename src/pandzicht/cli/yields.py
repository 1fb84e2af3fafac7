# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht yield`: what the lists of a check gave, per round and stratum, and where the visits fell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.drift import show_drift
from pandzicht.cli.fairness import show_fairness
from pandzicht.cli.findings import show_findings
from pandzicht.cli.inspectors import show_inspectors
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.cli.uplift import show_uplift
from pandzicht.definitions.action import Action
from pandzicht.exports.yield_words import (
    PARTS,
    plain_sentence,
    said_difference,
    said_per_thousand,
    said_ratio,
    said_share,
)
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language, message
from pandzicht.ranking.round import Part
from pandzicht.ranking.yield_estimate import Figure
from pandzicht.runs.area_figures import PURPOSE
from pandzicht.runs.burden import Burden, burden
from pandzicht.runs.fairness import fairness_of
from pandzicht.runs.finding import named_run, purposes_of
from pandzicht.runs.inspectors import inspectors_told
from pandzicht.runs.opened import open_run
from pandzicht.runs.round_drift import round_drift
from pandzicht.runs.rounds import HandedRound, rounds_of
from pandzicht.runs.uplift import uplift_over
from pandzicht.runs.yield_account import yield_account
from pandzicht.store.workspace import open_workspace

HEADINGS = (
    message("wijk"),
    message("addresses"),
    PARTS[Part.VISITED],
    PARTS[Part.ESTABLISHED],
    PARTS[Part.NOTHING],
    PARTS[Part.NO_ACCESS],
    message("visited per 1,000"),
    message("nothing found per 1,000"),
)
"""Of the table of where visits fell."""


def told(
    check: Annotated[str, typer.Argument(help="The check, as the catalogue names it.")],
    run: Annotated[str, typer.Option("--run", help="The run that knows the visits; by default the one in force.")] = "",
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Tell what every list that was handed over gave, beside what a visit at random gave, with intervals."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    run_id = named_run(space, run or None)
    purposes, subject, desk = purposes_of(space, run_id, [check]), Subject(Kind.CHECK, check), desk_at(space, output)
    if desk.decide(Action.SEE_YIELD, subject, PURPOSE.name).allowed:
        purposes = (*purposes, PURPOSE)
    with desk.operation(Action.SEE_YIELD, subject, purposes) as operation:
        opened = open_run(space, operation, run_id)
        found = rounds_of(opened, check)
        unit = opened.catalogue.checks[check].unit
        fallen = burden(opened, found) if found else ()
        document = yield_account(opened, check, found)
        standing = [one for one in found if not one.is_destroyed]
        moved = round_drift(opened, check, found)
        alike = inspectors_told(opened, found)
        held = uplift_over(opened, found)
        fell = fairness_of(opened, standing[-1]) if standing else None

    def show(page: Page) -> None:
        show_yield(page, found, fallen, unit)
        show_uplift(page, held)
        if fell is not None:
            show_fairness(page, fell, standing[-1].number)
        show_drift(page, moved)
        if standing:
            show_inspectors(page, alike)

    output.answer(document, show)


def show_yield(page: Page, found: tuple[HandedRound, ...], fallen: tuple[Burden, ...], unit: str) -> None:
    """Say per round what it gave, first in a sentence and then in figures; and last where the visits fell."""
    if not found:
        page.line(page.say("Nothing of this check was handed over yet, so that there is no yield to tell."))
    for one in found:
        _show_round(page, one, unit)
    if fallen:
        _show_burden(page, fallen)


def _show_round(page: Page, one: HandedRound, unit: str) -> None:
    head = page.say("Round {number}: {name}", number=one.number, name=one.selection_id)
    day = one.handover.handed_at[:10]
    page.lead(head, page.say("handed over on {day} by {account}", day=day, account=one.handover.account))
    if one.round.until:
        page.line(page.say("Taken back on {day}.", day=one.round.until), indent=2)
    if one.is_destroyed:
        page.line(page.say("Its list is there no more, so that nothing of it can be told."), indent=2)
        return
    page.line(plain_sentence(page.say, one.told, unit), indent=2, hang=2)
    headings = [page.say("stratum"), *(page.say(name) for name in PARTS.values()), page.say("per visit")]
    rows = [
        (
            stratum.value, own.selected, own.not_yet, own.visited, own.no_access, own.entered, own.nothing,
            own.established, said_share(page.say, own.per_visited),
        )
        for stratum, own in one.told.strata.items()
    ]  # fmt: skip
    page.table(headings, rows)
    show_findings(page, one)
    for stratum, contrast in one.contrasts.items():
        name = page.say("{stratum} against control", stratum=stratum.value)
        page.line(f"{name}: {said_ratio(page.say, contrast.ratio)}", indent=2, hang=2)
        if isinstance(contrast.difference, Figure):
            page.line(said_difference(page.say, contrast.difference), indent=4, hang=2)
    page.line(f"{page.say('whole frame')}: {said_share(page.say, one.told.frame)}", indent=2, hang=2)
    page.line(f"{page.say('lift')}: {said_ratio(page.say, one.told.lift)}", indent=2, hang=2)
    page.line()


def _show_burden(page: Page, fallen: tuple[Burden, ...]) -> None:
    page.line(page.say("Where the visits fell, per 1,000 addresses of a wijk:"))
    rows = [
        (
            item.area or page.say("unknown"), item.addresses, item.visited, item.established, item.nothing,
            item.not_seen, said_per_thousand(page.say, item.visited_share),
            said_per_thousand(page.say, item.nothing_share),
        )
        for item in fallen
    ]  # fmt: skip
    page.table([page.say(heading) for heading in HEADINGS], rows)
