# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What outcomes did to the points of each signal, and why: beside what experts gave, on one scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pandzicht.learning.interval import Judged
from pandzicht.learning.labels import Labels
from pandzicht.learning.learned_points import LearnedPoints, NotLearned
from pandzicht.learning.stand_ins import stand_in_test


class Why(StrEnum):
    """Why a signal has the points that it has now."""

    SELDOM = "seldom"
    """It was yes too seldom to learn of: the experts' word stands."""
    MORE = "more"
    LESS = "less"
    NOTHING = "nothing"
    """Beside the other signals it makes no finding more probable."""
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Moved:
    """One signal: how often it was yes and what was found there, what experts gave it, and what outcomes made of it."""

    signal: str
    yes: int
    """Of what was drawn with a probability and looked at."""
    found: int
    """With a finding, of those that were yes."""
    where_yes: Judged
    elsewhere: Judged
    """Of all units that they stand for: the share with a finding where it was yes, and where it was not."""
    asked: int
    """The points of the experts as they gave them."""
    expert: int | None = None
    """The same on the scale of the learned points; nothing where nothing was learned."""
    learned: int | None = None
    why: Why | None = None


def moved_points(labels: Labels, points: Mapping[str, int], result: LearnedPoints | NotLearned) -> tuple[Moved, ...]:
    """Return what outcomes did to the points of every signal of the labels."""
    return tuple(_moved(labels, name, points.get(name, 0), result) for name in labels.signals)


def _moved(labels: Labels, name: str, asked: int, result: LearnedPoints | NotLearned) -> Moved:
    says_yes = labels.is_drawn & (labels.yes[:, labels.signals.index(name)] == 1)
    yes, found = int(says_yes.sum()), int(labels.found[says_yes].sum())
    shares = stand_in_test(labels, name)
    if isinstance(result, NotLearned):
        return Moved(name, yes, found, shares.yes, shares.other, asked)
    expert, learned = result.expert.get(name, 0), result.points.get(name, 0)
    is_seen = any(column.feature == name for column in result.card.columns)
    why = why_moved(expert, learned) if is_seen else Why.SELDOM
    return Moved(name, yes, found, shares.yes, shares.other, asked, expert, learned, why)


def why_moved(expert: int, learned: int) -> Why:
    """Return why points of a signal that was seen often enough are what they are.

    >>> [why_moved(3, learned).value for learned in (0, 2, 3, 7)], why_moved(0, 0).value
    (['nothing', 'less', 'same', 'more'], 'nothing')
    """
    if learned == 0:
        return Why.NOTHING
    if learned == expert:
        return Why.SAME
    return Why.MORE if learned > expert else Why.LESS
