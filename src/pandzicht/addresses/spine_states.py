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
        engine.run(f"CREATE OR REPLACE TEMP TABLE state_{name} AS {_states(engine, name, on, known)}")
        if engine.value(f"SELECT coalesce(max(delivery_rank), 0) FROM in_{name}"):
            for column in _TOLD_BY_HISTORY.get(name, ()):
                _tell(engine, name, column, _newest(name, on, known, f"{column} IS NOT NULL"))


def _states(engine: Engine, name: str, on: date, known: date) -> str:
    """Return the SQL of the states; only ids that occur more than once need choosing among their voorkomens."""
    key = SCHEMAS[name].names[0]
    rows, ids = engine.rows(f"SELECT count(*), count(DISTINCT {key}) FROM in_{name}")[0]
    several = f"SELECT {key} FROM in_{name} GROUP BY {key} HAVING count(*) > 1"
    if 2 * rows > 3 * ids:
        return _newest(name, on, known, "TRUE")
    single = f"SELECT *, {_phase(on, known)} AS phase FROM in_{name} WHERE {believed(known)}"
    if rows == ids:
        return single
    return f"{single} AND {key} NOT IN ({several}) UNION ALL ({_newest(name, on, known, f'{key} IN ({several})')})"


def _phase(on: date, known: date) -> str:
    held = in_force(day(on), day(known))
    return f"CASE WHEN {held} THEN 0 WHEN geldig_van > {day(on)} THEN 2 ELSE 1 END"


def _newest(name: str, on: date, known: date, condition: str) -> str:
    key = SCHEMAS[name].names[0]
    order = (
        "delivery_rank, phase, CASE WHEN phase = 2 THEN geldig_van END, geldig_van DESC NULLS LAST, "
        "voorkomen DESC NULLS LAST, bekend_van DESC NULLS LAST"
    )
    held = f"SELECT *, {_phase(on, known)} AS phase FROM in_{name} WHERE {believed(known)} AND {condition}"
    return f"SELECT * FROM ({held}) QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {order}) = 1"


def _tell(engine: Engine, name: str, column: str, older: str) -> None:
    key = SCHEMAS[name].names[0]
    engine.run(
        f"UPDATE state_{name} AS s SET {column} = o.{column} FROM ({older}) o "
        f"WHERE o.{key} = s.{key} AND s.{column} IS NULL"
    )
