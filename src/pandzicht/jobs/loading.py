# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work of taking in a delivery that lies in the workspace, or was uploaded to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pandzicht.governance.desk import Operation
from pandzicht.jobs.delivery_files import OfDelivery
from pandzicht.jobs.work import Tell
from pandzicht.language import message
from pandzicht.sources.intake import load_delivery
from pandzicht.store.workspace import Workspace


class Loading(OfDelivery):
    """Take in the files of one delivery; those that were uploaded are gone afterwards, taken in or refused."""

    label = message("load")
    writes = True

    def carry_out(self, workspace: Workspace, operation: Operation, place: Path, tell: Tell) -> Mapping[str, Any]:
        """Take it in; return the account of the delivery."""
        del place
        catalogue = self.catalogue(workspace)
        source = catalogue.sources[self.source]
        with self.opened(workspace, stays=False) as paths:
            delivery = load_delivery(
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
        return {"delivery": delivery.id, "source": delivery.source, "counts": dict(delivery.counts)} | {
            "already_loaded": delivery.already_loaded
        }
