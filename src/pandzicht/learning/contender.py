# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is held against what: the learned points, the points of experts, the score until now, and the lot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pandzicht.definitions.backtest import Backtest
from pandzicht.learning.feature import Feature
from pandzicht.learning.past_visits import PastVisits
from pandzicht.learning.scorecard import Scorecard, fitted
from pandzicht.learning.windows import Window
from pandzicht.ranking.estimate import Floats


class Contender(StrEnum):
    """A way to put addresses in order."""

    MODEL = "model"
    """Points that are learned from admissible features."""
    EXPERTS = "experts"
    """The simple rule: points that people gave."""
    OLD_SCORE = "old_score"
    LOT = "lot"
    INADMISSIBLE = "inadmissible"
    """Points that are learned from all features, those that may never be used included: to show what they are worth."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of the rows of one window by each contender, and the scorecards that were learned for it."""

    window: Window
    scores: Mapping[Contender, Floats]
    card: Scorecard
    chances: Floats
    """How probable a finding is by the admissible scorecard."""


def scored(asked: Backtest, visits: PastVisits, admissible: tuple[Feature, ...], window: Window) -> Scored:
    """Return the scores of one window, learned from the rows that may be learned from."""
    learned = window.learned[visits.visited[window.learned]]
    card = _learned(visits, admissible, learned)
    scores = {Contender.MODEL: card.scores(admissible, window.judged), Contender.LOT: np.zeros(len(window.judged))}
    if asked.rule:
        scores[Contender.EXPERTS] = expert_points(asked, visits.features)[window.judged]
    if visits.old_score is not None and _was_known(asked, window):
        known = visits.old_score[window.judged]
        scores[Contender.OLD_SCORE] = np.where(np.isnan(known), -np.inf, known)
    if len(admissible) < len(visits.features):
        whole = _learned(visits, visits.features, learned)
        scores[Contender.INADMISSIBLE] = whole.scores(visits.features, window.judged)
    ordered = {contender: scores[contender] for contender in Contender if contender in scores}
    return Scored(window, ordered, card, card.chances(admissible, window.judged))


def _was_known(asked: Backtest, window: Window) -> bool:
    """Tell whether the old score was there before the visits of a window, as far as anybody said."""
    since = asked.old_score.since if asked.old_score else None
    return since is None or since.toordinal() <= window.first


def expert_points(asked: Backtest, features: tuple[Feature, ...]) -> Floats:
    """Return the points of the rule: those of each feature that is above zero."""
    told = [
        asked.rule[each.name] * (each.values > 0).astype(np.float64) for each in features if each.name in asked.rule
    ]
    total: Floats = np.add.reduce(told)
    return total


def _learned(visits: PastVisits, features: tuple[Feature, ...], rows: np.ndarray) -> Scorecard:
    """Return the scorecard of some rows, each for as many addresses as it stands for; one added by hand for itself."""
    weights = np.ones(len(rows)) if visits.chance is None else 1 / np.nan_to_num(visits.chance[rows], nan=1.0)
    return fitted(features, rows, visits.found[rows], weights)
