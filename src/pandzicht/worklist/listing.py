# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worklist (werkvoorraad) of a check in a run: a page of units with why, and what a filter more would leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied
from pandzicht.exports.described import Caveat, ColumnNote
from pandzicht.governance.purpose import purpose_of
from pandzicht.language import Language
from pandzicht.runs.manifest import empty_frame
from pandzicht.runs.opened import OpenRun
from pandzicht.worklist.columns import chosen_columns
from pandzicht.worklist.facets import Facet, facets_of
from pandzicht.worklist.filters import Filtered
from pandzicht.worklist.listed import ListedCheck
from pandzicht.worklist.rows import Row, rows_of
from pandzicht.worklist.units import Numbers
from pandzicht.worklist.view import View


@dataclass(frozen=True, slots=True)
class Worklist:
    """One page of the units of a check, filtered and in order, with what can be asked further."""

    check: str
    label: str
    unit: str
    """What is counted: object or pand."""
    run: str
    on: date
    known: date
    view: View
    total: int
    """Units that the check looks at, of which whoever asks may know."""
    count: int
    """Those of them that answer to what is asked."""
    could_rise: int
    """Those of them further on in the order that would stand on this page or before it if what is unknown were yes."""
    page: int
    pages: int
    rows: tuple[Row, ...]
    columns: tuple[ColumnNote, ...]
    """The chosen columns, of which each row has the values."""
    facets: tuple[Facet, ...]
    caveats: tuple[Caveat, ...]
    stopped: str
    """Why the check was stopped, if it was: then no signals or points are shown, in the order of addresses."""
    empty: str
    """Why the check looks at no unit at all; empty when there are some."""


def worklist(run: OpenRun, check: str, view: View, language: Language, *, analysed: bool = False) -> Worklist:
    """Return a page of the worklist of a check; whom it concerns is logged before it is given.

    With `analysed` each row tells its place and points. Raises CriteriaFaults with all that cannot be asked of this
    check, AccessDenied for places and points to who may not export a selection.
    """
    run.operation.allows(Action.LIST)
    listed = ListedCheck(run, check, language)
    if analysed:
        refuse_analysis(listed)
    filtered = Filtered(listed, view)
    units = filtered.units
    order = listed.order(view.order)
    found = order[units[order]]
    pages = max(1, -(-len(found) // view.size))
    page = min(view.page, pages)
    shown = found[(page - 1) * view.size : page * view.size]
    columns = chosen_columns(listed, view.columns)
    answer = Worklist(
        check=check,
        label=listed.subject.check.label.in_(language),
        unit=listed.subject.check.unit,
        run=run.run_id,
        on=run.on,
        known=run.known,
        view=view,
        total=listed.units.count,
        count=len(found),
        could_rise=could_rise(listed, np.flatnonzero(units), page * view.size),
        page=page,
        pages=pages,
        rows=tuple(rows_of(listed, shown, [note.name for note in columns], analysed=analysed)),
        columns=columns,
        facets=facets_of(listed, view, filtered),
        caveats=listed.subject.about.caveats,
        stopped=listed.stopped,
        empty=_empty(listed),
    )
    log_shown(listed, shown)
    return answer


def _empty(listed: ListedCheck) -> str:
    nobody = empty_frame(listed.run.manifest, listed.sighted.check)
    return nobody.in_(listed.language) if nobody else ""


def could_rise(listed: ListedCheck, units: Numbers, places: int) -> int:
    """Return how many units, given in the order of the check, could pass the last of the first places.

    Those are the units with fewer points than it, and with as many or more if what is unknown were yes.
    """
    if listed.stopped or not len(units):
        return 0
    score, most = listed.units.score[units], listed.units.score_max[units]
    cut = score[min(places, len(units)) - 1]
    return int(np.count_nonzero((score < cut) & (most >= cut)))


def refuse_analysis(listed: ListedCheck) -> None:
    """Raise AccessDenied to who may not see places and points: whoever may export a selection for analysts may."""
    operation = listed.run.operation
    purpose = purpose_of(listed.subject.check).name
    decision = operation.desk.decide(Action.EXPORT_SELECTION, operation.act.subject, purpose)
    if not decision.allowed:
        raise AccessDenied(f"places and points of a list are for who may export a selection: {decision.why}")


def log_shown(listed: ListedCheck, positions: Iterable[int]) -> None:
    """Log that what is known of units goes out: of every address of them."""
    numbers = (number for position in positions for number in listed.units.members_of(position).tolist())
    listed.run.concerned(numbers, listed.sighted.check, listed.subject.sources)
