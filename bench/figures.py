# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rounds to figures: medians, ratios within a round, the exponent of growth, and the form in which they are kept."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

Figures = dict[str, dict[str, Any]]


def growth_exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return the exponent of cost = a * size ** exponent that fits best: least squares over the logarithms.

    >>> round(growth_exponent([1, 2, 4, 8], [3, 6, 12, 24]), 6)
    1.0
    >>> round(growth_exponent([10, 100], [1, 100]), 6)
    2.0
    """
    if len(sizes) != len(costs) or len(set(sizes)) < 2:
        raise ValueError("growth needs the costs of at least two sizes")
    x, y = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    across = sum((one - mean_x) * (other - mean_y) for one, other in zip(x, y, strict=True))
    return across / sum((one - mean_x) ** 2 for one in x)


def ratio(mine: Sequence[float], other: Sequence[float]) -> float:
    """Return the median over the rounds of one cost over another.

    >>> ratio([2.0, 9.0, 4.0], [1.0, 3.0, 2.0])
    2.0
    """
    return median(one / two for one, two in zip(mine, other, strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that a share of the values does not exceed.

    >>> percentile([5, 1, 4, 2, 3], 0.95), percentile([5, 1, 4, 2, 3], 0.5)
    (5, 3)
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def figure(value: float, unit: str) -> dict[str, Any]:
    """Return a figure with its unit, to four digits that say something.

    >>> figure(12.34567, "s")
    {'value': 12.35, 'unit': 's'}
    """
    return {"value": float(f"{value:.4g}"), "unit": unit}


def write_results(
    path: Path, *, name: str, machine: Mapping[str, Any], versions: Mapping[str, str], figures: Figures
) -> None:
    """Write one measurement as `{"name", "machine", "versions", "figures"}`."""
    document = {"name": name, "machine": dict(machine), "versions": dict(versions), "figures": figures}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
