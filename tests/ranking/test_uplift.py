# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The check beside the list of people: a hand example, what is not claimed, and coverage for who keeps looking."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from pandzicht.ranking.outcome import Outcome, Result
from pandzicht.ranking.slots import Slot, Turn
from pandzicht.ranking.uplift import AHEAD, BETS, Compared, Counts, FindsMore, Uplift, always_valid, uplift_of
from pandzicht.ranking.yield_estimate import Figure, Reason, Refusal

interval = cache(always_valid)


def made(check: tuple[int, int], people: tuple[int, int], step: str = "bezoek", at: int = 0) -> Compared:
    """A round in which (visited, established) came of the slots of each."""
    slots: list[Slot] = []
    outcomes: dict[str, Outcome] = {}
    for turn, (visited, found) in ((Turn.CHECK, check), (Turn.PEOPLE, people)):
        for number in range(visited):
            slot = Slot(len(slots) + 1, turn, f"{at}-{turn}-{number}", both=False)
            slots.append(slot)
            result = Result.ESTABLISHED if number < found else Result.NOTHING
            outcomes[slot.unit_id] = Outcome(step, result)
    return slots, outcomes


def told(*rounds: Compared) -> Uplift:
    found = uplift_of(rounds)
    assert found is not None
    return found


def figure(told: Figure | Refusal) -> Figure:
    assert isinstance(told, Figure)
    return told


def stake(counts: Counts, difference: float) -> float:
    """What the bets made of a stake of 1 against a difference: slot by slot, as one would with paper."""
    wins = {  # 2 * (outcome - 1/4), with the sign of the coin
        1.5: counts.check_found,
        -0.5: counts.check_nothing,
        -1.5: counts.people_found,
        0.5: counts.people_nothing,
    }
    total = 0.0
    for bet in BETS:
        made_of = 1.0
        for win, count in wins.items():
            made_of *= ((1 + bet * win) * math.exp(-bet * difference)) ** count
        total += made_of / len(BETS)
    return total


def test_the_ends_are_where_the_bets_made_forty_of_one() -> None:
    counts = Counts(20, 30, 10, 40)
    low, high = always_valid(counts)
    assert stake(counts, low) == pytest.approx(40)
    assert stake(counts.turned(), -high) == pytest.approx(40)
    assert low < 0.2 < high


def test_one_slot_refutes_nothing_and_a_large_difference_shows_at_last() -> None:
    assert always_valid(Counts(1, 0, 0, 0)) == (-1.0, 1.0)
    few, many = (always_valid(Counts(30, 20, 15, 35).times(factor)) for factor in (1, 4))
    assert few[0] < 0 < many[0] < 0.3 < many[1] < few[1]


def test_who_swaps_the_lists_gets_the_opposite() -> None:
    low, high = always_valid(Counts(33, 7, 12, 40))
    assert always_valid(Counts(12, 40, 33, 7)) == (-high, -low)


def test_the_figures_of_both_lists_and_of_their_difference() -> None:
    found = told(made((100, 60), (90, 27)))
    assert (found.check.given, found.check.visited, found.check.established) == (100, 100, 60)
    assert figure(found.check.per_visited).value == 0.6
    assert figure(found.people.per_visited).value == 0.3
    difference = figure(found.difference)
    assert difference.value == pytest.approx(0.3)
    assert (difference.low, difference.high) == pytest.approx(always_valid(Counts(60, 40, 27, 63)))
    assert difference.of == 190
    assert found.verdict is FindsMore.CHECK
    assert told(made((90, 27), (100, 60))).verdict is FindsMore.PEOPLE
    assert told(made((50, 20), (50, 15))).verdict is FindsMore.OPEN


def test_rounds_count_together_whatever_their_order() -> None:
    first, second = made((20, 12), (15, 3)), made((30, 10), (40, 12), at=1)
    assert told(first, second) == told(second, first)
    assert told(first, second).difference == told(made((50, 22), (55, 15))).difference


def test_with_more_slots_that_find_as_much_the_interval_is_narrower() -> None:
    found = told(made((50, 20), (50, 10)))
    assert [item.more for item in found.ahead] == list(AHEAD)
    widths = [item.high - item.low for item in found.ahead]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] < figure(found.difference).high - figure(found.difference).low
    twice = always_valid(Counts(40, 60, 20, 80))
    assert (found.ahead[1].low, found.ahead[1].high) == pytest.approx(twice)


def test_what_was_not_visited_and_what_both_lists_gave_tells_no_difference() -> None:
    slots, outcomes = made((20, 10), (20, 5))
    without = {unit: outcome for unit, outcome in outcomes.items() if not unit.endswith("-19")}
    shared = [Slot(41, Turn.CHECK, "both", both=True), Slot(42, Turn.PEOPLE, "too", both=True)]
    found = told(([*slots, *shared], without | {"both": Outcome("bezoek", Result.ESTABLISHED)}))
    assert (found.check.given, found.check.visited, found.people.visited, found.both) == (20, 19, 19, 2)
    assert found.difference == told(made((19, 10), (19, 5))).difference


def test_nobody_at_home_counts_as_nothing_established() -> None:
    slots, outcomes = made((20, 10), (20, 5))
    away = {
        unit: replace(outcome, result=Result.NOT_SEEN) if outcome.result is Result.NOTHING else outcome
        for unit, outcome in outcomes.items()
    }
    assert told((slots, away)) == told((slots, outcomes))


def test_what_has_no_ground_is_not_claimed() -> None:
    assert uplift_of([]) is None
    assert uplift_of([([], {})]) is None
    slots, _ = made((20, 10), (20, 5))
    assert told((slots, {})).difference == Refusal(Reason.NO_OUTCOMES)
    few = told(made((50, 20), (9, 3)))
    assert (few.difference, few.people.per_visited) == (Refusal(Reason.FEW_VISITS),) * 2
    assert (few.verdict, few.ahead) == (FindsMore.OPEN, ())


def test_rounds_may_differ_in_their_step_but_the_slots_of_one_may_not() -> None:
    by_letter, by_visit = made((30, 12), (30, 6), "brief"), made((30, 12), (30, 6), at=1)
    assert figure(told(by_letter, by_visit).difference).of == 120
    mixed = ([*by_letter[0], *by_visit[0]], {**by_letter[1], **by_visit[1]})
    assert told(mixed).difference == Refusal(Reason.STEPS_DIFFER)


def looks(rng: np.random.Generator, slots: int) -> Iterator[tuple[Counts, float]]:
    """The counts and the true difference after every slot of two lists that become worse on their way down."""
    places = np.arange(slots)
    chances = np.array([0.55 - 0.3 * places / slots, 0.35 - 0.25 * places / slots])
    truth = np.cumsum(chances[0] - chances[1]) / (places + 1)
    found = rng.random((2, slots)) < chances
    turns = rng.integers(0, 2, slots)
    counts = [0, 0, 0, 0]
    for at in range(slots):
        counts[2 * turns[at] + (not found[turns[at], at])] += 1
        yield Counts(*counts), truth[at]


def fixed(counts: Counts) -> tuple[float, float]:
    """The interval of a difference for who looks once, at the end."""
    a, b = counts.check_found + counts.check_nothing, counts.people_found + counts.people_nothing
    if min(a, b) < 10:
        return -1.0, 1.0
    p, q = counts.check_found / a, counts.people_found / b
    reach = 1.96 * math.sqrt(p * (1 - p) / a + q * (1 - q) / b)
    return p - q - reach, p - q + reach


def test_who_looks_after_every_slot_is_wrong_in_at_most_one_of_twenty_series() -> None:
    rng, series = np.random.default_rng(11), 400
    held = {"always": 0, "fixed": 0}
    for _ in range(series):
        path = list(looks(rng, 80))
        for name, ends in (("always", interval), ("fixed", fixed)):
            held[name] += all(ends(counts)[0] <= truth <= ends(counts)[1] for counts, truth in path)
    assert held["always"] / series >= 0.95 - 2 * math.sqrt(0.95 * 0.05 / series)
    assert held["fixed"] / series < 0.9  # so that the test can fail
