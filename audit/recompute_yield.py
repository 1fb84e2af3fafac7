# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Recomputes an audit package of Pandzicht, for an auditor who trusts neither Pandzicht nor its operator.

It draws every selection again from the frame, computes every figure again from the outcomes, and says where the
package says otherwise. It needs Python 3.11 and nothing else. See README.md beside it.
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
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

FORMAT = "pandzicht-audit-package/1"
CONTENTS = "package.json"
STRATA = ("top", "challenger", "control", "manual")
FEWEST = 10
DIGITS = 12
Z = 1.959963984540054
SHOWN = 20

Row = dict[str, str]
Read = Callable[[str], bytes]
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError, zipfile.BadZipFile)


def opened(place: Path) -> tuple[Read, set[str]]:
    """Return what reads a file of a package by name, and the names there are: of a folder or an archive."""
    if place.is_dir():
        names = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
        return lambda name: (place / name).read_bytes(), names
    archive = zipfile.ZipFile(place)
    return archive.read, set(archive.namelist())


def rows_of(read: Read, name: str) -> list[Row]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(read(name).decode("utf-8"), newline="")))


def altered(read: Read, names: set[str], hashes: Mapping[str, str]) -> Iterator[str]:
    """Yield the files that are not those of which the package has the hash."""
    for name in sorted(names - set(hashes) - {CONTENTS}):
        yield f"{name}: is not named in {CONTENTS}"
    for name, told in hashes.items():
        if name not in names:
            yield f"{name}: is not there"
        elif hashlib.sha256(read(name)).hexdigest() != told:
            yield f"{name}: its SHA-256 is not the one in {CONTENTS}"


def wrong_scores(frame: Sequence[Row], design: Mapping[str, Any]) -> Iterator[str]:
    """Yield the units whose points do not follow from their answers, or whose place does not follow from the points."""
    for column, points, answers in (
        ("score", design["points"], ("yes",)),
        ("score_max", design["points"], ("yes", "unknown")),
        ("challenger", design["challenger_points"], ("yes",)),
    ):
        for row in frame:
            own = sum(value for name, value in points.items() if row[name] in answers)
            if own != int(row[column]):
                yield f"unit {row['unit']}: {column} is {row[column]}, by its answers it is {own}"
    order = sorted(frame, key=lambda row: int(row["rank"]))
    if [int(row["rank"]) for row in order] != list(range(1, len(order) + 1)):
        yield "the ranks are not 1, 2, 3 and so on"
    for before, row in pairwise(order):
        if int(row["score"]) > int(before["score"]):
            yield f"unit {row['unit']}: stands below a unit with fewer points"


def taken(score: Sequence[int], draw: Sequence[int], free: Sequence[bool], places: int) -> tuple[set[int], list[float]]:
    """Return which are taken from the top of an order, and how probable that was for each."""
    found = [at for at, points in enumerate(score) if free[at] and points > 0]
    chosen = sorted(found, key=lambda at: (-score[at], draw[at]))[:places]
    chance = [0.0] * len(score)
    if chosen:
        cut = score[chosen[-1]]
        above = [at for at in found if score[at] > cut]
        tied = [at for at in found if score[at] == cut]
        for at in above:
            chance[at] = 1.0
        for at in tied:
            chance[at] = (len(chosen) - len(above)) / len(tied)
    return set(chosen), chance


def drawn(frame: Sequence[Row], design: Mapping[str, Any]) -> list[tuple[str, float]]:
    """Return the stratum and the probability of every unit of the frame, drawn again."""
    size = int(design["size"])
    controls = math.ceil(size * Fraction(design["shares"]["control"]))
    challengers = min(math.ceil(size * Fraction(design["shares"]["challenger"])), size - controls)
    columns = ("score", "rank", "challenger", "draw_challenger", "draw_control")
    score, rank, tried, draw, lot = ([int(row[name]) for row in frame] for name in columns)
    top, chance = taken(score, rank, [True] * len(frame), size - controls - challengers)
    second, other = taken(tried, draw, [each == 0 for each in chance], challengers)
    left = sorted(set(range(len(frame))) - top - second, key=lot.__getitem__)
    wanted = min(size - len(top) - len(second), len(left))
    fraction = wanted / len(left) if left else 0.0
    named = dict.fromkeys(top, "top") | dict.fromkeys(second, "challenger") | dict.fromkeys(left[:wanted], "control")
    certain = [one + two for one, two in zip(chance, other, strict=True)]
    return [(named.get(at, ""), each + (1 - each) * fraction) for at, each in enumerate(certain)]


def wrong_draws(frame: Sequence[Row], units: Sequence[Row], design: Mapping[str, Any]) -> Iterator[str]:
    """Yield the units that are in another stratum than the draw gives, or with another probability."""
    again = {row["unit"]: place for row, place in zip(frame, drawn(frame, design), strict=True)}
    for row in frame:
        yield from _unlike(row, again[row["unit"]])
    for row in units:
        if row["stratum"] != "manual":
            yield from _unlike(row, again.get(row["unit"], ("", 0.0)), "in selection.csv ")
        elif row["unit"] not in design["manual"] or row["inclusion_probability"]:
            yield f"unit {row['unit']}: is not one that was added by hand"
    listed = Counter(row["unit"] for row in units)
    for unit in sorted({unit for unit, place in again.items() if place[0]} | set(design["manual"]) | set(listed)):
        if listed[unit] != 1:
            yield f"unit {unit}: stands {listed[unit]} times in selection.csv"


def _unlike(row: Row, place: tuple[str, float], where: str = "") -> Iterator[str]:
    stratum, chance = place
    if row["stratum"] != stratum:
        yield f"unit {row['unit']}: {where}stratum is '{row['stratum']}', drawn again it is '{stratum}'"
    if float(row["inclusion_probability"] or 0) != chance:
        yield f"unit {row['unit']}: {where}probability is {row['inclusion_probability']}, by the design {chance!r}"


def figure(value: float, low: float, high: float, of: float) -> dict[str, float]:
    """Return a figure as packages write it."""
    return {n: round(each, DIGITS) for n, each in {"value": value, "low": low, "high": high, "of": of}.items()}


def wilson(share: float, count: float) -> tuple[float, float]:
    """Return Wilson's interval of 95 % of a share of a count."""
    middle = (share + Z * Z / (2 * count)) / (1 + Z * Z / count)
    reach = Z / (1 + Z * Z / count) * math.sqrt(share * (1 - share) / count + Z * Z / (4 * count * count))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def corrected(part: int, whole: int) -> tuple[float, float]:
    """Return Wilson's interval of 95 % of a rate of counts, with a correction because counts move in steps."""
    share = part / whole
    low, high = 0.0, 1.0
    if part:
        root = math.sqrt(Z * Z - 2 - 1 / whole + 4 * share * (whole - part + 1))
        low = max(0.0, (2 * part + Z * Z - 1 - Z * root) / (2 * (whole + Z * Z)))
    if part < whole:
        root = math.sqrt(Z * Z + 2 - 1 / whole + 4 * share * (whole - part - 1))
        high = min(1.0, (2 * part + Z * Z + 1 + Z * root) / (2 * (whole + Z * Z)))
    return low, high


def rate(part: int, whole: int, visited: int) -> dict[str, Any]:
    """Return a share with its interval, or why there is none."""
    if not visited:
        return {"refused": "no_outcomes"}
    if min(whole, visited) < FEWEST:
        return {"refused": "few_visits"}
    return figure(part / whole, *corrected(part, whole), whole)


def stratum_of(units: Sequence[Row], results: Mapping[str, str]) -> dict[str, Any]:
    """Return what one stratum gave."""
    found = [results[row["unit"]] for row in units if row["unit"] in results]
    established, visited = found.count("established"), len(found)
    entered = visited - found.count("not_seen")
    whole = {"selected": len(units), "visited": visited, "entered": entered}
    rates = {f"per_{name}": rate(established, count, visited) for name, count in whole.items()}
    return {**whole, "established": established, **rates}


def frame_of(units: Sequence[Row], results: Mapping[str, str], strata: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a visit would establish on average in the whole frame, or why that cannot be said."""
    chosen = [row for row in units if row["stratum"] != "manual"]
    told = [strata[name] for name in {row["stratum"] for row in chosen}]
    if "control" not in strata:
        return {"refused": "no_control"}
    if not any(each["visited"] for each in told):
        return {"refused": "no_outcomes"}
    if strata["control"]["visited"] < FEWEST or any(each["visited"] < min(FEWEST, each["selected"]) for each in told):
        return {"refused": "few_visits"}
    seen = [row for row in chosen if row["unit"] in results]
    chance = [
        float(row["inclusion_probability"]) * strata[row["stratum"]]["visited"] / strata[row["stratum"]]["selected"]
        for row in seen
    ]
    found = [1.0 if results[row["unit"]] == "established" else 0.0 for row in seen]
    total = math.fsum(1 / each for each in chance)
    mean = math.fsum(1 / each * own for each, own in zip(chance, found, strict=True)) / total
    count = total * total / math.fsum(1 / each * (1 / each) for each in chance)
    variance = variance_of([(own - mean) / total for own in found], chance)
    if variance > 0 and 0 < mean < 1:
        count = min(count, mean * (1 - mean) / variance)
    return figure(mean, *wilson(mean, count), count)


def variance_of(parts: Sequence[float], chance: Sequence[float]) -> float:
    """Return the variance by design (Deville, 1999) of a sum over a sample."""
    free = [1 - each for each in chance]
    weight = math.fsum(free) or 1.0
    share = [each / weight for each in free]
    own = [part / each for part, each in zip(parts, chance, strict=True)]
    middle = math.fsum(a * b for a, b in zip(share, own, strict=True))
    rest = 1 - math.fsum(each * each for each in share)
    return math.fsum(a * (b - middle) ** 2 for a, b in zip(free, own, strict=True)) / rest if rest > 0 else 0.0


def lift_of(steps: set[str], top: Mapping[str, Any] | None, frame: Mapping[str, Any]) -> dict[str, Any]:
    """Return the yield of top over that of the frame, or why that cannot be said."""
    if "refused" in frame:
        return dict(frame)
    if top is None or "refused" in top["per_visited"]:
        return {"refused": "few_visits"}
    if len(steps) > 1:
        return {"refused": "steps_differ"}
    if not top["established"] or frame["value"] <= 0:
        return {"refused": "nothing_found"}
    own = top["established"] / top["visited"]
    ratio = own / frame["value"]
    error = math.sqrt((1 - own) / top["established"] + (1 - frame["value"]) / (frame["value"] * frame["of"]))
    return figure(ratio, ratio * math.exp(-Z * error), ratio * math.exp(Z * error), top["visited"])


def yield_of(units: Sequence[Row], outcomes: Sequence[Row]) -> dict[str, Any]:
    """Return every figure of a selection, as its claims have them."""
    results = {row["unit"]: row["result"] for row in outcomes}
    by_step = {row["unit"]: row["step"] for row in outcomes}
    strata = {
        name: stratum_of([row for row in units if row["stratum"] == name], results)
        for name in STRATA
        if any(row["stratum"] == name for row in units)
    }
    known = Counter(by_step[row["unit"]] for row in units if row["unit"] in by_step)
    probable = {by_step[row["unit"]] for row in units if row["stratum"] != "manual" and row["unit"] in by_step}
    frame = frame_of(units, results, strata)
    lift = lift_of(probable, strata.get("top"), frame)
    return {"steps": dict(known), "strata": strata, "frame": frame, "lift": lift}


def wrong_claims(claimed: Any, own: Any, path: str = "claims") -> Iterator[str]:
    """Yield every figure that is claimed otherwise than it is, by its path."""
    if isinstance(claimed, dict) and isinstance(own, dict):
        for name in sorted(set(claimed) | set(own)):
            yield from wrong_claims(claimed.get(name), own.get(name), f"{path}.{name}")
    elif claimed != own:
        yield f"{path}: claimed is {claimed}, recomputed it is {own}"


def wrong_outcomes(units: Sequence[Row], outcomes: Sequence[Row]) -> Iterator[str]:
    """Yield outcomes that stand twice, that are of no unit of the selection, or that say nothing."""
    listed = {row["unit"] for row in units}
    for unit, count in Counter(row["unit"] for row in outcomes).items():
        if unit not in listed or count > 1:
            yield f"unit {unit}: has {count} outcomes and is {'' if unit in listed else 'not '}in selection.csv"
    for row in outcomes:
        if row["result"] not in ("established", "nothing", "not_seen"):
            yield f"unit {row['unit']}: result is '{row['result']}'"


def wrong_in(read: Read, name: str) -> Iterator[str]:
    """Yield all that is wrong in one selection."""
    design = json.loads(read(f"{name}/design.json"))
    frame, units, outcomes = (rows_of(read, f"{name}/{table}.csv") for table in ("frame", "selection", "outcomes"))
    if len(frame) != design["frame_size"]:
        yield f"the frame has {len(frame)} units, by design.json {design['frame_size']}"
    yield from wrong_scores(frame, design)
    yield from wrong_draws(frame, units, design)
    yield from wrong_outcomes(units, outcomes)
    yield from wrong_claims(json.loads(read(f"{name}/claims.json")), yield_of(units, outcomes))


def wrong_with(package: Path) -> Iterator[str]:
    """Yield all that is wrong with a package, until it cannot be read any further."""
    try:
        read, names = opened(package)
        contents = json.loads(read(CONTENTS))
        if contents["format"] != FORMAT:
            raise ValueError(f"its format is {contents['format']}, not {FORMAT}")
        yield from altered(read, names, contents["files"])
        for name in contents["selections"]:
            yield from (f"{name}: {text}" for text in wrong_in(read, name))
    except _UNREADABLE as error:
        yield f"the package cannot be read any further ({type(error).__name__}: {error})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Recompute a package, say what was found, and return 0 when it is as it says and 1 when it is not."""
    parser = argparse.ArgumentParser(description="Recompute an audit package of Pandzicht.")
    parser.add_argument("package", type=Path, help="the folder, or the archive (.zip)")
    asked = parser.parse_args(arguments)
    wrong = list(wrong_with(asked.package))
    lines = [f"WRONG: {text}" for text in wrong[:SHOWN]] or [
        "SOUND: every draw and every figure is as the package says"
    ]
    more = [f"... and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else []
    sys.stdout.write("\n".join([*lines, *more, ""]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
