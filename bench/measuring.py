# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A process measured from outside: wall and CPU seconds of all its threads, and the most memory it held.

Wall time means little on a machine that does other work; CPU seconds and ratios within one round do.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("pandzicht", "duckdb", "pyarrow", "numpy", "pandas", "lxml", "pyogrio", "splink", "interpret-core")


@dataclass(frozen=True, slots=True)
class Measured:
    """What one process took, and what it told on the last line of its output."""

    wall: float
    cpu: float
    peak_gib: float
    told: dict[str, Any] = field(default_factory=dict)


_HIDING = """
import runpy, sys
class Hiding:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "pandas":
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Hiding())
module = sys.argv.pop(1)
runpy.run_module(module, run_name="__main__", alter_sys=True)
"""
"""An installation has no pandas; where there is one, pyogrio takes a second to import it."""


def measure(module: str, arguments: Sequence[object], *, with_pandas: bool = False) -> Measured:
    """Run `python -m MODULE` in a process of its own and wait for it; raise CalledProcessError when it fails."""
    started = ["-m", module] if with_pandas else ["-c", _HIDING, module]
    command = [sys.executable, *started, *map(str, arguments)]
    begun = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=_environment(), stdout=subprocess.PIPE, text=True) as process:
        output = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    lines = output.strip().splitlines()
    told = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}
    return Measured(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 2**20, told)


def _environment() -> dict[str, str]:
    """Return this process's environment with the repository's own modules in front."""
    paths = [str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path), "PYTHONHASHSEED": "0"}


def machine() -> dict[str, Any]:
    """Return what the machine is, without its name: cores, memory, processor, and its load now."""
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(_memory_bytes() / 2**30, 1),
        "processor": _processor(),
        "system": platform.system(),
        "load_before": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def versions() -> dict[str, str]:
    """Return the versions of Python and of what is measured."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "absent"
    return found


def _memory_bytes() -> int:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0


def _processor() -> str:
    """Return the processor's model as its maker calls it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor()
