# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people said of links: that a row means an address, that it does not, or that nobody can tell.

A judgement is about one row as it was delivered and one address. It holds as long as both are there: a row that is
delivered otherwise is another row. Judgements are replayed in every linking, go before any id or text, and tell how
often each tier is right. Where people contradict each other the row is in doubt, and the contradiction is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pandzicht.linking.step import Step, closed_set
from pandzicht.store.engine import Engine

GIVEN = "link_given_judgements"
_TYPES = {"source": "VARCHAR", "row_id": "UBIGINT", "address_id": "VARCHAR", "said": "VARCHAR", "on": "DATE",
          "by": "VARCHAR"}  # fmt: skip


class Said(StrEnum):
    """What a person said of a row and an address."""

    SAME = "same"
    """The row means this address."""
    DIFFERENT = "different"
    """The row means something else."""
    UNSURE = "unsure"
    """The row does not tell; it is in doubt, and not asked again."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person said, on a day, of a row (`row_id`: 16 hexadecimal digits) and the address it may mean."""

    source: str
    row_id: str
    address_id: str
    said: Said
    on: date
    by: str = ""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of judgements: how many rows they decide, how many judgements lost their row or address.

    `conflicts` are the rows (source, row_id) of which people said what cannot both be true.
    """

    rows: int = 0
    lost: int = 0
    conflicts: tuple[tuple[str, str], ...] = ()


_LATEST = f"""
SELECT DISTINCT ON (source, row_id, address_id, "by") * FROM {GIVEN}
ORDER BY source, row_id, address_id, "by", "on" DESC, said
"""

_JUDGED = f"""
WITH told AS (
  SELECT l.source, l.row_id, a.address_no, bool_or(said = 'same') AS same, bool_or(said = 'different') AS different,
    bool_or(said = 'unsure') AS unsure
  FROM ({_LATEST}) l JOIN addresses a USING (address_id) GROUP BY ALL
)
SELECT source, row_id, count(*) FILTER (same) > 1 OR bool_or(same AND different) AS conflict,
  CASE WHEN NOT conflict THEN min(address_no) FILTER (same) END AS same_no,
  list(address_no) FILTER (different) AS different_nos, bool_or(unsure) AND count(*) FILTER (same) = 0 AS unsure
FROM told GROUP BY source, row_id
"""


def judged_step(sources: Sequence[str]) -> Step:
    """Return the step from the judgements that were given to `link_judged`: one row per judged row of the sources."""
    kind = closed_set(sources) if sources else "VARCHAR"
    return Step("link_judged", f"SELECT * REPLACE (source::{kind} AS source) FROM ({_JUDGED})")


def give(engine: Engine, judgements: Iterable[Judgement], sources: Sequence[str]) -> None:
    """Lay the judgements about rows of the sources down as a table."""
    given = [each for each in judgements if each.source in sources]
    columns = ", ".join(f'unnest(${name}::{kind}[]) AS "{name}"' for name, kind in _TYPES.items())
    values = {name: [getattr(each, name) for each in given] for name in _TYPES}
    values["row_id"] = [int(each.row_id, 16) for each in given]
    engine.run(f"CREATE OR REPLACE TEMP TABLE {GIVEN} AS SELECT {columns}", values)


_LOST = f"""
SELECT count(*) FROM {GIVEN}
WHERE address_id NOT IN (SELECT address_id FROM addresses SEMI JOIN {GIVEN} USING (address_id))
  OR (source, row_id) NOT IN (
    SELECT r.source::VARCHAR, row_id FROM link_rows r SEMI JOIN (SELECT DISTINCT row_id FROM {GIVEN}) g USING (row_id))
"""
_CONFLICTS = """
SELECT j.source::VARCHAR AS source, lower(printf('%016x', j.row_id)) FROM link_judged j
SEMI JOIN (
  SELECT source, row_id FROM link_rows r ANTI JOIN link_protected_rows p ON p.row_at = r.rowid
) r ON r.source = j.source AND r.row_id = j.row_id WHERE j.conflict ORDER BY 1, 2
"""
_ROWS = "SELECT count(*) FROM link_rows r SEMI JOIN link_judged j ON r.source = j.source AND r.row_id = j.row_id"


def replayed(engine: Engine) -> Replayed:
    """Return what became of the judgements, and forget them."""
    if not engine.value(f"SELECT count(*) FROM {GIVEN}"):
        engine.run(f"DROP TABLE {GIVEN}")
        return Replayed()
    found = Replayed(
        rows=int(engine.value(_ROWS)),
        lost=int(engine.value(_LOST)),
        conflicts=tuple((source, row_id) for source, row_id in engine.rows(_CONFLICTS)),
    )
    engine.run(f"DROP TABLE {GIVEN}")
    return found
