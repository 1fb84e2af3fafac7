# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht link`: any table with addresses tied to the BAG, with the reason for every row."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import (
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
from pandzicht.language import Language
from pandzicht.linking.reason import reason_of
from pandzicht.linking.report import NOT_LINKED
from pandzicht.linking.tier import MEANINGS, State
from pandzicht.runs.link_answers import OUTCOMES, tier_told
from pandzicht.runs.link_file import FileAsk, link_file
from pandzicht.runs.link_table import LinkedTable
from pandzicht.runs.rows_in_doubt import RowInDoubt, rows_in_doubt

SHOWN = 3
"""Rows in doubt that are shown; all stand in the result."""


def link(
    file: Annotated[Path, typer.Argument(help="A table with addresses: .xlsx, .csv, .parquet, .gpkg, .json.")],
    out: Annotated[Path, typer.Option("--out", help="The result: .xlsx, .csv or .parquet.")],
    on: Annotated[str, typer.Option("--date", help="The day whose addresses are meant; by default today.")] = "",
    role: Annotated[
        list[str] | None,
        typer.Option("--role", help="ROLE=COLUMN: what a column means, where that is guessed wrongly."),
    ] = None,
    sheet: Annotated[str, typer.Option("--sheet", help="The sheet, or the layer, where a file has several.")] = "",
    skip: Annotated[int, typer.Option("--skip", min=0, help="Lines above the header.")] = 0,
    earlier: Annotated[
        Path | None, typer.Option("--earlier", help="An earlier result: only rows that it has not are linked.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the result when it exists.")] = False,
    workspace: WorkspaceOption = Path(),
    threads: ThreadsOption = 2,
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Link any table with addresses to the BAG: every row with the address it belongs to, or why that is in doubt."""
    space, catalogue = workspace_and_catalogue(workspace)
    asked = day(on, "--date") if on else today()
    ask = FileAsk(
        file=file,
        out=out,
        on=asked,
        known=max(today(), asked),
        roles=tuple(role or ()),
        part=sheet,
        skip=skip,
        earlier=earlier,
        force=force,
        language=language,
    )
    output = Output(language, as_json=as_json)
    act = desk_at(space, output).operation(Action.LINK, Subject(Kind.FILE, file.name))
    with act as operation, output.progress() as tell:
        linked = link_file(space, operation, catalogue, ask, threads=threads, progress=tell)
    doubtful = rows_in_doubt(linked, SHOWN)
    output.answer(_document(linked, ask, doubtful), lambda to: show_linked(to, linked, ask, doubtful))


def _document(linked: LinkedTable, ask: FileAsk, doubtful: tuple[RowInDoubt, ...]) -> dict[str, Any]:
    told = tier_told(linked.language)
    return {
        "file": ask.file,
        "out": ask.out,
        "date": linked.on,
        "rows": linked.rows(),
        "linked": linked.rows(State.LINKED),
        "in_doubt": linked.rows(State.DOUBTFUL),
        "not_found": linked.rows(State.UNLINKED),
        "taken_over": linked.earlier,
        "linked_anew_because": linked.anew.en if linked.anew else "",
        "reasons": [
            {
                "tier": tier,
                "state": MEANINGS[tier].state,
                "rows": count,
                "reason": reason_of(MEANINGS[tier]).en,
            }
            for tier, count in linked.tiers.items()
        ],
        "roles": dict(linked.roles.of),
        "malformed": [asdict(one) for one in linked.malformed if one.wrong],
        "refused": dict(linked.roles.refused),
        "unsure": dict(linked.roles.unsure),
        "first_in_doubt": [asdict(row) | {"tier": told[row.reason]} for row in doubtful],
    }


def show_linked(page: Page, linked: LinkedTable, ask: FileAsk, doubtful: tuple[RowInDoubt, ...]) -> None:
    """Say in a few lines what became of the rows, why the first ones are in doubt, and where the result is."""
    say = page.say
    counts = {"linked": State.LINKED, "doubtful": State.DOUBTFUL, "unlinked": State.UNLINKED}
    rows = {name: linked.rows(state) for name, state in counts.items()}
    text = say(
        "{file}: {count} row, of which {linked} linked, {doubtful} in doubt, {unlinked} not found.",
        "{file}: {count} rows, of which {linked} linked, {doubtful} in doubt, {unlinked} not found.",
        file=ask.file.name,
        count=linked.rows(),
        **rows,
    )
    page.line(text)
    _show_columns(page, linked)
    if linked.stands_in:
        page.line(say("No BAG: source {sources} stands in for it.", sources=linked.stands_in))
    if linked.anew:
        page.line(linked.anew.in_(page.language))
    elif linked.earlier is not None:
        text = say(
            "{count} row took over its answer from the earlier result; {others} linked now.",
            "{count} rows took over their answer from the earlier result; {others} linked now.",
            count=linked.earlier,
            others=linked.rows() - linked.earlier,
        )
        page.line(text)
    _show_reasons(page, linked)
    _show_doubtful(page, doubtful, linked.rows(State.DOUBTFUL))
    page.line(say("The result is in {out}.", out=ask.out))
    if ask.out.suffix.lower() == ".xlsx":
        page.line(say("Its second sheet says for every reason what you can do."))


def _show_columns(page: Page, linked: LinkedTable) -> None:
    roles = linked.roles
    listed = ", ".join(f"{role} = {column}" for role, column in roles.of.items())
    page.line(page.say("The address was read from: {listed}.", listed=listed))
    if roles.refused:
        text = page.say(
            "Not taken over, because Pandzicht uses data of this kind in no way: {columns}.",
            columns=", ".join(roles.refused),
        )
        page.line(text)
    if roles.unsure:
        text = page.say(
            "Left out until somebody answers in admission/link.yaml what they hold: {columns}.",
            columns=", ".join(roles.unsure),
        )
        page.line(text)


def _show_reasons(page: Page, linked: LinkedTable) -> None:
    """Show why rows were not linked: those in doubt first, the most frequent reason before the others."""
    say, found = page.say, []
    for state in NOT_LINKED:
        reasons = [(tier, count) for tier, count in linked.tiers.items() if MEANINGS[tier].state is state]
        for tier, count in sorted(reasons, key=lambda pair: -pair[1]):
            found.append([say(OUTCOMES[state]), count, reason_of(MEANINGS[tier]).in_(page.language)])
    if found:
        page.line()
        page.table([say("outcome"), say("rows"), say("reason")], found)
        page.line()


def _show_doubtful(page: Page, doubtful: tuple[RowInDoubt, ...], count: int) -> None:
    if not doubtful:
        return
    say = page.say
    if count > len(doubtful):
        page.line(say("The first {shown} of the {rows} rows in doubt:", shown=len(doubtful), rows=count))
    else:
        page.line(say("The row in doubt:", "The rows in doubt:", count=count))
    for row in doubtful:
        page.line(say("row {row}: {delivered}", row=row.row, delivered=row.delivered), indent=2, hang=2)
        page.line(_why(page, row), indent=4, hang=2)
        if row.other_address:
            page.line(say("perhaps {address}", address=row.other_address), indent=4, hang=2)
    page.line()


def _why(page: Page, row: RowInDoubt) -> str:
    if not row.differs:
        return row.reason
    return f"{row.reason} ({page.say('differs: {parts}', parts=row.differs)})"
