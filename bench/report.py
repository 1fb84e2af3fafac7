# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes the figures of bench/results into bench/README.md, each file between its two markers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from bench.measuring import ROOT

FAULT = "fault_"
TARGETS = {
    "run": {
        "load_run_s": "at most 45",
        "run_s": "at most 10",
        "run_cpu_s": "at most 18",
        "peak_gib": "at most 3",
        "run_mib": "at most 200",
        "explain_ms": "at most 50",
        "growth_exponent": "at most 1",
    },
    "linking": {
        "link_1m_s": "at most 9",
        "link_1m_cpu_s": "at most 13",
        "peak_gib": "at most 0.8",
        "ratio_splink_trained": "at least 2.5",
        "ratio_splink_saved": "at least 1.6",
        "f1_below_ceiling": "at most 0.002",
        "f1_below_ceiling_without_ties": "at most 0.002",
        "f1_below_ceiling_named": "at most 0.002",
        "error_vs_splink": "at most 0.65",
        "calibration_error": "at most 0.01",
        "auto_precision": "at least 0.994",
        "parties_f1": "at least 0.99",
        "febrl3_precision": "1",
        "febrl4_precision": "1",
        "parties_ratio_splink": "at least 5",
    },
    "proxies": {
        "ours_cities_with_a_false_alarm": "at most 0.05",
        "ours_power_0.3": "at least 0.9",
        "slight_in_a_large_city_found": "at least 0.8",
        "slight_in_a_large_city_blocks": "at most 0.05",
        "covers_no_relation": "0.93 to 0.97",
        "test_cpu_s": "at most 20",
    },
    "office": {
        "list_p95_ms": "at most 200",
        "dossier_p95_ms": "at most 100",
        "search_p95_ms": "at most 100",
        "tile_p95_ms": "at most 50",
        "map_first_draw_s": "at most 2.5",
        "load_users": "100",
        "load_errors": "0",
        "load_p95_ms": "at most 500",
        "page_max_kb": "at most 250",
    },
    "learning": {
        "chicago_first_half": "0.69 within its interval",
        "chicago_days_earlier": "7.4 within its interval",
        "chicago_inadmissible_told": "1",
        "backtest_cpu_s": "at most 60",
        "share_of_optimal": "at least 0.9",
        "points_below_boosting": "at most 3",
        "yield_over_base": "at least 4",
        "proxy_selection_ratio": "at most 1.25",
        "points_below_ebm": "at most 3",
        "coverage": "at least 0.935",
        "coverage_least": "at least 0.935",
        "fit_explain_cpu_s": "at most 90",
        "off_policy_refused_right": "1",
    },
    "logs": {
        "log_600k_s": "at most 10",
        "log_ratio_plain": "at most 3",
        "verify_1m_s": "at most 3",
    },
}
"""What was asked of each measurement, at 284,000 addresses on two cores."""


def markers(name: str) -> tuple[str, str]:
    """Return the lines between which the figures of a measurement stand.

    >>> markers("run")[0]
    '<!-- figures of run.json: begin -->'
    """
    return f"<!-- figures of {name}.json: begin -->", f"<!-- figures of {name}.json: end -->"


def table(document: dict[str, Any]) -> str:
    """Return the figures as a Markdown table, what was asked beside them.

    >>> print(table({"name": "run", "machine": {"cores": 2}, "versions": {"python": "3.11"},
    ...     "figures": {"run_s": {"value": 9.5, "unit": "s"}}}))
    cores 2 · python 3.11
    <BLANKLINE>
    | figure | value | unit | asked |
    | --- | ---: | --- | --- |
    | run_s | 9.5 | s | at most 10 |
    """
    facts = " · ".join(f"{name} {value}" for part in ("machine", "versions") for name, value in document[part].items())
    lines = [facts, "", "| figure | value | unit | asked |", "| --- | ---: | --- | --- |"]
    asked = TARGETS.get(document["name"], {})
    lines += [
        f"| {name} | {_number(item['value'])} | {item['unit']} | {asked.get(name, '')} |"
        for name, item in document["figures"].items()
        if not name.startswith(FAULT)
    ]
    return "\n".join([*lines, *fault_table(document["figures"])])


def fault_table(figures: dict[str, Any]) -> list[str]:
    """Return a table of what became of the rows with each fault; nothing when the figures name no faults.

    >>> fault_table({"fault_old_street_wrong": {"value": 0.25}, "fault_old_street_empty": {"value": 0.5}})[-1]
    '| old street | 25.0 % | 50.0 % |'
    """
    shares: dict[str, dict[str, float]] = {}
    for name, item in figures.items():
        if name.startswith(FAULT):
            fault, _, column = name.removeprefix(FAULT).rpartition("_")
            shares.setdefault(fault.replace("_", " "), {})[column] = item["value"]
    if not shares:
        return []
    columns = list(next(iter(shares.values())))
    lines = ["", f"| fault | {' | '.join(columns)} |", f"| --- |{' ---: |' * len(columns)}"]
    return lines + [
        f"| {fault} | {' | '.join(f'{one[column]:.1%}'.replace('%', ' %') for column in columns)} |"
        for fault, one in shares.items()
    ]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) and abs(value) >= 1_000 else f"{value:g}"


def replaced(text: str, name: str, block: str) -> str:
    """Return a text with what stands between the two markers of a measurement replaced.

    >>> begin, end = markers("run")
    >>> replaced(f"a {begin} b {end} c", "run", "new") == f"a {begin}\\n\\nnew\\n\\n{end} c"
    True
    """
    first, last = markers(name)
    before, begin, rest = text.partition(first)
    _, end, after = rest.partition(last)
    if not (begin and end):
        raise ValueError(f"the text does not hold both markers of {name}.json")
    return f"{before}{first}\n\n{block}\n\n{last}{after}"


def main(
    results: Annotated[Path, typer.Option(help="The folder with the figures.")] = ROOT / "bench" / "results",
    page: Annotated[Path, typer.Option(help="The page to write them into.")] = ROOT / "bench" / "README.md",
) -> None:
    """Write all figures into the page."""
    text = page.read_text(encoding="utf-8")
    for path in sorted(results.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        text = replaced(text, document["name"], table(document))
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
