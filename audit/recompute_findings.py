# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Recomputes what became of the findings of an audit package: how many stood, and how serious they were per visit.

It goes by selection.csv, outcomes.csv and the weights in design.json, and says where findings.json says otherwise. It
needs Python 3.11 and nothing else. See README.md beside it; `recompute_yield.py` verifies the hashes and the draws.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

STRATA = ("top", "challenger", "control", "manual")
APPEALS = {"stands": "standing", "running": "running", "undone": "undone"}
FEWEST, DIGITS = 10, 12
Z = 1.959963984540054

Row = dict[str, str]
Read = Callable[[str], bytes]
Weights = Mapping[str, Mapping[str, float]]
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile)


def opened(place: Path) -> Read:
    """Return what reads a file by its name from a package, whether that is a folder or an archive."""
    return (lambda name: (place / name).read_bytes()) if place.is_dir() else zipfile.ZipFile(place).read


def rows_of(read: Read, name: str) -> list[Row]:
    """Return the rows of a table of the package, each column under its name."""
    return list(csv.DictReader(io.StringIO(read(name).decode("utf-8"), newline="")))


def wrong_weights(outcomes: Sequence[Row], weights: Weights) -> Iterator[str]:
    """Yield the outcomes that weigh otherwise than their severity, or that have an appeal that is none."""
    for row in outcomes:
        found = row["result"] == "established"
        if row["appeal"] not in APPEALS or not (found or row["appeal"] == "stands"):
            yield f"unit {row['unit']}: {row['result']} has appeal '{row['appeal']}'"
        if row["severity"] and not found:
            yield f"unit {row['unit']}: {row['result']} has severity '{row['severity']}'"
        if row["weight"] and float(row["weight"]) not in possible(row, weights):
            yield f"unit {row['unit']}: severity '{row['severity']}' does not weigh {row['weight']}"


def possible(row: Row, weights: Weights) -> set[float]:
    """Return what an outcome may weigh: its code by one of the sources, without a code the least of a source."""
    if row["result"] != "established":
        return {0.0}
    return {float(own.get(row["severity"], min(own.values()))) for own in weights.values()}


def wilson(share: float, count: float, step: int) -> tuple[float, float]:
    """Return Wilson's interval of 95 % of a share of a count, with a step of 1 corrected for continuity."""

    def end(side: int) -> float:
        root = math.sqrt(Z * Z + step * (2 * side - 1 / count) + 4 * share * (count * (1 - share) - side * step))
        return (2 * count * share + Z * Z + side * (step + Z * root)) / (2 * (count + Z * Z))

    return max(0.0, end(-1)) if share > 0 else 0.0, min(1.0, end(1)) if share < 1 else 1.0


def reach(weights: Sequence[float], heaviest: float, step: int) -> tuple[float, float]:
    """Return Wilson's interval of a mean as a share of the heaviest, over as many equal draws as have its variance."""
    shares = [weight / heaviest for weight in weights]
    mean = math.fsum(shares) / len(shares)
    variance = (math.fsum(share * share for share in shares) / len(shares) - mean * mean) / len(shares)
    count = mean * (1 - mean) / variance if variance > 0 and 0 < mean < 1 else len(shares)
    low, high = wilson(min(mean, 1.0), count, step)
    return heaviest * low, heaviest * high


def severity_of(outcomes: Sequence[Row], heaviest: float) -> dict[str, Any]:
    """Return the weight of what was not undone per visit with its interval, or why there is none.

    Above, one more visit is supposed that found the heaviest: few findings say little about rare grave ones.
    """
    if len(outcomes) < FEWEST:
        return {"refused": "few_visits" if outcomes else "no_outcomes"}
    if heaviest <= 0 or any(not row["weight"] and row["appeal"] != "undone" for row in outcomes):
        return {"refused": "not_told"}
    weighing = [row for row in outcomes if row["result"] == "established" and row["appeal"] != "undone"]
    if 2 * sum(not row["severity"] for row in weighing) > len(weighing):
        return {"refused": "not_told"}
    weights = [0.0 if row["appeal"] == "undone" else float(row["weight"]) for row in outcomes]
    low = reach(weights, heaviest, 1)[0] if any(weights) else 0.0
    high = reach([*weights, heaviest], heaviest, 0)[1]
    told = {"value": math.fsum(weights) / len(weights), "low": low, "high": high, "of": len(weights)}
    return {name: round(value, DIGITS) for name, value in told.items()}


def stratum_of(outcomes: Sequence[Row], heaviest: float) -> dict[str, Any]:
    """Return what became of the findings of one stratum."""
    found = [row for row in outcomes if row["result"] == "established"]
    return {
        **{name: sum(row["appeal"] == appeal for row in found) for appeal, name in APPEALS.items()},
        "unrated": sum(bool(row["weight"]) and not row["severity"] for row in found),
        "severity": severity_of(outcomes, heaviest),
    }


def findings_of(units: Sequence[Row], outcomes: Sequence[Row], weights: Weights) -> dict[str, Any]:
    """Return what became of the findings of every stratum."""
    heaviest = max((float(weight) for own in weights.values() for weight in own.values()), default=0.0)
    stratum = {row["unit"]: row["stratum"] for row in units}
    return {
        name: stratum_of([row for row in outcomes if stratum.get(row["unit"]) == name], heaviest)
        for name in STRATA
        if name in stratum.values()
    }


def differing(claimed: Any, own: Any, path: str) -> Iterator[str]:
    """Yield every figure of findings.json that is another one here, by its path."""
    if isinstance(claimed, dict) and isinstance(own, dict):
        for name in sorted(set(claimed) | set(own)):
            yield from differing(claimed.get(name), own.get(name), f"{path}.{name}")
    elif claimed != own:
        yield f"{path}: claimed is {claimed}, recomputed it is {own}"


def wrong_in(read: Read, name: str) -> Iterator[str]:
    """Yield what is wrong with the findings of one selection."""
    weights = json.loads(read(f"{name}/design.json"))["severity_weights"]
    units, outcomes = (rows_of(read, f"{name}/{table}.csv") for table in ("selection", "outcomes"))
    yield from wrong_weights(outcomes, weights)
    claimed = json.loads(read(f"{name}/findings.json"))
    yield from differing(claimed, findings_of(units, outcomes, weights), "findings")


def wrong_with(package: Path) -> Iterator[str]:
    """Yield all that is wrong with the findings of a package, until it cannot be read any further."""
    try:
        read = opened(package)
        for name in json.loads(read("package.json"))["selections"]:
            yield from (f"{name}: {text}" for text in wrong_in(read, name))
    except _UNREADABLE as error:
        yield f"the package cannot be read any further ({type(error).__name__}: {error})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Recompute the findings of a package, say what was found, and return 0 when it is as it says and 1 when not."""
    parser = argparse.ArgumentParser(description="Recompute what became of the findings of an audit package.")
    parser.add_argument("package", type=Path, help="the folder, or the archive (.zip)")
    wrong = list(wrong_with(parser.parse_args(arguments).package))
    lines = [f"WRONG: {text}" for text in wrong] or ["SOUND: what became of the findings is as the package says"]
    sys.stdout.write("\n".join([*lines, ""]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
