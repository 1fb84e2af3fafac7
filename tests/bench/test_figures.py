# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures of the bench: growth, ratios, and the form in which they are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import figure, growth_exponent, percentile, ratio, write_results

SIZES = [71_000, 142_000, 284_000, 568_000]


@given(exponent=st.floats(0.1, 2.5), scale=st.floats(1e-4, 1e3))
def test_growth_is_found_back(exponent: float, scale: float) -> None:
    costs = [scale * size**exponent for size in SIZES]
    assert growth_exponent(SIZES, costs) == pytest.approx(exponent, abs=1e-6)


def test_a_fixed_cost_makes_growth_less_than_linear() -> None:
    assert growth_exponent(SIZES, [5 + size / 100_000 for size in SIZES]) < 1


@pytest.mark.parametrize(("sizes", "costs"), [([1], [1]), ([2, 2], [1, 1]), ([1, 2], [1])])
def test_growth_needs_two_sizes(sizes: list[float], costs: list[float]) -> None:
    with pytest.raises(ValueError, match="at least two sizes"):
        growth_exponent(sizes, costs)


def test_a_ratio_is_taken_within_each_round() -> None:
    # the second round ran on a busy machine: both took longer, the ratio did not change
    assert ratio([10.0, 30.0, 11.0], [5.0, 15.0, 5.0]) == 2.0


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_the_95th_percentile_is_a_value_that_few_exceed(values: list[float]) -> None:
    found = percentile(values, 0.95)
    assert found in values
    assert sum(value > found for value in values) <= 0.05 * len(values)


def test_results_have_the_form_of_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "results" / "run.json"
    write_results(
        path, name="run", machine={"cores": 2}, versions={"python": "3.11"}, figures={"run_s": figure(9.87654, "s")}
    )
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "name": "run",
        "machine": {"cores": 2},
        "versions": {"python": "3.11"},
        "figures": {"run_s": {"value": 9.877, "unit": "s"}},
    }
