# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What outcomes teach a check, for machines: the figures of its page. Learning and proposing are long work (`jobs`)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from pandzicht.definitions.action import Action
from pandzicht.governance.subject import Kind, Subject
from pandzicht.learning.interval import Ground
from pandzicht.learning.learned import Obstacle
from pandzicht.learning.learned_points import FEWEST_LABELS, Unlearned
from pandzicht.learning.moved import Why
from pandzicht.learning.pairs import FEWEST_FOR_PAIRS
from pandzicht.learning.rivals import Rival
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.label_counts import label_counts
from pandzicht.runs.learned_account import kept_learned
from pandzicht.runs.rounds import rounds_of
from pandzicht_web.answering import call_route
from pandzicht_web.call import Answer, Call
from pandzicht_web.claim_answers import Claim
from pandzicht_web.opening import opened
from pandzicht_web.route import Needs
from pandzicht_web.visit import Visit


class Unjudged(Answer):
    """A figure of learning that is not claimed: on which ground, and of how many."""

    ground: Ground
    of: float


class LabelsTold(Answer):
    """The outcomes of one round by what drew their units; those that were drawn with a known probability teach."""

    number: int
    selection_id: str
    on: date
    counts: dict[Stratum, int]
    drawn: int
    is_destroyed: bool


class CountedTold(Answer):
    """What was learned from: outcomes with a probability, those by hand, with a finding, in how many rounds."""

    labels: int
    by_hand: int
    found: int
    rounds: int
    clusters: int = Field(description="Buildings and owners that have nothing to do with one another")


class NotLearnedTold(Answer):
    """Why nothing was learned: how much there is and how much it takes."""

    ground: Unlearned
    there: int
    needed: int


class MovedTold(Answer):
    """One signal: how often it was yes, what was found, the points of experts (given, on one scale), the learned."""

    signal: str
    yes: int
    found: int
    where_yes: Claim | Unjudged
    elsewhere: Claim | Unjudged
    asked: int
    expert: int | None
    learned: int | None
    why: Why | None


class BandTold(Answer):
    """What was expected of units before they were visited, beside what was found."""

    expected: float
    found: Claim | Unjudged


class RoundJudgedTold(Answer):
    """One judged round: what was expected of it, and what each way to choose would have found."""

    on: date
    visits: int
    expected: BandTold | None
    seen: dict[Rival, Claim | Unjudged]


class RatedTold(Answer):
    """What one way to choose finds per visit: per round, their median and worst, together, and over all units."""

    median: float | None
    worst: float | None
    seen: Claim | Unjudged
    at_least: float | None
    of_all: Claim | Unjudged
    lift: Claim | Unjudged


class TriedTold(Answer):
    """What the points found that the check tries."""

    rounds: int
    rated: dict[Rival, RatedTold]
    ahead: Claim | Unjudged


class StandInTold(Answer):
    """A signal that reads what may stand in for a trait of people: what is found where it says yes, and elsewhere."""

    signal: str
    yes: Claim | Unjudged
    other: Claim | Unjudged
    difference: Claim | Unjudged
    verdict: Literal["finds", "unsure", "finds_not"]


class WithoutFedTold(Answer):
    """What the points find with and without the signals that earlier visits feed."""

    fed: list[str]
    whole: Claim | Unjudged
    without: Claim | Unjudged
    difference: Claim | Unjudged


class PairTold(Answer):
    """The pair of signals that stands out, and what it found more in rounds for which it was chosen beforehand."""

    signals: list[str] | None
    rounds: int
    chosen_in: int
    ahead: Claim | Unjudged
    is_sure: bool


class AccountTold(Answer):
    """What was learned last: from which comparison, on which day, and the hash of its model card."""

    run: str
    made_on: date
    card_sha256: str
    points: dict[str, int]
    tried_points: dict[str, int]
    counted: CountedTold
    not_learned: NotLearnedTold | None
    learned_points: dict[str, int]
    moved: list[MovedTold]
    judged: list[RoundJudgedTold]
    rated: dict[Rival, RatedTold]
    ahead: dict[Rival, Claim | Unjudged]
    keep: Rival | None = Field(description="The simplest way to choose that no other surely beats")
    by_hand: Claim | Unjudged
    bands: list[BandTold]
    tried: TriedTold | None
    stand_ins: list[StandInTold]
    without_fed: WithoutFedTold | None
    pair: PairTold | None
    against_trying: list[Obstacle]
    against_taking_over: list[Obstacle]


class LearnedTold(Answer):
    """What outcomes teach a check: how many there are, until when its points are approved, what was learned last."""

    check: str
    run: str
    labels: list[LabelsTold]
    needed_for_points: int
    needed_for_pairs: int
    is_learned: bool = Field(description="Whether outcomes taught the points by which the check chooses")
    is_trying_learned: bool = Field(description="Whether it tries points that outcomes taught")
    last_day: date | None = Field(description="After it the check is off until it is approved again")
    learned: AccountTold | None


def told(visit: Visit, check: str) -> object:
    """Answer what outcomes teach a check."""
    own, space = visit.serves.check(check), visit.office.workspace
    with visit.operation(Action.SEE_YIELD, Subject(Kind.CHECK, check), visit.serves.purposes) as operation:
        run = opened(visit, operation)
        counts = label_counts(rounds_of(run, check))
        kept = kept_learned(space, operation, check)
    return LearnedTold(
        check=check,
        run=run.run_id,
        labels=[LabelsTold.model_validate(item) for item in counts],
        needed_for_points=FEWEST_LABELS,
        needed_for_pairs=FEWEST_FOR_PAIRS,
        is_learned=own.learned,
        is_trying_learned=own.challenger is not None and own.challenger.learned,
        last_day=own.last_day,
        learned=AccountTold.model_validate(kept) if kept else None,
    )


ROUTES = (
    call_route(
        "api_learned",
        "yields/<slug:check>/learned",
        told,
        Call("Answer what outcomes teach a check: which points moved and why, and how that was judged", LearnedTold),
        acts=(Action.SEE_YIELD,),
        needs=Needs.PURPOSE,
    ),
)
