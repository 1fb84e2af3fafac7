# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht size`: how large the next list must be, so that its random share can carry what will be claimed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language, message
from pandzicht.ranking.size import FEWEST_A_ROUND, FEWEST_A_YEAR, FIRST_ROUNDS, FIRST_SHARE, Ground, Size
from pandzicht.runs.finding import named_run, purposes_of
from pandzicht.runs.opened import open_run
from pandzicht.runs.rounds import rounds_of
from pandzicht.runs.sizes import Asked, Sizes, sizes_of
from pandzicht.store.workspace import open_workspace

GROUNDS: Mapping[Ground, str] = {
    Ground.PRECISION: message("the precision that is wanted"),
    Ground.ROUND: message("at least {count} random units a list"),
    Ground.YEAR: message("at least {count} random units a year"),
    Ground.FRAME: message("there are no more"),
}
"""What decides a size."""
_FLOORS = {Ground.ROUND: FEWEST_A_ROUND, Ground.YEAR: FEWEST_A_YEAR}


def sized(
    check: Annotated[str, typer.Argument(help="The check, as the catalogue names it.")],
    within: Annotated[
        float, typer.Option("--within", min=0.5, max=50, help="How far off it may be, in percentage points.")
    ] = 5.0,
    expected: Annotated[
        float | None,
        typer.Option("--expected", min=0.1, max=99.9, help="The % of visits to any unit that finds something."),
    ] = None,
    looked_at: Annotated[
        float | None, typer.Option("--looked-at", min=1, max=100, help="The % of a list at which somebody looks.")
    ] = None,
    rounds_a_year: Annotated[int, typer.Option("--rounds-a-year", min=1, help="How many lists a year has.")] = 12,
    run: Annotated[str, typer.Option("--run", help="The run that knows the visits; by default the one in force.")] = "",
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Tell how many units a list needs, so that its random share tells precisely enough what chance finds."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    run_id = named_run(space, run or None)
    asked = Asked(within / 100, rounds_a_year, _share(expected), _share(looked_at))
    purposes = purposes_of(space, run_id, [check])
    with desk_at(space, output).operation(Action.SEE_YIELD, Subject(Kind.CHECK, check), purposes) as operation:
        opened = open_run(space, operation, run_id)
        found = sizes_of(opened, check, rounds_of(opened, check), asked)
    output.answer(_plain(check, found), lambda page: show_sizes(page, check, found))


def _share(percentage: float | None) -> float | None:
    return None if percentage is None else percentage / 100


def _plain(check: str, found: Sizes) -> dict[str, Any]:
    others = [{"within": reach, **asdict(size)} for reach, size in found.others]
    return {"check": check, **asdict(found), "others": others}


def show_sizes(page: Page, check: str, found: Sizes) -> None:
    """Say what is expected, what the list needs and what it will tell; then what more or less certainty costs."""
    say, own = page.say, found.asked
    expected = _percent(found.wanted.expected)
    if found.told_by is None:
        page.line(say("Reckoned with a finding at {expected} % of the visits to any unit.", expected=expected))
    else:
        page.line(
            say(
                "By round {number} a visit to any unit finds something in {expected} % of cases.",
                number=found.told_by,
                expected=expected,
            )
        )
    if found.wanted.looked_at < 1:
        share = _percent(found.wanted.looked_at)
        page.line(say("At {share} % of what is drawn somebody looks.", share=share))
    page.line(
        say(
            "The next list needs {size} units, of which {control} drawn at random (of {frame} in the frame).",
            size=own.size,
            control=own.control,
            frame=found.frame,
        )
    )
    page.line(say("What decides it: {ground}.", ground=_ground(page, own)))
    if found.rounds < FIRST_ROUNDS and own.share == FIRST_SHARE:
        share = _percent(FIRST_SHARE)
        told = say("In the first {rounds} rounds the random share is {share} %.", rounds=FIRST_ROUNDS, share=share)
        page.line(told)
    headings = [say("off by at most"), say("random units"), say("whole list"), say("it then tells")]
    sizes = {**dict(found.others), found.wanted.within: own}
    page.table(headings, [_row(page, reach, sizes[reach]) for reach in sorted(sizes)])
    page.command(f"pandzicht select {check} --size {own.size}")


def _row(page: Page, reach: float, size: Size) -> tuple[object, ...]:
    interval = page.say("{low} to {high} %", low=_percent(size.low), high=_percent(size.high))
    return page.say("{points} points", points=_percent(reach)), size.control, size.size, interval


def _ground(page: Page, size: Size) -> str:
    floor = _FLOORS.get(size.ground)
    return page.say(GROUNDS[size.ground], count=floor) if floor else page.say(GROUNDS[size.ground])


def _percent(share: float) -> Decimal:
    return Decimal(f"{100 * share:.1f}")
