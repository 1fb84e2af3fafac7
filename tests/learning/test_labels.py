# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Labels: what an address answered when it was proposed, and nothing of who looked, when or with whom."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from pandzicht.learning.labels import Label, Labels
from tests.learning.simulated_rounds import TRUTH, rounds

LABEL = rounds(1)[0]


def test_who_looked_and_on_which_day_is_no_feature() -> None:
    told = replace(LABEL, answers={"leegstand": "yes", "toezichthouder": "yes", "team": "yes", "dag": "yes"})
    found = Labels.of([told], tuple(TRUTH))
    assert found.signals == tuple(TRUTH)
    assert found.yes.tolist() == [[1.0, 0.0, 0.0, 0.0]]
    assert not {"inspector", "team"} & {field.name for field in fields(Label)}


def test_what_is_unknown_counts_as_it_does_in_a_score() -> None:
    found = Labels.of([replace(LABEL, answers={"leegstand": "unknown", "melding": "yes"})], ("leegstand", "melding"))
    assert found.scores({"leegstand": 5, "melding": 2}, np.array([0])).tolist() == [2.0]


def test_what_was_added_by_hand_has_no_probability() -> None:
    found = Labels.of([replace(LABEL, chance=None), replace(LABEL, unit="z")], ("leegstand",))
    assert found.is_drawn.tolist() == [True, False] or found.is_drawn.tolist() == [False, True]
    assert int(found.is_drawn.sum()) == 1


def test_units_of_one_building_or_owner_are_one_cluster() -> None:
    told = [
        replace(LABEL, unit="a", building="p1", owner=""),
        replace(LABEL, unit="b", building="p1", owner="kvk 1"),
        replace(LABEL, unit="c", building="p2", owner="kvk 1"),
        replace(LABEL, unit="d", building="p3", owner=""),
    ]
    clusters = Labels.of(told, ("leegstand",)).clusters
    assert len(set(clusters[:3])) == 1
    assert clusters[3] not in clusters[:3]


def test_the_order_in_which_labels_come_changes_nothing() -> None:
    told = rounds(2)
    one, other = Labels.of(told, tuple(TRUTH)), Labels.of(told[::-1], tuple(TRUTH))
    assert np.array_equal(one.yes, other.yes)
    assert np.array_equal(one.looked, other.looked)


def test_what_did_not_stand_is_nothing_from_the_day_on_which_that_was_known() -> None:
    told = [
        replace(LABEL, unit="a", is_found=False, undone=LABEL.looked + 60),
        replace(LABEL, unit="b", is_found=True),
        replace(LABEL, unit="c", is_found=False),
    ]
    every = Labels.of(told, tuple(TRUTH))
    assert every.found.tolist() == [0.0, 1.0, 0.0]
    assert every.as_of(LABEL.looked + 60).found.tolist() == [1.0, 1.0, 0.0]
    assert every.as_of(LABEL.looked + 61).found.tolist() == [0.0, 1.0, 0.0]
