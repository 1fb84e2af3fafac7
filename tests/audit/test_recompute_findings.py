# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An outsider gets the same figures of what became of findings to the digit, and sees whatever was changed."""

from __future__ import annotations

import ast
import csv
import io
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.recompute_findings import main, wrong_in
from pandzicht.exports.audit_package import package_files, write_package
from tests.audit.made_package import NAME, made_selection

DRAWS = 200
Files = dict[str, str]


def made(seed: int) -> Files:
    return package_files([made_selection(seed)], "1.0")


def wrong(files: Files) -> list[str]:
    """What the script says of a package."""
    return list(wrong_in(lambda name: files[name].encode(), NAME))


def test_over_two_hundred_draws_both_computations_agree_to_the_digit() -> None:
    claimed: Counter[str] = Counter()
    for seed in range(DRAWS):
        files = made(seed)
        assert wrong(files) == [], seed
        for told in json.loads(files[f"{NAME}/findings.json"]).values():
            claimed[told["severity"].get("refused", "claimed")] += 1
            claimed["undone"] += told["undone"]
    # agreeing on refusals only would say nothing
    assert claimed["claimed"] > DRAWS, claimed
    assert min(claimed["few_visits"], claimed["not_told"], claimed["undone"]) > 20, claimed


def changed(files: Files, column: str, new: str, of: Callable[[dict[str, str]], bool], chance: random.Random) -> None:
    """Change one cell of an outcome."""
    rows = list(csv.DictReader(io.StringIO(files[f"{NAME}/outcomes.csv"])))
    chance.choice([row for row in rows if of(row)])[column] = new
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    files[f"{NAME}/outcomes.csv"] = stream.getvalue()


def is_heavy(row: dict[str, str]) -> bool:
    return row["severity"] == "zeer_ernstig" and row["appeal"] == "stands"


CHANGES = {
    "an appeal left out": ("appeal", "stands", lambda row: row["appeal"] == "undone"),
    "an appeal made up": ("appeal", "undone", is_heavy),
    "an appeal of nothing": ("appeal", "undone", lambda row: row["result"] == "nothing"),
    "a severity": ("severity", "licht", is_heavy),
    "a severity of nothing": ("severity", "licht", lambda row: row["result"] == "nothing"),
    "a weight": ("weight", "9.5", is_heavy),
    "a weight of nothing": ("weight", "1.0", lambda row: row["result"] == "nothing"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_is_changed_is_seen(what: str) -> None:
    chance = random.Random(what)
    for seed in range(0, 24, 2):
        files = made(seed)
        column, new, of = CHANGES[what]
        try:
            changed(files, column, new, of, chance)
        except IndexError:
            continue
        assert wrong(files), (what, seed)


def test_a_figure_and_a_weight_of_the_design_that_were_changed_are_seen() -> None:
    files = made(2)
    findings = json.loads(files[f"{NAME}/findings.json"])
    findings["top"]["standing"] += 1
    (told,) = wrong(files | {f"{NAME}/findings.json": json.dumps(findings)})
    assert told.startswith("findings.top.standing: claimed is")
    design = json.loads(files[f"{NAME}/design.json"])
    design["severity_weights"]["bezoeken"]["licht"] = 2
    assert wrong(files | {f"{NAME}/design.json": json.dumps(design)})


def test_it_is_recomputed_by_a_program_that_knows_nothing_of_pandzicht(root: Path, tmp_path: Path) -> None:
    script = root / "audit/recompute_findings.py"
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(script.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [item.name for item in node.names])
    }
    assert imported <= sys.stdlib_module_names
    write_package(made(1), tmp_path / "package.zip")
    told = subprocess.run(
        [sys.executable, "-I", script, tmp_path / "package.zip"], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout) == (0, "SOUND: what became of the findings is as the package says\n")


@pytest.mark.parametrize("content", ["", "[]", '{"selections": ["weg"]}'])
def test_what_is_no_package_is_said_to_be_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    (tmp_path / "package.json").write_text(content, encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert "cannot be read any further" in capsys.readouterr().out
