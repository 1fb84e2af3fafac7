# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far inspectors differ: as a textbook has it, as made-up ones truly do, and never a figure of one of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields

import numpy as np
import pytest

from pandzicht.ranking.double_visits import NotSaid, Unsaid
from pandzicht.ranking.inspector_effect import (
    FEWEST_INSPECTORS,
    FEWEST_SEEN,
    InspectorEffect,
    SeenBy,
    inspector_effect,
)
from pandzicht.ranking.yield_estimate import Figure


def looks(found: dict[str, tuple[int, int]], cell: str = "1") -> list[SeenBy]:
    """What inspectors saw of a cell: who, at how many something was found, of how many."""
    return [SeenBy(who, cell, at < some) for who, (some, of) in found.items() for at in range(of)]


FIVE = {"a": (12, 20), "b": (4, 20), "c": (8, 20), "d": (9, 20), "e": (7, 20)}


def effect(told: list[SeenBy]) -> InspectorEffect:
    found = inspector_effect(told)
    assert isinstance(found, InspectorEffect), found
    return found


def test_of_one_cell_it_is_the_analysis_of_variance_of_the_textbook() -> None:
    told = effect(looks(FIVE))
    shares = [some / of for some, of in FIVE.values()]
    mean = sum(shares) / 5
    between = 20 * sum((share - mean) ** 2 for share in shares) / 4
    within = sum(20 * share * (1 - share) for share in shares) / 95
    component = (between - within) / 20
    assert told.share == pytest.approx(mean)
    assert told.spread.value == pytest.approx(math.sqrt(component), abs=1e-8)
    assert told.part.value == pytest.approx(component / (component + within), abs=1e-8)
    assert (told.middle_low, told.middle_high) == pytest.approx(
        (mean - 0.67449 * math.sqrt(component), mean + 0.67449 * math.sqrt(component)), abs=1e-5
    )
    assert (told.inspectors, told.seen) == (5, 100)


def test_its_test_is_that_of_pearson_but_for_one_look() -> None:
    """Of one table the statistic of Mantel and Haenszel is Pearson's, times (n - 1) / n; at 4 degrees it has a form."""
    pearson = sum((some - 8) ** 2 / 8 + (20 - some - 12) ** 2 / 12 for some, _ in FIVE.values())
    half = pearson * 99 / 100 / 2
    assert effect(looks(FIVE)).p == pytest.approx(math.exp(-half) * (1 + half), abs=1e-8)


def test_a_richer_neighbourhood_of_one_inspector_is_no_trait_of_that_inspector() -> None:
    """All look alike, and each cell has a share of its own; who went more to the rich cell found more."""
    names = "abcdef"
    rich = {who: (8 * (at + 1), 10 * (at + 1)) for at, who in enumerate(names)}
    poor = {who: (1 * (6 - at), 10 * (6 - at)) for at, who in enumerate(names)}
    apart = effect(looks(rich, "rich") + looks(poor, "poor"))
    mixed = effect(looks(rich, "all") + looks(poor, "all"))
    assert apart.spread.value == 0.0
    assert apart.p == pytest.approx(1.0)
    assert mixed.spread.value > 0.1
    assert mixed.p < 0.01


def made_up(rng: np.random.Generator, deviation: float, people: int = 12, count: int = 600) -> list[SeenBy]:
    """Looks of inspectors with a share of their own, of two cells that differ."""
    own = rng.normal(0.0, deviation, people)
    who, cell = rng.integers(0, people, count), rng.integers(0, 2, count)
    is_found = rng.random(count) < np.clip(0.3 + 0.3 * cell + own[who], 0, 1)
    return [SeenBy(f"{a}", f"{b}", bool(c)) for a, b, c in zip(who, cell, is_found, strict=True)]


@pytest.mark.parametrize("deviation", [0.0, 0.1])
def test_the_interval_holds_the_true_spread_in_nineteen_of_twenty_cities(deviation: float) -> None:
    rng = np.random.default_rng(42)
    told = [effect(made_up(rng, deviation)) for _ in range(150)]
    held = sum(one.spread.low <= deviation <= one.spread.high for one in told) / len(told)
    assert held >= 0.90
    mean = sum(one.spread.value**2 for one in told) / len(told)
    assert mean == pytest.approx(deviation**2, abs=0.0015)
    assert sum(one.p < 0.05 for one in told) / len(told) == pytest.approx(0.05 if deviation == 0 else 0.85, abs=0.12)


def test_too_few_inspectors_or_looks_say_nothing() -> None:
    few = NotSaid(Unsaid.FEW_INSPECTORS)
    four = {who: FIVE[who] for who in "abcd"}
    assert inspector_effect(looks(four)) == few
    assert inspector_effect([]) == few
    assert inspector_effect(looks({**four, "e": (3, FEWEST_SEEN - 1)})) == few
    assert inspector_effect(looks({**four, "e": (3, FEWEST_SEEN)})) != few
    assert inspector_effect(looks({**four, "": (3, 40)})) == few, "a look of nobody is of no inspector"
    apart = [item for who, told in FIVE.items() for item in looks({who: told}, cell=who)]
    assert inspector_effect(apart) == few, "nobody can be held against anybody"


def test_where_nothing_was_found_nobody_differs() -> None:
    assert inspector_effect(looks(dict.fromkeys("abcde", (0, 20)))) == NotSaid(Unsaid.ONE_ANSWER)


def numbers_of(told: InspectorEffect) -> Iterator[float]:
    for item in fields(told):
        value = getattr(told, item.name)
        yield from (value.value, value.low, value.high, value.of) if isinstance(value, Figure) else (value,)


def test_nothing_of_one_inspector_leaves_the_function() -> None:
    """Names are not told, and whoever swaps the results of colleagues gets the very same answer."""
    told = effect(looks(FIVE))
    swapped = dict(zip("edcab", FIVE.values(), strict=True))
    assert effect(looks(swapped)) == told
    own = {some / of for some, of in FIVE.values()} - {told.share} | {some for some, _ in FIVE.values()} | {20}
    numbers = {round(float(value), 6) for value in numbers_of(told)}
    assert numbers.isdisjoint(own), "a share or count of one inspector is told"
    assert not any(isinstance(getattr(told, item.name), str | list | tuple | dict) for item in fields(told))
    assert FEWEST_INSPECTORS >= 5
