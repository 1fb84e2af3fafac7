# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the published result of Chicago's food inspections is worth, with and without what is not admissible.

Beside ours stands the peer: the city's own stored score, of which the published figures are.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from bench.figures import Figures, figure, write_results
from bench.learning.chicago import put
from bench.learning.histories import FRAME, LIFT, SCENARIOS, clustered_coverage, coverage, refused_as_it_should
from bench.measuring import ROOT, machine, versions
from pandzicht.definitions.backtest_file import read_backtest
from pandzicht.learning.backtest import Backtested, Judgement, backtest
from pandzicht.learning.contender import Contender
from pandzicht.learning.interval import Judged
from pandzicht.learning.past_visits import read_past_visits
from pandzicht.learning.statement import Kind
from pandzicht.learning.statement_rules import statements
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Figure

RESULTS = ROOT / "bench" / "results" / "learning.json"
NAMES = {
    Contender.INADMISSIBLE: "chicago_{}",
    Contender.MODEL: "chicago_{}_admissible",
    Contender.OLD_SCORE: "chicago_{}_stored_score",
    Contender.EXPERTS: "chicago_{}_experts",
}
ASKED = (Stratum.CHALLENGER, Stratum.CONTROL, LIFT)
app = typer.Typer(add_completion=False)


def told(figures: Figures, name: str, judged: Judged, unit: str) -> None:
    """Put a figure and both ends of its interval among the others; what was refused is not there."""
    if isinstance(judged, Figure):
        figures[name] = figure(judged.value, unit)
        figures[f"{name}_low"] = figure(judged.low, unit)
        figures[f"{name}_high"] = figure(judged.high, unit)


def of_division(figures: Figures, judged: Judgement) -> None:
    """The figures on the two months that the city held out."""
    told(figures, "chicago_first_half_as_done", judged.as_done, "share")
    for contender, name in NAMES.items():
        standing = judged.standings[contender]
        told(figures, name.format("first_half"), standing.first_half, "share")
        told(figures, name.format("days_earlier"), standing.days_earlier, "days")
        told(figures, name.format("precision"), standing.pooled, "share")
    told(figures, "chicago_precision_lot", judged.standings[Contender.LOT].pooled, "share")


def of_windows(figures: Figures, judged: Judgement) -> None:
    """The figures over six windows, on licences that were not learned from."""
    for contender, name in ((Contender.MODEL, "model"), (Contender.EXPERTS, "experts"), (Contender.LOT, "lot")):
        standing = judged.standings[contender]
        told(figures, f"chicago_windows_precision_{name}", standing.pooled, "share")
        for word, value in (("median", standing.median), ("worst", standing.worst)):
            if value is not None:
                figures[f"chicago_windows_{word}_{name}"] = figure(value, "share")
    told(figures, "chicago_windows_first_half_model", judged.standings[Contender.MODEL].first_half, "share")
    less = judged.standings[Contender.EXPERTS].less_than_model
    if less is not None:
        told(figures, "chicago_windows_model_less_experts", less, "share")


def share_of_gain(figures: Figures) -> float:
    """Which part of what the first half gained over the visits as they were made comes from what is not admissible."""
    done, whole, admissible = (
        float(figures[f"chicago_first_half{end}"]["value"]) for end in ("_as_done", "", "_admissible")
    )
    return (whole - admissible) / (whole - done)


def judged_chicago(data: Path) -> Backtested:
    """The backtest of the whole table."""
    with tempfile.TemporaryDirectory() as folder:
        asked = read_backtest(put(data, Path(folder)))
        return backtest(asked.definition, read_past_visits(asked))


def of_histories(figures: Figures, histories: int) -> None:
    """How often the intervals of simulated rounds hold the truth: over all scenarios, and in the one with the least."""
    random = np.random.default_rng(1)
    told = [coverage(scenario, histories, random) for scenario in SCENARIOS]
    for name in (Stratum.TOP, *ASKED, FRAME):
        counts = [each[name] for each in told]
        held = sum(count.held for count in counts) / sum(count.claimed for count in counts)
        figures[f"coverage_{name}"] = figure(held, "share")
        figures[f"coverage_{name}_least"] = figure(min(count.share for count in counts), "share")
    for end in ("", "_least"):
        least = min(float(figures[f"coverage_{name}{end}"]["value"]) for name in ASKED)
        figures[f"coverage{end}"] = figure(least, "share")
    figures["coverage_clustered"] = figure(clustered_coverage(histories, random), "share")
    figures["coverage_histories"] = figure(histories, "histories per scenario")
    figures["coverage_claimed"] = figure(min(each[LIFT].claimed for each in told) / histories, "share")
    figures["off_policy_refused_right"] = figure(refused_as_it_should(histories, random), "share")


@app.command()
def every(
    data: Annotated[
        Path | None, typer.Option(help="The folder with real files; by default PANDZICHT_REAL_DATA.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Where the figures go.")] = RESULTS,
    histories: Annotated[int, typer.Option(help="How many rounds are simulated per scenario.")] = 2_000,
) -> None:
    """Measure on the food inspections of Chicago, and on rounds of which the truth is known."""
    folder = data or Path(os.environ["PANDZICHT_REAL_DATA"])
    before, begun, figures = machine(), time.process_time(), Figures()
    found = judged_chicago(folder)
    figures["inspections"] = figure(found.counts["visited"], "inspections")
    if found.division and found.division.judgement:
        of_division(figures, found.division.judgement)
        figures["chicago_gain_from_inadmissible"] = figure(share_of_gain(figures), "share")
    if found.rolling:
        of_windows(figures, found.rolling)
    kinds = {one.kind for one in statements(found)}
    figures["chicago_inadmissible_told"] = figure(float(Kind.INADMISSIBLE in kinds), "yes or no")
    figures["backtest_cpu_s"] = figure(time.process_time() - begun, "CPU s")
    of_histories(figures, histories)
    write_results(out, name="learning", machine=before, versions=versions(), figures=figures)


if __name__ == "__main__":
    app()
