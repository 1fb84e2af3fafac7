# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""kill -9 at random moments of load and run: always the old or the new version whole, and the rerun completes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pandzicht.cli.demonstrating import city_workspace
from pandzicht.runs.verify import verify_workspace
from pandzicht.store.publish import read_json
from pandzicht.store.workspace import Workspace
from tests.desk import opened

SEED = 20260301


def begin(folder: Path) -> subprocess.Popen[str]:
    """Start the worker and wait until its work has begun."""
    root = Path(__file__).resolve().parents[2]
    found = os.environ | {"PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])}
    command = [sys.executable, "-m", "tests.crash.worker", str(folder)]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=found)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "begun\n"
    return worker


def finish(worker: subprocess.Popen[str]) -> None:
    """Let the worker complete."""
    assert worker.stdout is not None
    assert worker.stdout.read() == "done\n"
    assert worker.wait() == 0


def contents(workspace: Workspace) -> dict[str, object]:
    """The content hash of every table of every run, by run."""
    found = {}
    for path in sorted(workspace.runs.iterdir()):
        if path.is_dir():
            tables = read_json(path / "manifest.json")["tables"]
            found[path.name] = {name: table["content"] for name, table in tables.items()}
    return found


def judge(workspace: Workspace) -> None:
    """Everything that is published is whole, and the run in force can be opened."""
    wrong = [verdict for verdict in verify_workspace(workspace) if not verdict.sound]
    assert wrong == []
    if (workspace.runs / "current").is_file():
        assert opened(workspace).addresses.num_rows > 0


def clear(workspace: Workspace) -> None:
    """Take back all that was loaded and run, but not the keys, on which pseudonyms and so the hashes rest."""
    for folder in (workspace.deliveries, workspace.runs, workspace.originals, workspace.staging):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.slow
@pytest.mark.parametrize(("addresses", "kills"), [(2_000, 12), pytest.param(20_000, 200, marks=pytest.mark.release)])
def test_a_kill_leaves_the_old_or_the_new_version_and_the_rerun_completes(
    tmp_path: Path, addresses: int, kills: int
) -> None:
    chance, city = random.Random(SEED), tmp_path / "city"
    workspace = city_workspace(city, addresses, 1, lambda _label, _part: None)
    workspace.pseudonym_key()
    begun = time.monotonic()
    finish(begin(city))
    whole = time.monotonic() - begun
    expected = contents(workspace)
    assert len(expected) == 2
    clear(workspace)
    killed = 0
    while killed < kills:
        worker = begin(city)
        try:
            worker.wait(timeout=chance.uniform(0.0, 0.5 * whole))
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
            killed += 1
            judge(workspace)
        else:
            assert contents(workspace) == expected
            clear(workspace)
    finish(begin(city))
    judge(workspace)
    assert contents(workspace) == expected
    assert sorted(path.name for path in workspace.staging.iterdir()) == []
