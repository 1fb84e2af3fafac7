# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The model city that is measured on: built once, kept under build/bench, built anew when its maker changed.

`python -m bench.city build FOLDER ADDRESSES SEED` makes or keeps it; `extract FOLDER ADDRESSES SEED` writes a BAG 2.0
extract of all its objects.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Annotated

import typer

from bench.full_extract import write_full_extract
from pandzicht.cli.demonstrating import PEILDATUM, city_workspace
from pandzicht.cli.starting import shipped_catalogue
from pandzicht.modelcity import city as maker

app = typer.Typer(add_completion=False)
Folder = Annotated[Path, typer.Argument(help="Where the city is kept.")]
Addresses = Annotated[int, typer.Argument(help="Its size.")]
Seed = Annotated[int, typer.Argument(help="Its seed.")]


def maker_hash() -> str:
    """Return the hash of the code that makes the city."""
    files = sorted(Path(maker.__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


@app.command()
def build(folder: Folder, addresses: Addresses, seed: Seed) -> None:
    """Make the city, or keep the one that is there; its catalogue is always the one of this version."""
    mark, now = folder / "made-by", maker_hash()
    kept = mark.is_file() and mark.read_text(encoding="utf-8") == now
    if folder.exists() and not kept:
        shutil.rmtree(folder)
    workspace = city_workspace(folder, addresses, seed, lambda _label, _part: None)
    mark.write_text(now, encoding="utf-8")
    shutil.rmtree(workspace.catalogue)
    shutil.copytree(shipped_catalogue(), workspace.catalogue)
    files = [path for path in (folder / "city" / "deliveries").rglob("*") if path.is_file()]
    print(json.dumps({"kept": kept, "mib": round(sum(path.stat().st_size for path in files) / 2**20, 1)}))


@app.command()
def extract(folder: Folder, addresses: Addresses, seed: Seed) -> None:
    """Write a BAG 2.0 extract of every object of the city, two voorkomens for most."""
    print(json.dumps(write_full_extract(folder, addresses=addresses, seed=seed, on=PEILDATUM)))


if __name__ == "__main__":
    app()
