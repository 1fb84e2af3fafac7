# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Double visits: which two looks count, how often they agree, and when nothing may be said of it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.ranking.double_visits import (
    WITHIN_DAYS,
    LookBy,
    NotSaid,
    Unsaid,
    agreement_of,
    cohens_kappa,
    double_visit,
)
from pandzicht.ranking.outcome import Look, Result
from pandzicht.ranking.yield_estimate import Figure

YES, NO, SHUT = Result.ESTABLISHED, Result.NOTHING, Result.NOT_SEEN


def look(day: int, by: str, result: Result, step: str = "bezoek") -> LookBy:
    return LookBy(Look(f"2026-03-{day:02}", step, result), by)


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        ([look(2, "a", YES), look(9, "b", NO)], (YES, NO)),
        ([look(9, "b", NO), look(2, "a", YES)], (YES, NO)),
        ([look(2, "a", YES)], None),
        ([look(2, "a", YES), look(9, "a", NO)], None),
        ([look(2, "a", YES), look(9, "", NO)], None),
        ([look(2, "", YES), look(9, "b", NO)], None),
        ([look(2, "a", SHUT), look(9, "b", NO)], None),
        ([look(2, "a", YES), look(9, "b", SHUT)], None),
        ([look(2, "a", SHUT), look(5, "b", NO), look(9, "c", YES)], (NO, YES)),
        ([look(2, "a", YES), look(4, "a", NO), look(9, "b", NO)], (YES, NO)),
        ([look(2, "a", YES), look(9, "b", NO, "brief")], None),
        ([look(2, "a", YES), look(2 + WITHIN_DAYS, "b", YES)], (YES, YES)),
        ([look(2, "a", YES), look(3 + WITHIN_DAYS, "b", YES)], None),
        ([], None),
    ],
)
def test_a_double_visit_is_two_inspectors_who_both_saw_it_soon_after_each_other(
    looks: list[LookBy], told: tuple[Result, Result] | None
) -> None:
    assert double_visit(looks) == told


def test_kappa_and_its_error_are_those_of_a_published_example() -> None:
    # two dermatologists on 88 patients; SAS/STAT User's Guide, FREQ, "Agreement Study": 0.3449 (0.2030 to 0.4868)
    kappa, error = cohens_kappa([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]) or (0.0, 0.0)
    assert [round(kappa + side * 1.959964 * error, 4) for side in (-1, 0, 1)] == [0.2030, 0.3449, 0.4868]


@given(st.lists(st.integers(1, 60), min_size=4, max_size=4))
def test_its_error_is_what_the_slope_of_kappa_in_each_cell_gives(counts: list[int]) -> None:
    """The error is that of the delta method over the multinomial; here its slopes are measured, not derived."""
    part = np.array(counts, dtype=float) / sum(counts)

    def kappa(shares: np.ndarray) -> float:
        (a, b), (c, d) = shares.reshape(2, 2) / shares.sum()
        chance = (a + b) * (a + c) + (c + d) * (b + d)
        return float((a + d - chance) / (1 - chance))

    step = 1e-6
    slope = np.array([(kappa(part + step * unit) - kappa(part - step * unit)) / (2 * step) for unit in np.eye(4)])
    variance = (part @ slope**2 - (part @ slope) ** 2) / sum(counts)
    found = cohens_kappa([counts[:2], counts[2:]])
    assert found is not None
    assert found == pytest.approx((kappa(part), math.sqrt(max(variance, 0.0))), rel=1e-4, abs=1e-6)


def test_agreement_is_told_in_counts_a_share_and_kappa() -> None:
    told = agreement_of([(YES, YES)] * 20 + [(YES, NO)] * 5 + [(NO, YES)] * 10 + [(NO, NO)] * 15)
    assert (told.pairs, told.both_found, told.both_nothing, told.differ) == (50, 20, 15, 15)
    assert isinstance(told.share, Figure)
    # Wilson of 35 of 50
    assert (told.share.value, round(told.share.low, 3), round(told.share.high, 3)) == (0.7, 0.562, 0.809)
    assert isinstance(told.kappa, Figure)
    assert (round(told.kappa.value, 3), told.kappa.of) == (0.4, 50)
    assert round(told.kappa.low, 3) == round(0.4 - 1.96 * 0.12699606, 3)


def test_fewer_than_ten_say_nothing_but_how_many() -> None:
    told = agreement_of([(YES, YES)] * 9)
    assert (told.pairs, told.share, told.kappa) == (9, NotSaid(Unsaid.FEW_PAIRS), NotSaid(Unsaid.FEW_PAIRS))
    assert agreement_of([]).pairs == 0


def test_where_all_said_the_same_chance_cannot_be_taken_off() -> None:
    told = agreement_of([(NO, NO)] * 30)
    assert told.kappa == NotSaid(Unsaid.ONE_ANSWER)
    assert isinstance(told.share, Figure)
    assert told.share.low < 0.9 < told.share.value == 1.0


def test_that_nobody_differed_is_no_certainty() -> None:
    told = agreement_of([(NO, NO)] * 20 + [(YES, YES)] * 10)
    assert isinstance(told.kappa, Figure)
    # Wilson gives a share of at least 0.8865; chance agrees in (2/3)^2 + (1/3)^2
    assert told.kappa.value == told.kappa.high == 1.0
    assert told.kappa.low == pytest.approx((0.8865 - 5 / 9) / (4 / 9), abs=1e-3)
