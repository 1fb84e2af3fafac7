# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The order of a check: points that only add up, the most it could be, ties by a seeded draw, a unit counted once.

It is the only order: explanations, selections and exports all tell the place that a unit has here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from pandzicht.definitions.check import Check
from pandzicht.definitions.expression import parsed
from pandzicht.signals.compiling import Context, compiled
from pandzicht.store.engine import Engine, literal, quoted


def rank_checks(
    engine: Engine, checks: Mapping[str, Check], active: Sequence[str], context: Context, seed: int
) -> None:
    """Create table `ranking` from `signals`, `indicators` and `addresses`: one row per check and unit in its frame.

    Columns: check, unit_id (the address_id or pand_id), address_no (of a pand: its first address in the frame),
    pand_no, score, score_max, unknown_count, rank (1 is first; among equal scores the seed decides).
    """
    engine.run(
        "CREATE OR REPLACE TEMP TABLE draws AS SELECT address_no, "
        f"md5_number_lower(concat_ws('|', {literal(str(seed))}, address_id)) AS draw FROM addresses"
    )
    kind = f"ENUM({', '.join(map(literal, sorted(checks)))})"
    parts = [f"({_scored(check, kind, active, context)})" for check in checks.values()]
    if not parts:
        parts = [f"(SELECT * FROM ({_nothing()}) WHERE FALSE)"]
    # One sort of all checks; a window per check sorts as much again.
    scored = engine.ordered(f"({' UNION ALL '.join(parts)})", '"check", score DESC, draw, address_no')
    engine.register("ranked", scored.drop_columns("draw").append_column("rank", _places(scored["check"])))
    engine.run("CREATE OR REPLACE TABLE ranking AS SELECT * FROM ranked")
    engine.forget("ranked")


def _places(checks: pa.ChunkedArray) -> pa.Array:
    """Return the place of each row within its check, from 1, of rows that stand in order of check."""
    codes = checks.unify_dictionaries().combine_chunks().dictionary_encode().indices.to_numpy()
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    return pa.array(np.arange(1, len(codes) + 1) - np.repeat(starts, np.diff(starts, append=len(codes))), pa.int32())


def _nothing() -> str:
    return (
        "SELECT '' AS \"check\", '' AS unit_id, 0 AS address_no, 0 AS pand_no, 0::SMALLINT AS score, "
        "0::SMALLINT AS score_max, 0::SMALLINT AS unknown_count, 0 AS draw"
    )


def _scored(check: Check, kind: str, active: Sequence[str], context: Context) -> str:
    """Return the query of a check's units with points and draw, which its name turns: ties fall anew per check.

    `kind` is the engine's type of the names of checks: a byte sorts faster than a word.
    """
    points = {name: value for name, value in check.points.items() if name in active}
    return (
        f'SELECT CAST({literal(check.check)} AS {kind}) AS "check", unit_id, address_no, pand_no, score, score_max, '
        f"unknown_count, xor(draw, md5_number_lower({literal(check.check)})) AS draw "
        f"FROM (SELECT *, {sums(points)} FROM ({unit_answers(check, list(points), context)})) "
        "JOIN draws USING (address_no)"
    )


def draw_text(check: Check, seed: int) -> str:
    """Return the SQL of the text whose hash is a unit's draw: the selection's seed, the check and the unit."""
    return f"concat_ws('|', {literal(str(seed))}, {literal(check.check)}, unit_id)"


def unit_answers(check: Check, signals: Sequence[str], context: Context) -> str:
    """Return the query of the units in a check's frame with their answers: unit_id, address_no, pand_no, signals.

    A pand is one unit: forty addresses of one pand are one fire risk. Only its addresses in the frame speak; an
    address or place without a pand is a unit of its own. A pand says yes where one of its addresses does, else unknown
    where one is, else no: the last of its answers in the order no, unknown, yes.
    """
    frame = compiled(parsed(check.frame), context)
    listed = "".join(f", s.{quoted(name)}" for name in signals)
    framed = (
        f"SELECT a.address_no, a.address_id, a.pand_no, a.pand_id{listed} FROM signals s "
        "JOIN addresses a USING (address_no) "
        f"WHERE s.address_no IN (SELECT address_no FROM indicators WHERE {frame})"
    )
    if check.unit == "object":
        return f"SELECT * EXCLUDE (pand_id) RENAME (address_id AS unit_id) FROM ({framed})"
    joined = "".join(f", max({quoted(name)}) AS {quoted(name)}" for name in signals)
    return (
        f"SELECT min(address_no) AS address_no, {unit_name(check)} AS unit_id, min(pand_no) AS pand_no{joined} "
        f"FROM ({framed}) GROUP BY {unit_name(check)}"
    )


def unit_name(check: Check) -> str:
    """Return the SQL of a unit's name: the address_id, or the pand's id as text of 16 digits where there is a pand."""
    return "address_id" if check.unit == "object" else "coalesce(lpad(CAST(pand_id AS VARCHAR), 16, '0'), address_id)"


def sums(points: Mapping[str, int]) -> str:
    """Return the score, the most it could be if every unknown were yes, and the number of unknowns, as SQL columns."""
    maybe = [f"({quoted(name)} <> 'no')::TINYINT * {value}" for name, value in points.items()]
    unknown = [f"({quoted(name)} = 'unknown')::TINYINT" for name in points]
    return f"{points_sum(points)} AS score, {_sum(maybe)} AS score_max, {_sum(unknown)} AS unknown_count"


def points_sum(points: Mapping[str, int]) -> str:
    r"""Return the SQL of the points of the signals that are yes.

    >>> points_sum({"a": 3})
    'CAST((("a" = \'yes\')::TINYINT * 3) AS SMALLINT)'
    """
    return _sum([f"({quoted(name)} = 'yes')::TINYINT * {value}" for name, value in points.items()])


def _sum(terms: Sequence[str]) -> str:
    return f"CAST(({' + '.join(terms) or '0'}) AS SMALLINT)"
