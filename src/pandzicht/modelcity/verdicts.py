# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The truth on paper: for benches and tests only, never beside the deliveries."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.public_ground import Places
from pandzicht.modelcity.texts import digits, joined
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import KINDS, PAND_CHECKS, Check, Truth

PLACE_KIND = "zonder_precariovergunning"


def write_verdicts(box: Outbox, truth: Truth, places: Places) -> dict[str, float]:
    """Write `truth/checks.parquet`, `aliases.parquet` and `summary.json`; return the share in violation per check."""
    folder = box.folder / "truth"
    write_checks(folder, box.town, truth, _places(places))
    _write_aliases(box.town, folder / "aliases.parquet")
    shares = {}
    for check in Check:
        verdicts = truth.of(check)
        shares[check.value] = round(float(verdicts.is_so().sum() / max(int(verdicts.frame.sum()), 1)), 4)
    summary = {
        "addresses": box.town.addresses,
        "seed": box.town.seed,
        "on": box.town.on.isoformat(),
        "rows": [{"source": e.source, "date": e.date.isoformat(), "rows": e.rows} for e in box.entries],
        "in_violation": shares,
    }
    (folder / "summary.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    return shares


def write_checks(folder: Path, town: Town, truth: Truth, *others: pa.Table) -> None:
    """Write `checks.parquet` into a folder: what is so at every unit of every check, then other tables of that form."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = [_table(town, truth, check) for check in Check]
    pq.write_table(pa.concat_tables([*tables, *others]), folder / "checks.parquet", compression="zstd")


def _table(town: Town, truth: Truth, check: Check) -> pa.Table:
    verdicts = truth.of(check)
    unit = "pand" if check in PAND_CHECKS else "object"
    rows = np.flatnonzero(verdicts.frame)
    ids = town.panden.ids[rows] if unit == "pand" else town.objects.ids[rows]
    kinds = verdicts.really[rows].astype(np.int64)
    return _columns((check.value, unit), digits(ids), (kinds, KINDS[check]), verdicts.shown[rows] > 0)


def _columns(names: tuple[str, str], ids: pa.Array, kinds: tuple[Array, tuple[str, ...]], looks: Array) -> pa.Table:
    code, words = kinds
    count = len(code)
    return pa.table(
        {
            "controle": pa.array([names[0]]).take(pa.array(np.zeros(count, dtype=np.int64))),
            "eenheid": pa.array([names[1]]).take(pa.array(np.zeros(count, dtype=np.int64))),
            "id": ids,
            "waar": pa.array(code > 0),
            "soort": pa.array(words, type=pa.string()).take(pa.array(np.maximum(code - 1, 0), mask=code == 0)),
            "schijn": pa.array(looks),
        }
    )


def _places(places: Places) -> pa.Table:
    names = (Check.ILLEGALE_BOUW.value, "plaats")
    return _columns(
        names, joined("plaats:precario:", places.keys()), (places.really.astype(np.int64), (PLACE_KIND,)), places.looks
    )


def _write_aliases(town: Town, path: Path) -> None:
    renamed = np.flatnonzero(town.streets.renamed).tolist()
    table = pa.table(
        {
            "straat": pa.array([town.streets.names[n] for n in renamed], type=pa.string()),
            "oude_naam": pa.array([town.streets.former[n] for n in renamed], type=pa.string()),
        }
    )
    pq.write_table(table, path, compression="zstd")
