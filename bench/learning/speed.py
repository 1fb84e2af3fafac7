# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measures what it takes to learn, explain and judge points when all of a large city was visited, beside a peer.

The figures stand in `bench/results/learning.json` beside those of `bench.learning.run`, which is measured first.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bench.figures import Figures, write_results
from bench.learning.boosting import main_effects
from bench.learning.run import RESULTS
from bench.learning.whole_city import ROWS, of_whole_city, whole_city
from bench.measuring import machine, versions

app = typer.Typer(add_completion=False)


@app.command()
def every(
    rows: Annotated[int, typer.Option(help="How many addresses have an outcome.")] = ROWS,
    out: Annotated[Path, typer.Option(help="Where the figures go.")] = RESULTS,
) -> None:
    """Measure, and write the figures beside those that stand there."""
    before, figures = machine(), Figures()
    of_whole_city(figures, whole_city(rows), main_effects)
    earlier: Figures = json.loads(out.read_text(encoding="utf-8"))["figures"] if out.is_file() else {}
    write_results(out, name="learning", machine=before, versions=versions(), figures=earlier | figures)


if __name__ == "__main__":
    app()
