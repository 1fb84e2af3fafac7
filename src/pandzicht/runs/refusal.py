# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a run is refused: the sources of which too few rows found an address, the causes, and where such rows stand.

A refused run publishes nothing to look in, so the refusal itself says which records to look up: file and place, never
what the record says.
"""

from __future__ import annotations

from collections.abc import Iterator

from pandzicht.errors import Fault
from pandzicht.linking.link import LinkResult
from pandzicht.linking.report import Cause, causes
from pandzicht.linking.tier import State
from pandzicht.runs.plan import RunPlan
from pandzicht.runs.source_row import place_of
from pandzicht.store.engine import Engine, quoted

JUDGED_ROWS = 20
"""A share of fewer rows says little and stops nothing."""
SHOWN_CAUSES = 5
SHOWN_PLACES = 3
"""Records named per cause."""
REMEDY = (
    "look up the records below in the delivered files, then load a better delivery, or explain the new share in the "
    "source (expect.linked)"
)


def breaches(plan: RunPlan, result: LinkResult, engine: Engine) -> Iterator[Fault]:
    """Yield the sources of which fewer or more rows are tied to an address than a healthy delivery has."""
    for name in result.sources:
        rows = result.rows(name) - result.rows(name, State.PROTECTED)
        breach = ""
        if rows >= JUDGED_ROWS:
            breach = plan.catalogue.sources[name].expect.linked.breach(result.rows(name, State.LINKED) / rows)
        if breach:
            own = [cause for cause in causes(result) if cause.source == name][:SHOWN_CAUSES]
            told = "".join(f"\n    {_told(plan, cause, engine)}" for cause in own)
            yield Fault(f"source {name}", "share of rows linked", breach, REMEDY + told)


def _told(plan: RunPlan, cause: Cause, engine: Engine) -> str:
    places = "; ".join(_places(plan, cause, engine))
    return f"{cause.rows:,} rows {cause.state.value}: {cause.reason.en}; for instance {places}"


def _places(plan: RunPlan, cause: Cause, engine: Engine) -> Iterator[str]:
    """Yield where the rows of a cause stand in their files, those with the lowest row_id."""
    found = engine.rows(
        f"SELECT l.delivery_no, s.file_no, s.record_no FROM links l JOIN {quoted('source_' + cause.source)} s "
        "ON s.delivery_no = l.delivery_no AND s.row_no = l.row_no "
        f"WHERE l.source = ? AND l.tier = ? ORDER BY l.row_id, s.record_no LIMIT {SHOWN_PLACES}",
        [cause.source, cause.tier.value],
    )
    for delivery_no, file_no, record_no in found:
        yield place_of(plan.deliveries[cause.source][delivery_no], file_no, record_no)
