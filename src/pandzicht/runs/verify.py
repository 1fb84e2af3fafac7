# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Recomputes what was promised: bytes and content of every published table of deliveries, runs and selections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pandzicht.errors import WorkspaceFault
from pandzicht.readers.delivered import PLACE_COLUMNS
from pandzicht.sources.delivery import all_deliveries
from pandzicht.store.content import file_sha256
from pandzicht.store.publish import read_json
from pandzicht.store.table_file import read_content
from pandzicht.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one published thing is as it was."""

    thing: str
    sound: bool
    finding: str = ""


def verify_workspace(workspace: Workspace) -> list[Verdict]:
    """Return a verdict on every delivery, run and selection of a workspace."""
    return [*_deliveries(workspace), *_runs(workspace), *_selections(workspace)]


def _deliveries(workspace: Workspace) -> Iterator[Verdict]:
    try:
        deliveries = all_deliveries(workspace)
    except WorkspaceFault as fault:
        yield Verdict("deliveries", sound=False, finding=str(fault))
        return
    for delivery in deliveries:
        thing = f"delivery {delivery.source} {delivery.id}"
        try:
            changed = [
                name
                for name, kept in delivery.tables.items()
                if read_content(delivery.folder / name, without=PLACE_COLUMNS) != kept
            ]
        except (OSError, pa.ArrowException) as error:
            yield Verdict(thing, sound=False, finding=f"cannot be read: {str(error).splitlines()[0]}")
            continue
        yield Verdict(thing, sound=not changed, finding=f"changed: {', '.join(changed)}" if changed else "")


def _runs(workspace: Workspace) -> Iterator[Verdict]:
    for folder in _folders(workspace.runs):
        manifest = read_json(folder / "manifest.json")
        kept = {f"{name}.parquet": table["sha256"] for name, table in manifest["tables"].items()}
        yield _files(f"run {folder.name}", folder, kept)


def _selections(workspace: Workspace) -> Iterator[Verdict]:
    for folder in _folders(workspace.selections):
        yield _files(f"selection {folder.name}", folder, read_json(folder / "selection.json")["files"])


def _files(thing: str, folder: Path, kept: dict[str, str]) -> Verdict:
    changed = [name for name, sha in kept.items() if not (folder / name).is_file() or file_sha256(folder / name) != sha]
    return Verdict(thing, sound=not changed, finding=f"changed or missing: {', '.join(changed)}" if changed else "")


def _folders(home: Path) -> list[Path]:
    return sorted(path for path in home.iterdir() if path.is_dir()) if home.is_dir() else []
