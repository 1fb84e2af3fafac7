# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is measured of Pandzicht, each in a process of its own: load, run, load and run, explain, load an extract.

What a process told itself stands on the last line: CPU seconds per source and per stage, of all threads together.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Annotated, Any

import typer

from bench.figures import percentile
from pandzicht.cli.desk import desk_at
from pandzicht.cli.output import Output
from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.governance.desk import Desk
from pandzicht.governance.subject import Kind, Subject
from pandzicht.runs.explain import Explainer
from pandzicht.runs.finding import active_checks, named_run, purposes_of
from pandzicht.runs.opened import open_run
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.run import carry_out_run
from pandzicht.sources.intake import load_delivery
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.publish import read_json
from pandzicht.store.workspace import Workspace, open_workspace

THREADS = 2
WARM_UP, ASKED = 5, 200
app = typer.Typer(add_completion=False)
Folder = Annotated[Path, typer.Argument(help="The workspace of the model city.")]


class Account:
    """What this process has taken so far, part by part."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[str, float]] = {}
        self._mark = ("start", 0.0, 0.0)
        self._wall = time.perf_counter()

    def begin(self, part: str) -> None:
        """Close the part that was going on and begin another; the first one holds the imports."""
        wall, cpu = time.perf_counter() - self._wall, time.process_time()
        name, since, spent = self._mark
        kept = self.parts.setdefault(name, {"wall": 0.0, "cpu": 0.0})
        kept["wall"], kept["cpu"] = kept["wall"] + wall - since, kept["cpu"] + cpu - spent
        self._mark = (part, wall, cpu)

    def tell(self, **more: Any) -> None:
        """Print the parts as one line of JSON."""
        self.begin("end")
        parts = {name: {key: round(value, 3) for key, value in part.items()} for name, part in self.parts.items()}
        print(json.dumps({"parts": parts, **more}))

    def progress(self, prefix: str) -> Callable[[str, float], None]:
        """Return a progress that begins a part whenever something else is being done."""
        return lambda label, _part: self.begin(f"{prefix}:{label}")


def peildatum_of(folder: Path) -> date:
    """Return the day of a model city."""
    return date.fromisoformat(read_json(folder / "city.json")["date"])


def _opened(folder: Path, account: Account) -> tuple[Workspace, Catalogue]:
    account.begin("catalogue")
    workspace = open_workspace(folder)
    return workspace, sound_catalogue(workspace.catalogue, readers=known_readers())


def _load(workspace: Workspace, catalogue: Catalogue, account: Account) -> None:
    home, on = workspace.root / "city" / "deliveries", peildatum_of(workspace.root)
    desk = _desk(workspace)
    for item in read_json_list(home / "deliveries.json"):
        source = catalogue.sources[item["source"]]
        if item["wave"] == 1 and source.is_supplied:
            account.begin(f"load:{item['source']}")
            with desk.operation(Action.LOAD, Subject(Kind.SOURCE, item["source"])) as operation:
                load_delivery(
                    workspace,
                    operation,
                    source,
                    [home / file for file in item["files"]],
                    on=on,
                    today=on,
                    threads=THREADS,
                )


def _desk(workspace: Workspace) -> Desk:
    return desk_at(workspace, Output(as_json=True))


def read_json_list(path: Path) -> list[dict[str, Any]]:
    """Return a JSON list."""
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _run(workspace: Workspace, catalogue: Catalogue, account: Account, seed: int) -> Path:
    account.begin("run:plan")
    on = peildatum_of(workspace.root)
    plan = plan_run(workspace, catalogue, Dates(on, on), seed)
    with _desk(workspace).operation(Action.RUN, Subject(Kind.RUN, plan.run_id), plan.purposes) as operation:
        outcome = carry_out_run(plan, operation, threads=THREADS, progress=account.progress("run"))
    if not outcome.computed:
        raise SystemExit("the run stood there already, so nothing was measured; remove state/runs first")
    return outcome.folder


def _clear(folder: Path, *names: str) -> None:
    for name in names:
        shutil.rmtree(folder / "state" / name if name else folder / "state", ignore_errors=True)
    (folder / "state").mkdir(exist_ok=True)


@app.command()
def load(folder: Folder) -> None:
    """Load every delivery of the first wave into an empty workspace."""
    _clear(folder, "")
    account = Account()
    _load(*_opened(folder, account), account)
    account.tell()


@app.command()
def run(folder: Folder, seed: int = 1) -> None:
    """Compare what is loaded."""
    _clear(folder, "runs", "staging")
    account = Account()
    made = _run(*_opened(folder, account), account, seed)
    account.tell(mib=_mib(made))


@app.command("load-run")
def load_run(folder: Folder, seed: int = 1) -> None:
    """Load every delivery of the first wave into an empty workspace and compare."""
    _clear(folder, "")
    account = Account()
    workspace, catalogue = _opened(folder, account)
    _load(workspace, catalogue, account)
    made = _run(workspace, catalogue, account, seed)
    rows = read_json(made / "manifest.json")["facts"]["links"]["sources"].values()
    account.tell(mib=_mib(made), rows=sum(item["rows"] for item in rows))


@app.command()
def explain(folder: Folder, seed: int = 1) -> None:
    """Explain random addresses of the run in force, one after the other, with everything in memory already."""
    workspace = open_workspace(folder)
    run_id = named_run(workspace)
    purposes = purposes_of(workspace, run_id, active_checks(workspace, run_id))
    operation = _desk(workspace).operation(Action.SELECT, Subject(Kind.RUN, run_id), purposes).__enter__()
    opened = open_run(workspace, operation, run_id)
    explainer = Explainer(opened)
    names = opened.addresses["address_id"].to_pylist()
    chosen = Random(seed).sample(names, min(len(names), WARM_UP + ASKED))
    walls, cpus = [], []
    for name in chosen:
        wall, cpu = time.perf_counter(), time.process_time()
        explainer.explain(name)
        walls.append((time.perf_counter() - wall) * 1_000)
        cpus.append((time.process_time() - cpu) * 1_000)
    walls, cpus = walls[WARM_UP:], cpus[WARM_UP:]
    told = {"wall": walls, "cpu": cpus}
    print(json.dumps({f"{name}_{share}": percentile(times, share / 100) for name, times in told.items()
                      for share in (50, 95)}))  # fmt: skip


@app.command()
def extract(folder: Folder, file: Path, on: Annotated[str, typer.Option(help="The day of the extract.")]) -> None:
    """Load one BAG 2.0 extract into an empty workspace."""
    _clear(folder, "")
    account = Account()
    workspace, catalogue = _opened(folder, account)
    account.begin("load:bag_historie")
    source = catalogue.sources["bag_historie"]
    day = date.fromisoformat(on)
    with _desk(workspace).operation(Action.LOAD, Subject(Kind.SOURCE, source.source)) as operation:
        delivery = load_delivery(workspace, operation, source, [file], on=day, today=day, threads=THREADS)
    account.tell(counts=dict(delivery.counts))


def _mib(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


if __name__ == "__main__":
    app()
