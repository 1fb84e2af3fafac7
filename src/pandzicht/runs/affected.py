# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which addresses the selections of a workspace hold, and of a check that is looked into: whom it affected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow.parquet as pq

from pandzicht.governance.access import Sight
from pandzicht.governance.look_up import Task, Why
from pandzicht.runs.selecting import KeptSelection, kept_selection
from pandzicht.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Affected:
    """What one selection of a check proposed."""

    selection_id: str
    on: str
    without_model: bool
    addresses: tuple[str, ...]


def affected(workspace: Workspace, check: str) -> tuple[Affected, ...]:
    """Return per selection of a check the addresses that it proposed; `*` is every check."""
    return tuple(
        Affected(kept.selection_id, kept.account["on"], "stopped" in kept.account, tuple(_addresses(kept)))
        for kept in _selections(workspace)
        if check in {"*", kept.account["check"]}
    )


def shown_addresses(workspace: Workspace, found: tuple[Affected, ...], sight: Sight) -> tuple[str, ...]:
    """Return the addresses among them that somebody may see, each once; one whose area is gone only by who sees all."""
    ids = sorted({address for item in found for address in item.addresses})
    areas = _areas(workspace) if sight.areas is not None else {}
    return tuple(address for address in ids if sight.shows_address(address, areas.get(address)))


def tasks_of_selections(workspace: Workspace) -> Iterator[Task]:
    """Yield every selected address as a task, from the peildatum of its selection on."""
    for kept in _selections(workspace):
        for address in _addresses(kept):
            yield Task(address, Why.SELECTION, kept.account["on"])


def _selections(workspace: Workspace) -> Iterator[KeptSelection]:
    there = sorted(workspace.selections.iterdir()) if workspace.selections.is_dir() else []
    for folder in there:
        if (folder / "selection.json").is_file():
            yield kept_selection(workspace, folder.name)


def _addresses(kept: KeptSelection) -> list[str]:
    ids: list[str] = pq.read_table(kept.folder / "selection.parquet", columns=["address_id"])["address_id"].to_pylist()
    return ids


def _areas(workspace: Workspace) -> dict[str, str | None]:
    """Return the area of every address of the runs that stand, the latest run deciding."""
    found: dict[str, str | None] = {}
    for path in sorted(workspace.runs.glob("*/addresses.parquet")):
        table = pq.read_table(path, columns=["address_id", "buurtcode"])
        found |= dict(zip(table["address_id"].to_pylist(), table["buurtcode"].to_pylist(), strict=True))
    return found
