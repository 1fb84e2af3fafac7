# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An outsider's own computation gives the figures of the product to the digit, and sees whatever was changed."""

from __future__ import annotations

import ast
import csv
import io
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.recompute_yield import main, wrong_in
from pandzicht.exports.audit_package import package_files, write_package
from tests.audit.made_package import NAME, made_selection

DRAWS = 200
Files = dict[str, str]
Change = Callable[[Files, random.Random], None]


def made(seed: int) -> Files:
    return package_files([made_selection(seed)], "1.0")


def wrong(files: Files) -> list[str]:
    """What the script says of a package, whatever its hashes are."""
    return list(wrong_in(lambda name: files[name].encode(), NAME))


def test_over_two_hundred_draws_both_computations_agree_to_the_digit() -> None:
    claimed: dict[str, int] = {}
    for seed in range(DRAWS):
        files = made(seed)
        assert wrong(files) == [], seed
        claims = json.loads(files[f"{NAME}/claims.json"])
        for name in ("frame", "lift"):
            told = claims[name].get("refused", "claimed")
            claimed[f"{name} {told}"] = claimed.get(f"{name} {told}", 0) + 1
    # agreeing on refusals only would say nothing
    assert claimed["frame claimed"] > DRAWS / 4, claimed
    assert claimed["lift claimed"] > DRAWS / 10, claimed
    assert {"frame few_visits", "lift steps_differ"} <= set(claimed), claimed


def _cell(table: str, column: str, new: Callable[[str, random.Random], str], of: str = "") -> Change:
    """A change of one cell of a table, of a row with a value of a kind."""

    def change(files: Files, chance: random.Random) -> None:
        name = f"{NAME}/{table}.csv"
        rows = list(csv.DictReader(io.StringIO(files[name])))
        row = chance.choice([row for row in rows if row[column] and (not of or row[column] == of)])
        row[column] = new(row[column], chance)
        files[name] = _table(rows)

    return change


def _lost(table: str) -> Change:
    """A row that is left out."""

    def change(files: Files, chance: random.Random) -> None:
        name = f"{NAME}/{table}.csv"
        rows = list(csv.DictReader(io.StringIO(files[name])))
        rows.remove(chance.choice(rows))
        files[name] = _table(rows)

    return change


def _twice(table: str) -> Change:
    """A row that stands there twice."""

    def change(files: Files, chance: random.Random) -> None:
        name = f"{NAME}/{table}.csv"
        rows = list(csv.DictReader(io.StringIO(files[name])))
        files[name] = _table([*rows, chance.choice(rows)])

    return change


def _table(rows: list[dict[str, str]]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def _claim(files: Files, chance: random.Random) -> None:
    """One digit of one claimed figure."""
    claims = json.loads(files[f"{NAME}/claims.json"])
    stratum = claims["strata"]["top"]
    stratum[chance.choice(["selected", "visited", "entered", "established"])] += 1
    files[f"{NAME}/claims.json"] = json.dumps(claims)


def _unclaimed(files: Files, chance: random.Random) -> None:
    """A figure where there may be none, or none where there is one."""
    del chance
    claims = json.loads(files[f"{NAME}/claims.json"])
    is_refused = "refused" in claims["frame"]
    claims["frame"] = {"value": 0.1, "low": 0.05, "high": 0.2, "of": 60.0} if is_refused else {"refused": "few_visits"}
    files[f"{NAME}/claims.json"] = json.dumps(claims)


def _design(files: Files, chance: random.Random) -> None:
    design = json.loads(files[f"{NAME}/design.json"])
    design["points"][chance.choice(sorted(design["points"]))] += 1
    files[f"{NAME}/design.json"] = json.dumps(design)


CHANGES: dict[str, Change] = {
    "an answer": _cell("frame", "a", lambda _, chance: chance.choice(["no", "unknown"]), of="yes"),
    "a score": _cell("frame", "score", lambda value, _: str(int(value) + 1)),
    "a weight in the frame": _cell("frame", "inclusion_probability", lambda value, _: repr(float(value) * 0.999999)),
    "a weight": _cell("selection", "inclusion_probability", lambda value, _: repr(float(value) * 0.999999)),
    "a stratum": _cell("frame", "stratum", lambda _, __: "control", of="top"),
    "a place": _cell("frame", "rank", lambda value, _: str(int(value) + 1)),
    "an outcome": _cell("outcomes", "result", lambda _, __: "established", of="nothing"),
    "an outcome that is none": _cell("outcomes", "result", lambda _, __: "found"),
    "a step": _cell("outcomes", "step", lambda _, __: "elders"),
    "a unit left out of the frame": _lost("frame"),
    "a unit left out of the selection": _lost("selection"),
    "an outcome left out": _lost("outcomes"),
    "a unit that stands twice": _twice("selection"),
    "an outcome that stands twice": _twice("outcomes"),
    "a claim": _claim,
    "a claim without ground": _unclaimed,
    "points": _design,
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_is_changed_is_seen_without_any_hash(what: str) -> None:
    chance = random.Random(what)
    for seed in range(12):
        files = made(seed)
        CHANGES[what](files, chance)
        assert wrong(files), (what, seed)


def test_a_package_is_recomputed_by_a_program_that_knows_nothing_of_pandzicht(root: Path, tmp_path: Path) -> None:
    script = root / "audit/recompute_yield.py"
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(script.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [item.name for item in node.names])
    }
    assert imported <= sys.stdlib_module_names
    write_package(made(1), tmp_path / "package")
    told = subprocess.run(
        [sys.executable, "-I", script, tmp_path / "package"], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout) == (0, "SOUND: every draw and every figure is as the package says\n")


def test_an_archive_says_the_same_and_equal_packages_are_equal_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one.zip", "two.zip"):
        write_package(made(2), tmp_path / name)
    assert main([str(tmp_path / "one.zip")]) == 0
    assert capsys.readouterr().out.startswith("SOUND")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_file_that_was_touched_put_in_or_taken_out_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "package"
    write_package(made(3), package)
    (package / "README.md").write_text("trust me", encoding="utf-8")
    (package / "extra.csv").write_text("", encoding="utf-8")
    (package / "data-dictionary.csv").unlink()
    assert main([str(package)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "WRONG: extra.csv: is not named in package.json",
        "WRONG: README.md: its SHA-256 is not the one in package.json",
        "WRONG: data-dictionary.csv: is not there",
    ]


@pytest.mark.parametrize("content", ["", "[]", '{"format": "pandzicht-audit-package/9"}', '{"format": 1'])
def test_what_is_no_package_is_said_to_be_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    (tmp_path / "package.json").write_text(content, encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert "cannot be read any further" in capsys.readouterr().out


def test_a_package_that_is_not_there_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nothing.zip")]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 1
