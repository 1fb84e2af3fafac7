# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The visits of the made-up city are what they are said to be: drawn with the probability that stands beside them."""

from __future__ import annotations

import numpy as np

from pandzicht.modelcity.past_visits import ADDRESSES, HEADINGS, ROUNDS, past_visits

ROWS = list(past_visits())


def column(name: str) -> np.ndarray:
    return np.array([row[HEADINGS.index(name)] for row in ROWS[1:]])


def test_a_seed_gives_one_table() -> None:
    assert list(past_visits()) == ROWS != list(past_visits(2))
    assert ROWS[0] == HEADINGS


def test_the_probabilities_add_up_to_the_addresses_there_are() -> None:
    # each visit stands for one over its probability: over all rounds for every address once a round
    stands_for = (1 / column("kans").astype(float)).sum()
    assert abs(stands_for / (ADDRESSES * ROUNDS) - 1) < 0.1


def test_nobody_is_visited_twice_in_a_round() -> None:
    pairs = list(zip(column("pand"), column("ronde"), strict=True))
    assert len(set(pairs)) == len(pairs)
