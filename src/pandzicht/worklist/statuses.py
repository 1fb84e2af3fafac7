# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How units stand on a list: new since the comparison before, drawn in a selection, disputed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pandzicht.runs.opened import OpenRun
from pandzicht.runs.shelf import RunTables
from pandzicht.store.tombstone import whole_tombstone
from pandzicht.worklist.units import Bools, Sighted, units_of

_DAY = len("2026-03-01")
"""Signs of a run's name that are its peildatum."""


def new_units(run: OpenRun, sighted: Sighted) -> Bools | None:
    """Return which units have a signal that is yes and had none in the comparison before; None without one before.

    Of a pand with addresses that whoever asks may not see nothing is told.
    """
    before = _run_before(run)
    return None if before is None else run.tables.once(_new_units, sighted, before)


def drawn_units(run: OpenRun, sighted: Sighted) -> Bools:
    """Return which units are in a kept selection of the check, whatever run it was drawn from."""
    kept = (path for path in run.workspace.selections.glob(f"{sighted.check}-*") if (path / "selection.json").is_file())
    return run.tables.once(_drawn_units, sighted, tuple(sorted(path for path in kept if whole_tombstone(path) is None)))


def _run_before(run: OpenRun) -> Path | None:
    """Return the folder of the newest comparison of an earlier day that still stands; of equal days the last made."""
    there = run.workspace.runs.iterdir()
    earlier = [path for path in there if path.name[:_DAY] < run.on.isoformat() and (path / "manifest.json").is_file()]
    standing = [path for path in earlier if whole_tombstone(path) is None]
    return max(standing, key=lambda path: (path.name[:_DAY], (path / "manifest.json").stat().st_mtime_ns), default=None)


def _new_units(tables: RunTables, sighted: Sighted, before: Path) -> Bools:
    units = tables.once(units_of, sighted)
    had = pq.read_table(
        before / "ranking.parquet", columns=["unit_id"], filters=[("check", "=", sighted.check), ("score", ">", 0)]
    )
    return (units.score > 0) & ~units.in_part & ~_named(units.names, [had["unit_id"]])


def _drawn_units(tables: RunTables, sighted: Sighted, selections: Sequence[Path]) -> Bools:
    drawn = [pq.read_table(folder / "selection.parquet", columns=["unit_id"])["unit_id"] for folder in selections]
    return _named(tables.once(units_of, sighted).names, drawn)


def _named(names: pa.Array, listed: Sequence[pa.ChunkedArray]) -> Bools:
    among = pa.chunked_array([chunk for column in listed for chunk in column.chunks], pa.string()).combine_chunks()
    found: Bools = pc.is_in(names, value_set=among).to_numpy(zero_copy_only=False)
    return found
