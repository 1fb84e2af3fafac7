# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether two comparisons of the same deliveries give the same answers: per indicator and signal, which share is equal.

`python -m bench.compare_answers WORKSPACE ANSWERS` holds the answers of the pandas peer (its `--out`) against the run
in force of a workspace. Two shares are told: of all addresses, and of those where either side says something (a value
that is neither absent nor zero, an answer that is not no). The second is the harder test: most addresses have nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import typer


def equal_shares(one: pa.ChunkedArray, other: pa.ChunkedArray) -> tuple[float, float, int]:
    """Return the share of equal values, the share among the rows where either says something, and how many those are.

    >>> equal_shares(pa.chunked_array([[0, 1, None, 3]]), pa.chunked_array([[0, 1, None, 4]]))
    (0.75, 0.5, 2)
    """
    one, other = _plain(one), _plain(other)
    other = other.cast(one.type) if pa.types.is_null(other.type) else other
    same = pc.fill_null(_equal(one, other), False)
    same = pc.or_(same, pc.and_(pc.is_null(one), pc.is_null(other)))
    says = pc.or_(_says(one), _says(other))
    count = pc.sum(says).as_py() or 0
    both = pc.sum(pc.and_(same, says)).as_py() or 0
    return pc.mean(same).as_py(), both / count if count else 1.0, count


def _equal(one: pa.ChunkedArray, other: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_floating(one.type):
        return pc.less(pc.abs(pc.subtract(one, other)), 1e-6)
    return pc.equal(one, other)


def _plain(values: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = values.type
    if pa.types.is_dictionary(kind):
        return _plain(values.cast(kind.value_type))
    if pa.types.is_decimal(kind) or pa.types.is_floating(kind) or pa.types.is_integer(kind):
        return values.cast(pa.float64())
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return values.cast(pa.timestamp("s")).cast(pa.int64()).cast(pa.float64())
    return values if pa.types.is_boolean(kind) or pa.types.is_null(kind) else values.cast(pa.string())


def _says(values: pa.ChunkedArray) -> pa.ChunkedArray:
    nothing = pa.scalar(False if pa.types.is_boolean(values.type) else "no" if pa.types.is_string(values.type) else 0.0)
    return pc.fill_null(pc.not_equal(values, nothing), False)


def compared(run: Path, answers: Path, table: str) -> list[tuple[str, float, float, int]]:
    """Return for every column of a table its shares, the least equal first."""
    mine, other = (pq.read_table(folder / f"{table}.parquet").sort_by("address_id") for folder in (run, answers))
    shared = pc.is_in(mine["address_id"], value_set=other["address_id"])
    if not pc.all(shared).as_py() or mine.num_rows != other.num_rows:
        print(f"{mine.num_rows - pc.sum(shared).as_py()} addresses are only in the run, {other.num_rows} in the peer")
        mine = mine.filter(shared)
        other = other.filter(pc.is_in(other["address_id"], value_set=mine["address_id"]))
    names = [name for name in mine.column_names if name not in ("address_id", "address_no")]
    found = [(name, *equal_shares(mine[name], _like(other[name], mine[name].type))) for name in names]
    return sorted(found, key=lambda row: row[2])


def _like(values: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """Return days that a peer counts as numbers as the days that they are."""
    if pa.types.is_date(kind) and pa.types.is_integer(values.type):
        return values.cast(pa.int32()).cast(pa.date32())
    return values


def compared_scores(run: Path, answers: Path) -> list[tuple[str, float, float, int]]:
    """Return per check the share of units with equal score, with equal highest possible score, and how many there are.

    A unit that only one side has in the frame is unequal.
    """
    names = pq.read_table(run / "signals.parquet", columns=["address_no", "address_id"])
    mine = pq.read_table(run / "ranking.parquet", columns=["check", "address_no", "score", "score_max"])
    mine = mine.join(names, "address_no").drop_columns(["address_no"])
    other = pq.read_table(answers / "scores.parquet", columns=["check", "address_id", "score", "score_max"])
    other = other.rename_columns(["check", "address_id", "peer_score", "peer_score_max"])
    both = mine.join(other.cast(_texts(other.schema)), ["check", "address_id"], join_type="full outer")
    found = []
    for check in sorted(set(both["check"].to_pylist())):
        own = both.filter(pc.equal(both["check"], check))
        shares = [
            pc.mean(pc.fill_null(pc.equal(own[name].cast(pa.int64()), own[f"peer_{name}"]), False)).as_py()
            for name in ("score", "score_max")
        ]
        found.append((check, *shares, own.num_rows))
    return found


def _texts(schema: pa.Schema) -> pa.Schema:
    return pa.schema(
        [pa.field(kind.name, pa.int64() if pa.types.is_integer(kind.type) else pa.string()) for kind in schema]
    )


def main(
    workspace: Annotated[Path, typer.Argument(help="A workspace with a run.")],
    answers: Annotated[Path, typer.Argument(help="The folder with the peer's answers.")],
    shown: Annotated[int, typer.Option(help="How many columns to print, the least equal first.")] = 1_000,
) -> None:
    """Print per indicator and signal which share of the addresses is equal, and per check which share of the units."""
    runs = workspace / "state" / "runs"
    run = runs / (runs / "current").read_text(encoding="utf-8").strip()
    for table in ("indicators", "signals"):
        print(f"{table:<40} {'equal':>8} {'where said':>10} {'said of':>8}")
        for name, share, said, count in compared(run, answers, table)[:shown]:
            print(f"  {name:<38} {share:>8.2%} {said:>10.2%} {count:>8}")
    print(f"{'points':<40} {'score':>8} {'highest':>10} {'units':>8}")
    for check, score, highest, count in compared_scores(run, answers):
        print(f"  {check:<38} {score:>8.2%} {highest:>10.2%} {count:>8}")


if __name__ == "__main__":
    typer.run(main)
