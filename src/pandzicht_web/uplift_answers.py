# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The order of a check beside a list of people, for machines."""

from __future__ import annotations

from pydantic import Field

from pandzicht.ranking.uplift import FindsMore
from pandzicht_web.call import Answer
from pandzicht_web.claim_answers import Claim, NoClaim


class ListTold(Answer):
    """What the comparison slots of one list gave, without those that both lists would have filled alike."""

    given: int
    visited: int
    established: int
    per_visited: Claim | NoClaim


class AheadTold(Answer):
    """Between which ends the difference would lie after so many visited slots more that find as much."""

    more: int
    low: float
    high: float


class UpliftTold(Answer):
    """The order of the check beside the list of people, over all rounds; the interval holds however often one looks."""

    check: ListTold
    people: ListTold
    both: int = Field(description="Slots that both lists would have filled alike: they tell no difference")
    difference: Claim | NoClaim = Field(description="What a visit by the check finds more than one by people")
    verdict: FindsMore
    ahead: list[AheadTold]
