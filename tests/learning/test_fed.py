# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Points with and without what earlier visits feed: on the same visits, with an interval."""

from __future__ import annotations

from pandzicht.learning.fed import without_fed
from pandzicht.learning.labels import Labels
from pandzicht.ranking.yield_estimate import Figure
from tests.learning.simulated_rounds import EXPERT, TRUTH, labels

POINTS = {"leegstand": 9, "melding": 6, "geen_bewoner": 3}


def test_a_signal_that_tells_something_is_missed() -> None:
    found = without_fed(labels(12), POINTS, ["leegstand"])
    assert found is not None
    assert found.fed == ("leegstand",)
    assert isinstance(found.whole, Figure)
    assert isinstance(found.without, Figure)
    assert isinstance(found.difference, Figure)
    assert found.whole.value > found.without.value
    assert found.difference.low > 0


def test_a_signal_that_tells_nothing_is_not_missed() -> None:
    found = without_fed(labels(12), EXPERT, ["oud_label"])
    assert found is not None
    assert isinstance(found.difference, Figure)
    assert found.difference.value < 0


def test_a_signal_without_points_needs_no_test() -> None:
    assert without_fed(labels(2), POINTS, ["oud_label"]) is None
    assert without_fed(labels(2), POINTS, []) is None


def test_of_no_visits_nothing_is_told() -> None:
    found = without_fed(Labels.of([], tuple(TRUTH)), POINTS, ["leegstand"])
    assert found is not None
    assert not isinstance(found.difference, Figure)
