# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`make bench-linking`: messy rows to addresses and owners to parties, beside Splink, in the same rounds.

Everything is measured in a process of its own, one after the other, never two at a time. A figure is the median of the
rounds; a ratio is taken within each round, in CPU seconds. Figures go to bench/results/linking.json.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer
from filelock import FileLock, Timeout

from bench.figures import ratio, write_results
from bench.measuring import ROOT, machine, measure, versions
from bench.run import BUILT, Bench, say

RESULTS = ROOT / "bench" / "results" / "linking.json"
OURS, TRAINED, SAVED, PARTIES = "link_1m", "splink_trained", "splink_saved", "parties"
BOTH_CORES = "parties_both_cores"
JUDGEMENTS = 300
"""Rows that somebody judged before we are measured; Splink is trained on all rows that are labels, some 3,000."""
SECOND = 5
"""The second data set has one row for so many of the first."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is linked."""

    addresses: int
    rows: int
    parties: int
    owners: int


@dataclass(slots=True)
class Linking:
    """One invocation: the data sets and where links go."""

    bench: Bench
    sizes: Sizes

    def data(self, kind: str, size: int, rows: int, seed: int) -> Path:
        """Make or keep a data set and return its folder."""
        folder = BUILT / f"{kind}-{size}-{rows}-{seed}"
        say(f"{kind}: {rows:,} rows over {size:,}, seed {seed}")
        measure("bench.linking.data_set", [kind, folder, size, rows, seed])
        if kind == "addresses":
            measure("bench.linking.ask", [folder, JUDGEMENTS])
        return folder

    def judged(self, kind: str, folder: Path, name: str, *, ranked: bool = False) -> dict[str, Any]:
        """Return the scores of the links that were made under a name."""
        options = ["--ranked"] if ranked else []
        return measure("bench.linking.judging", [kind, folder, links_of(folder, name), *options]).told

    def put(self, name: str, value: float, unit: str = "share") -> None:
        """Keep a figure."""
        self.bench.put(name, value, unit)


def links_of(folder: Path, name: str) -> Path:
    """Return the file in which something leaves its links."""
    return folder / f"links-{name}.parquet"


def measure_rounds(linking: Linking, folder: Path, owners: Path, *, with_splink: bool) -> None:
    """Measure everything once per round, one thing after the other."""
    bench, model = linking.bench, folder / "splink.json"
    trained, saved = links_of(folder, TRAINED), links_of(folder, SAVED)
    for number in range(1, bench.rounds + 1):
        say(f"round {number} of {bench.rounds}")
        bench.take(OURS, "bench.linking.ours", folder, links_of(folder, OURS), "--judged")
        if with_splink:
            bench.take(TRAINED, "bench.linking.peers.splink_addresses", folder, trained, "--save", model)
            bench.take(SAVED, "bench.linking.peers.splink_addresses", folder, saved, "--model", model)
            bench.take("parties_splink", "bench.linking.peers.splink_parties", owners, links_of(owners, "splink"))
        bench.take(PARTIES, "bench.linking.parties_ours", owners, links_of(owners, PARTIES))
        bench.take(BOTH_CORES, "bench.linking.parties_ours", owners, links_of(owners, BOTH_CORES), 2)
        bench.take("parties_sql", "bench.linking.peers.sql_parties", owners, links_of(owners, "sql"))


def put_speed(linking: Linking, *, with_splink: bool) -> None:
    """Turn the rounds into seconds, memory, ratios and where our time goes."""
    bench = linking.bench
    peers = (TRAINED, SAVED, "parties_splink") if with_splink else ()
    for name in (OURS, PARTIES, BOTH_CORES, *peers, "parties_sql"):
        bench.put_times(name)
    bench.put("parties_peak_gib", bench.median(PARTIES, lambda found: found.peak_gib), "GiB")
    bench.put("peak_gib", bench.median(OURS, lambda found: found.peak_gib), "GiB")
    for part in ("spine", "rows", "link", "write"):
        bench.put(f"{part}_cpu_s", median(found.told["parts"][part][1] for found in bench.taken[OURS]), "CPU s")
    for name in (TRAINED, SAVED) if with_splink else ():
        bench.put(f"{name}_peak_gib", bench.median(name, lambda found: found.peak_gib), "GiB")
        peer, mine = bench.taken[name], bench.taken[OURS]
        bench.put(f"ratio_{name}", ratio([one.cpu for one in peer], [one.cpu for one in mine]), "times")
        bench.put(f"ratio_{name}_wall", ratio([one.wall for one in peer], [one.wall for one in mine]), "times")
    if with_splink:
        peer, mine, waited = bench.taken["parties_splink"], bench.taken[PARTIES], bench.taken[BOTH_CORES]
        bench.put("parties_ratio_splink", ratio([one.cpu for one in peer], [one.cpu for one in mine]), "times")
        bench.put("parties_ratio_splink_wall", ratio([one.wall for one in peer], [one.wall for one in waited]), "times")


def put_quality(linking: Linking, folder: Path, *, with_splink: bool) -> None:
    """Score the links of the last round beside the ceiling."""
    found = linking.judged("addresses", folder, OURS)
    for name in ("f1", "precision", "recall"):
        linking.put(name, found[name])
    ceiling = json.loads((folder / "ceiling.json").read_text(encoding="utf-8"))
    linking.put("f1_ceiling", ceiling["f1"])
    linking.put("f1_ceiling_without_ties", ceiling["f1_without_ties"])
    linking.put("f1_ceiling_named", ceiling["f1_named"])
    linking.put("f1_below_ceiling", ceiling["f1"] - found["f1"])
    linking.put("f1_below_ceiling_without_ties", ceiling["f1_without_ties"] - found["f1"])
    linking.put("f1_below_ceiling_named", ceiling["f1_named"] - found["f1"])
    for name in ("wrong_unit", "silent_ties", "calibration_error", "auto_precision", "auto_share"):
        linking.put(name, found[name])
    if with_splink:
        peer = linking.judged("addresses", folder, TRAINED, ranked=True)
        linking.put("error_vs_splink", (1 - found["f1"]) / (1 - peer["f1"]), "times")
        for name in ("f1", "precision", "recall", "wrong_unit", "silent_ties", "calibration_error", "auto_precision"):
            linking.put(f"splink_{name}", peer[name])
    for fault, one in found["faults"].items():
        for name in ("wrong", "empty", "beyond"):
            linking.put(f"fault_{fault}_{name}", one[name])


def put_robustness(linking: Linking, folder: Path) -> None:
    """Score another city with other rows, and a normaliser that knows next to nothing."""
    sizes, seed = linking.sizes, linking.bench.seed + 1
    second = linking.data("addresses", sizes.addresses, max(2_000, sizes.rows // SECOND), seed)
    linking.bench.take("second", "bench.linking.ours", second, links_of(second, OURS), "--judged")
    linking.put("second_seed_f1", linking.judged("addresses", second, OURS)["f1"])
    linking.put("second_seed_f1_ceiling", json.loads((second / "ceiling.json").read_text(encoding="utf-8"))["f1"])
    linking.bench.take("unjudged", "bench.linking.ours", folder, links_of(folder, "unjudged"))
    found = linking.judged("addresses", folder, "unjudged")
    for name in ("f1", "calibration_error", "auto_precision"):
        linking.put(f"without_judgements_{name}", found[name])
    linking.bench.take("weak", "bench.linking.ours", folder, links_of(folder, "weak"), "--weak")
    linking.put("weak_normaliser_f1", linking.judged("addresses", folder, "weak")["f1"])


def put_parties(linking: Linking, owners: Path, *, with_splink: bool) -> None:
    """Score what links owners to parties, beside the ceiling, and our own way on a second set."""
    linking.put("parties_f1_ceiling", json.loads((owners / "ceiling.json").read_text(encoding="utf-8"))["f1"])
    methods = {PARTIES: False, "sql": False} | ({"splink": True} if with_splink else {})
    for method, ranked in methods.items():
        found = linking.judged("parties", owners, method, ranked=ranked)
        for name in ("f1", "precision", "recall", "person", "company"):
            linking.put(f"parties_{name}" if method == PARTIES else f"parties_{method}_{name}", found[name])
    sizes, seed = linking.sizes, linking.bench.seed + 1
    second = linking.data("parties", sizes.parties, sizes.owners, seed)
    linking.bench.take("parties_second", "bench.linking.parties_ours", second, links_of(second, PARTIES))
    linking.put("parties_second_seed_f1", linking.judged("parties", second, PARTIES)["f1"])
    linking.put("parties_second_seed_f1_ceiling", json.loads((second / "ceiling.json").read_text("utf-8"))["f1"])


def put_febrl(linking: Linking) -> None:
    """Keep what is found of FEBRL 3 and 4: the floor that a change may not go through."""
    for name, found in measure("bench.linking.febrl", []).told.items():
        for figure in ("f1", "precision"):
            linking.put(f"{name}_{figure}", found[figure])


def main(
    addresses: Annotated[int, typer.Option(min=2_000, help="Addresses of the register.")] = 284_000,
    rows: Annotated[int, typer.Option(min=2_000, help="Messy rows.")] = 1_000_000,
    parties: Annotated[int, typer.Option(min=1_000, help="Persons and companies of the register.")] = 100_000,
    owners: Annotated[int, typer.Option(min=1_000, help="Rows of owners.")] = 60_000,
    seed: Annotated[int, typer.Option(help="The seed of all data.")] = 1,
    rounds: Annotated[int, typer.Option(min=1, help="How often everything is measured.")] = 3,
    skip_splink: Annotated[bool, typer.Option("--skip-splink", help="Leave the peer out.")] = False,
    out: Annotated[Path, typer.Option(help="Where the figures go.")] = RESULTS,
) -> None:
    """Measure linking of messy rows to addresses, and of owners to parties, beside Splink."""
    BUILT.mkdir(parents=True, exist_ok=True)
    linking = Linking(Bench(addresses, seed, rounds), Sizes(addresses, rows, parties, owners))
    try:
        with FileLock(BUILT / "lock", timeout=0):
            _measure(linking, out, with_splink=not skip_splink)
    except Timeout:
        raise SystemExit(f"another bench is measuring in {BUILT}: two at a time would measure each other") from None


def _measure(linking: Linking, out: Path, *, with_splink: bool) -> None:
    sizes, seed = linking.sizes, linking.bench.seed
    folder = linking.data("addresses", sizes.addresses, sizes.rows, seed)
    owners = linking.data("parties", sizes.parties, sizes.owners, seed)
    for name in ("addresses", "rows", "parties", "owners"):
        linking.put(name, getattr(sizes, name), name)
    linking.put("rounds", linking.bench.rounds, "rounds")
    before = machine()
    measure_rounds(linking, folder, owners, with_splink=with_splink)
    put_speed(linking, with_splink=with_splink)
    put_quality(linking, folder, with_splink=with_splink)
    put_robustness(linking, folder)
    put_parties(linking, owners, with_splink=with_splink)
    put_febrl(linking)
    write_results(out, name="linking", machine=before, versions=versions(), figures=linking.bench.figures)
    say(f"figures are in {out}")


if __name__ == "__main__":
    typer.run(main)
