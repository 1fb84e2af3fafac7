# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measures what a year of rounds finds in the model city.

The figures stand in `bench/results/learning.json` beside those of `bench.learning.run`, which is measured first.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Annotated

import typer

from bench.figures import Figures, figure, write_results
from bench.learning.boosting import boosted_pairs, boosting
from bench.learning.model_city import City, city_in, of_years
from bench.learning.run import RESULTS
from bench.measuring import ROOT, machine, versions
from pandzicht.cli import demonstrating
from pandzicht.cli.desk import desk_at
from pandzicht.cli.output import Output
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.sources.known_readers import known_readers

REPEATS = 6
app = typer.Typer(add_completion=False)


def compared(folder: Path, addresses: int, seed: int) -> City:
    """The city of a size and a seed, built, loaded and compared where that was not done yet."""
    output = Output(as_json=True)
    with output.progress() as tell:
        workspace = demonstrating.city_workspace(folder, addresses, seed, tell)
        desk = desk_at(workspace, output)
        catalogue = sound_catalogue(workspace.catalogue, readers=known_readers())
        demonstrating.load_city(desk, workspace, catalogue, tell)
        city = demonstrating.city_in(folder, addresses, seed)
        run_id = demonstrating.year_of_rounds(desk, workspace, city, tell).compare(1)
    return city_in(folder, city.world, workspace.runs / run_id)


@app.command()
def every(
    addresses: Annotated[int, typer.Option(help="The size of the city.")] = 284_000,
    seed: Annotated[int, typer.Option(help="The seed of the city.")] = 1,
    repeats: Annotated[int, typer.Option(help="How many years each order gets, with other draws.")] = REPEATS,
    folder: Annotated[Path | None, typer.Option(help="Where the city is kept; by default under build/bench.")] = None,
    out: Annotated[Path, typer.Option(help="Where the figures go.")] = RESULTS,
) -> None:
    """Measure, and write the figures beside those that stand there."""
    before, figures = machine(), Figures()
    city = compared(folder or ROOT / "build" / "bench" / f"rounds-{addresses}-{seed}", addresses, seed)
    begun = time.process_time()
    of_years(figures, city, repeats=repeats, others={"boosting": boosting, "ebm": boosted_pairs})
    figures["rounds_cpu_s"] = figure(time.process_time() - begun, "CPU s")
    earlier: Figures = json.loads(out.read_text(encoding="utf-8"))["figures"] if out.is_file() else {}
    write_results(out, name="learning", machine=before, versions=versions(), figures=earlier | figures)


if __name__ == "__main__":
    app()
