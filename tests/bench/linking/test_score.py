# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The score of links made by hand: right, wrong, empty, the wrong unit, silent ties, labels left out."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from bench.linking.generator.fault import Fault
from bench.linking.score import Score, calibration_error, judge, score

TYPO = 1 << list(Fault).index(Fault.TYPO)
SAID = pa.table(
    {
        "row_no": pa.array(range(6), pa.int32()),
        "truth": pa.array([0, 1, 2, 3, None, 0], pa.int32()),
        "faults": pa.array([0, TYPO, TYPO, 0, 0, 0], pa.int32()),
        "is_label": [False, False, False, False, False, True],
    }
)
REGISTER = pa.table({"address_no": pa.array(range(4), pa.int32()), "pand_id": [10, 11, 11, 12]})
REACHED = pa.table(
    {
        "row_no": pa.array(range(6), pa.int32()),
        "tied": [False, True, False, False, False, False],
        "own_equal": [True, False, False, True, False, True],
        "equals": [0, 0, 0, 1, 0, 0],
    }
)
LINKS = pa.table(
    {
        "row_no": pa.array([0, 1, 2, 4, 5], pa.int32()),
        "address_no": pa.array([0, 1, 1, 3, 2], pa.int32()),
        "probability": [0.99, 0.97, 0.9, 0.96, 0.99],
    }
)


def test_links_are_held_against_the_truth_and_labels_are_left_out() -> None:
    found = judge(LINKS, said=SAID, register=REGISTER, reached=REACHED)
    assert found.score == Score(rows=5, true=4, linked=4, right=2)
    assert found.wrong_unit == pytest.approx(1 / 4)
    assert found.silent_ties == pytest.approx(1 / 4)
    assert found.auto_precision == pytest.approx(2 / 3)
    assert found.auto_share == pytest.approx(3 / 5)


def test_what_became_of_a_fault_is_told_apart() -> None:
    found = judge(LINKS, said=SAID, register=REGISTER, reached=REACHED).faults
    assert (found["typo"].rows, found["typo"].wrong, found["typo"].empty) == (2, 0.5, 0.0)
    assert (found["none"].rows, found["none"].wrong, found["none"].empty) == (3, 1 / 3, 1 / 3)


def test_a_link_of_a_row_without_a_true_address_is_an_error() -> None:
    assert Score(rows=2, true=1, linked=2, right=1).f1 == pytest.approx(2 / 3)


def test_probabilities_that_are_right_on_average_per_bin_have_no_error() -> None:
    told = np.array([0.75] * 4 + [1.0] * 2)
    assert calibration_error(told, np.array([True, True, True, False, True, True])) == 0
    assert calibration_error(told, np.zeros(6, dtype=bool)) == pytest.approx(5 / 6)
    assert calibration_error(told[:0], np.zeros(0, dtype=bool)) == 0


def test_links_of_owners_are_counted_by_the_same_rule() -> None:
    links = pa.table({"row_no": [0, 2], "party_no": [7, 9]})
    truth = pa.table({"row_no": [0, 1, 2], "truth": [7, 8, None], "is_label": [False] * 3})
    assert score(links, truth) == Score(rows=3, true=2, linked=2, right=1)
