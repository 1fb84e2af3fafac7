# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A figure is told with its interval, or with the ground on which there is none."""

from __future__ import annotations

import pytest

from pandzicht.exports.told_figure import GROUNDS, told_figure
from pandzicht.language import Language, speaker
from pandzicht.learning.interval import Ground, Refused
from pandzicht.ranking.yield_estimate import Figure


def test_a_share_is_a_percentage_and_another_figure_a_number() -> None:
    figure = Figure(0.25, 0.125, 0.5, 40.0)
    assert told_figure(speaker(Language.EN), figure) == "25 % (12.5 to 50)"
    assert told_figure(speaker(Language.NL), figure, is_share=False).count("tot") == 1


@pytest.mark.parametrize("ground", list(Ground))
def test_every_ground_is_told_in_words(ground: Ground) -> None:
    assert told_figure(speaker(Language.EN), Refused(ground)) == f"not told: {GROUNDS[ground]}"
