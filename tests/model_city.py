# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A made-up city with the catalogue that comes with Pandzicht, loaded and compared as a user does it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pandzicht.cli.demonstrating import PEILDATUM, city_workspace, load_city
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.run import RunOutcome
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.workspace import Workspace
from tests.desk import desk_of, opened, ran


@dataclass(frozen=True)
class ModelCity:
    """The workspace, its catalogue, and the run in force."""

    workspace: Workspace
    catalogue: Catalogue
    outcome: RunOutcome

    def opened(self) -> OpenRun:
        """The run, opened anew."""
        return opened(self.workspace)


def silent(_label: str, _part: float) -> None:
    """Show no progress."""


def compared_city(folder: Path, *, addresses: int, seed: int, threads: int = 2) -> ModelCity:
    """Build, load and compare a city."""
    workspace = city_workspace(folder, addresses, seed, silent)
    catalogue = sound_catalogue(workspace.catalogue, readers=known_readers())
    load_city(desk_of(workspace), workspace, catalogue, silent)
    return ModelCity(workspace, catalogue, compare(workspace, catalogue, threads=threads))


def compare(workspace: Workspace, catalogue: Catalogue, *, threads: int = 2, seed: int = 1) -> RunOutcome:
    """Carry out the run of the city's own day."""
    plan = plan_run(workspace, catalogue, Dates(PEILDATUM, PEILDATUM), seed)
    return ran(plan, threads=threads, progress=silent)
