# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`make bench-logs`: what it takes to log a run that concerns 600,000 persons, beside a plain table of full lines.

Ours: each person encrypted, one leaf per person in the tree, chained, in one transaction. The peer does less: it puts
one whole JSON line of Logboek dataverwerkingen per person in a table with `executemany`, readable, with nothing that
shows a change. Both into SQLite with every commit on the disk, each in a process of its own, in the same rounds.
"""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Annotated, Any
from unittest import mock

import typer

from bench import child
from bench.figures import Figures, figure, ratio, write_results
from bench.measuring import ROOT, Measured, machine, measure, versions
from pandzicht.definitions.action import Action
from pandzicht.definitions.role import Role
from pandzicht.definitions.words import Text
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.concerned import person
from pandzicht.governance.desk import Desk, Operation
from pandzicht.governance.processing import Processing, lines
from pandzicht.governance.purpose import Purpose
from pandzicht.governance.subject import Kind, Subject
from pandzicht.governance.subject_key import SubjectKeys
from pandzicht.store.state_database import moment, open_state

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RESULTS = ROOT / "bench" / "results" / "logs.json"
ACTIVITY, RUN = "vergelijking@0123456789ab", "2026-03-01-0123456789ab"
SOURCES = ("brp_bewoning", "brp_mutaties", "kvk")
PURPOSE = Purpose("wonen", "Huisvestingswet art. 21", "wonen")
ROLE = Role(role="bench", label=Text(nl="Bench"), may=(Action.RUN,), purposes="all", sees=())
app = typer.Typer(add_completion=False)
Persons = Annotated[int, typer.Argument(help="How many persons a run concerns.")]


def persons(count: int) -> Iterator[bytes]:
    """Yield made-up persons as the processing log names them."""
    return (person(f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}") for number in range(count))


def _bytes_in(folder: str) -> int:
    return sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())


@app.command()
def ours(count: Persons, address: Annotated[str, typer.Option(help="Of an empty PostgreSQL database.")] = "") -> None:
    """Log them as a run does."""
    with tempfile.TemporaryDirectory() as folder:
        state = open_state(address or Path(folder) / "state.sqlite", now=NOW, demo=True)
        actor = Actor("bench", "bench", (Grant("bench"),))
        desk = Desk(state, actor, {"bench": ROLE}, SubjectKeys(Path(folder) / "keys"), lambda: NOW, "bench")
        with desk.operation(Action.RUN, Subject(Kind.RUN, RUN), [PURPOSE]) as operation:
            concerned = list(persons(count))
            begun, cpu = time.perf_counter(), time.process_time()
            logged = operation.concerns(concerned, activity=ACTIVITY, sources=SOURCES, run=RUN)
            taken, cpu = time.perf_counter() - begun, time.process_time() - cpu
        state.close()
        print(json.dumps({"log_s": taken, "cpu_s": cpu, "logged": logged, "mib": _bytes_in(folder) / 2**20}))


@app.command()
def plain(count: Persons) -> None:
    """Insert one whole line per person in a table, and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        at = moment(NOW)
        line = Processing("0" * 32, "0" * 16, "compare", ACTIVITY, at, at, sources=SOURCES, run=RUN).line()
        concerned = list(persons(count))
        with closing(sqlite3.connect(Path(folder) / "plain.sqlite")) as connection:
            connection.executescript(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE log (line TEXT)"
            )
            begun, cpu = time.perf_counter(), time.process_time()
            connection.executemany("INSERT INTO log VALUES (?)", ((json.dumps(one),) for one in lines(line, concerned)))
            connection.commit()
            taken, cpu = time.perf_counter() - begun, time.process_time() - cpu
        print(json.dumps({"log_s": taken, "cpu_s": cpu, "logged": count, "mib": _bytes_in(folder) / 2**20}))


@app.command()
def share(folder: Annotated[Path, typer.Argument(help="A model city, loaded.")]) -> None:
    """Run a model city and tell how long the run took, and how long of it the two logs."""
    spent = [0.0]
    with ExitStack() as stack, redirect_stdout(io.StringIO()) as told:
        for kind, name in ((Operation, "concerns"), (Desk, "_decided"), (Desk, "_log")):
            stack.enter_context(mock.patch.object(kind, name, _timed(getattr(kind, name), spent)))
        child.run(folder)
    parts = json.loads(told.getvalue())["parts"]
    run_s = sum(part["wall"] for name, part in parts.items() if name.startswith("run:"))
    print(json.dumps({"run_s": run_s, "log_s": spent[0]}))


def _timed(function: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[0] += time.perf_counter() - begun

    return timed


@app.command()
def every(
    count: Annotated[int, typer.Option(help="How many persons.")] = 600_000,
    rounds: Annotated[int, typer.Option(help="Of both.")] = 3,
    addresses: Annotated[int, typer.Option(help="Of the model city that is run; 0: none.")] = 20_000,
    seed: Annotated[int, typer.Option(help="Of the model city.")] = 1,
) -> None:
    """Measure both in turn, and the share of the log in a run; write bench/results/logs.json."""
    begun = machine()
    taken: dict[str, list[Measured]] = {"ours": [], "plain": []}
    for _ in range(rounds):
        for name, found in taken.items():
            found.append(measure("bench.logs", [name, count]))
    wall, cpu = (
        {name: [item.told[kind] for item in found] for name, found in taken.items()} for kind in ("log_s", "cpu_s")
    )
    if any(item.told["logged"] != count for found in taken.values() for item in found):
        raise SystemExit("not everybody was logged, so nothing is told")
    figures: Figures = {
        "persons": figure(count, "persons"),
        "log_600k_s": figure(median(wall["ours"]), "s"),
        "log_600k_cpu_s": figure(median(cpu["ours"]), "CPU s"),
        "plain_s": figure(median(wall["plain"]), "s"),
        "plain_cpu_s": figure(median(cpu["plain"]), "CPU s"),
        "log_ratio_plain": figure(ratio(cpu["ours"], cpu["plain"]), "times"),
        "log_ratio_plain_wall": figure(ratio(wall["ours"], wall["plain"]), "times"),
        "log_mib": figure(taken["ours"][0].told["mib"], "MiB"),
        "plain_mib": figure(taken["plain"][0].told["mib"], "MiB"),
    }
    if addresses:
        folder = ROOT / "build" / "bench" / f"city-{addresses}-{seed}"
        measure("bench.city", ["build", folder, addresses, seed])
        measure("bench.child", ["load", folder])
        run = measure("bench.logs", ["share", folder]).told
        figures |= {
            "addresses": figure(addresses, "addresses"),
            "run_s": figure(run["run_s"], "s"),
            "log_share_of_run": figure(run["log_s"] / run["run_s"], "share"),
        }
    write_results(RESULTS, name="logs", machine=begun, versions=versions(), figures=figures)
    for name, item in figures.items():
        print(f"{name:<20} {item['value']:>12} {item['unit']}")


if __name__ == "__main__":
    app()
