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
from pandzicht.ranking.selection import Against, Ask, Manual
from pandzicht.runs.finding import named_run, purposes_of
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.runs.people_list import people_list
from pandzicht.runs.selecting import KeptSelection, active_check, select, shown_units
from pandzicht.store.workspace import open_workspace


def draw(
    check: Annotated[str, typer.Argument(help="The check, as the catalogue names it.")],
    size: Annotated[int, typer.Option("--size", min=1, help="How many units.")],
    seed: Annotated[int, typer.Option("--seed", help="The seed of the draws beside the order.")] = 1,
    by_hand: Annotated[list[str] | None, typer.Option("--add", help="UNIT=REASON: a unit added by hand.")] = None,
    against: Annotated[
        Path | None, typer.Option("--against", help="A list that people made, the best first: a unit and a reason.")
    ] = None,
    slots: Annotated[int, typer.Option("--slots", min=0, help="In how many slots it is held against that.")] = 0,
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
        people = _against(opened, check, against, slots)
        kept = select(opened, check, Ask(size=size, seed=seed, manual=manual, against=people))
        units = shown_units(opened, kept)
    output.answer(kept.account | {"units": units}, lambda to: show_selection(to, kept, units))


def _by_hand(text: str) -> Manual:
    unit, _, reason = text.partition("=")
    if not unit.strip() or not reason.strip():
        raise PandzichtError(f"--add '{text}' is not UNIT=REASON; every unit added by hand needs a reason")
    return Manual(unit.strip(), reason.strip())


def _against(run: OpenRun, check: str, list_file: Path | None, slots: int) -> Against | None:
    """Return the list that the order is held against; raise PandzichtError when one of both options is absent."""
    if list_file is None and not slots:
        return None
    if list_file is None or not slots:
        raise PandzichtError("--against and --slots go together: a list that people made, and in how many slots")
    return Against(people_list(run, active_check(run, check), list_file), slots)


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
    if "slots" in account:
        _show_slots(page, account["slots"], account["against"]["slots"])
    for unit in units:
        page.line(f"{unit['unit_id']}  {unit['adres']}", indent=2, hang=18)
    if "proxies" in account:  # selections of before the proxy test have none
        show_proxy_state(page, account["run"], account["proxies"])


def _show_slots(page: Page, counts: Mapping[str, int], asked: int) -> None:
    """Say how the coins fell, and which slots were not given because a list ended."""
    own = page.say(
        "Held against the list of people in {given} slots: {check} fell to the check, {people} to people.", **counts
    )
    page.line(own)
    if counts["both"]:
        page.line(page.say("In {count} of these both would have given the same.", count=counts["both"]), indent=2)
    if counts["given"] < asked:
        page.line(page.say("A list ended; {count} slots were not given.", count=asked - counts["given"]), indent=2)
