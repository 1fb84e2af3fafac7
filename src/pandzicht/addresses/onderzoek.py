# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Kenmerken in onderzoek: which doubts the bronhouder itself has about an object on a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.addresses.spine_tables import ADRESSEERBAAR, Soort, SpineTables


def held_on(table: pa.Table, on: date) -> pa.ChunkedArray:
    """Return for each voorkomen whether it held on a day, as known by the end of that day (see `in_force`)."""
    van, tot, bekend, dicht = (table[name] for name in ("geldig_van", "geldig_tot", "bekend_van", "bekend_tot"))
    begun = pc.and_(_or_true(pc.less_equal(van, on)), _or_true(pc.less_equal(bekend, on)))
    ended = pc.if_else(pc.is_valid(tot), pc.greater(tot, on), pc.is_null(dicht))
    return pc.and_(begun, pc.or_(pc.coalesce(pc.greater(dicht, on), False), ended))


def with_onderzoek(spine: SpineTables, on: date) -> SpineTables:
    """Return the delivery with `in_onderzoek` filled on the voorkomens that held on a day.

    The column joins the kenmerken with `|`; a voorkomen that had ended or not begun has none.
    """
    records = spine.in_onderzoek
    open_records = records.filter(pc.and_(pc.fill_null(records["in_onderzoek"], False), held_on(records, on)))
    kenmerken: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for soort, key, kenmerk in zip(
        *(open_records[name].to_pylist() for name in ("soort", "id", "kenmerk")), strict=True
    ):
        kenmerken[soort][key].add(kenmerk)
    of_objects = {key: found for soort in ADRESSEERBAAR for key, found in kenmerken[soort].items()}
    return spine.with_tables(
        objecten=_filled(spine.objecten, of_objects, on), panden=_filled(spine.panden, kenmerken[Soort.PAND], on)
    )


def _filled(table: pa.Table, kenmerken: dict[int, set[str]], on: date) -> pa.Table:
    position = table.column_names.index("in_onderzoek")
    keys = pa.array(kenmerken.keys(), pa.int64())
    texts = pa.array(["|".join(sorted(found)) for found in kenmerken.values()], pa.string())
    found = pc.take(texts, pc.index_in(table[0], value_set=keys))
    column = pc.if_else(held_on(table, on), found, pa.scalar(None, pa.string()))
    return table.set_column(position, "in_onderzoek", column)


def _or_true(condition: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(condition, True)
