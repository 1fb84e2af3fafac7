# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`make bench-logs`: what it takes to log a run that concerns 600,000 persons, and to verify a log of a million lines.

Logging, ours: each person encrypted, one leaf per person in the tree, chained, in one transaction. The peer does less:
it puts one whole JSON line of Logboek dataverwerkingen per person in a table with `executemany`, readable, with nothing
that shows a change. Both into SQLite with every commit on the disk. Verifying, ours: the script for auditors, of a log
of which every line concerns one person of its own. The peer does less: one SHA-256 per line of the same database, of
the one before and the line, without the persons, without a tree. Each in a process of its own, in the same rounds.
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
from hashlib import sha256
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
from pandzicht.governance.log import Log, canonical
from pandzicht.governance.merkle import EMPTY, NO_CHAIN, chained, leaf_hash
from pandzicht.governance.processing import Processing, lines
from pandzicht.governance.purpose import Purpose
from pandzicht.governance.signed_heads import PUBLIC_KEY, Heads, sign_head
from pandzicht.governance.subject import Kind, Subject
from pandzicht.governance.subject_key import SubjectKeys
from pandzicht.store.state_database import moment, open_state

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RESULTS = ROOT / "bench" / "results" / "logs.json"
ACTIVITY, RUN = "vergelijking@0123456789ab", "2026-03-01-0123456789ab"
SOURCES = ("brp_bewoning", "brp_mutaties", "kvk")
PURPOSE = Purpose("wonen", "Huisvestingswet art. 21", "wonen")
MONTH = "2029-03"
ROLE = Role(role="bench", label=Text(nl="Bench"), may=(Action.RUN,), purposes="all", sees=())
app = typer.Typer(add_completion=False)
Persons = Annotated[int, typer.Argument(help="How many persons a run concerns.")]
Folder = Annotated[Path, typer.Argument(help="Of the state, its keys and its heads.")]


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
def entries(folder: Folder, count: Annotated[int, typer.Argument(help="Of how many lines.")]) -> None:
    """Write a log of which every line concerns one person of its own, and sign its head."""
    subjects = SubjectKeys(folder / "keys").encrypted(MONTH, persons(count))
    leaves, chain = [], NO_CHAIN

    def rows() -> Iterator[tuple[int, str, str, str, bytes, str]]:
        nonlocal chain
        at = moment(NOW)
        for number, subject in enumerate(subjects, start=1):
            made = Processing(f"{number:032x}", f"{number:016x}", "compare", ACTIVITY, at, at, sources=SOURCES, run=RUN)
            text = canonical(made.line())
            leaves.append(leaf_hash(sha256(text.encode()).digest(), subject))
            chain = chained(chain, leaves[-1:])
            yield number, made.operation_id, at, text, chain, MONTH

    state = open_state(folder / "state.sqlite", now=NOW)
    with state.transaction() as transaction:
        columns = ("entry_no", "operation_id", "written_at", "line", "chain", "key_id")
        transaction.append("processing_entry", columns, rows())
        transaction.append("processing_subject", ("entry_no", "subject"), enumerate(subjects, start=1))
        transaction.run(
            "UPDATE log_tip SET entries = :size, leaves = :size, frontier = :frontier, chain = :chain "
            "WHERE log = 'processing'",
            size=count,
            frontier=b"".join(EMPTY.extended(leaves).hashes),
            chain=chain,
        )
        sign_head(transaction, Log.PROCESSING, Heads(folder / "heads", folder / "keys" / "heads.pem"), NOW)
    state.close()


@app.command()
def plain_chain(folder: Folder) -> None:
    """Chain the lines of that log by one hash each, and nothing else."""
    begun, cpu = time.perf_counter(), time.process_time()
    chain = NO_CHAIN
    with closing(sqlite3.connect(folder / "state.sqlite")) as connection:
        for (line,) in connection.execute("SELECT line FROM processing_entry ORDER BY entry_no"):
            chain = sha256(chain + line.encode()).digest()
    taken, cpu = time.perf_counter() - begun, time.process_time() - cpu
    print(json.dumps({"verify_s": taken, "cpu_s": cpu, "chain": chain.hex()}))


def verification(count: int, rounds: int) -> Figures:
    """Return what it takes to verify a log of so many lines, each of one person; the start of the script included."""
    ours, peer = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure("bench.logs", ["entries", folder, count])
        given = ["--heads", folder / "heads" / "processing.jsonl", "--key", folder / "heads" / PUBLIC_KEY]
        for _ in range(rounds):
            ours.append(measure("audit.verify_log", ["processing", folder / "state.sqlite", *given]))
            peer.append(measure("bench.logs", ["plain-chain", folder]).told)
    return {
        "lines": figure(count, "lines"),
        "verify_1m_s": figure(median(item.wall for item in ours), "s"),
        "verify_1m_cpu_s": figure(median(item.cpu for item in ours), "CPU s"),
        "plain_chain_s": figure(median(item["verify_s"] for item in peer), "s"),
        "plain_chain_cpu_s": figure(median(item["cpu_s"] for item in peer), "CPU s"),
        "verify_ratio_plain_chain": figure(
            ratio([item.cpu for item in ours], [item["cpu_s"] for item in peer]), "times"
        ),
        "verify_ratio_plain_chain_wall": figure(
            ratio([item.wall for item in ours], [item["verify_s"] for item in peer]), "times"
        ),
    }


@app.command()
def share(folder: Annotated[Path, typer.Argument(help="A model city, loaded.")]) -> None:
    """Run a model city and tell how long the run took, and how long of it the two logs."""
    spent = [0.0]
    with ExitStack() as stack, redirect_stdout(io.StringIO()) as told:
        for kind, name in ((Operation, "concerns"), (Operation, "end"), (Desk, "_decided")):
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
    verified: Annotated[int, typer.Option(help="How many lines are verified; 0: none.")] = 1_000_000,
    addresses: Annotated[int, typer.Option(help="Of the model city that is run; 0: none.")] = 20_000,
    seed: Annotated[int, typer.Option(help="Of the model city.")] = 1,
) -> None:
    """Measure ours and the peer in turn, and the share of the log in a run; write bench/results/logs.json."""
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
    if verified:
        figures |= verification(verified, rounds)
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
        print(f"{name:<30} {item['value']:>12} {item['unit']}")


if __name__ == "__main__":
    app()
