# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sentence for everybody never says more than the figures, and never that anybody did something."""

from __future__ import annotations

import pytest

from pandzicht.exports.yield_words import plain_sentence, said_difference, said_per_thousand, said_ratio, said_share
from pandzicht.language import Language, speaker
from pandzicht.ranking.outcome import Outcome, Result
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Drawn, Figure, Reason, Refusal, Yield, yield_of

NL, EN = speaker(Language.NL), speaker(Language.EN)


def round_with(top: tuple[int, int], control: tuple[int, int] = (0, 0)) -> Yield:
    """What a round gave of which so many of so many had something; all were looked at."""
    units, outcomes = [], {}
    for stratum, (hits, count), chance in ((Stratum.TOP, top, 1.0), (Stratum.CONTROL, control, 0.1)):
        for number in range(count):
            name = f"{stratum}{number}"
            units.append(Drawn(name, stratum, chance))
            outcomes[name] = Outcome("bezoek", Result.ESTABLISHED if number < hits else Result.NOTHING)
    return yield_of(units, outcomes)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (round_with((0, 0)), "Naar de adressen bovenaan deze lijst heeft nog niemand gekeken."),
        (round_with((30, 60), (6, 60)), "keer zo vaak als bij een willekeurig adres, en waarschijnlijk tussen"),
        (round_with((12, 60), (9, 60)), "kan het verschil met een willekeurig adres nog toeval zijn"),
        (round_with((30, 60), (3, 8)), "is niet te zeggen: daarvoor is te weinig bezocht"),
        (round_with((30, 60)), "is niet te zeggen: er is niets geloot om mee te vergelijken"),
        (round_with((0, 60), (3, 60)), "is niet te zeggen: daarvoor is te weinig gevonden"),
    ],
)
def test_the_sentence_says_what_the_visits_carry(told: Yield, says: str) -> None:
    assert says in plain_sentence(NL, told, "object")


def test_the_sentence_is_one_sentence_and_names_what_is_counted() -> None:
    said = plain_sentence(NL, round_with((30, 60), (6, 60)), "pand")
    assert said.startswith("Van de 60 panden bovenaan deze lijst die zijn bekeken, is bij 30 een overtreding")
    assert "een willekeurig pand" in said
    assert said.count(". ") == 0
    assert "60 buildings" in plain_sentence(EN, round_with((30, 60), (6, 60)), "pand")


def test_a_figure_is_said_with_its_interval() -> None:
    figure = Figure(0.4271, 0.3592, 0.4978, 192.0)
    assert said_share(NL, figure) == "42,7 % (95 %: 35,9 tot 49,8)"
    assert said_difference(EN, figure) == "42.7 points (95 %: 35.9 to 49.8)"
    assert said_per_thousand(NL, figure) == "427 (95 %: 359 tot 498)"
    assert said_ratio(NL, Figure(3.05, 0.96, 9.75, 64.0)) == "3,05 keer (95 %: 0,96 tot 9,75)"


@pytest.mark.parametrize("why", list(Reason))
def test_what_is_not_claimed_is_said_with_its_reason(why: Reason) -> None:
    for saying in (said_share, said_ratio, said_difference):
        assert saying(NL, Refusal(why)).startswith("geen uitspraak: ")
    assert said_per_thousand(NL, Refusal(why)) in {"nog niemand", "minder dan 10"}
