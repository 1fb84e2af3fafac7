# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes the figures of bench/results/run.json into bench/README.md, between two markers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from bench.measuring import ROOT

BEGIN, END = "<!-- figures of run.json: begin -->", "<!-- figures of run.json: end -->"
TARGETS = {
    "load_run_s": "at most 45",
    "run_s": "at most 10",
    "run_cpu_s": "at most 18",
    "peak_gib": "at most 3",
    "run_mib": "at most 200",
    "explain_ms": "at most 50",
    "growth_exponent": "at most 1",
}
"""What was asked, at 284,000 addresses on two cores."""


def table(document: dict[str, Any]) -> str:
    """Return the figures as a Markdown table, what was asked beside them.

    >>> print(table({"machine": {"cores": 2}, "versions": {"python": "3.11"},
    ...     "figures": {"run_s": {"value": 9.5, "unit": "s"}}}))
    cores 2 · python 3.11
    <BLANKLINE>
    | figure | value | unit | asked |
    | --- | ---: | --- | --- |
    | run_s | 9.5 | s | at most 10 |
    """
    facts = " · ".join(f"{name} {value}" for part in ("machine", "versions") for name, value in document[part].items())
    lines = [facts, "", "| figure | value | unit | asked |", "| --- | ---: | --- | --- |"]
    lines += [
        f"| {name} | {_number(item['value'])} | {item['unit']} | {TARGETS.get(name, '')} |"
        for name, item in document["figures"].items()
    ]
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) and abs(value) >= 1_000 else f"{value:g}"


def replaced(text: str, block: str) -> str:
    """Return a text with what stands between the two markers replaced.

    >>> replaced(f"a {BEGIN} b {END} c", "new") == f"a {BEGIN}\\n\\nnew\\n\\n{END} c"
    True
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError("the text does not hold both markers")
    return f"{before}{BEGIN}\n\n{block}\n\n{END}{after}"


def main(
    results: Annotated[Path, typer.Option(help="The figures.")] = ROOT / "bench" / "results" / "run.json",
    page: Annotated[Path, typer.Option(help="The page to write them into.")] = ROOT / "bench" / "README.md",
) -> None:
    """Write the figures into the page."""
    document = json.loads(results.read_text(encoding="utf-8"))
    page.write_text(replaced(page.read_text(encoding="utf-8"), table(document)), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
