# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A test that a page names (`tests/PACKAGE/test_MODULE.py::test_NAME`): whether it is there, and is run everywhere.

The file is read and not imported, so that the pages can be written where no test library is installed.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import cache
from pathlib import Path

OUTSIDE_DATA = "real_data"
"""The fixture of files that lie outside the repository: where they are absent, a test that asks for it is skipped."""
_SKIPPING = {"pytest.skip", "pytest.xfail", "pytest.importorskip"}


def why_no_proof(root: Path, name: str) -> str:
    """Return why a test cannot prove anything, or nothing when it can.

    >>> why_no_proof(Path("."), "tests/test_nothing.py::test_it")
    'the file is not there'
    """
    path, _, function = name.partition("::")
    file = root / path
    if not (path.startswith("tests/") and file.name.startswith("test_") and function.startswith("test_")):
        return "is no name of a test (tests/PACKAGE/test_MODULE.py::test_NAME)"
    if not file.is_file():
        return "the file is not there"
    module = _module(file)
    found = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name == function]
    return _why_not_run(module, found[0]) if found else "the file has no such test"


@cache
def _module(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _why_not_run(module: ast.Module, test: ast.FunctionDef) -> str:
    if any(map(_never_runs, [*test.decorator_list, *_marks(module)])):
        return "is marked to be skipped or to fail"
    if _gives_up(module.body) or _gives_up(test.body):
        return "skips itself wherever it is run"
    if OUTSIDE_DATA in _asked_for(module, test):
        return "is run only where real register files are at hand"
    return ""


def _asked_for(module: ast.Module, test: ast.FunctionDef) -> set[str]:
    """Return the fixtures that a test asks for, and those that fixtures of its own file ask for in turn."""
    own = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    found: set[str] = set()
    waiting = [argument.arg for argument in test.args.args]
    while waiting:
        name = waiting.pop()
        if name not in found and name in own:
            waiting += [argument.arg for argument in own[name].args.args]
        found.add(name)
    return found


def _marks(module: ast.Module) -> list[ast.expr]:
    """Return the marks of all tests of a module (`pytestmark`)."""
    given = [
        node.value
        for node in module.body
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["pytestmark"]
    ]
    return [mark for value in given for mark in (value.elts if isinstance(value, ast.List | ast.Tuple) else [value])]


def _never_runs(mark: ast.expr) -> bool:
    name = ast.unparse(mark.func if isinstance(mark, ast.Call) else mark)
    if name == "pytest.mark.skipif" and isinstance(mark, ast.Call):
        return bool(mark.args) and isinstance(mark.args[0], ast.Constant) and bool(mark.args[0].value)
    return name in {"pytest.mark.skip", "pytest.mark.xfail"}


def _gives_up(body: Sequence[ast.stmt]) -> bool:
    """Return whether a call that skips stands in a body without a condition."""
    values = [node.value for node in body if isinstance(node, ast.Expr | ast.Assign)]
    return any(isinstance(value, ast.Call) and ast.unparse(value.func) in _SKIPPING for value in values)
