# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht select`: which addresses to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import ChannelOption, JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.cli.proxy_testing import show_proxy_state
from pandzicht.definitions.action import Action
from pandzicht.errors import PandzichtError
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language
from pandzicht.ranking.selection import Ask, Manual
from pandzicht.runs.finding import named_run, purposes_of
from pandzicht.runs.opened import open_run
from pandzicht.runs.selecting import KeptSelection, select, shown_units
from pandzicht.store.workspace import open_workspace


def draw(
    check: Annotated[str, typer.Argument(help="The check, as the catalogue names it.")],
    size: Annotated[int, typer.Option("--size", min=1, help="How many units.")],
    seed: Annotated[int, typer.Option("--seed", help="The seed of the draws beside the order.")] = 1,
    by_hand: Annotated[list[str] | None, typer.Option("--add", help="UNIT=REASON: a unit added by hand.")] = None,
    run: Annotated[str, typer.Option("--run", help="The run; by default the one in force.")] = "",
    workspace: WorkspaceOption = Path(),
    channel: ChannelOption = "",
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Draw a selection: top, challenger, control and manual strata, each unit's inclusion probability kept."""
    space = open_workspace(workspace).within(channel)
    output = Output(language, as_json=as_json)
    manual = tuple(_by_hand(text) for text in by_hand or ())
    run_id = named_run(space, run or None)
    act = desk_at(space, output).operation(
        Action.SELECT, Subject(Kind.CHECK, check), purposes_of(space, run_id, [check])
    )
    with act as operation:
        opened = open_run(space, operation, run_id)
        kept = select(opened, check, Ask(size=size, seed=seed, manual=manual))
        units = shown_units(opened, kept)
    output.answer(kept.account | {"units": units}, lambda to: show_selection(to, kept, units))


def _by_hand(text: str) -> Manual:
    unit, _, reason = text.partition("=")
    if not unit.strip() or not reason.strip():
        raise PandzichtError(f"--add '{text}' is not UNIT=REASON; every unit added by hand needs a reason")
    return Manual(unit.strip(), reason.strip())


def show_selection(page: Page, kept: KeptSelection, units: Sequence[Mapping[str, Any]]) -> None:
    """Show a selection as a list in order of rank; strata are not shown per unit, so that all are looked at alike."""
    account = kept.account
    strata = ", ".join(f"{count} {name}" for name, count in account["strata"].items() if count)
    head = page.say(
        "Selection {name}: {strata}, of {frame} in the frame.",
        name=kept.selection_id,
        strata=strata,
        frame=account["frame_size"],
    )
    page.line(head)
    if "stopped" in account:
        reason = account["stopped"]["because"]
        page.line(
            page.say("The check was stopped ({reason}): all were drawn at random, without points.", reason=reason)
        )
    if account["could_pass_cut_off"]:
        count = account["could_pass_cut_off"]
        page.line(page.say("{count} more could pass the cut-off if what is unknown were yes.", count=count))
    for unit in units:
        page.line(f"{unit['unit_id']}  {unit['adres']}", indent=2, hang=18)
    if "proxies" in account:  # selections of before the proxy test have none
        show_proxy_state(page, account["run"], account["proxies"])
