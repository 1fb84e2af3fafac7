# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The data sets that linking is measured on: made once, kept, made anew when their maker changed.

`python -m bench.linking.data_set addresses FOLDER ADDRESSES ROWS SEED` or `parties FOLDER PARTIES ROWS SEED`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import typer

from bench.linking import ceiling
from bench.linking.generator.address_set import make_address_set
from bench.linking.generator.party_set import make_party_set
from bench.linking.score import Score
from pandzicht.store.table_file import ROW_GROUP

app = typer.Typer(add_completion=False)
Folder = Annotated[Path, typer.Argument(help="Where it is kept.")]
Size = Annotated[int, typer.Argument(help="Addresses or parties in the register.")]
Rows = Annotated[int, typer.Argument(help="Rows that speak of them.")]
Seed = Annotated[int, typer.Argument(help="Its seed.")]


def maker_hash() -> str:
    """Return the hash of the code that makes the data and tells what can be reached."""
    here = Path(__file__).parent
    files = [*sorted((here / "generator").glob("*.py")), here / "ceiling.py", Path(__file__)]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


@app.command()
def addresses(folder: Folder, size: Size, rows: Rows, seed: Seed) -> None:
    """Make messy rows of addresses, what can be reached of them, and the ceiling over the rows that are scored."""
    _keep(folder, (size, rows, seed), lambda: _addresses(folder, size, rows, seed))


@app.command()
def parties(folder: Folder, size: Size, rows: Rows, seed: Seed) -> None:
    """Make owners' rows and the register of parties."""
    _keep(folder, (size, rows, seed), lambda: _parties(folder, size, rows, seed))


def _addresses(folder: Path, size: int, rows: int, seed: int) -> None:
    tables = make_address_set(size, rows, seed)
    reached = ceiling.reach(tables["register"], tables["said"])
    scored = reached.filter(pc.invert(tables["said"]["is_label"]))
    _write(folder, {**tables, "reach": reached})
    (folder / "ceiling.json").write_text(json.dumps(asdict(ceiling.ceiling_of(scored))), encoding="utf-8")


def _parties(folder: Path, size: int, rows: int, seed: int) -> None:
    tables = make_party_set(size, rows, seed)
    scored = tables["owners"].filter(pc.invert(tables["owners"]["is_label"]))
    true = pc.count(scored["truth"]).as_py()
    right = pc.count(scored.filter(pc.invert(scored["tied"]))["truth"]).as_py()
    _write(folder, tables)
    best = Score(rows=scored.num_rows, true=true, linked=right, right=right)
    (folder / "ceiling.json").write_text(json.dumps({"f1": best.f1}), encoding="utf-8")


def _write(folder: Path, tables: dict[str, pa.Table]) -> None:
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet", row_group_size=ROW_GROUP)


def _keep(folder: Path, parameters: tuple[int, ...], make: Callable[[], None]) -> None:
    mark, now = folder / "made-by", f"{maker_hash()} {parameters}"
    if mark.is_file() and mark.read_text(encoding="utf-8") == now:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    make()
    mark.write_text(now, encoding="utf-8")


if __name__ == "__main__":
    app()
