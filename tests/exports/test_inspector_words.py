# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of how alike inspectors look: of all together, never more than was counted, and what to do when low."""

from __future__ import annotations

import pytest

from pandzicht.exports.inspector_words import LOW_KAPPA, NOT_SAID, advice, said_inspectors
from pandzicht.language import Language, speaker
from pandzicht.ranking.double_visits import NotSaid, Unsaid, agreement_of
from pandzicht.ranking.inspector_effect import SeenBy, inspector_effect
from pandzicht.ranking.outcome import Result
from pandzicht.ranking.yield_estimate import Figure

YES, NO = Result.ESTABLISHED, Result.NOTHING
SAY = speaker(Language.NL)
ALIKE = agreement_of([(YES, YES)] * 20 + [(NO, NO)] * 20 + [(YES, NO)] * 2)
APART = agreement_of([(YES, NO)] * 20 + [(NO, NO)] * 20 + [(YES, YES)] * 2)
SAME = inspector_effect([SeenBy(who, "1", at < 5) for who in "abcdef" for at in range(20)])
DIFFERENT = inspector_effect(
    [SeenBy(who, "1", at < 3 * number) for number, who in enumerate("abcdef") for at in range(20)]
)
NOBODY = NotSaid(Unsaid.NO_NAMES)


def test_what_was_counted_is_said_with_its_interval() -> None:
    told = said_inspectors(SAY, ALIKE, SAME)
    assert told[0].startswith("42 keer zagen twee toezichthouders")
    assert "20 keer vonden beiden iets, 20 keer vond geen van beiden iets, en 2 keer verschilden zij" in told[0]
    assert told[1] == "Zij waren het 95,2 % van de keren eens (95 %: 84,2 tot 98,7)."
    assert "6 toezichthouders zagen 120 adressen of panden" in told[3]
    assert told[4].startswith("Boven het toeval is er geen verschil tussen hen gezien (95 %: hooguit")
    assert "dat kan toeval zijn" in told[5]
    apart = said_inspectors(SAY, NOBODY, DIFFERENT)
    assert apart[2].startswith("De helft van de toezichthouders vindt bij ")
    assert "Van toezichthouder tot toezichthouder scheelt dat" in apart[3]
    assert "dat is haast geen toeval" in apart[4]


def test_a_reason_is_said_once() -> None:
    assert said_inspectors(SAY, NOBODY, NOBODY) == (SAY(NOT_SAID[Unsaid.NO_NAMES]),)
    few = agreement_of([(YES, YES)] * 3)
    told = said_inspectors(SAY, few, NotSaid(Unsaid.FEW_INSPECTORS))
    assert len(told) == 3, "how many, that they are too few for a share, and that inspectors are"


def test_what_to_do_is_said_only_where_there_is_a_reason() -> None:
    assert isinstance(ALIKE.kappa, Figure)
    assert isinstance(APART.kappa, Figure)
    assert APART.kappa.value < LOW_KAPPA < ALIKE.kappa.value
    assert advice(SAY, ALIKE, SAME) == advice(SAY, NOBODY, NOBODY) == ()
    both = advice(SAY, APART, DIFFERENT)
    assert "Bespreek samen een paar van deze adressen" in both[0]
    assert "geen maat voor iemand" in both[1]


@pytest.mark.parametrize("why", Unsaid)
def test_every_reason_has_its_words(why: Unsaid) -> None:
    assert SAY(NOT_SAID[why]) != NOT_SAID[why]
