# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of a source a search may read: under which check of the purposes that were asked for, and which of its files."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from pandzicht.definitions.source import Source
from pandzicht.errors import PurposeMissing
from pandzicht.governance.purpose import Purpose, refuse_fields_outside, refuse_outside
from pandzicht.runs.opened import OpenRun
from pandzicht.sources.delivery import ROWS
from pandzicht.store.tombstone import whole_tombstone


def check_that_reads(run: OpenRun, source: Source, fields: Collection[str]) -> str | None:
    """Return the check of a purpose that was asked for under which fields of a source are read and seen, if any."""
    sight = run.operation.sight
    if not all(sight.shows(source.source, name, source.fields[name].sensitivity) for name in fields):
        return None
    return next((purpose.check for purpose in run.operation.purposes if _covers(run, purpose, source, fields)), None)


def _covers(run: OpenRun, purpose: Purpose, source: Source, fields: Collection[str]) -> bool:
    check = run.catalogue.checks.get(purpose.check)
    if check is None:
        return False
    try:
        refuse_outside(purpose, source)
        refuse_fields_outside(purpose, source, fields, check.sources.get(source.source))
    except PurposeMissing:
        return False
    return True


def rows_behind(run: OpenRun, source: Source) -> tuple[Path, ...]:
    """Return the rows of a source that the run used, as far as they were not destroyed."""
    home = run.workspace.within(source.channel).deliveries / source.source
    folders = (home / item["id"] for item in run.manifest["inputs"]["deliveries"].get(source.source, ()))
    return tuple(folder / ROWS for folder in folders if whole_tombstone(folder) is None)
