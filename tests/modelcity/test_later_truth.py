# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The truth moves a little each month, and what inspectors found ends."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.modelcity.later_truth import BEGIN, END, began, later_truths
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import RIGHT, SHOWN, Check, Truth

HOUSING = Check.ONRECHTMATIG_WONEN
NOTHING: dict[Check, np.ndarray] = {}


@pytest.mark.parametrize("check", list(Check))
def test_a_year_on_there_are_about_as_many_violations_and_some_are_others(
    town: Town, truth: Truth, check: Check
) -> None:
    later = later_truths(town, truth, [NOTHING] * 12)[-1]
    then, now = truth.of(check).is_so(), later.of(check).is_so()
    assert 0.8 < now.sum() / then.sum() < 1.3
    assert (now & ~then).any()
    assert not (now & ~truth.of(check).frame).any()
    assert not (later.of(check).looks() & ~truth.of(check).frame).any()


def test_as_many_begin_and_end_in_a_month_as_is_said(town: Town, truth: Truth) -> None:
    before, now = truth.of(HOUSING), later_truths(town, truth, [NOTHING])[-1].of(HOUSING)
    begins = (now.is_so() & ~before.is_so()).sum()
    ends = (before.is_so() & ~now.is_so()).sum()
    assert 0 <= begins - int(BEGIN * before.is_so().sum()) <= 1
    assert 0 < ends < 4 * END * before.is_so().sum()
    assert (before.looks() <= now.looks()).all(), "registers go on showing what ended by itself"


def test_what_begins_is_shown_and_rightly_so_as_often_as_before(town: Town, truth: Truth) -> None:
    later = later_truths(town, truth, [NOTHING] * 24)[-1].of(HOUSING)
    new = later.looks() & ~truth.of(HOUSING).looks()
    begun = later.is_so() & ~truth.of(HOUSING).is_so()
    assert (later.is_so() & new).sum() / new.sum() == pytest.approx(RIGHT, abs=0.12)
    assert (later.looks() & begun).sum() / begun.sum() == pytest.approx(SHOWN, abs=0.12)
    assert town.objects.dwelling[begun].all(), "a dwelling without woonfunctie does not come into being"


def test_what_was_found_ends_and_stays_away(town: Town, truth: Truth) -> None:
    found = np.flatnonzero(truth.of(HOUSING).is_so())[:50]
    later = later_truths(town, truth, [{HOUSING: found}, *[NOTHING] * 23])[-1].of(HOUSING)
    assert not later.is_so()[found].any()
    assert not later.looks()[found].any()
    assert later_truths(town, truth, [NOTHING])[-1].of(HOUSING).is_so()[found].sum() > 40


def test_a_month_does_not_depend_on_the_ones_after_it(town: Town, truth: Truth) -> None:
    two, three = (later_truths(town, truth, [NOTHING] * count)[-1] for count in (1, 2))
    again = later_truths(town, two, [])[-1]
    assert (again.of(HOUSING).really == two.of(HOUSING).really).all()
    new = began(HOUSING, two, three)
    assert len(new)
    assert not two.of(HOUSING).looks()[new].any()
    assert three.of(HOUSING).looks()[new].all()
    some = began(HOUSING, two, three, "overbewoning")
    assert set(some.tolist()) < set(new.tolist())
