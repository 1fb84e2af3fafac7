# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the values of a field are spread, held against the previous delivery: tells columns that were swapped.

Two histograms over hashed values overlap by the sum of the smaller shares. Fields are swapped when each looks like
what the other was, and neither looks like itself. The fault is found only between fields of one type; types, codes
and roles tell the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

from pandzicht.sources.admission import ADMITTED
from pandzicht.store.engine import Engine, literal, parquet_list, quoted

SAMPLE = 50_000
LEAST_ROWS = 20
"""Below so many rows a share says nothing."""
GAP = 0.4
"""How much more a field must look like another than like itself."""
_BUCKETS = 65_536


def swapped_fields(engine: Engine, types: Mapping[str, str], previous: Path) -> list[tuple[str, str]]:
    """Return the pairs of columns that were swapped since the previous delivery, whose rows stand at a path.

    `types` are the columns to compare with their engine types; those that the previous delivery lacks are passed over.
    """
    before = parquet_list([previous])
    known = engine.columns(before)
    shared = {name: kind for name, kind in types.items() if known.get(name) == kind}
    pairs = [pair for pair in combinations(sorted(shared), 2) if shared[pair[0]] == shared[pair[1]]]
    names = sorted({name for pair in pairs for name in pair})
    if not names or min(_count(engine, ADMITTED), _count(engine, before)) < LEAST_ROWS:
        return []
    now, then = (_histogram(engine, relation, names) for relation in (ADMITTED, before))
    found = engine.rows(
        f"SELECT n.field, p.field, sum(least(n.share, p.share)) FROM ({now}) AS n JOIN ({then}) AS p USING (bucket) "
        "GROUP BY ALL"
    )
    overlap = {(field, other): float(share) for field, other, share in found}
    return [pair for pair in pairs if all(_looks_like_the_other(overlap, *order) for order in _orders(pair))]


def _orders(pair: tuple[str, str]) -> Iterator[tuple[str, str]]:
    yield pair
    yield pair[1], pair[0]


def _looks_like_the_other(overlap: Mapping[tuple[str, str], float], field: str, other: str) -> bool:
    return overlap.get((field, other), 0.0) - overlap.get((field, field), 0.0) > GAP


def _count(engine: Engine, relation: str) -> int:
    return int(engine.value(f"SELECT count(*) FROM {relation}"))


def _histogram(engine: Engine, relation: str, names: list[str]) -> str:
    """Return the SQL of field, bucket and share over a sample of rows that depends on their content only."""
    every = max(1, _count(engine, relation) // SAMPLE)
    parts = [
        f"SELECT {literal(name)} AS field, hash({quoted(name)}) % {_BUCKETS} AS bucket FROM {relation} "
        f"WHERE row_id % {every} = 0"
        for name in names
    ]
    counted = f"SELECT field, bucket, count(*) AS n FROM ({' UNION ALL '.join(parts)}) GROUP BY ALL"
    return f"SELECT field, bucket, n / sum(n) OVER (PARTITION BY field) AS share FROM ({counted})"
