# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scores a file of links in a process of its own, so that what is measured after it starts small.

`python -m bench.linking.judging addresses|parties FOLDER LINKS [--ranked]` prints one line of JSON; with `--ranked` the
links are best answers of a peer, and the threshold that suits them best is taken.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import typer

from bench.linking.generator.fault import Fault
from bench.linking.score import Score, judge, score
from bench.linking.threshold import best_links

app = typer.Typer(add_completion=False)
Folder = Annotated[Path, typer.Argument(help="The data set.")]
Links = Annotated[Path, typer.Argument(help="The links.")]
Ranked = Annotated[bool, typer.Option("--ranked", help="They are best answers, to be cut where it suits them best.")]


@app.command()
def addresses(folder: Folder, links: Links, ranked: Ranked = False) -> None:
    """Score links of messy rows to addresses."""
    said, register, reached = (pq.read_table(folder / f"{name}.parquet") for name in ("said", "register", "reach"))
    found = pq.read_table(links)
    if ranked:
        found = best_links(found, said, key="row_no", answer="address_no")
    told = judge(found, said=said, register=register, reached=reached)
    beyond = pc.if_else(said["is_label"], False, reached["beyond"]).to_numpy(zero_copy_only=False)
    bits = said["faults"].to_numpy()
    shares = {fault.value: float(beyond[(bits >> at) & 1 == 1].mean()) for at, fault in enumerate(Fault)}
    faults = {name: {**asdict(one), "beyond": shares.get(name, 0.0)} for name, one in told.faults.items()}
    print(json.dumps({**asdict(told), **_rates(told.score), "faults": faults}))


@app.command()
def parties(folder: Folder, links: Links, ranked: Ranked = False) -> None:
    """Score links of owners to parties, and apart for persons and companies."""
    owners = pq.read_table(folder / "owners.parquet")
    found = pq.read_table(links)
    if ranked:
        found = best_links(found, owners, key="row_no", answer="party_no")
    kinds = {kind: score(found, owners.filter(pc.equal(owners["kind"], kind))).f1 for kind in ("person", "company")}
    print(json.dumps({**_rates(score(found, owners)), **kinds}))


def _rates(counts: Score) -> dict[str, Any]:
    return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}


if __name__ == "__main__":
    app()
