# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What one process of the office holds: the workspace, its state, its open runs, and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.governance.door import Door
from pandzicht.runs.finding import date_of_run, named_run, runs_of
from pandzicht.runs.shelf import Shelf
from pandzicht.store.workspace import Workspace
from pandzicht_web.definitions_read import DefinitionsRead
from pandzicht_web.identity.provider import Provider
from pandzicht_web.pace import Pace


@dataclass(frozen=True, slots=True)
class Office:
    """One municipality's office."""

    workspace: Workspace
    door: Door
    secret: str
    is_secure: bool = False
    """Whether it is reached by https; only then are cookies kept to it."""
    shelf: Shelf = field(default_factory=Shelf)
    provider: Provider | None = None
    """The identity provider by which people sign in; None where there is none."""
    read: DefinitionsRead = field(default_factory=DefinitionsRead)
    pace: Pace = field(default_factory=Pace)

    @property
    def today(self) -> date:
        """The day by which deliveries are late: that of the clock; in a demonstration that of its comparison."""
        if self.workspace.demo and runs_of(self.workspace):
            return date_of_run(self.workspace)
        return self.door.clock().date()

    def catalogue(self) -> Catalogue:
        """Return the catalogue of the run in force: what the lists were made with; raise NotFound without a run."""
        return self.shelf.tables(self.workspace, named_run(self.workspace)).catalogue

    def definitions(self) -> Catalogue:
        """Return the catalogue as it stands now: what a delivery is held against, also before the first comparison."""
        return self.read.of(self.workspace.catalogue)
