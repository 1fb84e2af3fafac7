# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many addresses of each area have which value: of every indicator and signal of a run, and every score.

The engine counts; what comes out names no address.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from pandzicht.definitions.indicator import ValueType
from pandzicht.ranking.estimate import Floats, Integers
from pandzicht.ranking.proxy_limits import ProxyLimits
from pandzicht.ranking.proxy_test import Feature, Kind, Tally
from pandzicht.runs.opened import OpenRun
from pandzicht.store.engine import Engine, literal, quoted

MOST_VALUES = 20
"""Values of a code above which it is a name."""
_NUMBERS = {
    ValueType.INTEGER: "CAST({} AS DOUBLE)",
    ValueType.DECIMAL: "CAST({} AS DOUBLE)",
    ValueType.BOOLEAN: "CAST(CAST({} AS TINYINT) AS DOUBLE)",
    ValueType.DATE: "CAST(date_diff('day', DATE '1970-01-01', {}) AS DOUBLE)",
}
_ANSWER = "CASE {} WHEN 'yes' THEN 1.0 WHEN 'no' THEN 0.0 END"


def view_tables(engine: Engine, run: OpenRun) -> list[str]:
    """Make views of the run's tables and `placed` (address_no, area), and return the codes of the areas in order.

    An address outside all areas is in none of the counts.
    """
    for table in ("addresses", "indicators", "signals", "ranking"):
        engine.run(f"CREATE VIEW {quoted(table)} AS FROM read_parquet({literal(run.path(table).as_posix())})")
    engine.run(
        "CREATE TABLE placed AS SELECT address_no, CAST(dense_rank() OVER (ORDER BY buurtcode) - 1 AS BIGINT) AS area, "
        "buurtcode FROM addresses WHERE buurtcode IS NOT NULL"
    )
    return [row[0] for row in engine.rows("SELECT DISTINCT buurtcode FROM placed ORDER BY 1")]


def tallies(engine: Engine, run: OpenRun, limits: ProxyLimits) -> Iterator[Tally]:
    """Yield the tally of every active indicator, signal and score; of a code one for each of its values."""
    active = run.manifest["active"]
    for name in active["indicators"]:
        kind = run.catalogue.indicators[name].type
        if kind is ValueType.CODE:
            yield from _codes(engine, name, limits.smallest_cell)
        else:
            yield _tally(engine, Feature(Kind.INDICATOR, name), "indicators", _NUMBERS[kind].format(quoted(name)))
    for name in active["signals"]:
        yield _tally(engine, Feature(Kind.SIGNAL, name), "signals", _ANSWER.format(quoted(name)))
    for name in active["checks"]:
        yield _score(engine, name, int(limits.round_size))


def _counted(engine: Engine, relation: str, value: str, more: str = "") -> pa.Table:
    found = f"SELECT area, {value} AS value, count(*) AS n{more} FROM {relation} JOIN placed USING (address_no)"
    return engine.ordered(f"(SELECT * FROM ({found} GROUP BY ALL) WHERE value IS NOT NULL)", "area, value")


def _tally(engine: Engine, feature: Feature, relation: str, value: str) -> Tally:
    table = _counted(engine, relation, value)
    return Tally(feature, _integers(table, "area"), _floats(table, "value"), _floats(table, "n"))


def _score(engine: Engine, check: str, round_size: int) -> Tally:
    """Return the points per unit of a check's frame, and which are at the top: at most a tenth of the frame."""
    units = f'(SELECT address_no, score, rank FROM ranking WHERE "check" = {literal(check)})'
    frame = int(engine.value(f"SELECT count(*) FROM {units}"))
    top = min(round_size, frame // 10)
    table = _counted(engine, units, "CAST(score AS DOUBLE)", f", count(*) FILTER (WHERE rank <= {top}) AS top")
    columns = (_floats(table, name) for name in ("value", "n", "top"))
    return Tally(Feature(Kind.SCORE, check), _integers(table, "area"), *columns)


def _codes(engine: Engine, name: str, smallest_cell: float) -> Iterator[Tally]:
    """Yield a tally of each value of a code that is not rare: a code has no order, so each value is a yes or no.

    A code of many values names things (an owner, a branch) instead of classing them; nothing is told of it.
    """
    table = _counted(engine, "indicators", f"CAST({quoted(name)} AS VARCHAR)")
    area, count = _integers(table, "area"), _floats(table, "n")
    values = np.array(table["value"].to_pylist(), dtype=object)
    if len(set(values.tolist())) > MOST_VALUES:
        return
    for value in sorted(set(values.tolist())):
        held = (values == value).astype(np.float64)
        if np.add.reduce(held * count) >= smallest_cell:
            yield Tally(Feature(Kind.INDICATOR, name, value), area, held, count)


def _integers(table: pa.Table, name: str) -> Integers:
    return np.asarray(table[name].to_numpy(), dtype=np.int64)


def _floats(table: pa.Table, name: str) -> Floats:
    return np.asarray(table[name].to_numpy(), dtype=np.float64)
