# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures per area that stand for a group of people, as a run knew them. Only the proxy test reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pandzicht.definitions.source import About, Source
from pandzicht.definitions.stands_for import AreaFigure, StandsFor
from pandzicht.definitions.words import Text
from pandzicht.errors import NotAvailable
from pandzicht.governance.purpose import Purpose
from pandzicht.ranking.proxy_test import Group
from pandzicht.runs.opened import OpenRun
from pandzicht.sources.standing import standing_rows
from pandzicht.store.engine import Engine, quoted

PURPOSE = Purpose("proxytoets", "Algemene wet gelijke behandeling art. 1; Algoritmekader dat-02", "proxy-test")
"""For what these figures are read: to see that nobody is singled out, never to single anybody out."""


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One group with its figure per area, and the delivery that it comes from (none: nothing was delivered)."""

    group: Group
    label: Text
    article: str
    delivery: str
    delivered: date | None
    content: str

    @property
    def areas(self) -> int:
        """How many areas of the run have a figure."""
        return int((~np.isnan(self.group.figures)).sum())


def area_figures(engine: Engine, run: OpenRun, areas: Sequence[str]) -> list[GroupFigures]:
    """Return every group that is tested on the peildatum of a run, its figures in the order of the area codes.

    Raises NotAvailable when no source says what its figures stand for, or when one has several rows of one area.
    """
    found = [
        figures
        for _, source in sorted(run.catalogue.sources.items())
        if source.about is About.AREA and source.stands_for is not None
        for figures in _of_source(engine, run, source, source.stands_for, areas)
    ]
    if not found:
        raise NotAvailable(
            f"no figure of an area stands for a group of people on {run.on} in the definitions of run {run.run_id}; "
            "add 'stands_for' to a source about areas (catalogue/sources/cbs_kerncijfers.yaml) and run again"
        )
    if not any(item.delivered for item in found):
        names = ", ".join(sorted({item.group.name.split(".")[0] for item in found}))
        raise NotAvailable(
            f"no figures of areas were known to run {run.run_id}, so nothing can be tested; "
            f"load {names} of {run.on} or before"
        )
    return found


def _of_source(
    engine: Engine, run: OpenRun, source: Source, told: StandsFor, areas: Sequence[str]
) -> Iterator[GroupFigures]:
    standing = standing_rows(engine, run.workspace, source, on=run.on, known=run.known, purposes=[PURPOSE])
    delivery = standing.deliveries[-1] if standing.deliveries else None
    for figure in told.figures:
        if figure.holds_on(run.on):
            values = _figures(engine, standing.view, told, figure)
            yield GroupFigures(
                Group(f"{source.source}.{figure.field}", np.array([values.get(area, np.nan) for area in areas])),
                figure.group,
                figure.article,
                delivery.id if delivery else "",
                delivery.date if delivery else None,
                delivery.content_hash if delivery else "",
            )


def _figures(engine: Engine, view: str, told: StandsFor, figure: AreaFigure) -> dict[str, float]:
    """Return the figure of each area, of its newest row; a share where it is divided by another figure."""
    value = f"CAST({quoted(figure.field)} AS DOUBLE)"
    if figure.per is not None:
        value = f"{value} / nullif(CAST({quoted(figure.per)} AS DOUBLE), 0)"
    newest = ""
    if told.newest is not None:
        order = f"PARTITION BY {quoted(told.area)} ORDER BY {quoted(told.newest)} DESC NULLS LAST"
        newest = f" QUALIFY rank() OVER ({order}) = 1"
    rows = engine.rows(
        f"SELECT area, min(value), count(*) FROM (SELECT {quoted(told.area)} AS area, {value} AS value "
        f"FROM {quoted(view)} WHERE {quoted(told.area)} IS NOT NULL{newest}) GROUP BY area ORDER BY area"
    )
    twice = [area for area, _, count in rows if count > 1]
    if twice:
        raise NotAvailable(
            f"figure '{figure.field}' has several rows of area {', '.join(twice[:5])}; "
            "say in 'stands_for' by which field the newest is told ('newest')"
        )
    return {area: value for area, value, _ in rows if value is not None}
