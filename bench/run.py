# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`make bench-run`: load, run and explain a model city, beside pandas and the floor, in the same rounds.

Everything is measured in a process of its own, one after the other, never two at a time. A figure is the median of the
rounds; a ratio is taken within each round. Progress goes to stderr, figures to bench/results/run.json.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Annotated

import typer
from filelock import FileLock, Timeout

from bench.child import peildatum_of
from bench.figures import Figures, figure, growth_exponent, ratio, write_results
from bench.measuring import ROOT, Measured, machine, measure, versions

RESULTS = ROOT / "bench" / "results" / "run.json"
BUILT = ROOT / "build" / "bench"
SHARES = (1 / 4, 1 / 2, 1, 2)
"""Sizes at which the growth of cost is measured, over the size asked."""
Rounds = list[Measured]


@dataclass(slots=True)
class Bench:
    """One invocation: the city, and what each thing took in each round."""

    addresses: int
    seed: int
    rounds: int
    taken: dict[str, Rounds] = field(default_factory=dict)
    figures: Figures = field(default_factory=dict)

    def city(self, addresses: int) -> Path:
        """Build or keep a city, and return its workspace."""
        folder = BUILT / f"city-{addresses}-{self.seed}"
        say(f"model city of {addresses:,} addresses")
        measure("bench.city", ["build", folder, addresses, self.seed])
        return folder

    def take(self, name: str, module: str, *arguments: object) -> Measured:
        """Measure once more."""
        found = measure(module, arguments, with_pandas="pandas" in module)
        self.taken.setdefault(name, []).append(found)
        say(f"  {name:<12} {found.wall:8.2f} s {found.cpu:8.2f} CPU s {found.peak_gib:6.2f} GiB")
        return found

    def median(self, name: str, value: Callable[[Measured], float]) -> float:
        """Return the median over the rounds."""
        return median(value(found) for found in self.taken[name])

    def put(self, name: str, value: float, unit: str) -> None:
        """Keep a figure."""
        self.figures[name] = figure(value, unit)

    def put_times(self, name: str) -> None:
        """Keep the wall and CPU seconds of something."""
        self.put(f"{name}_s", self.median(name, lambda found: found.wall), "s")
        self.put(f"{name}_cpu_s", self.median(name, lambda found: found.cpu), "CPU s")

    def put_ratio(self, name: str, mine: str, other: str) -> None:
        """Keep the ratio of two costs, in CPU seconds and in wall seconds."""
        for suffix, value in (("", lambda found: found.cpu), ("_wall", lambda found: found.wall)):
            costs = [[value(found) for found in self.taken[one]] for one in (mine, other)]
            self.put(f"{name}_ratio{suffix}", ratio(*costs), "times")


def say(text: str) -> None:
    """Tell what is being done."""
    print(text, file=sys.stderr, flush=True)


def measure_rounds(bench: Bench, folder: Path, *, with_pandas: bool) -> None:
    """Measure everything once per round, one thing after the other."""
    for number in range(1, bench.rounds + 1):
        say(f"round {number} of {bench.rounds}")
        bench.take("load", "bench.child", "load", folder)
        bench.take("run", "bench.child", "run", folder, "--seed", bench.seed)
        bench.take("load_run", "bench.child", "load-run", folder, "--seed", bench.seed)
        if with_pandas:
            bench.take("pandas_run", "bench.peers.pandas_run", folder, "--seed", bench.seed)
        bench.take("floor", "bench.floor", folder)
        bench.take("explain", "bench.child", "explain", folder, "--seed", bench.seed)


def put_rounds(bench: Bench, *, with_pandas: bool) -> None:
    """Turn the rounds into figures."""
    for name in ("load", "run", "load_run", "floor", *(("pandas_run",) if with_pandas else ())):
        bench.put_times(name)
    held = {name: bench.median(name, lambda found: found.peak_gib) for name in ("load", "run", "load_run")}
    bench.put("peak_gib", max(held.values()), "GiB")
    bench.put("load_peak_gib", held["load"], "GiB")
    bench.put("run_peak_gib", held["run"], "GiB")
    bench.put("run_mib", bench.median("load_run", lambda found: found.told["mib"]), "MiB")
    bench.put("source_rows", bench.median("load_run", lambda found: found.told["rows"]), "rows")
    bench.put("explain_ms", bench.median("explain", lambda found: found.told["wall_50"]), "ms")
    bench.put("explain_p95_ms", bench.median("explain", lambda found: found.told["wall_95"]), "ms")
    bench.put("explain_cpu_ms", bench.median("explain", lambda found: found.told["cpu_50"]), "CPU ms")
    bench.put_ratio("floor", "load_run", "floor")
    if with_pandas:
        bench.put_ratio("pandas", "pandas_run", "load_run")
        bench.put_ratio("pandas_over_run", "pandas_run", "run")
        bench.put("pandas_peak_gib", bench.median("pandas_run", lambda found: found.peak_gib), "GiB")
    starting = [found.told["parts"] for found in bench.taken["run"]]
    bench.put("start_cpu_s", median(sum(part[name]["cpu"] for name in ("start", "catalogue")) for part in starting),
              "CPU s")  # fmt: skip


def measure_extract(bench: Bench) -> None:
    """Measure the load of a BAG 2.0 extract of every object of the city, apart from everything else."""
    folder = BUILT / f"extract-{bench.addresses}-{bench.seed}"
    say(f"BAG 2.0 extract of {bench.addresses:,} addresses")
    written = measure("bench.city", ["extract", folder, bench.addresses, bench.seed]).told
    workspace = BUILT / f"extract-workspace-{bench.addresses}-{bench.seed}"
    city = BUILT / f"city-{bench.addresses}-{bench.seed}"
    _bare_workspace(city, workspace)
    on = peildatum_of(city).isoformat()
    found = bench.take("extract", "bench.child", "extract", workspace, folder / written["file"], "--on", on)
    load = found.told["parts"]["load:bag_historie"]
    bench.put("bag_extract_s", load["wall"], "s")
    bench.put("bag_extract_cpu_s", load["cpu"], "CPU s")
    bench.put("bag_extract_peak_gib", found.peak_gib, "GiB")
    bench.put("bag_extract_voorkomens", written["voorkomens"], "voorkomens")
    bench.put("bag_extract_zip_mib", written["zip_mib"], "MiB")
    bench.put("bag_extract_xml_mib", written["xml_mib"], "MiB")
    bench.put("bag_extract_mib_per_s", written["xml_mib"] / load["wall"], "MiB XML/s")
    bench.put("bag_extract_voorkomens_per_s", written["voorkomens"] / load["wall"], "voorkomens/s")


def _bare_workspace(city: Path, workspace: Path) -> None:
    """Make a workspace with the catalogue and nothing loaded."""
    shutil.rmtree(workspace, ignore_errors=True)
    workspace.mkdir(parents=True)
    shutil.copytree(city / "catalogue", workspace / "catalogue")
    shutil.copy(city / "pandzicht.toml", workspace / "pandzicht.toml")


def measure_growth(bench: Bench) -> None:
    """Measure load and run at several sizes, and fit how their CPU seconds grow."""
    sizes = [round(bench.addresses * share) for share in SHARES]
    for size in sizes:
        folder = bench.city(size)
        bench.take("growth_load", "bench.child", "load", folder)
        bench.take("growth_run", "bench.child", "run", folder, "--seed", bench.seed)
    costs = {name: [found.cpu for found in bench.taken[name]] for name in ("growth_load", "growth_run")}
    both = [load + run for load, run in zip(costs["growth_load"], costs["growth_run"], strict=True)]
    bench.put("growth_exponent", growth_exponent(sizes, both), "exponent")
    bench.put("growth_load_exponent", growth_exponent(sizes, costs["growth_load"]), "exponent")
    bench.put("growth_run_exponent", growth_exponent(sizes, costs["growth_run"]), "exponent")
    for size, load, run in zip(sizes, costs["growth_load"], costs["growth_run"], strict=True):
        bench.put(f"growth_{size}_load_cpu_s", load, "CPU s")
        bench.put(f"growth_{size}_run_cpu_s", run, "CPU s")


def main(
    addresses: Annotated[int, typer.Option(min=500, help="The size of the city.")] = 284_000,
    seed: Annotated[int, typer.Option(help="The seed of the city.")] = 1,
    rounds: Annotated[int, typer.Option(min=1, help="How often everything is measured.")] = 3,
    skip_pandas: Annotated[bool, typer.Option("--skip-pandas", help="Leave the peer out.")] = False,
    skip_extract: Annotated[bool, typer.Option("--skip-extract", help="Leave the BAG 2.0 extract out.")] = False,
    growth: Annotated[bool, typer.Option("--growth", help="Also a quarter, half and twice the size.")] = False,
    out: Annotated[Path, typer.Option(help="Where the figures go.")] = RESULTS,
) -> None:
    """Measure load, run and explanation of a model city beside pandas and the floor."""
    BUILT.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(BUILT / "lock", timeout=0):
            _measure(Bench(addresses, seed, rounds), out, with_pandas=not skip_pandas, with_extract=not skip_extract,
                     growth=growth)  # fmt: skip
    except Timeout:
        raise SystemExit(f"another bench is measuring in {BUILT}: two at a time would measure each other") from None


def _measure(bench: Bench, out: Path, *, with_pandas: bool, with_extract: bool, growth: bool) -> None:
    before = machine()
    folder = bench.city(bench.addresses)
    bench.put("addresses", bench.addresses, "addresses")
    bench.put("rounds", bench.rounds, "rounds")
    measure_rounds(bench, folder, with_pandas=with_pandas)
    put_rounds(bench, with_pandas=with_pandas)
    if with_extract:
        measure_extract(bench)
    if growth:
        measure_growth(bench)
    write_results(out, name="run", machine=before, versions=versions(), figures=bench.figures)
    say(f"figures are in {out}")


if __name__ == "__main__":
    typer.run(main)
