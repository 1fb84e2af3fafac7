# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`make bench-office`: the office of the model city over HTTP, one asking and a hundred at once, and in Chromium.

Writes bench/results/office.json. The list is held against the wide table in SQLite, asked in the same run.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from bench.figures import Figures, figure, percentile, write_results
from bench.measuring import ROOT, machine, versions
from bench.office.in_browser import measured
from bench.office.questions import Questions
from bench.office.served import Colleague, city, served
from bench.office.sqlite_peer import list_ms, wide_table

RESULTS = ROOT / "bench" / "results" / "office.json"
WARM_UP = 5
REASON = {"own": "meting van de snelheid"}


def main(
    addresses: Annotated[int, typer.Option(help="The size of the city.")] = 284_000,
    seed: Annotated[int, typer.Option(help="Its seed, and that of what is asked.")] = 1,
    count: Annotated[int, typer.Option(help="How often each is asked.")] = 200,
    users: Annotated[int, typer.Option(help="How many colleagues at once.")] = 100,
    minutes: Annotated[int, typer.Option(help="How long they work.")] = 5,
    rounds: Annotated[int, typer.Option(help="How often the map is drawn.")] = 5,
) -> None:
    """Measure, and write the figures."""
    started = machine()
    workspace = city(ROOT / "build" / "bench", addresses, seed)
    with served(workspace) as address:
        found = _alone(address, count, seed) | _in_browser(address, seed, rounds) | _loaded(address, users, minutes)
    peer = list(list_ms(wide_table(workspace), count, seed))
    found["sqlite_list_p95_ms"] = figure(percentile(peer, 0.95), "ms")
    found["list_ratio_sqlite"] = figure(found["list_p95_ms"]["value"] / percentile(peer, 0.95), "times")
    write_results(RESULTS, name="office", machine=started, versions=versions(), figures=found)


def _alone(address: str, count: int, seed: int) -> Figures:
    """Return how long one colleague waits for each kind of answer."""
    colleague = Colleague(address, "anna")
    questions = Questions(colleague, seed)
    opened = questions.addresses[:count]
    for one in opened:
        colleague.sent(f"/adres/{one.address_id}", f"/adres/{one.address_id}/reden", REASON)
    asked = {
        "list": list(questions.lists(count + WARM_UP)),
        "dossier": [f"/adres/{one.address_id}" for one in opened],
        "search": list(questions.typed(count + WARM_UP)),
        "tile": list(questions.tiles(count + WARM_UP)),
    }
    figures: Figures = {}
    for name, paths in asked.items():
        took = _took_ms(colleague.searched if name == "search" else colleague.asked, paths)
        figures[f"{name}_p50_ms"] = figure(percentile(took, 0.5), "ms")
        figures[f"{name}_p95_ms"] = figure(percentile(took, 0.95), "ms")
    return figures


def _took_ms(ask: Callable[[str], object], asked: Iterable[str]) -> list[float]:
    took = []
    for one in asked:
        begun = time.perf_counter()
        ask(one)
        took.append((time.perf_counter() - begun) * 1_000)
    return took[WARM_UP:]


def _in_browser(address: str, seed: int, rounds: int) -> Figures:
    opened = [f"/adres/{one.address_id}" for one in Questions(Colleague(address, "anna"), seed).addresses[:3]]
    drawn, weights = measured(address, opened, rounds)
    return {
        "map_first_draw_s": figure(percentile(drawn, 0.5), "s"),
        "map_slowest_draw_s": figure(max(drawn), "s"),
        "page_max_kb": figure(max(weight.page_kb for weight in weights.values()), "KB"),
        "page_with_map_max_kb": figure(max(weight.whole_kb for weight in weights.values()), "KB"),
    }


def _loaded(address: str, users: int, minutes: int) -> Figures:
    """Return what a hundred colleagues meet, once all of them have come."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["-f", str(Path(__file__).with_name("load.py")), "--headless", "--host", address]
        words += ["--users", str(users), "--spawn-rate", "5", "--run-time", f"{minutes}m", "--csv", f"{folder}/load"]
        command = [
            sys.executable,
            "-m",
            "locust",
            *words,
            "--only-summary",
            "--reset-stats",
            "--exit-code-on-error",
            "0",
        ]
        subprocess.run(command, cwd=ROOT, check=True)
        with Path(folder, "load_stats.csv").open(encoding="utf-8", newline="") as file:
            total = next(row for row in csv.DictReader(file) if row["Name"] == "Aggregated")
    return {
        "load_users": figure(users, "users"),
        "load_minutes": figure(minutes, "minutes"),
        "load_requests": figure(float(total["Request Count"]), "requests"),
        "load_errors": figure(float(total["Failure Count"]), "errors"),
        "load_p50_ms": figure(float(total["50%"]), "ms"),
        "load_p95_ms": figure(float(total["95%"]), "ms"),
    }


if __name__ == "__main__":
    typer.run(main)
