# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files of a delivery as work names them: an upload, or files that lie in the workspace; from nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pydantic import model_validator

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.definitions.words import Name
from pandzicht.errors import DeliveryRefused, PandzichtError, StateFault, WorkspaceBusy
from pandzicht.governance.subject import Kind, Subject
from pandzicht.jobs.work import ActOf, Work
from pandzicht.sources.known_readers import known_readers
from pandzicht.sources.uploads import drop_upload, opened_upload, refuse_dropped
from pandzicht.store.workspace import Workspace


class OfDelivery(Work):
    """Work on the files of one delivery of a source, of a day."""

    source: Name
    files: tuple[str, ...] = ()
    """Their paths, from the workspace."""
    upload: str = ""
    """The name of an upload, instead of paths."""
    on: date
    full: bool = False

    @model_validator(mode="after")
    def _one_kind(self) -> OfDelivery:
        if bool(self.files) == bool(self.upload):
            raise ValueError("give the files or an upload, one of both")
        return self

    def act(self, workspace: Workspace) -> ActOf:
        """Return the taking in of this source; raise DeliveryRefused for what may not be read, Gone for what is not."""
        catalogue = self.catalogue(workspace)
        if self.source not in catalogue.sources:
            known = ", ".join(sorted(catalogue.sources))
            raise DeliveryRefused(f"source '{self.source}' is not registered, so nothing was read; known are {known}")
        if self.upload:
            refuse_dropped(workspace, self.upload)
        self._paths(workspace)
        return ActOf(Action.LOAD, Subject(Kind.SOURCE, self.source))

    @staticmethod
    def catalogue(workspace: Workspace) -> Catalogue:
        """Return the catalogue of the workspace; raise DefinitionFaults when it has any."""
        return sound_catalogue(workspace.catalogue, readers=known_readers())

    @contextmanager
    def opened(self, workspace: Workspace, *, stays: bool) -> Iterator[list[Path]]:
        """Give the files to read; an upload is gone after a fault of its own, and afterwards unless it `stays`."""
        if not self.upload:
            yield self._paths(workspace)
            return
        try:
            with opened_upload(workspace, self.upload) as paths:
                yield paths
        except (StateFault, WorkspaceBusy):
            raise  # it is tried again
        except OSError:
            refuse_dropped(workspace, self.upload)  # somebody dropped it while it was read
            raise
        except PandzichtError:
            drop_upload(workspace, self.upload)
            raise
        if not stays:
            drop_upload(workspace, self.upload)

    def _paths(self, workspace: Workspace) -> list[Path]:
        paths = [(workspace.root / name).resolve() for name in self.files]
        outside = [name for name, path in zip(self.files, paths, strict=True) if not _may_be_read(workspace, path)]
        if outside:
            raise DeliveryRefused(
                f"{', '.join(outside)}: not a delivery of this workspace, so nothing was read; put it in deliveries/ "
                "or upload it"
            )
        return paths


def _may_be_read(workspace: Workspace, path: Path) -> bool:
    own = path.is_relative_to(workspace.root.resolve())
    return own and not path.is_relative_to(workspace.within(None).state.resolve())
