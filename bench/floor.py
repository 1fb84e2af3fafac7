# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The floor: every delivered file of the first wave read in full and nothing done with it.

Delimited text, JSON and Parquet by DuckDB into tables of its own, GeoPackage by pyogrio, XLSX by openpyxl, the XML of
the BAG by lxml. Nothing that compares these registers can be cheaper than reading them.
"""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import duckdb
import openpyxl
import pyogrio
import typer
from lxml import etree

ENCODINGS = {"woz": "latin-1", "mma": "latin-1", "corporatie": "utf-16"}
DELIMITERS = {"mma": ",", "signalen": ",", "verhuur_nachten": ",", "leefbaarometer": ",", "sbi": "|"}
SKIPPED = {"ep_online": 2}


def main(folder: Annotated[Path, typer.Argument(help="The workspace of the model city.")]) -> None:
    """Read everything, and print how many rows there were per source."""
    home = folder / "city" / "deliveries"
    listed = json.loads((home / "deliveries.json").read_text(encoding="utf-8"))
    connection = duckdb.connect(":memory:", config={"threads": 2})
    rows, seconds = {}, {}
    for item in (item for item in listed if item["wave"] == 1 and item["source"] != "energie"):
        begun = time.process_time()
        rows[item["source"]] = sum(read(connection, item["source"], home / name) for name in item["files"])
        seconds[item["source"]] = round(time.process_time() - begun, 3)
    print(json.dumps({"rows": rows, "cpu": seconds}))


def read(connection: duckdb.DuckDBPyConnection, source: str, path: Path) -> int:
    """Read one file whole and return its number of rows."""
    match path.suffix:
        case ".csv":
            return _kept(connection, _csv(source, path))
        case ".json":
            return _json(connection, path)
        case ".parquet":
            return _kept(connection, f"SELECT * FROM read_parquet('{path}')")
        case ".gpkg":
            return sum(pyogrio.read_arrow(path, layer=name)[1].num_rows for name, _ in pyogrio.list_layers(path))
        case ".xlsx":
            book = openpyxl.load_workbook(path, read_only=True)
            return sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))
        case ".zip":
            return sum(_elements(content) for content in _xml_files(path.read_bytes()))
    raise ValueError(f"{path.name}: no reader for {path.suffix}")


def _csv(source: str, path: Path) -> str:
    return (
        f"SELECT * FROM read_csv('{path}', all_varchar = true, header = true, delim = '{DELIMITERS.get(source, ';')}', "
        f"quote = '\"', skip = {SKIPPED.get(source, 0)}, encoding = '{ENCODINGS.get(source, 'utf-8')}', "
        "auto_detect = true)"
    )


def _json(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    with path.open("rb") as file:
        is_list = file.read(1) == b"["
    if is_list:
        return _kept(connection, f"SELECT * FROM read_json('{path}', maximum_object_size = 1000000000)")
    document = f"read_json('{path}', format = 'auto', maximum_object_size = 1000000000)"
    names = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {document}").fetchall()]
    return _kept(connection, f"SELECT unnest({'results' if 'results' in names else 'value'}) FROM {document}")


def _kept(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE read AS {query}")
    return int(connection.execute("SELECT count(*) FROM read").fetchall()[0][0])


def _xml_files(content: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not name.startswith("__MACOSX") and name.endswith((".zip", ".xml")):
                inner = archive.read(name)
                yield from _xml_files(inner) if name.endswith(".zip") else (inner,)


def _elements(content: bytes) -> int:
    count = 0
    for _, element in etree.iterparse(io.BytesIO(content), tag="{*}stand"):
        count += 1
        element.clear()
    return count


if __name__ == "__main__":
    typer.run(main)
