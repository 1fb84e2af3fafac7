# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small made-up table of past visits and its definition, as files."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from pandzicht.definitions.backtest_file import BacktestFile, read_backtest
from pandzicht.modelcity.past_visits import DEFINITION, HEADINGS, past_visits

Row = dict[str, object]
ROWS: list[Row] = []


def rows_of_city() -> list[Row]:
    """The rows of the made-up city, each as column -> value."""
    if not ROWS:
        told = list(past_visits())[1:]
        ROWS.extend(dict(zip(HEADINGS, row, strict=True)) for row in told)
    return [dict(row) for row in ROWS]


def written(
    folder: Path, *, rows: Sequence[Row] | None = None, change: Callable[[str], str] = lambda text: text
) -> BacktestFile:
    """Write a table and a changed definition, and read the definition."""
    told = rows_of_city() if rows is None else list(rows)
    with (folder / "bezoeken.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(told[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(told)
    path = folder / "bezoeken.yaml"
    path.write_text(change(DEFINITION), encoding="utf-8")
    return read_backtest(path)
