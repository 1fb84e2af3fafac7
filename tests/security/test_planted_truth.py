# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is really so in the made-up city is read by its own registers and inspectors, and by nothing that judges."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
CITY = SRC / "pandzicht" / "modelcity"
MAY_IMPORT = {
    "pandzicht/cli/backtesting.py": {"pandzicht.modelcity.past_visits": {"DEFINITION", "past_visits"}},
    "pandzicht/cli/demonstrating.py": {
        "pandzicht.modelcity.city": {"build_city"},
        "pandzicht.modelcity.later_month": {"City"},
    },
    "pandzicht/cli/rounds.py": {"pandzicht.modelcity.later_month": {"City", "send_inspectors", "write_month"}},
}
"""Who may know of the model city, and what they may ask of it: to write, to let inspectors go, never what is so."""
KEPT = {"truth", "checks.parquet", "visits.parquet"}
"""Under which names the truth lies beside the deliveries."""


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Each module that a module imports, with the name that it takes from it ('' for the whole)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, item.name) for item in node.names)
        if isinstance(node, ast.Import):
            yield from ((item.name, "") for item in node.names)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "pandzicht.modelcity" in node.value:
            yield node.value, ""


def of_the_city(tree: ast.AST) -> set[tuple[str, str]]:
    """What a module takes from the model city."""
    found = {(module, name) for module, name in imported(tree) if module.startswith("pandzicht.modelcity")}
    return found | {(module, name) for module, name in imported(tree) if (module, name) == ("pandzicht", "modelcity")}


def outside() -> list[Path]:
    """Every module of the product outside the model city."""
    return sorted(path for path in SRC.rglob("*.py") if CITY not in path.parents)


def test_only_the_demo_knows_of_the_model_city_and_asks_it_nothing_of_what_is_so() -> None:
    found = {}
    for path in outside():
        taken: dict[str, set[str]] = {}
        for module, name in of_the_city(ast.parse(path.read_text(encoding="utf-8"))):
            taken.setdefault(module, set()).add(name)
        if taken:
            found[path.relative_to(SRC).as_posix()] = taken
    assert found == MAY_IMPORT


def test_no_module_outside_the_model_city_names_the_files_of_the_truth() -> None:
    named = {
        (path.relative_to(SRC).as_posix(), node.value)
        for path in outside()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if KEPT & set(node.value.replace("\\", "/").split("/"))
    }
    assert named == set()


def test_what_the_demo_is_given_of_the_model_city_returns_nothing_of_the_truth() -> None:
    tree = ast.parse((CITY / "later_month.py").read_text(encoding="utf-8"))
    given = MAY_IMPORT["pandzicht/cli/rounds.py"]["pandzicht.modelcity.later_month"] - {"City"}
    returned = {
        node.name: ast.unparse(node.returns)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name in given and node.returns
    }
    assert returned == {"write_month": "Path", "send_inspectors": "None"}


@pytest.mark.parametrize(
    "source",
    [
        "from pandzicht.modelcity.truth import Truth",
        "import pandzicht.modelcity.truth",
        "from pandzicht import modelcity",
        "from importlib import import_module\nimport_module('pandzicht.modelcity.truth')",
    ],
)
def test_a_module_that_takes_the_truth_is_noticed(source: str) -> None:
    assert of_the_city(ast.parse(source))
