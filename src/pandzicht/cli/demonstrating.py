# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht demo`: a made-up city from nothing to an explained list, with nothing configured."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.explained import show_reasons
from pandzicht.cli.exporting import write_selection
from pandzicht.cli.learning_year import learn_after_round
from pandzicht.cli.options import JsonOption, LanguageOption
from pandzicht.cli.output import Output, Tell
from pandzicht.cli.page import Page
from pandzicht.cli.proxy_testing import show_proxy_state
from pandzicht.cli.rounds import MOST_ROUNDS, AfterRound, Rounds, RoundYield, nothing_more, show_rounds
from pandzicht.cli.serving import HOST, PORT, open_office
from pandzicht.cli.starting import make_workspace
from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.errors import WorkspaceFault
from pandzicht.governance.desk import Desk
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language
from pandzicht.modelcity.city import build_city
from pandzicht.modelcity.later_month import City
from pandzicht.ranking.selection import Ask
from pandzicht.runs.explain import Explainer
from pandzicht.runs.explanation import Explanation
from pandzicht.runs.finding import purposes_of
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.runs.selecting import KeptSelection, select
from pandzicht.sources.intake import load_delivery
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.publish import read_json
from pandzicht.store.workspace import Workspace, open_workspace

PEILDATUM = date(2026, 3, 1)
"""The day of the made-up city: fixed, so that every demo of a seed is the same."""
CHECK = "onrechtmatig_wonen"
SIZE = 100
SHOWN = 10


def demo(
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where the made-up city is kept; by default in demo/.")
    ] = None,
    addresses: Annotated[int, typer.Option("--addresses", min=500, help="The number of addresses.")] = 284_000,
    seed: Annotated[int, typer.Option("--seed", help="The seed of the city and its draws.")] = 1,
    rounds: Annotated[
        int, typer.Option("--rounds", min=0, max=MOST_ROUNDS, help="Months of selections and made-up visits.")
    ] = 0,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Open the office afterwards.")] = True,
    port: Annotated[int, typer.Option("--port", min=1, max=65_535, help="The port on which it opens.")] = PORT,
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Build a made-up city, compare its registers, and print the first addresses of a check with their reasons."""
    output = Output(language, as_json=as_json)
    begun = time.perf_counter()
    folder = folder or Path("demo") / f"duinrijk-{addresses}-{seed}"
    with output.progress() as tell:
        workspace = city_workspace(folder, addresses, seed, tell)
        desk = desk_at(workspace, output)
        load_city(desk, workspace, sound_catalogue(workspace.catalogue, readers=known_readers()), tell)
        year = year_of_rounds(desk, workspace, city_in(folder, addresses, seed), tell, learn_after_round)
        run_id, made = year.compare(1), year.carry_out(rounds)
        told = year.yields(made)
    run_id = made[-1].account["run"] if made else run_id
    purposes = purposes_of(workspace, run_id, [CHECK])
    with desk.operation(Action.SELECT, Subject(Kind.CHECK, CHECK), purposes) as operation:
        run = open_run(workspace, operation, run_id)
        kept = made[-1] if made else select(run, CHECK, Ask(size=min(SIZE, max(20, addresses // 200)), seed=seed))
        first = _first(run, kept, language)
    with desk.operation(Action.EXPORT_SELECTION, Subject(Kind.SELECTION, kept.selection_id), purposes) as operation:
        book = folder / f"{kept.selection_id}.xlsx"
        workbook = write_selection(open_run(workspace, operation, run_id), kept, book, language, force=True)
    units, rounds_told = kept.units.to_pylist()[:SHOWN], [asdict(item) for item in told]
    document = kept.account | {"units": units, "workbook": workbook, "rounds": rounds_told}
    seconds = time.perf_counter() - begun
    output.answer(document, lambda to: _show(to, _Shown(run, kept, first, workbook, seconds, told)))
    if serve and not as_json:
        open_office(workspace, output, host=HOST, port=port)


def city_in(folder: Path, addresses: int, seed: int) -> City:
    """Return the made-up city of a folder, of which later months can be asked."""
    return City(addresses, seed, PEILDATUM, folder / "city", folder / "rounds")


def city_workspace(folder: Path, addresses: int, seed: int, tell: Tell) -> Workspace:
    """Return the workspace of the made-up city; one of another size or seed in the same place is refused."""
    asked = {"addresses": addresses, "seed": seed, "date": PEILDATUM.isoformat()}
    account = folder / "city.json"
    if account.is_file():
        found = {key: read_json(account).get(key) for key in asked}
        if found != asked:
            raise WorkspaceFault(f"{folder} holds another city ({found}); remove it or choose another --folder")
        return open_workspace(folder)
    if folder.exists() and any(folder.iterdir()) and not (folder / "pandzicht.toml").exists():
        raise WorkspaceFault(f"{folder} is not empty and not a demo; choose another --folder")
    if not (folder / "pandzicht.toml").exists():
        make_workspace(folder, name="Duinrijk (verzonnen)", demo=True)
    build_city(folder / "city", addresses=addresses, seed=seed, on=PEILDATUM, progress=tell)
    account.write_text(json.dumps(asked), encoding="utf-8")
    return open_workspace(folder)


def load_city(
    desk: Desk,
    workspace: Workspace,
    catalogue: Catalogue,
    tell: Tell,
    *,
    wave: int = 1,
    today: date = PEILDATUM,
    home: Path | None = None,
) -> None:
    """Load the deliveries of the made-up city, in the order in which they came, each as an act of its own.

    `home` is the folder of the deliveries of a later month; by default they are the first ones.
    """
    home = home or workspace.root / "city" / "deliveries"
    listed = json.loads((home / "deliveries.json").read_text(encoding="utf-8"))
    due = [item for item in listed if item["wave"] <= wave and catalogue.sources[item["source"]].is_supplied]
    for number, item in enumerate(due):
        tell("loading", number / len(due))
        with desk.operation(Action.LOAD, Subject(Kind.SOURCE, item["source"])) as operation:
            load_delivery(
                workspace,
                operation,
                catalogue.sources[item["source"]],
                [home / file for file in item["files"]],
                on=date.fromisoformat(item["date"]),
                today=today,
            )


def year_of_rounds(
    desk: Desk, workspace: Workspace, city: City, tell: Tell, after_round: AfterRound = nothing_more
) -> Rounds:
    """Return the rounds of the check of the demo, which load a month as the first deliveries were loaded."""

    def load(catalogue: Catalogue, home: Path, month: int) -> None:
        load_city(desk, workspace, catalogue, tell, wave=month + 1, today=city.day(month), home=home)

    return Rounds(workspace, desk, city, CHECK, load, tell, after_round)


def _first(run: OpenRun, kept: KeptSelection, language: Language) -> list[Explanation]:
    """Return the explanations of the first addresses of the order."""
    explainer = Explainer(run, language=language)
    top = [unit for unit in kept.units.to_pylist() if unit["stratum"] == "top"]
    return [explainer.explain(unit["address_id"], checks=[CHECK]) for unit in top[:SHOWN]]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a demonstration shows."""

    run: OpenRun
    kept: KeptSelection
    first: Sequence[Explanation]
    workbook: Path
    seconds: float
    rounds: Sequence[RoundYield]


def _show(page: Page, shown: _Shown) -> None:
    run, kept, manifest, say = shown.run, shown.kept, shown.run.manifest, page.say
    counts = {
        "addresses": manifest["tables"]["addresses"]["rows"],
        "rows": sum(item["rows"] for item in manifest["facts"]["links"]["sources"].values()),
        "seconds": round(shown.seconds),
    }
    city = {"city": run.workspace.name} | counts
    page.line(say("DEMO {city}: {addresses} addresses, {rows} source rows, {seconds} s in all.", **city))
    page.line(say("Nobody and nothing in it exists."))
    show_rounds(page, shown.rounds)
    check = run.catalogue.checks[kept.account["check"]]
    label = check.label.in_(page.language)
    page.line(say("The first {shown} of check '{check}' on {on}:", shown=SHOWN, check=label, on=run.on) + "\n")
    for number, explanation in enumerate(shown.first, start=1):
        show_reasons(page, number, explanation)
    page.line()
    show_proxy_state(page, run.run_id, kept.account["proxies"])
    whole = {"count": kept.units.num_rows, "workbook": shown.workbook}
    page.line(say("The whole selection of {count} is in {workbook}", **whole))
    example = shown.first[0].address_id if shown.first else ""
    page.line(say("Open one to its source rows:"))
    page.command(f'pandzicht explain {example} --workspace {run.workspace.root} --because "{say("REASON")}"')
