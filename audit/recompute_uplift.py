# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Recomputes how the order of a check did beside a list of people, from an audit package of Pandzicht.

It tosses every coin again, gives every slot again, and computes the difference again with its interval, which holds
however often somebody looks. `recompute_yield.py` does the draw and the yield. It needs Python 3.11 and nothing else.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import math
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

CONTENTS, UPLIFT = "package.json", "uplift.json"
BETS, MIDDLE = (1 / 2, 1 / 3, 1 / 4, 1 / 6, 1 / 8, 1 / 12), 0.25
AHEAD = (50, 100, 200)
ALPHA, HALVINGS = 0.05, 45
FEWEST, DIGITS, SHOWN = 10, 12, 20
Z = 1.959963984540054

Row = dict[str, str]
Read = Callable[[str], bytes]
Counts = tuple[float, float, float, float]
"""Visited slots: of the check with and without something established, and of people with and without."""
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError, zipfile.BadZipFile)


def opened(place: Path) -> tuple[Read, set[str]]:
    """Return what reads a file of a package, be it a folder or an archive, and the names of its files."""
    if place.is_dir():
        names = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
        return lambda name: (place / name).read_bytes(), names
    archive = zipfile.ZipFile(place)
    return archive.read, set(archive.namelist())


def rows_of(read: Read, name: str) -> list[Row]:
    """Return the rows of a table of a comparison."""
    return list(csv.DictReader(io.StringIO(read(name).decode("utf-8"), newline="")))


def slots_again(design: Mapping[str, Any], by_check: Sequence[str], by_people: Sequence[str]) -> list[Row]:
    """Return the slots as the coins and both lists give them: each list its first unit that was not given yet."""
    given: list[Row] = []
    for number in range(1, int(design["slots"]) + 1):
        units = {row["unit"] for row in given}
        first = next((unit for unit in by_check if unit not in units), None)
        other = next((unit for unit in by_people if unit not in units), None)
        if first is None or other is None:
            break
        toss = hashlib.sha256(f"{design['selection']}|{design['seed']}|{number}".encode()).digest()[-1] % 2
        turn, unit = ("people", other) if toss else ("check", first)
        given.append({"slot": str(number), "turn": turn, "unit": unit, "both": str(first == other).lower()})
    return given


def wrong_slots(read: Read, name: str, design: Mapping[str, Any], slots: Sequence[Row]) -> Iterator[str]:
    """Yield the slots that are not as the coins and the lists give them, or whose unit is not in the selection."""
    top = sorted(
        (int(row["rank"]), row["unit"]) for row in rows_of(read, f"{name}/frame.csv") if row["stratum"] == "top"
    )
    people = sorted((int(row["place"]), row["unit"]) for row in rows_of(read, f"{name}/people.csv"))
    again = slots_again(design, [unit for _, unit in top], [unit for _, unit in people])
    if len(again) != len(slots):
        yield f"slots.csv has {len(slots)} slots, by the coins and the lists {len(again)}"
    for row, own in zip(slots, again, strict=False):
        if row != own:
            yield f"slot {own['slot']}: is {row}, given again it is {own}"
    listed = [row["unit"] for row in rows_of(read, f"{name}/selection.csv")]
    for row in slots:
        if listed.count(row["unit"]) != 1:
            yield f"slot {row['slot']}: its unit stands {listed.count(row['unit'])} times in selection.csv"


def won(counts: Counts, bet: float) -> float:
    """Return the logarithm of what a bet on the check made of a stake of 1, if there were no difference.

    A slot gives 2 x (outcome - 1/4), with a minus where it was the turn of people; a bet takes so much of it.
    """
    found, nothing = 2 * bet * (1 - MIDDLE), 2 * bet * MIDDLE
    factors = (1 + found, 1 - nothing, 1 - found, 1 + nothing)
    return math.fsum(count * math.log(factor) for count, factor in zip(counts, factors, strict=True))


def lowest(counts: Counts) -> float:
    """Return the smallest difference against which the bets together did not make 40 of 1 (Ville, 1939)."""
    total = math.fsum(counts)

    def is_refuted(difference: float) -> bool:
        sums = [won(counts, bet) - bet * total * difference for bet in BETS]
        most = max(sums)
        return most + math.log(math.fsum(math.exp(each - most) for each in sums) / len(BETS)) > math.log(2 / ALPHA)

    low, high = -1.0, 1.0
    if not is_refuted(low):
        return low
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_refuted(middle) else (low, middle)
    return low


def interval(counts: Counts) -> tuple[float, float]:
    """Return the interval of 95 % of the average difference that holds at every look."""
    return lowest(counts), -lowest((counts[2], counts[3], counts[0], counts[1]))


def wilson(share: float, count: float) -> tuple[float, float]:
    """Return Wilson's interval of 95 % of a share of a count, corrected because counts move in steps."""

    def end(side: int) -> float:
        root = math.sqrt(Z * Z + (2 * side - 1 / count) + 4 * share * (count * (1 - share) - side))
        return (2 * count * share + Z * Z + side * (1 + Z * root)) / (2 * (count + Z * Z))

    return max(0.0, end(-1)) if share > 0 else 0.0, min(1.0, end(1)) if share < 1 else 1.0


def figure(value: float, low: float, high: float, of: float) -> dict[str, float]:
    """Return a share or a difference with its interval, as packages write it."""
    return {"value": round(value, DIGITS), "low": round(low, DIGITS), "high": round(high, DIGITS), "of": of}


def side_of(given: int, results: Sequence[str]) -> dict[str, Any]:
    """Return what the slots of one list gave."""
    visited, found = len(results), results.count("established")
    told: dict[str, Any] = {"given": given, "visited": visited, "established": found}
    if visited < FEWEST:
        return told | {"per_visited": {"refused": "few_visits" if visited else "no_outcomes"}}
    return told | {"per_visited": figure(found / visited, *wilson(found / visited, visited), visited)}


def uplift_of(rounds: Sequence[tuple[Sequence[Row], Mapping[str, Row]]]) -> dict[str, Any]:
    """Return the comparison over the selections of one check: their slots, and the outcomes (unit -> outcome)."""
    slots = [(slot, outcomes.get(slot["unit"])) for slots, outcomes in rounds for slot in slots]
    telling = [(slot, outcome) for slot, outcome in slots if slot["both"] == "false"]
    sides: dict[str, Any] = {}
    for turn in ("check", "people"):
        own = [outcome for slot, outcome in telling if slot["turn"] == turn]
        sides[turn] = side_of(len(own), [outcome["result"] for outcome in own if outcome])
    visited = [side["visited"] for side in sides.values()]
    steps = [
        {outcomes[slot["unit"]]["step"] for slot in slots if slot["both"] == "false" and slot["unit"] in outcomes}
        for slots, outcomes in rounds
    ]
    told = {**sides, "both": len(slots) - len(telling)}
    if min(visited) < FEWEST:
        reason = "few_visits" if sum(visited) else "no_outcomes"
        return told | {"difference": {"refused": reason}, "verdict": "open", "ahead": []}
    if any(len(each) > 1 for each in steps):
        return told | {"difference": {"refused": "steps_differ"}, "verdict": "open", "ahead": []}
    return told | claimed_of(sides["check"], sides["people"])


def claimed_of(check: Mapping[str, Any], people: Mapping[str, Any]) -> dict[str, Any]:
    """Return the difference, what may be said of it, and how wide its interval would be after more slots."""
    found, visited = (check["established"], people["established"]), (check["visited"], people["visited"])
    counts = (found[0], visited[0] - found[0], found[1], visited[1] - found[1])
    value = found[0] / visited[0] - found[1] / visited[1]
    low, high = interval(counts)
    difference = figure(value, min(low, value), max(high, value), sum(visited))
    verdict = "check" if difference["low"] > 0 else "people" if difference["high"] < 0 else "open"
    ahead = []
    for more in AHEAD:
        times = 1 + more / sum(visited)
        ends = interval((times * counts[0], times * counts[1], times * counts[2], times * counts[3]))
        ahead.append({"more": more, "low": round(ends[0], DIGITS), "high": round(ends[1], DIGITS)})
    return {"difference": difference, "verdict": verdict, "ahead": ahead}


def wrong_claims(claimed: Any, own: Any, path: str) -> Iterator[str]:
    """Yield every figure of a comparison that is claimed otherwise than it is, by its path."""
    if isinstance(claimed, dict) and isinstance(own, dict):
        for name in sorted(set(claimed) | set(own)):
            yield from wrong_claims(claimed.get(name), own.get(name), f"{path}.{name}")
    elif claimed != own:
        yield f"{path}: claimed is {claimed}, recomputed it is {own}"


def wrong_in(read: Read, names: set[str], selections: Sequence[str]) -> Iterator[str]:
    """Yield all that is wrong with the comparisons of a package."""
    rounds: dict[str, list[tuple[list[Row], dict[str, Row]]]] = {}
    for name in selections:
        design = json.loads(read(f"{name}/design.json"))
        if "slots" in design:
            slots = rows_of(read, f"{name}/slots.csv")
            yield from (f"{name}: {text}" for text in wrong_slots(read, name, design, slots))
            outcomes = {row["unit"]: row for row in rows_of(read, f"{name}/outcomes.csv")}
            rounds.setdefault(design["check"], []).append((slots, outcomes))
        elif f"{name}/slots.csv" in names:
            yield f"{name}: has slots that its design.json does not tell"
    claimed = json.loads(read(UPLIFT)) if UPLIFT in names else {}
    yield from wrong_claims(claimed, {check: uplift_of(told) for check, told in rounds.items()}, "uplift")


def wrong_with(package: Path) -> Iterator[str]:
    """Yield all that is wrong with the comparisons of a package, until it cannot be read any further."""
    try:
        read, names = opened(package)
        contents = json.loads(read(CONTENTS))
        for name, told in contents["files"].items():
            if name in names and hashlib.sha256(read(name)).hexdigest() != told:
                yield f"{name}: its SHA-256 is not the one in {CONTENTS}"
        yield from wrong_in(read, names, contents["selections"])
    except _UNREADABLE as error:
        yield f"the package cannot be read any further ({type(error).__name__}: {error})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Recompute the comparisons, say what was found, and return 0 when they are as the package says, and 1 if not."""
    parser = argparse.ArgumentParser(description="Recompute the comparison with a list of people.")
    parser.add_argument("package", type=Path, help="the folder, or the archive (.zip)")
    asked = parser.parse_args(arguments)
    wrong = list(wrong_with(asked.package))
    lines = [f"WRONG: {text}" for text in wrong[:SHOWN]] or [
        "SOUND: every coin and every figure is as the package says"
    ]
    more = [f"... and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else []
    sys.stdout.write("\n".join([*lines, *more, ""]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
