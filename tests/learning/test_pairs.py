# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two signals that together say more than their sum are found, and where none do nothing is claimed."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.learning.labels import Labels
from pandzicht.learning.learned import Asked, learn
from pandzicht.learning.pairs import FEWEST_FOR_PAIRS

SIGNALS = ("a", "b", "c", "d", "e", "f")
EXPERT = dict.fromkeys(SIGNALS, 1)
ROUNDS, UNITS = 14, 400


def visited(more: float, *, rounds: int = ROUNDS, seed: int = 1) -> Labels:
    """Rounds of which all units were visited; *a* and *b* together add to what each of them says."""
    random = np.random.default_rng(seed)
    count = rounds * UNITS
    yes = (random.random((count, len(SIGNALS))) < 0.25).astype(np.float64)
    odds = -3.0 + yes @ np.array([0.0, 0.0, 1.2, 1.0, 0.8, 0.0]) + more * yes[:, 0] * yes[:, 1]
    proposed = 30 * np.repeat(np.arange(rounds), UNITS)
    alone = np.arange(count)
    return Labels(
        signals=SIGNALS,
        yes=yes,
        found=(random.random(count) < 1 / (1 + np.exp(-odds))).astype(np.float64),
        chance=np.full(count, 0.5),
        proposed=proposed,
        looked=proposed + 7,
        capacity=np.full(count, 0.1),
        groups=(alone, alone),
        clusters=alone,
    )


def test_a_pair_that_says_more_than_its_sum_is_found_and_judged_on_rounds_it_was_not_chosen_by() -> None:
    told = learn(visited(3.0), Asked(EXPERT, {})).pair
    assert told is not None
    assert (told.signals, told.is_sure) == (("a", "b"), True)
    known_first = -(-FEWEST_FOR_PAIRS // UNITS)
    assert (told.rounds, told.chosen_in) == (ROUNDS - known_first, ROUNDS - known_first)


@pytest.mark.parametrize("seed", range(1, 7))
def test_where_signals_add_up_no_pair_is_claimed(seed: int) -> None:
    told = learn(visited(0.0, seed=seed), Asked(EXPERT, {})).pair
    assert told is not None
    assert not told.is_sure


def test_a_pair_that_found_more_in_few_rounds_is_not_claimed() -> None:
    told = learn(visited(3.0, rounds=7), Asked(EXPERT, {})).pair
    assert told is not None
    assert (told.signals, told.rounds, told.is_sure) == (("a", "b"), 3, False)


def test_few_outcomes_tell_nothing_of_pairs() -> None:
    assert learn(visited(3.0, rounds=3), Asked(EXPERT, {})).pair is None
