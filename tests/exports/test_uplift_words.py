# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of both lists never claims more than the interval carries."""

from __future__ import annotations

from dataclasses import replace

from pandzicht.exports.uplift_words import said_uplift
from pandzicht.language import Language, speaker
from pandzicht.ranking.uplift import Ahead, FindsMore, Side, Uplift
from pandzicht.ranking.yield_estimate import Figure, Reason, Refusal

SIDE = Side(40, 40, 10, Figure(0.25, 0.14, 0.41, 40))
OPEN = Uplift(
    SIDE, SIDE, 0, Figure(0.1, -0.204, 0.4, 80), FindsMore.OPEN, (Ahead(50, -0.154, 0.35), Ahead(100, -0.11, 0.306))
)
SAY = speaker(Language.NL)


def test_what_is_open_tells_what_more_visits_would_tell() -> None:
    assert list(said_uplift(SAY, OPEN)) == [
        "Het is nog niet te zeggen welke van de twee lijsten meer vindt.",
        "U mag zo vaak kijken als u wilt: deze betrouwbaarheid houdt daar rekening mee.",
        "Na nog 50 bezoeken die evenveel vinden, zou het verschil tussen -15 en 35 procentpunt liggen.",
        "Na nog 100 bezoeken die evenveel vinden, zou het verschil tussen -11 en 31 procentpunt liggen.",
    ]


def test_what_is_certain_says_who_finds_more_and_that_one_may_stop() -> None:
    found = replace(OPEN, difference=Figure(-0.4, -0.7, -0.1, 80), verdict=FindsMore.PEOPLE, both=3)
    assert list(said_uplift(SAY, found)) == [
        "Het verschil staat vast: de lijst van mensen vindt meer. U mag stoppen met vergelijken.",
        "U mag zo vaak kijken als u wilt: deze betrouwbaarheid houdt daar rekening mee.",
        "Op 3 plaatsen hadden beide lijsten hetzelfde gegeven; die zeggen niets over het verschil.",
    ]


def test_without_a_difference_nothing_is_said_of_it() -> None:
    found = replace(OPEN, difference=Refusal(Reason.FEW_VISITS), ahead=())
    assert list(said_uplift(SAY, found)) == ["Het is nog niet te zeggen welke van de twee lijsten meer vindt."]
