# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a table of past inspections can carry and what not, in sentences for whoever reads the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum, StrEnum

from pandzicht.definitions.backtest import Carrier
from pandzicht.language import Language, message, speaker
from pandzicht.learning.contender import Contender


class Weight(IntEnum):
    """How much a statement weighs."""

    REFUSES = 0
    WARNS = 1
    CARRIES = 2


class Kind(StrEnum):
    """What is stated."""

    NO_WINDOWS = "no_windows"
    NO_RANDOM_SHARE = "no_random_share"
    SMALL_SAMPLE = "small_sample"
    NO_OVERLAP = "no_overlap"
    STEPS_DIFFER = "steps_differ"
    FEW_CONTROLS = "few_controls"
    RANDOM_SPLIT = "random_split"
    LEAK = "leak"
    INADMISSIBLE = "inadmissible"
    WORTH_OF_INADMISSIBLE = "worth_of_inadmissible"
    STANDS_IN = "stands_in"
    SAME_GROUPS = "same_groups"
    TINY_CELLS = "tiny_cells"
    SKIPPED = "skipped"
    DRIFT = "drift"
    FOUND_MOVED = "found_moved"
    LARGE_CLUSTER = "large_cluster"
    KNOWN_LATER = "known_later"
    NOT_KNOWN_WHEN = "not_known_when"
    UNDATED_SCORE = "undated_score"
    SCORE_LEFT_OUT = "score_left_out"
    NO_UNVISITED = "no_unvisited"
    NOT_BETTER = "not_better"
    BETTER = "better"
    ORDER = "order"
    OF_ALL = "of_all"


TEXTS: Mapping[Kind, tuple[Weight, str]] = {
    Kind.NO_WINDOWS: (
        Weight.REFUSES,
        message(
            "Nothing can be said of learned points or of an order: the visits lie on too few days, or too little "
            "was found before each window to learn from."
        ),
    ),
    Kind.NO_RANDOM_SHARE: (
        Weight.REFUSES,
        message(
            "How much better than chance this is cannot be told: no visits are marked as drawn at random, and no "
            "probabilities are known. All figures are of the addresses that were visited, not of the city."
        ),
    ),
    Kind.SMALL_SAMPLE: (
        Weight.REFUSES,
        message(
            "What the learned points would find among all addresses is not told: too few visits were made that they "
            "would choose. They say as much as {sample} visits drawn alike; at least {least} are needed."
        ),
    ),
    Kind.NO_OVERLAP: (
        Weight.REFUSES,
        message(
            "What the learned points would find among all addresses is not told: they would choose addresses that"
            " could never be drawn (probability 0), so nobody knows what is there."
        ),
    ),
    Kind.STEPS_DIFFER: (
        Weight.REFUSES,
        message(
            "How much better than chance this is cannot be told: the visits were made in different ways (desk, "
            "letter, visit), which find different things."
        ),
    ),
    Kind.FEW_CONTROLS: (
        Weight.REFUSES,
        message(
            "How much better than chance this is cannot be told: {count} visits were drawn at random in these "
            "windows; at least {least} are needed."
        ),
    ),
    Kind.RANDOM_SPLIT: (
        Weight.REFUSES,
        message(
            "The division in the table is not judged: what was learned from lies partly after what is judged. Such a "
            "division knows the future and flatters every method."
        ),
    ),
    Kind.LEAK: (
        Weight.REFUSES,
        message(
            "Not used, because no fact about an address knows the outcome this well: {names}. It was probably "
            "written down at the visit or afterwards. Keep it out, or bring it as it was known before."
        ),
    ),
    Kind.INADMISSIBLE: (
        Weight.WARNS,
        message(
            "INADMISSIBLE, and not used: {names}. This tells of {carrier}, not of the address. The figures with "
            "it are shown only so that you see what part of a published figure comes from it."
        ),
    ),
    Kind.WORTH_OF_INADMISSIBLE: (
        Weight.WARNS,
        message(
            "With what is inadmissible {whole} % of the findings would be in the first half; without it "
            "{admissible} %. As the visits were made it was {done} %. Only the figure without it may be claimed."
        ),
    ),
    Kind.STANDS_IN: (
        Weight.WARNS,
        message(
            "These features may stand in for traits of people: {names}. Use them only with a written reason and "
            "after the proxy test; here they are learned from as they are."
        ),
    ),
    Kind.SAME_GROUPS: (
        Weight.WARNS,
        message(
            "The division in the table flatters: of {count} judged visits the building or owner was learned from "
            "too. The windows beside it have no such visits."
        ),
    ),
    Kind.TINY_CELLS: (
        Weight.WARNS,
        message("In {count} windows fewer than {least} visits fall within the capacity; their figures are not shown."),
    ),
    Kind.SKIPPED: (
        Weight.WARNS,
        message(
            "{count} windows are not judged: before them fewer than 100 visits or 10 findings can be learned "
            "from. Without at least six windows there is no median and no worst window."
        ),
    ),
    Kind.DRIFT: (
        Weight.WARNS,
        message(
            "These features are not what they were: {names}. Points for them that were learned from older visits "
            "may not hold for new ones; find out whether the register or the way of working changed."
        ),
    ),
    Kind.FOUND_MOVED: (
        Weight.WARNS,
        message(
            "The share of visits with a finding went from {before} % to {after} %. Compare methods within a "
            "window only, and never the share of one year with that of another."
        ),
    ),
    Kind.LARGE_CLUSTER: (
        Weight.WARNS,
        message(
            "One building or owner, with all that hangs together with it, has {share} % of the rows. The "
            "intervals hardly hold then; group by building only, or judge that owner apart."
        ),
    ),
    Kind.KNOWN_LATER: (
        Weight.WARNS,
        message(
            "The features are as they were known later, not on the day of the selection. What a visit itself "
            "brought to light may be in them, so the figures are too good."
        ),
    ),
    Kind.NOT_KNOWN_WHEN: (
        Weight.WARNS,
        message(
            "Nobody said of which day the features are. If they were taken from the register later, what a visit "
            "brought to light may be in them; find out, and write it under 'known_as_of'."
        ),
    ),
    Kind.UNDATED_SCORE: (
        Weight.WARNS,
        message(
            "Nobody said since when the old score was computed before the visits. If it was computed afterwards "
            "it may have learned from these outcomes, and then its figures mean nothing; write the day under "
            "'since'."
        ),
    ),
    Kind.SCORE_LEFT_OUT: (
        Weight.WARNS,
        message(
            "The old score is left out of windows that lie before {since}: only since then it was computed "
            "beforehand."
        ),
    ),
    Kind.NO_UNVISITED: (
        Weight.WARNS,
        message(
            "The addresses where nobody went are not in the table. So it cannot be seen whether some could never "
            "be drawn, and the doubly robust estimate cannot be made."
        ),
    ),
    Kind.NOT_BETTER: (
        Weight.WARNS,
        message(
            "The learned points do not measurably find more than {other}: {less} of a hundred visits more, with "
            "an interval of {low} to {high}. Keep what is simplest."
        ),
    ),
    Kind.BETTER: (
        Weight.CARRIES,
        message(
            "Among the visited addresses the learned points find more than {other}: {less} of a hundred visits "
            "more, with an interval of {low} to {high}."
        ),
    ),
    Kind.ORDER: (
        Weight.CARRIES,
        message(
            "The table can tell in which order the visited addresses could have been visited: {count} windows "
            "after one another, on buildings and owners that were not learned from."
        ),
    ),
    Kind.OF_ALL: (
        Weight.CARRIES,
        message(
            "The table can tell what a visit to any address would find: something in {value} %, with an interval "
            "of {low} to {high} %."
        ),
    ),
}  # fmt: skip
CONTENDERS: Mapping[Contender, str] = {
    Contender.MODEL: message("learned points"),
    Contender.EXPERTS: message("points of experts"),
    Contender.OLD_SCORE: message("old score"),
    Contender.LOT: message("the lot"),
    Contender.INADMISSIBLE: message("learned, with what is inadmissible"),
}
CARRIERS: Mapping[Carrier, str] = {
    Carrier.INSPECTOR: message("the inspector"),
    Carrier.TEAM: message("the team"),
    Carrier.DAY: message("the day of the visit"),
    Carrier.AREA: message("the neighbourhood"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of what can be carried, and its values; texts among them are said in the reader's language."""

    kind: Kind
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def weight(self) -> Weight:
        """Whether it refuses a claim, warns, or says what holds."""
        return TEXTS[self.kind][0]

    def told(self, language: Language) -> str:
        """Return the sentence."""
        say = speaker(language)
        values = {name: say(value) if name in {"carrier", "other"} else value for name, value in self.values.items()}
        return say(TEXTS[self.kind][1], **values)


def percent(share: float) -> Decimal:
    """Return a share as a percentage with one decimal.

    >>> percent(0.6860)
    Decimal('68.6')
    """
    return rounded(100 * share)


def rounded(value: float) -> Decimal:
    """Return a number with one decimal, and never as less than nothing when it is nothing.

    >>> rounded(-0.04), rounded(2.25)
    (Decimal('0.0'), Decimal('2.2'))
    """
    return Decimal(f"{value:.1f}") + 0
