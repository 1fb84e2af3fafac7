# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A cell never has a figure without its interval, nor one that is not claimed."""

from __future__ import annotations

import pytest

from pandzicht.language import Language, speaker
from pandzicht.ranking.estimate import Estimate
from pandzicht.ranking.yield_estimate import Figure, Reason, Refusal
from pandzicht_web.yield_words import (
    Cell,
    difference_cell,
    fifth_per_thousand,
    fifth_share,
    fifths_ratio_cell,
    per_thousand_cell,
    ratio_cell,
    share_cell,
)

NL = speaker(Language.NL)
FIGURE = Figure(0.4271, 0.3592, 0.4978, 192.0)


def test_a_figure_stands_with_its_interval() -> None:
    assert share_cell(NL, FIGURE) == Cell("42,7 %", "35,9 tot 49,8")
    assert difference_cell(NL, FIGURE) == Cell("+42,7 procentpunt", "35,9 tot 49,8")
    assert difference_cell(NL, Figure(-0.1, -0.2, 0.01, 20.0)).value.startswith("-10")
    assert per_thousand_cell(NL, FIGURE) == Cell("427,1", "359,2 tot 497,8")
    assert ratio_cell(NL, Figure(3.05, 0.96, 9.75, 64.0)) == Cell("3,05 keer", "0,96 tot 9,75")


@pytest.mark.parametrize("why", list(Reason))
def test_what_is_not_claimed_says_why_and_has_no_interval(why: Reason) -> None:
    for made in (share_cell, ratio_cell, difference_cell, per_thousand_cell):
        cell = made(NL, Refusal(why))
        assert cell.reach == ""
        assert cell.value
        assert not any(sign in cell.value for sign in "%+")


def test_fifths_stand_beside_a_ratio_with_its_interval() -> None:
    assert (fifth_per_thousand(NL, 0.000312), fifth_per_thousand(NL, 0.0)) == ("0,31", "0")
    assert fifth_per_thousand(NL, None) == "minder dan 10"
    assert (fifth_share(NL, 0.1234), fifth_share(NL, None)) == ("12,3 %", "minder dan 10")
    assert fifths_ratio_cell(NL, Estimate(1.5, 0.8, 2.81, 0.2)) == Cell("1,5 keer", "0,8 tot 2,81")
    assert fifths_ratio_cell(NL, None) == Cell("te weinig om iets te zeggen")
