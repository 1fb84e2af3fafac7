# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of the deliveries behind a run was destroyed since, as it is told to whoever asks why rows are not there."""

from __future__ import annotations

from collections.abc import Sequence

from pandzicht.definitions.reads import sources_of_signal
from pandzicht.language import Language, message, speaker
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.shelf import RunTables

_ALL_GONE = message("The rows of delivery {source} {name} were destroyed under {rule} on {on}.")
_SOME_GONE = message("Of delivery {source} {name} rows were destroyed under {rule} on {on}: what they said is gone.")


def destroyed_behind(run: OpenRun, checks: Sequence[str], language: Language) -> tuple[str, ...]:
    """Return a sentence for each destruction in the deliveries of the sources that checks read."""
    say, told = speaker(language), []
    for delivery, stone in run.rows.tombstones(run.tables.once(_sources_read, tuple(checks))):
        values = {"source": delivery.source, "name": delivery.id, "rule": stone.rule, "on": stone.on}
        told.append(say(_ALL_GONE if stone.is_whole else _SOME_GONE, **values))
    return tuple(dict.fromkeys(told))


def _sources_read(run: RunTables, checks: tuple[str, ...]) -> list[str]:
    points = {name for check in checks for name in run.catalogue.checks[check].points}
    return sorted({source for name in points for source in sources_of_signal(run.catalogue, name)})
