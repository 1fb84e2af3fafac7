# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The threshold that suits a peer best: ties go, and so does what costs more than it brings."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from bench.linking.threshold import best_links, best_threshold


def test_ties_and_weak_answers_are_dropped() -> None:
    ranked = pa.table(
        {
            "row_no": [0, 1, 2, 3],
            "address_no": [0, 1, 9, 9],
            "weight": [9.0, 8.0, 1.0, 9.0],
            "gap": [5.0, 2.0, 3.0, 0.0],
        }
    )
    truth = pa.table({"row_no": [0, 1, 2, 3], "truth": [0, 1, 2, 3], "is_label": [False] * 4})
    assert sorted(best_links(ranked, truth, key="row_no", answer="address_no")["row_no"].to_pylist()) == [0, 1]


def test_answers_of_equal_weight_stay_together() -> None:
    assert best_threshold(np.array([2.0, 2.0, 1.0]), np.array([True, False, True]), 2) == 1.0
    assert best_threshold(np.array([]), np.array([], dtype=bool), 2) == 0.0
