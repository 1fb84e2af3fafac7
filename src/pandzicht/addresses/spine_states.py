# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The state of every object on a day, as known by a day: one row each, out of all its voorkomens.

`phase` tells what that row is: 0 in force, 1 the last one of an object that has ended, 2 the first one of an object
that has not begun. A voorkomen that fell away (inactief, not BAG) was never true and is not looked at.
"""

from __future__ import annotations

from datetime import date

from pandzicht.addresses.spine_tables import SCHEMAS, in_force
from pandzicht.store.engine import Engine, literal

STATE_TABLES = ("objecten", "nummeraanduidingen", "openbare_ruimten", "woonplaatsen", "panden")

_TOLD_BY_HISTORY = {
    "objecten": ("nevenadres_ids", "geconstateerd", "documentdatum"),
    "panden": ("geconstateerd", "documentdatum"),
}
"""What deliveries of the current state do not hold, so that an older delivery may tell it."""


def day(value: date) -> str:
    """Return a date as SQL.

    >>> day(date(2026, 3, 1))
    "DATE '2026-03-01'"
    """
    return f"DATE {literal(value.isoformat())}"


def believed(known: date, prefix: str = "") -> str:
    """Return the SQL condition that a voorkomen was known by the end of a day and had not fallen away by then."""
    fallen = f"{prefix}geldig_tot IS NULL AND coalesce({prefix}bekend_tot <= {day(known)}, FALSE)"
    return f"coalesce({prefix}bekend_van <= {day(known)}, TRUE) AND NOT ({fallen})"


def create_states(engine: Engine, *, on: date, known: date) -> None:
    """Create `state_NAME` for each kind of object: one row per id, from the newest delivery that holds it."""
    for name in STATE_TABLES:
        if _is_plain(engine, name):
            engine.run(f"CREATE OR REPLACE TEMP TABLE state_{name} AS SELECT *, 0 AS phase FROM in_{name}")
            continue
        engine.run(f"CREATE OR REPLACE TEMP TABLE state_{name} AS {_newest(name, on, known, 'TRUE')}")
        for column in _TOLD_BY_HISTORY.get(name, ()):
            _tell(engine, name, column, _newest(name, on, known, f"{column} IS NOT NULL"))


def _is_plain(engine: Engine, name: str) -> bool:
    """Return whether there is one delivery of the current state only, whose ids occur once."""
    key = SCHEMAS[name].names[0]
    ranks, history, rows, ids = engine.rows(
        f"SELECT coalesce(max(delivery_rank), 0), coalesce(bool_or(has_history), FALSE), count(*), "
        f"count(DISTINCT {key}) FROM in_{name}"
    )[0]
    return ranks == 0 and not history and rows == ids


def _newest(name: str, on: date, known: date, condition: str) -> str:
    key = SCHEMAS[name].names[0]
    held = in_force(day(on), day(known))
    phase = f"CASE WHEN {held} THEN 0 WHEN geldig_van > {day(on)} THEN 2 ELSE 1 END"
    order = (
        "delivery_rank, phase, CASE WHEN phase = 2 THEN geldig_van END, geldig_van DESC NULLS LAST, "
        "voorkomen DESC NULLS LAST, bekend_van DESC NULLS LAST"
    )
    return (
        f"SELECT * FROM (SELECT *, {phase} AS phase FROM in_{name} WHERE {believed(known)} AND {condition}) "
        f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {order}) = 1"
    )


def _tell(engine: Engine, name: str, column: str, older: str) -> None:
    key = SCHEMAS[name].names[0]
    engine.run(
        f"UPDATE state_{name} AS s SET {column} = o.{column} FROM ({older}) o "
        f"WHERE o.{key} = s.{key} AND s.{column} IS NULL"
    )
