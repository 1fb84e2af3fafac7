# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht select` and `pandzicht explain`: which addresses, and why."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.explained import show_explanation
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.cli.proxy_testing import show_proxy_state
from pandzicht.errors import PandzichtError
from pandzicht.language import Language
from pandzicht.ranking.selection import Ask, Manual
from pandzicht.runs.explain import Explainer
from pandzicht.runs.opened import open_run
from pandzicht.runs.selecting import KeptSelection, select
from pandzicht.store.workspace import open_workspace


def draw(
    check: Annotated[str, typer.Argument(help="The check, as the catalogue names it.")],
    size: Annotated[int, typer.Option("--size", min=1, help="How many units.")],
    seed: Annotated[int, typer.Option("--seed", help="The seed of the draws beside the order.")] = 1,
    by_hand: Annotated[list[str] | None, typer.Option("--add", help="UNIT=REASON: a unit added by hand.")] = None,
    run: Annotated[str, typer.Option("--run", help="The run; by default the one in force.")] = "",
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Draw a selection: top, challenger, control and manual strata, each unit's inclusion probability kept."""
    opened = open_run(open_workspace(workspace), run or None)
    manual = tuple(_by_hand(text) for text in by_hand or ())
    kept = select(opened, check, Ask(size=size, seed=seed, manual=manual))
    Output(language, as_json=as_json).answer(
        kept.account | {"units": kept.units.to_pylist()}, lambda to: show_selection(to, kept)
    )


def _by_hand(text: str) -> Manual:
    unit, _, reason = text.partition("=")
    if not unit.strip() or not reason.strip():
        raise PandzichtError(f"--add '{text}' is not UNIT=REASON; every unit added by hand needs a reason")
    return Manual(unit.strip(), reason.strip())


def show_selection(page: Page, kept: KeptSelection) -> None:
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
    if account["could_pass_cut_off"]:
        count = account["could_pass_cut_off"]
        page.line(page.say("{count} more could pass the cut-off if what is unknown were yes.", count=count))
    for unit in kept.units.to_pylist():
        page.line(f"{unit['unit_id']}  {unit['adres']}", indent=2, hang=18)
    if "proxies" in account:  # selections of before the proxy test have none
        show_proxy_state(page, account["run"], account["proxies"])


def explain(
    address: Annotated[str, typer.Argument(help="A BAG id, or street, number and woonplaats.")],
    check: Annotated[list[str] | None, typer.Option("--check", help="Only these checks.")] = None,
    run: Annotated[str, typer.Option("--run", help="The run; by default the one in force.")] = "",
    all_rows: Annotated[
        bool, typer.Option("--all-rows", help="Also the rows behind figures of a street or owner.")
    ] = False,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Explain one address: answers, points, dates, and the very rows of the sources, as of the run."""
    opened = open_run(open_workspace(workspace), run or None)
    explanation = Explainer(opened, language=language).explain(address, checks=check or (), wide=all_rows)
    Output(language, as_json=as_json).answer(asdict(explanation), lambda to: show_explanation(to, explanation))
