# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of a source that stand: those in force on a date, from deliveries that were known by a date."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from pandzicht.definitions.source import About, DeliveryKind, Source
from pandzicht.governance.purpose import Purpose, refuse_unless_all
from pandzicht.sources.delivery import Delivery, deliveries_of
from pandzicht.sources.folding import fold, union_of
from pandzicht.sources.pseudonyms import pseudonym_keys
from pandzicht.store.engine import Engine, parquet_list, quoted
from pandzicht.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Standing:
    """The rows of one source in force: the engine's view of them, and where they come from.

    The view has delivery_no (position in `deliveries`), row_no (position in that delivery's rows.parquet) and the
    columns of the contract. `stands` tells whether the source covers the peildatum, so that no row means none.
    """

    source: str
    view: str
    deliveries: tuple[Delivery, ...]
    stands: bool
    newest: date | None
    rows: int


def deliveries_in_force(workspace: Workspace, source: Source, *, on: date, known: date) -> list[Delivery]:
    """Return the deliveries whose rows stand on a peildatum by what was known by a date, oldest first.

    A full delivery stands until the next; without `validity` one of after the peildatum says nothing about it. Changes
    stand on the newest full delivery before them, or on the first of them. Events all stand. A list of protected
    objects stands as soon as it is known.
    """
    home = workspace.within(source.channel)
    by_known = [delivery for delivery in deliveries_of(home, source.source) if delivery.date <= known]
    has_periods = source.validity is not None or source.about is About.PROTECTED
    in_time = by_known if has_periods else [delivery for delivery in by_known if delivery.date <= on]
    if source.about is About.SPINE:
        return _newest_spine(by_known, on)
    if source.delivery is DeliveryKind.EVENTS:
        return by_known
    full = [at for at, delivery in enumerate(in_time) if delivery.kind is DeliveryKind.FULL]
    if source.delivery is DeliveryKind.CHANGES:
        return in_time[full[-1] if full else 0 :]
    return [in_time[full[-1]]] if full else []


def source_stands(source: Source, deliveries: Sequence[Delivery], on: date) -> bool:
    """Tell whether deliveries in force cover a peildatum: the newest still stands for it."""
    return bool(deliveries) and on <= source.valid_for.after(deliveries[-1].date)


def standing_rows(
    engine: Engine,
    workspace: Workspace,
    source: Source,
    *,
    on: date,
    known: date,
    purposes: Collection[Purpose],
    with_new: bool = False,
) -> Standing:
    """Make the view `source_NAME` of the rows in force; `with_new` adds `nieuw_geleverd`.

    Raises PurposeMissing, before anything is opened, when a purpose does not cover the source.
    """
    refuse_unless_all(purposes, source)
    workspace = workspace.within(source.channel)
    deliveries = deliveries_in_force(workspace, source, on=on, known=known)
    view = f"source_{source.source}"
    rows = union_of(engine, source, deliveries)
    if source.delivery is not DeliveryKind.FULL and deliveries:
        rows = fold(engine, source, deliveries, rows, on=on, keys=pseudonym_keys(workspace.pseudonym_key()))
    if with_new:
        rows = f"SELECT r.*, {_is_new(workspace, source, deliveries)} AS nieuw_geleverd FROM ({rows}) AS r"
    engine.run(f"CREATE OR REPLACE TEMP VIEW {quoted(view)} AS {rows}")
    return Standing(
        source=source.source,
        view=view,
        deliveries=tuple(deliveries),
        stands=source_stands(source, deliveries, on),
        newest=deliveries[-1].date if deliveries else None,
        rows=int(engine.value(f"SELECT count(*) FROM {quoted(view)}")),
    )


def _newest_spine(by_known: Sequence[Delivery], on: date) -> list[Delivery]:
    """Return the newest spine; of one that has only a current state, the newest of the peildatum or before."""
    fitting = [delivery for delivery in by_known if not delivery.current_only or delivery.date <= on]
    return list(fitting[-1:] or by_known[-1:])


def earlier_deliveries(workspace: Workspace, source: Source, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Return the deliveries in which a row of the newest one could have stood before; empty when there were none."""
    if source.delivery is not DeliveryKind.FULL or not deliveries:
        return list(deliveries[:-1])
    newest = deliveries[-1]
    full = [
        one for one in deliveries_of(workspace.within(source.channel), source.source) if one.kind is DeliveryKind.FULL
    ]
    return [one for one in full if (one.date, one.sequence) < (newest.date, newest.sequence)][-1:]


def _is_new(workspace: Workspace, source: Source, deliveries: Sequence[Delivery]) -> str:
    """Return the SQL of whether a row `r` was not delivered before; null when nothing was."""
    earlier = earlier_deliveries(workspace, source, deliveries)
    if not earlier:
        return "CAST(NULL AS BOOLEAN)"
    return f"NOT EXISTS (FROM {parquet_list([one.rows for one in earlier])} AS before WHERE before.row_id = r.row_id)"
