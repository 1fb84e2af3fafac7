# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work of telling what taking in a delivery would do, before anything of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pandzicht.errors import Cancelled, Gone
from pandzicht.governance.desk import Operation
from pandzicht.jobs.delivery_files import OfDelivery
from pandzicht.jobs.work import Tell
from pandzicht.language import message
from pandzicht.sources.preview import Preview, preview_delivery
from pandzicht.sources.uploads import drop_upload
from pandzicht.store.workspace import Workspace


class Previewing(OfDelivery):
    """Look at the files of one delivery; an upload waits on, unless it can never be taken in."""

    label = message("look at a delivery")
    writes = False

    def carry_out(self, workspace: Workspace, operation: Operation, place: Path, tell: Tell) -> Mapping[str, Any]:
        """Look at it; return what taking it in would do."""
        del place
        try:
            preview = self._looked(workspace, operation, tell)
        except Gone as fault:
            raise Cancelled(str(fault)) from fault  # whoever sent the files had them destroyed meanwhile
        if self.upload and not preview.can_be_taken_in:
            drop_upload(workspace, self.upload)
        return preview.document()

    def _looked(self, workspace: Workspace, operation: Operation, tell: Tell) -> Preview:
        catalogue = self.catalogue(workspace)
        source = catalogue.sources[self.source]
        with self.opened(workspace, stays=True) as paths:
            return preview_delivery(
                workspace,
                operation,
                source,
                paths,
                on=self.on,
                today=operation.desk.clock().astimezone().date(),
                channel=catalogue.channels[source.channel] if source.channel else None,
                full=self.full,
                progress=tell,
            )
