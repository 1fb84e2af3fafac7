# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Coverage is measured against a truth that is known: intervals that are too narrow are seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bench.figures import Figures
from bench.learning import coverage
from bench.learning.coverage import NAMES, covered, covered_in_clusters, of_intervals
from pandzicht.ranking import yield_estimate


def test_the_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    found = covered(200, seed=4)
    assert set(found) == set(NAMES)
    assert all(share > 0.9 for share in found.values())
    assert covered_in_clusters(300, seed=4) > 0.9


def test_an_interval_of_half_the_width_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = yield_estimate._figure

    def halved(value: float, bounds: tuple[float, float], of: float) -> Any:
        told = whole(value, bounds, of)
        return replace(told, low=(told.low + told.value) / 2, high=(told.high + told.value) / 2)

    monkeypatch.setattr(yield_estimate, "_figure", halved)
    assert max(covered(200, seed=4).values()) < 0.85


def test_the_figure_is_the_least_of_the_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "covered", lambda _count, _seed: {"control": 0.96, "challenger": 0.91, "lift": 0.99})
    figures = Figures()
    of_intervals(figures, histories=20)
    assert figures["coverage"]["value"] == 0.91
    assert {f"coverage_{name}" for name in NAMES} < set(figures)
